"""When an installation is complete, and when it must be made again."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def leave_stamp(course: ModuleType, layout: Any, *, tools: bool) -> None:
    """Do as a complete installation does."""
    stamp = dict(course.wanted_stamp(layout), tools=tools)
    Path(layout.stamp).write_text(json.dumps(stamp), encoding="utf-8")


def test_an_environment_made_by_hand_is_completed_not_replaced(
    course: ModuleType, layout: Any
) -> None:
    assert not course.is_ready(layout)
    assert not course.must_start_over(layout)


@pytest.mark.parametrize("tools", [False, True])
def test_a_complete_installation_is_ready(course: ModuleType, layout: Any, tools: bool) -> None:
    leave_stamp(course, layout, tools=tools)
    assert course.is_ready(layout)
    assert course.is_ready(layout, tools=True) is tools


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt", "pyproject.toml"])
def test_a_changed_source_calls_for_an_installation(
    course: ModuleType, layout: Any, name: str
) -> None:
    leave_stamp(course, layout, tools=False)
    with (Path(layout.root) / name).open("a", encoding="utf-8") as source:
        source.write("# changed\n")
    assert not course.is_ready(layout)
    assert not course.must_start_over(layout)


def test_a_moved_course_starts_over(course: ModuleType, layout: Any) -> None:
    leave_stamp(course, layout, tools=False)
    moved = Path(layout.root).rename(Path(layout.root).with_name("ailleurs"))
    elsewhere = course.Layout(str(moved))
    assert not course.is_ready(elsewhere)
    assert course.must_start_over(elsewhere)


def test_an_environment_whose_python_is_gone_starts_over(course: ModuleType, layout: Any) -> None:
    leave_stamp(course, layout, tools=False)
    Path(layout.python).unlink()
    assert not course.is_ready(layout)
    assert course.must_start_over(layout)


def test_an_interrupted_installation_starts_over(course: ModuleType, layout: Any) -> None:
    Path(layout.unfinished).touch()
    assert course.must_start_over(layout)


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_spoilt_stamp_counts_for_nothing(course: ModuleType, layout: Any, text: str) -> None:
    Path(layout.stamp).write_text(text, encoding="utf-8")
    assert course.read_stamp(layout) == {}
    assert not course.is_ready(layout)
