"""What several rooms' tests share."""

from __future__ import annotations

import pytest
from pages import Page


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """What the course shows during the test."""
    return Page(monkeypatch)
