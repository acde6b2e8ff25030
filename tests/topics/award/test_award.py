"""Totals, ranking, stability and independence: the numbers of N8 and their properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.award.model.award import (
    Offer,
    award,
    corrected_prices,
    ranks,
    spread_qualities,
)
from maillon.topics.award.model.independence import (
    changes_winner,
    counter_example,
    reversal_rate,
)
from maillon.topics.award.model.price_scores import (
    FORMULAS,
    SCALE,
    PriceFormula,
    Terms,
    bounds,
    formula,
)
from maillon.topics.award.model.sensitivity import (
    critical_weight,
    effective_weights,
    euros_per_point,
    price_weight_told,
    relative_spread,
    stability,
    stable_around,
)

A, B, C = Offer("A", 100_000, 6), Offer("B", 112_000, 7.6), Offer("C", 135_000, 9.2)
BIDS = (A, B, C)
HOPELESS = Offer("D", 250_000, 3)
EACH = pytest.mark.parametrize("one", FORMULAS, ids=lambda one: one.id)
OFFERS = st.lists(
    st.builds(Offer, st.just("x"), st.floats(50, 500), st.floats(0, SCALE)), min_size=1, max_size=6
)
WEIGHTS = st.floats(0, 1)
PUBLISHED = Terms(reference=400, floor=60)


@pytest.mark.parametrize(
    ("name", "totals", "winner"),
    [
        ("classique", [8.00, 8.26, 8.30], "C"),
        ("min-max", [8.00, 7.09, 4.60], "A"),
        ("echelle", [8.00, 8.20, 7.85], "B"),
        ("quadratique", [8.00, 7.79, 7.34], "A"),
    ],
)
def test_three_formulas_three_winners(name: str, totals: list[float], winner: str) -> None:
    found = award(BIDS, formula(name), 0.5)
    assert [round(total, 2) for total in found.totals] == totals
    assert found.winner_names == (winner,)


def test_the_hopeless_fourth_bid_makes_the_dearest_of_the_three_win() -> None:
    found = award([*BIDS, HOPELESS], formula("min-max"), 0.5)
    assert [round(total, 2) for total in found.totals[:3]] == [8.00, 8.40, 8.43]
    assert found.winner_names == ("C",)
    for name in ("classique", "echelle"):
        before, after = (award(bids, formula(name), 0.5) for bids in (BIDS, [*BIDS, HOPELESS]))
        assert after.totals[:3] == before.totals


@pytest.mark.parametrize(
    ("name", "worth"),
    [
        ("classique", [10.0, 12.5, 18.2]),
        ("min-max", [3.5, 3.5, 3.5]),
        ("echelle", [10.0, 10.0, 10.0]),
    ],
)
def test_what_a_point_of_quality_is_worth(name: str, worth: list[float]) -> None:
    limits = bounds([offer.price for offer in BIDS])
    found = [euros_per_point(formula(name), offer.price, limits, 0.5) for offer in BIDS]
    assert [round((euros or 0) / 1000, 1) for euros in found] == worth


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("classique", 1.6 / (1.6 + (10 / 1.12 - 10 / 1.35)), 1.6 / (1.6 + (10 - 10 / 1.12))),
        ("min-max", 16 / (16 + 230 / 3.5), 7 / 22),
        ("echelle", 16 / 39, 4 / 7),
    ],
)
def test_the_winner_along_the_axis_of_weights(name: str, first: float, second: float) -> None:
    parts = stability(award(BIDS, formula(name), 0.5))
    assert [part.winners for part in parts] == [(2,), (1,), (0,)]
    assert [part.high for part in parts] == pytest.approx([first, second, 1])


@pytest.mark.parametrize(
    ("name", "seen"),
    [("classique", (0.513, 0.599)), ("min-max", (0.196, 0.319)), ("echelle", (0.411, 0.572))],
)
def test_the_thousandths_of_the_domain_are_the_first_ones_past_each_tie(
    name: str, seen: tuple[float, float]
) -> None:
    """The sheet gives 0.319, 0.411 and 0.572 where ties stand at 0.3182, 0.4103 and 0.5714."""
    parts = stability(award(BIDS, formula(name), 0.5))
    assert tuple(math.ceil(1000 * part.high) / 1000 for part in parts[:2]) == seen


@pytest.mark.parametrize(
    ("name", "rate"), [("min-max", "7.6%"), ("classique", "0.3%"), ("absolue", "0.0%")]
)
def test_how_often_a_weak_fourth_bid_reverses_the_first_place(name: str, rate: str) -> None:
    assert f"{reversal_rate(formula(name)):.1%}" == rate


@EACH
@given(offers=OFFERS, weight=WEIGHTS)
def test_totals_lie_between_both_marks(
    one: PriceFormula, offers: list[Offer], weight: float
) -> None:
    found = award(offers, one, weight, PUBLISHED)
    for mark, offer, total in zip(found.price_marks, offers, found.totals, strict=True):
        low, high = sorted((mark, offer.quality))
        assert low - 1e-9 <= total <= high + 1e-9
    assert min(found.ranks) == 1


@EACH
@given(offers=OFFERS, weight=WEIGHTS)
def test_the_intervals_cover_the_axis_and_name_the_winner(
    one: PriceFormula, offers: list[Offer], weight: float
) -> None:
    found = award(offers, one, weight, PUBLISHED)
    parts = stability(found)
    assert (parts[0].low, parts[-1].high) == (0, 1)
    assert sum(part.width for part in parts) == pytest.approx(1)
    inside = [part for part in parts if part.low + 1e-6 < weight < part.high - 1e-6]
    for part in inside:
        best = max(found.totals)
        assert all(found.totals[place] == pytest.approx(best, abs=1e-6) for place in part.winners)
    around = stable_around(found)
    assert around.low <= weight <= around.high


@given(offers=OFFERS, weight=WEIGHTS)
def test_the_absolute_formula_is_independent_of_irrelevant_bids(
    offers: list[Offer], weight: float
) -> None:
    assert counter_example(offers, formula("absolue"), weight, PUBLISHED) is None


@pytest.mark.parametrize("name", ["classique", "echelle", "quadratique"])
@given(offers=OFFERS, weight=WEIGHTS)
def test_a_dearer_newcomer_leaves_alone_what_reads_the_lowest_price(
    name: str, offers: list[Offer], weight: float
) -> None:
    assert counter_example(offers, formula(name), weight, cheapest=False) is None


@pytest.mark.parametrize(
    ("name", "weight"), [("classique", 0.62), ("echelle", 0.5), ("quadratique", 0.5)]
)
def test_a_cheaper_newcomer_may_change_what_reads_the_lowest_price(
    name: str, weight: float
) -> None:
    found = counter_example(BIDS, formula(name), weight)
    assert found is not None
    assert found.price < A.price
    assert changes_winner(BIDS, found, formula(name), weight)


def test_min_max_is_moved_from_both_ends() -> None:
    dearer = counter_example(BIDS, formula("min-max"), 0.5)
    assert dearer is not None
    assert dearer.price > C.price
    assert dearer.quality < A.quality
    close = [A, Offer("B", 112_000, 7.2), C]
    assert changes_winner(close, Offer("E", 90_000, 0), formula("min-max"), 0.3)


@given(
    one=st.tuples(st.floats(0, 10), st.floats(0, 10)),
    other=st.tuples(st.floats(0, 10), st.floats(0, 10)),
)
def test_at_the_critical_weight_two_offers_tie(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    weight = critical_weight(one, other)
    assume(weight is not None)
    assert weight is not None
    totals = [weight * price + (1 - weight) * quality for price, quality in (one, other)]
    assert totals[0] == pytest.approx(totals[1], abs=1e-6)
    assert critical_weight(other, one) == pytest.approx(weight)


def test_announced_half_and_half_is_not_effective_half_and_half() -> None:
    shares = {
        one.id: price_weight_told(award(BIDS, one, 0.5)) for one in FORMULAS if one.id != "absolue"
    }
    assert {name: round(share or 0, 3) for name, share in shares.items()} == {
        "classique": 0.448,
        "min-max": 0.758,
        "echelle": 0.522,
        "quadratique": 0.585,
    }


def test_a_criterion_of_forty_percent_that_tells_nothing_apart_weighs_five() -> None:
    shares = effective_weights([[10, 0], [7.4, 6.6]], [0.6, 0.4])
    assert shares is not None
    assert round(shares[1], 2) == 0.05


@given(
    marks=st.lists(st.tuples(*[st.floats(0, 10)] * 3), min_size=1, max_size=8),
    spread=st.sampled_from(["range", "deviation"]),
)
def test_effective_weights_sum_to_one(marks: list[tuple[float, float, float]], spread: str) -> None:
    shares = effective_weights(list(zip(*marks, strict=True)), [0.5, 0.3, 0.2], spread=spread)
    if shares is not None:
        assert sum(shares) == pytest.approx(1)
        assert min(shares) >= 0


def test_nothing_to_tell_apart_has_no_effective_weight() -> None:
    assert price_weight_told(award([A, A], formula("classique"), 0.5)) is None


@pytest.mark.parametrize(
    ("criteria", "weights"), [([[1]], [0.5, 0.5]), ([[1], []], [0.5, 0.5]), ([[1], [2]], [0.6, 1])]
)
def test_weights_that_do_not_fit_are_refused(
    criteria: list[list[float]], weights: list[float]
) -> None:
    with pytest.raises(OutOfModel):
        effective_weights(criteria, weights)


def test_ties_share_a_rank() -> None:
    assert ranks([7, 8, 8 + 1e-12]) == (3, 1, 1)
    assert award([A, A, C], formula("min-max"), 1).winners == (0, 1)


def test_quality_in_euros_ranks_without_any_formula() -> None:
    corrected = corrected_prices(BIDS, 10_000)
    assert corrected == pytest.approx((40_000, 36_000, 43_000))
    assert corrected_prices([*BIDS, HOPELESS], 10_000)[:3] == corrected
    with pytest.raises(OutOfModel):
        corrected_prices(BIDS, -1)


@given(offers=OFFERS, factor=st.floats(0, 1))
def test_closer_marks_keep_their_order_and_their_mean(offers: list[Offer], factor: float) -> None:
    closer = spread_qualities(offers, factor)
    before, after = ([bid.quality for bid in bids] for bids in (offers, closer))
    assert sum(after) == pytest.approx(sum(before), abs=1e-6)
    assert max(after) - min(after) == pytest.approx(factor * (max(before) - min(before)), abs=1e-6)


def test_how_far_prices_stand_apart() -> None:
    assert relative_spread([bid.price for bid in BIDS]) == pytest.approx(0.35)


@pytest.mark.parametrize(("price", "quality"), [(0, 5), (-1, 5), (float("inf"), 5), (9, 11)])
def test_an_offer_that_cannot_be_is_refused(price: float, quality: float) -> None:
    with pytest.raises(OutOfModel):
        Offer("A", price, quality)


def test_an_award_without_offer_or_with_an_odd_weight_is_refused() -> None:
    with pytest.raises(OutOfModel):
        award([], formula("classique"), 0.5)
    with pytest.raises(OutOfModel):
        award(BIDS, formula("classique"), 1.2)
