"""The bootstrap under test, and course folders to try it in."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's own folder."""
    return ROOT


@pytest.fixture
def course() -> ModuleType:
    """`course.py`, loaded anew."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A course folder where nothing is installed: the bootstrap and the command line only."""
    folder = tmp_path / "cours neuf"
    package = folder / "src" / "maillon"
    package.mkdir(parents=True)
    for name in ("course.py", "requirements.txt", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "src" / "maillon" / "__init__.py", package)
    for name in ("base", "cli"):
        shutil.copytree(ROOT / "src" / "maillon" / name, package / name)
    return folder


@pytest.fixture
def layout(course: ModuleType, copy: Path) -> Any:
    """The layout of that folder, in which a Python seems to be installed."""
    layout = course.Layout(str(copy))
    Path(layout.bin).mkdir(parents=True)
    Path(layout.python).touch()
    return layout
