"""Each refusal of `refusals.yaml` is raised somewhere, with the words that its text names."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

from maillon.base.yaml_files import read_yaml
from maillon.grading import handins

SOURCE = Path(handins.__file__)
REFUSALS = read_yaml(SOURCE.with_name("refusals.yaml"))


def test_each_refusal_is_made_with_the_words_that_it_names() -> None:
    made = {
        node.args[0].value: {word.arg for word in node.keywords}
        for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "of"
        and isinstance(node.args[0], ast.Constant)
    }
    named = {
        name: {field for _, field, *_ in Formatter().parse(text)} - {None}
        for name, text in REFUSALS.items()
    }
    assert made == named
