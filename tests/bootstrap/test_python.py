"""What Python it takes, and what an older one reads."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import pytest

#: Syntax that Python 2.7 cannot parse, or would read otherwise.
NEWER = (
    ast.AnnAssign,
    ast.AsyncFunctionDef,
    ast.Await,
    ast.JoinedStr,
    ast.Match,
    ast.NamedExpr,
    ast.Nonlocal,
    ast.YieldFrom,
)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_refused_in_one_sentence(
    course: ModuleType, version: tuple[int, ...]
) -> None:
    with pytest.raises(course.CourseError) as refused:
        course.check_python(version)
    sentence = refused.value.args[0]
    assert "Python 3.11 ou plus récent" in sentence
    assert f"Python {version[0]}.{version[1]}" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_recent_python_is_accepted(course: ModuleType, version: tuple[int, ...]) -> None:
    course.check_python(version)


def test_the_bootstrap_is_parsed_by_old_pythons(root: Path) -> None:
    source = (root / "course.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    called = {
        id(node) for call in ast.walk(tree) if isinstance(call, ast.Call) for node in call.args
    }
    for node in ast.walk(tree):
        assert not isinstance(node, NEWER), ast.dump(node)
        if isinstance(node, ast.Raise):
            assert node.cause is None, f"line {node.lineno}: raise … from"
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            assert not arguments.kwonlyargs, f"line {node.lineno}: keyword-only argument"
            assert not arguments.posonlyargs, f"line {node.lineno}: positional-only argument"
            annotated = [a for a in arguments.args if a.annotation] or node.returns
            assert not annotated, f"line {node.lineno}: annotation"
        if isinstance(node, ast.Starred):
            assert id(node) in called, f"line {node.lineno}: * outside a call"
        if isinstance(node, ast.Dict):
            assert None not in node.keys, f"line {node.lineno}: ** in a dictionary"
    assert source.splitlines()[1] == "# -*- coding: utf-8 -*-"


def test_the_bootstrap_imports_nothing_but_the_standard_library_of_old_pythons(root: Path) -> None:
    tree = ast.parse((root / "course.py").read_text(encoding="utf-8"))
    imported = {a.name for node in tree.body if isinstance(node, ast.Import) for a in node.names}
    old = (
        "contextlib errno glob hashlib json ntpath os posixpath re shutil signal subprocess sys"
        " tempfile time traceback"
    )
    assert imported <= set(old.split())


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_a_python_without_venv_names_the_package_to_install(
    course: ModuleType, absent: str
) -> None:
    def load(name: str) -> None:
        if name == absent:
            raise ImportError(name)

    with pytest.raises(course.CourseError, match=r"apt install python3\.\d+-venv"):
        course.check_venv_module(load)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_french_is_printed_whatever_the_terminal_accepts(
    course: ModuleType, tmp_path: Path, encoding: str
) -> None:
    shown = tmp_path / "shown.txt"
    with shown.open("w", encoding=encoding) as stream:
        course.say("L’été\u00a0: prêt\u202f?", stream)
    text = shown.read_text(encoding=encoding)
    assert text.startswith("L")
    assert text.endswith("?\n")
    assert ("été\u00a0: prêt" in text) == (encoding != "ascii")
