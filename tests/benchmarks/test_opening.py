"""The benchmark of openings names what exists, and prints each state beside the one before."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from scripts import benchmark

from maillon.catalogue import TOPICS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def opening() -> ModuleType:
    return benchmark("opening")


def test_it_visits_workshops_and_pages_that_exist(opening: ModuleType) -> None:
    assert set(opening.WORKSHOPS) <= {topic.notebook for topic in TOPICS}
    assert all((ROOT / f"{page}.md").is_file() for page in opening.PAGES)


def test_a_line_has_the_medians_and_their_ratio(opening: ModuleType) -> None:
    times = {"now": iter([1.0, 9.0, 2.0]), "before": iter([4.0, 4.0, 5.0])}
    words = opening.row("x", ["now", "before"], lambda state: next(times[state]), "s", 3).split()
    assert words == ["x", "2.0", "s", "4.0", "s", "0.50"]
    assert opening.row("x", ["now"], lambda _state: 3.0, "MB", 1).split() == "x 3 MB – –".split()


def test_without_a_browser_there_is_nothing_to_measure(
    opening: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="Chromium"):
        opening.main([])
