"""What counts as an amount: nothing that later overflows, and nothing that is no number."""

from __future__ import annotations

import math
from typing import Any

import pytest

from maillon.base.amounts import LARGEST, is_amount, is_number


@pytest.mark.parametrize("value", [0, 0.0, 1, 2.5, LARGEST])
def test_amounts(value: float) -> None:
    assert is_amount(value)
    assert is_number(-value)


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, 1e16, 1e308, 10**400, True, "1", None, [1], 1j]
)
def test_what_is_no_number_of_the_models(value: Any) -> None:
    assert not is_amount(value)
    assert not is_number(value)


def test_an_amount_has_bounds() -> None:
    assert not is_amount(-0.01)
    assert is_amount(1, high=1)
    assert not is_amount(1.01, high=1)
