"""Each fault of `faults.yaml` is raised somewhere, with the words that its texts name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from maillon import opendata
from maillon.base.yaml_files import read_yaml

FOLDER = Path(opendata.__file__).parent
FAULTS = read_yaml(FOLDER / "faults.yaml")


def raised() -> Iterator[tuple[str, set[str]]]:
    """Yield the id of each fault that the code makes, and the words that it gives."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="of"), args=[ast.Constant(value=str(name))]
                ) if node.args:
                    yield name, {word.arg for word in node.keywords if word.arg}


def test_each_fault_is_made_with_the_words_that_it_names() -> None:
    made = list(raised())
    assert {name for name, _ in made} == set(FAULTS)
    for name, words in made:
        texts = FAULTS[name]
        assert {"what"} <= set(texts) <= {"what", "why", "remedy"}
        named = {field for text in texts.values() for _, field, *_ in Formatter().parse(text)}
        assert named - {None} == words, name
