"""Fixtures of the grading tests; the tiny course itself stands in ``grading_course``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from grading_course import make_course


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose exercise is released; read it, or take `course` to write in it."""
    return make_course(tmp_path_factory.mktemp("cours") / "racine")


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """A course of one's own, copied from the released one."""
    root = tmp_path / "racine"
    shutil.copytree(released, root)
    return root


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder where hand-ins arrive."""
    folder = tmp_path / "recus"
    folder.mkdir()
    return folder
