"""Concentration: bounds of the index, what it ignores, and amounts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.opendata.concentration import FULL, effective_number, herfindahl, shares

AMOUNTS = st.lists(st.floats(0.01, 1e9), min_size=1, max_size=30)


def test_a_single_supplier_fills_the_scale() -> None:
    assert herfindahl([17.5]) == FULL


def test_an_index_by_hand() -> None:
    assert herfindahl([50, 30, 20]) == pytest.approx(2500 + 900 + 400)


@given(AMOUNTS)
def test_shares_sum_to_one(amounts: list[float]) -> None:
    assert sum(shares(amounts)) == pytest.approx(1)


@given(AMOUNTS)
def test_the_index_stays_in_its_bounds(amounts: list[float]) -> None:
    index = herfindahl(amounts)
    assert FULL / len(amounts) * (1 - 1e-9) <= index <= FULL * (1 + 1e-9)
    assert 1 - 1e-9 <= effective_number(min(index, FULL)) <= len(amounts) * (1 + 1e-9)


@given(AMOUNTS, st.floats(0.001, 1000), st.randoms())
def test_unit_order_and_absent_suppliers_change_nothing(
    amounts: list[float], unit: float, random: object
) -> None:
    shuffled = [amount * unit for amount in amounts]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert herfindahl([*shuffled, 0.0]) == pytest.approx(herfindahl(amounts))


@given(AMOUNTS, AMOUNTS)
def test_a_merger_never_lowers_the_index(kept: list[float], merged: list[float]) -> None:
    apart = herfindahl([*kept, *merged])
    assert herfindahl([*kept, sum(merged)]) >= apart * (1 - 1e-9)


@pytest.mark.parametrize("amounts", [[], [0, 0], [1, -1], [float("nan")], [float("inf")]])
def test_what_is_no_purchase_is_refused(amounts: list[float]) -> None:
    with pytest.raises(MaillonError):
        herfindahl(amounts)


@pytest.mark.parametrize("amount", [1e308, 10**400])
def test_amounts_too_large_to_be_added_up_are_not_called_nothing(amount: float) -> None:
    with pytest.raises(MaillonError, match="démesuré"):
        herfindahl([amount, amount])


@pytest.mark.parametrize("index", [0, -1, 10_001, float("nan")])
def test_an_index_out_of_its_scale_is_refused(index: float) -> None:
    with pytest.raises(MaillonError):
        effective_number(index)
