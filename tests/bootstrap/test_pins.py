"""The tested set is the one that runs here, and each dependency has its reason."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pins
import pytest
from packaging.requirements import Requirement


def pinned(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Read the two sections of constraints.txt."""
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    course, tools = (
        {
            pins.normalised(name): version
            for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)$", section)
        }
        for section in text.split("# Test tools")
    )
    return course, tools


def test_what_runs_here_is_what_is_pinned(root: Path) -> None:
    wanted_course, wanted_tools = pinned(root)
    course, tools = pins.sections()
    here = {name: version for name, version in course.items() if name in wanted_course}
    assert here == {name: wanted_course[name] for name in here}
    others = {pins.normalised(Requirement(line).name) for line in pins.OTHER_SYSTEMS}
    assert set(course) - set(wanted_course) <= others
    assert tools == wanted_tools


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11),
    reason="the set was made on Linux with Python 3.11; others need a part of it",
)
def test_nothing_is_pinned_in_vain(root: Path) -> None:
    assert pinned(root)[0] == pins.sections()[0]


def test_each_dependency_has_its_reason(root: Path) -> None:
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = contributing.split("## Dependencies")[1]
    explained = {
        name.strip()
        for row in re.findall(r"(?m)^\| ([A-Za-z][^|]*) \|", table)
        for name in row.split(",")
        if name.strip() != "library"
    }
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = pins.requirements()
    built = project["build-system"]["requires"]
    tools = project["project"]["optional-dependencies"]["test"]
    assert explained == {*asked, *(Requirement(line).name for line in [*built, *tools])}
    own = {Requirement(line).name for line in project["project"]["dependencies"]}
    assert own <= set(asked)


def test_each_line_of_requirements_says_why(root: Path) -> None:
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.search(r"  # .+ / .+", line)] == []
