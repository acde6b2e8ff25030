"""What several rooms' tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pages import Page, fingerprint

from maillon.workshops import open_workshop
from maillon.workshops.frame import Workshop

# Property tests judge results, never speed: no deadline on a busy machine.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

#: What a test wants to be read at the end of the run: title → lines.
TOLD: pytest.StashKey[dict[str, str]] = pytest.StashKey()
#: The same, on its way from a process that ran some of the tests.
SENT = "maillon-told"


@pytest.fixture(autouse=True)
def undrawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pictures undrawn, but for tests that look at them (`draws`): it takes half the time.

    Their words and data are made all the same, and what would be drawn gives its fingerprint.
    """
    if request.node.get_closest_marker("draws") is None:
        monkeypatch.setattr("matplotlib.figure.Figure.savefig", fingerprint)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """What the course shows during the test."""
    return Page(monkeypatch)


@pytest.fixture
def told(request: pytest.FixtureRequest) -> dict[str, str]:
    """Texts to print after the results, by title: measures that a person wants to see."""
    return request.config.stash.setdefault(TOLD, {})


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Workshop]:
    """Return a function that opens a workshop in its folder, as its notebook does."""

    def run(name: str) -> Workshop:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        return open_workshop(name)

    return run


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what tests told to the process that prints."""
    sent = getattr(session.config, "workeroutput", None)
    if sent is not None:
        sent[SENT] = session.config.stash.get(TOLD, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Receive it."""
    sent = getattr(node, "workeroutput", {}).get(SENT, {})
    node.config.stash.setdefault(TOLD, {}).update(sent)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what tests told."""
    for title, text in config.stash.get(TOLD, {}).items():
        terminalreporter.section(title)
        terminalreporter.write_line(text)
