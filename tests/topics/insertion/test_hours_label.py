"""The levels of a label that counts hours."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.insertion.model.hours_label import level

THRESHOLDS = (300.0, 1500.0)


@given(st.floats(0, 1e5), st.floats(0, 1e5))
def test_more_hours_never_lower_a_level(hours: float, more: float) -> None:
    assert level(hours, THRESHOLDS) <= level(hours + more, THRESHOLDS) <= len(THRESHOLDS)


def test_the_label_does_not_see_the_promise() -> None:
    """A large contract half kept outranks a small one kept in full."""
    small_kept, large_broken = 3 * 120, 3 * 0.55 * 1008
    assert level(small_kept, THRESHOLDS) < level(large_broken, THRESHOLDS)


def test_bad_thresholds_are_refused_in_french() -> None:
    for thresholds in ((0.0, 1.0), (5.0, 5.0), (5.0, 3.0)):
        with pytest.raises(OutOfModel, match="seuils"):
            level(10, thresholds)


@pytest.mark.parametrize("hours", [math.nan, math.inf, -1.0])
def test_hours_that_nobody_worked_are_refused_in_french(hours: float) -> None:
    with pytest.raises(OutOfModel, match="nombre d’heures"):
        level(hours, THRESHOLDS)
