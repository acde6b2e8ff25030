"""The calculators hold no number of law: it comes from the registry, with its day and source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from maillon import law

FOLDER = Path(law.__file__).parent
CALCULATORS = (
    "advance figures insertion late_payment obligations penalties procedure reasons retention sme"
).split()

ALLOWED = {
    "0": "nothing, first",
    "1": "one, next day",
    "2": "cents",
    "100": "a percentage",
    "12": "months in a year",
    "365": "days in a year: the formula of late interest",
    "0.01": "one cent",
}


@pytest.mark.parametrize("module", CALCULATORS)
def test_only_units_are_typed(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    written = {
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and not isinstance(node.value, bool)
        and (isinstance(node.value, (int, float)) or _is_number(node.value))
    }
    assert written <= ALLOWED.keys()


@pytest.mark.parametrize("module", CALCULATORS)
def test_no_french_sentence_holds_a_figure(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    sentences = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
        and " " in node.value
    ]
    assert not [text for text in sentences if any(c.isdigit() for c in text)]


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()
