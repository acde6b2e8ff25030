"""Price formulas: the numbers of the workshop, and what holds whatever the bids."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.award.model.price_scores import (
    FORMULAS,
    SCALE,
    PriceFormula,
    Terms,
    bounds,
    formula,
)

PRICES = st.lists(st.floats(1, 1e7), min_size=1, max_size=12)
EACH = pytest.mark.parametrize("one", FORMULAS, ids=lambda one: one.id)
BIDS = (100, 112, 135)
PUBLISHED = Terms(reference=150, floor=90)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("classique", [10, 8.93, 7.41]),
        ("min-max", [10, 6.57, 0]),
        ("echelle", [10, 8.8, 6.5]),
        ("quadratique", [10, 7.97, 5.49]),
        ("absolue", [8.33, 6.33, 2.5]),
    ],
)
def test_the_marks_of_three_bids(name: str, marks: list[float]) -> None:
    assert [round(mark, 2) for mark in formula(name).marks(BIDS, PUBLISHED)] == marks


@EACH
@given(prices=PRICES)
def test_a_cheaper_bid_never_has_a_lower_mark(one: PriceFormula, prices: list[float]) -> None:
    by_price = [mark for _, mark in sorted(zip(prices, one.marks(prices), strict=True))]
    assert all(left >= right - 1e-9 for left, right in pairwise(by_price))


@EACH
@given(prices=PRICES)
def test_every_mark_stays_on_the_scale(one: PriceFormula, prices: list[float]) -> None:
    assert all(-1e-9 <= mark <= SCALE + 1e-9 for mark in one.marks(prices))


@pytest.mark.parametrize("one", [one for one in FORMULAS if one.id != "absolue"])
@given(prices=PRICES)
def test_a_relative_formula_gives_the_best_mark_to_the_lowest_price(
    one: PriceFormula, prices: list[float]
) -> None:
    assert one.marks(prices)[prices.index(min(prices))] == pytest.approx(SCALE)


@EACH
@given(prices=PRICES, factor=st.floats(1e-3, 1e3))
def test_counting_in_another_unit_changes_no_mark(
    one: PriceFormula, prices: list[float], factor: float
) -> None:
    terms = Terms(reference=2e6, floor=1e5)
    scaled = Terms(reference=factor * 2e6, floor=factor * 1e5)
    before, after = one.marks(prices, terms), one.marks([factor * p for p in prices], scaled)
    assert after == pytest.approx(before, abs=1e-6)


@EACH
@given(price=st.floats(100, 300), rise=st.floats(1e-4, 1e-3))
def test_the_loss_is_the_slope_of_the_mark(one: PriceFormula, price: float, rise: float) -> None:
    bids, terms = bounds([100, 300]), Terms(multiple=3.5, reference=400, floor=50)
    slope = (one.mark(price, bids, terms) - one.mark(price + rise, bids, terms)) / rise
    assert slope == pytest.approx(one.loss(price, bids, terms), rel=1e-3, abs=1e-6)


def test_equal_prices_all_have_the_best_mark_under_min_max() -> None:
    assert formula("min-max").marks([5, 5]) == (SCALE, SCALE)
    assert formula("min-max").loss(5, bounds([5, 5]), Terms()) == 0


def test_beyond_the_scale_or_the_reference_a_euro_costs_nothing_more() -> None:
    assert formula("echelle").loss(250, bounds([100, 250]), Terms()) == 0
    assert formula("absolue").loss(160, bounds([100, 250]), PUBLISHED) == 0
    assert formula("absolue").marks([80, 160], PUBLISHED) == (SCALE, 0)


@EACH
def test_each_formula_says_in_french_what_it_depends_on_and_its_bias(one: PriceFormula) -> None:
    assert one.words.startswith("10 ×")
    assert one.depends.startswith(("du ", "de "))
    assert one.bias.endswith(".")


@pytest.mark.parametrize("prices", [[], [0], [-3, 5], [float("nan")], [float("inf")]])
def test_a_price_that_is_none_is_refused(prices: list[float]) -> None:
    with pytest.raises(OutOfModel):
        formula("classique").marks(prices)


@pytest.mark.parametrize(
    "terms", [{"multiple": 1}, {"multiple": float("inf")}, {"reference": 5, "floor": 5}]
)
def test_terms_that_give_no_mark_are_refused(terms: dict[str, float]) -> None:
    with pytest.raises(OutOfModel):
        Terms(**terms)


def test_an_unknown_formula_is_refused_with_the_known_ones() -> None:
    with pytest.raises(OutOfModel, match="classique"):
        formula("moyenne")
