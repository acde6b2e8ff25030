"""Each fault and each incident is made somewhere, with the words that its texts name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from maillon import opendata
from maillon.base.yaml_files import read_yaml

FOLDER = Path(opendata.__file__).parent
FAULTS = read_yaml(FOLDER / "faults.yaml")
INCIDENTS = read_yaml(FOLDER / "forms" / "incidents.yaml")
#: Incidents that are made by the counts of the same name.
COUNTED = {"several", "lots", "alone", "blank", "lone-backslashes", "half-characters"}


def made(*, incidents: bool) -> Iterator[tuple[str, set[str]]]:
    """Yield the id of each fault (or incident) that the code makes, and the words that it gives."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=owner), attr="of"),
                    args=[ast.Constant(value=str(name)), *_],
                ) if incidents == (owner == "Incident"):
                    yield name, {word.arg for word in node.keywords if word.arg}


def test_each_fault_is_made_with_the_words_that_it_names() -> None:
    faults = list(made(incidents=False))
    assert {name for name, _ in faults} == set(FAULTS)
    for name, words in faults:
        texts = FAULTS[name]
        assert {"what"} <= set(texts) <= {"what", "why", "remedy"}
        named = {field for text in texts.values() for _, field, *_ in Formatter().parse(text)}
        assert named - {None} == words, name


def test_each_incident_is_made_with_the_words_that_it_names() -> None:
    incidents = list(made(incidents=True))
    assert {name for name, _ in incidents} | COUNTED == set(INCIDENTS)
    for name, words in [*incidents, *((name, {"times"}) for name in COUNTED)]:
        row = INCIDENTS[name]
        assert {"text"} <= set(row) <= {"text", "count", "kept"}
        named = {field for _, field, *_ in Formatter().parse(row["text"])} - {None}
        assert ("count" in named) == ("count" in row) == ("times" in words), name
        assert named - {"count"} == words - {"times"}, name
