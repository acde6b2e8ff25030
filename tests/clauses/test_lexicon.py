from pathlib import Path

import pytest

from maillon.base.yaml_files import read_yaml
from maillon.clauses.kind import Money
from maillon.clauses.lexicon import expression, words

PACKAGE = Path(__file__).parents[2] / "src" / "maillon" / "clauses"
FILES = PACKAGE / "lexicon"
GROUPS = [
    f"{path.stem}.{group}" for path in sorted(FILES.glob("*.yaml")) for group in read_yaml(path)
]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_used_and_says_a_word_once(group):
    file, name = group.split(".")
    turns = [text for text in read_yaml(FILES / f"{file}.yaml").values() if isinstance(text, str)]
    used = group in SOURCES or any(f"{{{name}}}" in text for text in turns)
    used = used or (file == "titles" and f'"{name}"' in SOURCES)
    assert used or (file == "money" and name in {kind.value for kind in Money})
    found = words(group)
    assert len(found) == len(set(found))
    assert expression(group)


def test_every_file_of_words_opens_with_a_comment_in_french():
    for path in FILES.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def test_a_turn_of_phrase_is_read_with_its_parts_in_their_places():
    assert words("duties.trade") == []
    assert "{" not in expression("duties.subject").pattern.replace("{1,2}", "")
    assert expression("duties.trade").search("le fleuriste compose")["trade"] == "fleuriste"
