"""Where things are, on each system."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def test_paths_on_windows(course: ModuleType) -> None:
    layout = course.Layout(r"C:\Cours\maillon", windows=True)
    assert layout.python == r"C:\Cours\maillon\.venv\Scripts\python.exe"
    assert layout.program("nbgrader") == r"C:\Cours\maillon\.venv\Scripts\nbgrader.exe"
    assert layout.log == r"C:\Cours\maillon\_build\installation.log"


def test_paths_elsewhere(course: ModuleType) -> None:
    layout = course.Layout("/cours/maillon", windows=False)
    assert layout.python == "/cours/maillon/.venv/bin/python"
    assert layout.program("maillon") == "/cours/maillon/.venv/bin/maillon"


@pytest.mark.parametrize(("windows", "separator"), [(True, ";"), (False, ":")])
def test_the_course_programs_come_first_on_the_path(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch, windows: bool, separator: str
) -> None:
    monkeypatch.setenv("PATH", "ailleurs")
    monkeypatch.setenv("PYTHONPATH", "autres-bibliotheques")
    layout = course.Layout("cours", windows=windows)
    variables = layout.environment()
    assert variables["PATH"] == layout.bin + separator + "ailleurs"
    assert "PYTHONPATH" not in variables
    assert variables["PYTHONUTF8"] == "1"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot replace a process")
def test_nbgrader_starts_in_the_course_folder(
    course: ModuleType, layout: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "is_ready", lambda layout, tools=False: True)
    started: list[Any] = []
    monkeypatch.setattr(course.os, "execve", lambda *words: started.append((Path.cwd(), *words)))
    monkeypatch.setattr(course.subprocess, "call", lambda *words, **options: 0)
    monkeypatch.setattr(course.signal, "signal", lambda *words: None)

    course.run(layout, ["nbgrader", "autograde", "e1-boucles"])
    course.run(layout, ["maillon", "collect", "copies"])
    course.run(layout, ["collect", "copies"])

    (place, program, words, variables), named, plain = started
    assert place == Path(layout.root)
    assert program == layout.program("nbgrader")
    assert words == [program, "autograde", "e1-boucles"]
    assert variables["PATH"].startswith(layout.bin)
    assert named[1:3] == plain[1:3]
    assert plain[2] == [layout.program("maillon"), "collect", "copies"]
