"""A promise is kept when breaking it costs more: checks, penalty, cap and help."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon import law
from maillon.base.amounts import OutOfModel
from maillon.topics.insertion.model.compliance import (
    EXTRA_COST,
    FIRMS,
    ExtraCosts,
    Sanction,
    days_needed,
    extra_cost,
    follow_up_needed,
    penalty_cap,
    penalty_needed,
    percent_to_check,
)

shares = st.floats(0, 1)
amounts = st.floats(0, 1e6)
hours = st.floats(0, 1e5)


def test_the_numbers_of_the_sheet() -> None:
    """``shared/domain.md`` §7 N9."""
    assert EXTRA_COST == 12
    assert not Sanction(0.20, 40).pays(EXTRA_COST)
    assert Sanction(0.60, 40).pays(EXTRA_COST)
    tripled = Sanction(0.05, 3 * 40)
    assert tripled.per_hour == pytest.approx(6)
    assert not tripled.pays(EXTRA_COST)
    assert tripled.pays(extra_cost(2))


@given(shares, shares, amounts, amounts, amounts, hours, amounts)
def test_more_checks_or_penalty_never_break_a_promise(
    share: float, other: float, low: float, high: float, cost: float, q: float, cap: float
) -> None:
    share, other = sorted((share, other))
    low, high = sorted((low, high))
    weak = Sanction(share, low)
    if weak.pays(cost, q, cap):
        assert Sanction(other, low).pays(cost, q, cap)
        assert Sanction(share, high).pays(cost, q, cap)
        assert weak.pays(cost / 2, q, cap)
        assert weak.pays(cost, q, 2 * cap)


@given(shares, amounts, hours, amounts)
def test_what_breaking_costs_is_within_the_cap_and_without_it(
    share: float, penalty: float, q: float, cap: float
) -> None:
    sanction = Sanction(share, penalty)
    assert 0 <= sanction.expected(q, cap) <= cap
    assert sanction.expected(q, cap) <= sanction.expected(q)


def test_a_cap_below_the_cost_undoes_any_sanction() -> None:
    whole = Sanction(1, 1000)
    assert whole.pays(12, 100, cap=1200)
    assert not whole.pays(12, 100, cap=1199)


@given(st.floats(0.001, 1), st.floats(0.01, 1000))
def test_the_frontier_is_where_a_promise_starts_to_be_kept(share: float, cost: float) -> None:
    needed = penalty_needed(share, cost)
    assert Sanction(share, needed).pays(cost)
    assert not Sanction(share, 0.99 * needed).pays(cost)
    checked = follow_up_needed(needed, cost)
    assert checked == pytest.approx(share)


@given(st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_the_percentage_to_check_suffices_and_one_less_does_not(
    penalty: float, cost: float
) -> None:
    percent = percent_to_check(penalty, cost)
    assert (percent is None) == (penalty < cost)
    if percent is not None:
        assert Sanction(percent / 100, penalty).pays(cost)
        assert Sanction((percent - 1) / 100, penalty).per_hour < cost


def test_a_percentage_to_check_is_rounded_up() -> None:
    """At 90 € of penalty, 13 % of the hours weigh 11,70 €: still less than 12 €."""
    assert percent_to_check(90, 12) == 14
    assert percent_to_check(40, 12) == 30
    assert percent_to_check(12, 12) == 100
    assert percent_to_check(11, 12) is None


def test_nothing_checked_or_a_mild_penalty_is_never_enough() -> None:
    assert penalty_needed(0, 12) == math.inf
    assert penalty_needed(0, 0) == 0
    assert follow_up_needed(11.9, 12) is None
    assert follow_up_needed(0, 0) == 0


@given(st.floats(0, 100), st.floats(0, 100))
def test_help_lowers_the_cost(days: float, more: float) -> None:
    assert 0 < extra_cost(days + more) <= extra_cost(days) <= EXTRA_COST


@given(amounts, amounts, st.floats(0, 40), st.floats(0, 40))
def test_the_share_of_firms_rises_without_any_jump(
    one: float, other: float, low: float, width: float
) -> None:
    """A cent more never moves more than a cent's share of the spread."""
    costs = ExtraCosts(low, low + width)
    less, more = sorted((one, other))
    assert 0 <= costs.share_up_to(less) <= costs.share_up_to(more) <= 1
    if width > 0.1:
        assert costs.share_up_to(less + 0.01) - costs.share_up_to(less) <= 0.0101 / width
    assert costs.share_up_to(costs.high) == 1
    assert ExtraCosts(low, low).share_up_to(low) == 1


@given(st.floats(0, 10), st.floats(0, 24))
def test_firms_are_those_whose_promise_pays(days: float, weight: float) -> None:
    """The share is that of firms drawn along the spread, each of which minds its own cost."""
    costs = FIRMS.helped(days)
    assert costs.mean == pytest.approx(extra_cost(days))
    drawn = [costs.low + (costs.high - costs.low) * (rank + 0.5) / 1000 for rank in range(1000)]
    kept = sum(Sanction(1, weight).pays(cost) for cost in drawn) / 1000
    assert costs.share_up_to(weight) == pytest.approx(kept, abs=0.001)


@given(st.floats(0.01, 12))
def test_help_brings_the_cost_down_to_what_breaking_costs(weight: float) -> None:
    assert extra_cost(days_needed(weight)) == pytest.approx(weight)
    assert days_needed(2 * EXTRA_COST) == days_needed(0, 0) == 0


def test_the_cap_is_that_of_the_registry() -> None:
    share = law.cite("penalites", None, "plafond").number
    assert isinstance(share, int)
    assert penalty_cap(200_000) == 2000 * share


@pytest.mark.parametrize(
    "build",
    [
        lambda: Sanction(-0.1, 40),
        lambda: Sanction(1.1, 40),
        lambda: Sanction(math.nan, 40),
        lambda: Sanction(0.5, -1),
        lambda: Sanction(0.5, 40).pays(-1),
        lambda: Sanction(0.5, 40).expected(-1),
        lambda: Sanction(0.5, 40).expected(1, cap=math.nan),
        lambda: extra_cost(-1),
        lambda: penalty_needed(2, 12),
        lambda: penalty_cap(-1),
        lambda: follow_up_needed(-1, 12),
        lambda: days_needed(-1),
        lambda: Sanction(0.5, 40).weight(-1),
    ],
)
def test_values_outside_the_model_are_refused_in_french(build: object) -> None:
    assert callable(build)
    with pytest.raises(OutOfModel, match=r"vaut"):
        build()


@pytest.mark.parametrize("bounds", [(-1, 2), (3, 2), (0, math.inf), (math.nan, 2)])
def test_costs_that_do_not_rise_are_refused_in_french(bounds: tuple[float, float]) -> None:
    with pytest.raises(OutOfModel, match="Le surcoût"):
        ExtraCosts(*bounds)
