"""A small course to build, beside the real one: real settings, real look, its own pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml

from maillon.site.build import BuildResult, build

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MINI = HERE / "fixtures" / "mini"


@pytest.fixture(scope="session")
def mini_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a function that lays a fresh copy of the small course in a folder of its own."""

    def lay() -> Path:
        course = tmp_path_factory.mktemp("cours") / "cours"
        shutil.copytree(MINI, course)
        shutil.copytree(ROOT / "book" / "_static", course / "book" / "_static")
        settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        settings["sphinx"]["config"]["maillon_figure_registry"] = "example_pictures"
        text = yaml.safe_dump(settings, allow_unicode=True)
        (course / "_config.yml").write_text(text, encoding="utf-8")
        return course

    return lay


@pytest.fixture(scope="session")
def build_course() -> Callable[..., BuildResult]:
    """Return a function that builds a small course, its example pictures within reach."""

    def run(course: Path, *, force: bool = False) -> BuildResult:
        reach = os.pathsep.join(filter(None, [str(course), os.environ.get("PYTHONPATH")]))
        with patch.dict(os.environ, {"PYTHONPATH": reach}):
            return build(root=course, force=force)

    return run


@pytest.fixture(scope="session")
def mini_site(mini_course: Callable[[], Path], build_course: Callable[..., BuildResult]) -> Path:
    """The small course, built once: the folder of its pages."""
    result = build_course(mini_course())
    assert result.ok, "\n".join(map(str, result.problems))
    return result.html
