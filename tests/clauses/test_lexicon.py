from pathlib import Path

import pytest

from maillon.base.yaml_files import read_yaml
from maillon.clauses.kind import Money
from maillon.clauses.lexicon import expression, words

PACKAGE = Path(__file__).parents[2] / "src" / "maillon" / "clauses"
GROUPS = [
    f"{path.stem}.{group}"
    for path in sorted((PACKAGE / "lexicon").glob("*.yaml"))
    for group in read_yaml(path)
]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_used_and_says_a_word_once(group):
    file, name = group.split(".")
    used = group in SOURCES or (file == "titles" and f'"{name}"' in SOURCES)
    assert used or (file == "money" and name in {kind.value for kind in Money})
    found = words(group)
    assert len(found) == len(set(found))
    assert expression(group)


def test_every_file_of_words_opens_with_a_comment_in_french():
    for path in (PACKAGE / "lexicon").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
