"""An exercise to answer, and the answers it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from eight_kinds import ID, make_exercise
from pages import Page

from maillon.sheet import files, open_sheet
from maillon.sheet.sheet import Sheet
from maillon.sheet.store import AnswerStore


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an exercise, where its notebook runs."""
    folder = make_exercise(tmp_path / ID)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def store(exercise: Path) -> AnswerStore:
    """The answers to that exercise."""
    return AnswerStore(exercise, ID)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Fill the disk (`disk(full=True)`), or free it."""
    state = {"full": False}
    for name in ("append", "replace_file"):
        write = getattr(files, name)

        def guarded(path: Path, data: bytes, write: Callable[..., int] = write) -> int:
            if state["full"]:
                raise OSError(28, "No space left on device")
            return write(path, data)

        monkeypatch.setattr(files, name, guarded)
    return lambda full: state.update(full=full)


@pytest.fixture
def no_sync(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of saves need no real flush: what is tested is the content."""
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def sheet(exercise: Path, page: Page) -> Sheet:
    """The sheet, opened by the first cell of its notebook."""
    return open_sheet(ID)


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when nbgrader runs the notebook of a copy."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
