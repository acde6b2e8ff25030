"""The benchmark of sliders names workshops that exist, and prints times with their ratio."""

from __future__ import annotations

from types import ModuleType

import pytest
from scripts import benchmark

from maillon.catalogue import NOTEBOOKS
from maillon.workshops.texts import load_texts


@pytest.fixture(scope="module")
def slider() -> ModuleType:
    return benchmark("slider")


def test_it_bets_on_options_of_workshops_that_exist(slider: ModuleType) -> None:
    assert [course.workshop for course in slider.COURSES] == [
        "mur-des-boucles",
        "vivier-entreprises",
        "quelle-regle",
    ]
    for course in slider.COURSES:
        assert course.workshop in NOTEBOOKS
        assert course.bet in dict(load_texts(course.workshop).bet.options).values()


def test_a_line_has_median_tail_and_ratio_to_the_empty_trip(slider: ModuleType) -> None:
    course = slider.COURSES[0]
    painted = [100.0] * 38 + [190.0, 200.0]
    words = slider.line(course, painted, [50.0] * 40).split()
    assert words[:6] == ["mur-des-boucles", "40", "100", "ms", "186", "ms"]
    assert words[6:] == ["50", "ms", "2.0", "met"]
    assert slider.line(course, [151.0] * 40, [50.0] * 40).split()[-1] == "missed"


def test_without_a_browser_there_is_nothing_to_measure(
    slider: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slider.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="Chromium"):
        slider.main([])
