"""Workshops run in the trainee's copy of their notebook's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from maillon.workshops import open_workshop
from maillon.workshops.frame import Workshop


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Workshop]:
    """Return a function that opens a workshop in its folder, as its notebook does."""

    def run(name: str) -> Workshop:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        return open_workshop(name)

    return run
