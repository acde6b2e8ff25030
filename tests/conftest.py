"""What several rooms' tests share."""

from __future__ import annotations

import pytest
from pages import Page

#: What a test wants to be read at the end of the run: title → lines.
TOLD: pytest.StashKey[dict[str, str]] = pytest.StashKey()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """What the course shows during the test."""
    return Page(monkeypatch)


@pytest.fixture
def told(request: pytest.FixtureRequest) -> dict[str, str]:
    """Texts to print after the results, by title: measures that a person wants to see."""
    return request.config.stash.setdefault(TOLD, {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what tests told."""
    for title, text in config.stash.get(TOLD, {}).items():
        terminalreporter.section(title)
        terminalreporter.write_line(text)
