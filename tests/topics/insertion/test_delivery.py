"""Hours from promise to work: formula, pool, will of the holder, and what never happens."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.base.errors import MaillonError
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.compliance import (
    ExtraCosts,
    Sanction,
    penalty_cap,
)
from maillon.topics.insertion.model.delivery import (
    GOODWILL,
    TRAINING,
    Clause,
    Lot,
    deliver,
    highest_effort,
    persons,
)

STRICT, WEAK = Sanction(0.6, 40), Sanction(0.1, 40)
shares = st.floats(0.01, 1)
lots = st.builds(
    Lot,
    label=st.just("Lot"),
    amount=st.floats(1_000, 5_000_000),
    labour_share=shares,
    hourly_cost=st.floats(5, 80),
)
clauses = st.builds(
    Clause,
    effort=st.floats(0, 1),
    sanction=st.builds(Sanction, follow_up=st.floats(0, 1), penalty=st.floats(0, 200)),
    facilitator_days=st.floats(0, 10),
)


def test_the_numbers_of_the_sheet() -> None:
    """``shared/domain.md`` §3.3: two published examples."""
    assert round(Lot("A", 1_000_000, 0.50, 30).hours(0.05)) == 833
    assert round(Lot("B", 1_500_000, 0.70, 30).hours(0.10)) == 3500


@given(lots, shares, st.floats(1, 3))
def test_hours_rise_with_amount_labour_and_effort_and_fall_with_cost(
    lot: Lot, effort: float, more: float
) -> None:
    hours = lot.hours(effort)
    assert Lot("", more * lot.amount, lot.labour_share, lot.hourly_cost).hours(effort) >= hours
    labour = min(1.0, more * lot.labour_share)
    assert Lot("", lot.amount, labour, lot.hourly_cost).hours(effort) >= hours
    assert lot.hours(min(1.0, more * effort)) >= hours
    assert Lot("", lot.amount, lot.labour_share, more * lot.hourly_cost).hours(effort) <= hours


@settings(max_examples=50)
@given(st.lists(lots, max_size=4), clauses, st.floats(0, 50_000))
def test_what_is_worked_is_never_beyond_the_promise_nor_the_pool(
    known: list[Lot], clause: Clause, pool: float
) -> None:
    found = deliver(known, clause, pool)
    slack = 1e-6 * (1 + pool)
    assert found.worked <= min(pool, found.promised) + slack
    assert found.training <= found.worked <= found.recruited + slack
    assert found.recruited <= found.promised
    assert found.out_of_reach >= 0
    meant = sum(each.promised * each.compliance for each in found.lots)
    assert found.worked == pytest.approx(min(meant, pool), abs=slack)
    for each in found.lots:
        assert each.worked <= each.promised * each.compliance + slack


def test_a_firm_that_does_not_gain_keeps_the_share_of_its_goodwill() -> None:
    lot = Lot("A", 1_000_000, 0.5, 30)
    weak, strict = (deliver([lot], Clause(0.06, each), 5000) for each in (WEAK, STRICT))
    assert weak.worked == pytest.approx(GOODWILL * 1000)
    assert not weak.lots[0].kept
    assert (strict.worked, strict.kept_share) == (1000, 1)
    assert strict.training == pytest.approx(TRAINING * 1000)
    helped = deliver([lot], Clause(0.06, WEAK, facilitator_days=4), 5000)
    assert helped.worked == 1000


@pytest.mark.parametrize(
    ("follow_up", "hours"),
    [(0.0, 400), (0.1, 400), (0.2, 550), (0.3, 700), (0.4, 850), (0.5, 1000)],
)
def test_checks_count_smoothly(follow_up: float, hours: float) -> None:
    """The lot promises 1,000 hours; one per cent more checks never moves 16 of them."""
    lot = Lot("A", 1_000_000, 0.5, 30)
    found, more = (
        deliver([lot], Clause(0.06, Sanction(share, 40)), 5000).worked
        for share in (follow_up, follow_up + 0.01)
    )
    assert found == pytest.approx(hours)
    assert 0 <= more - found < 16


def test_firms_alike_keep_their_promise_or_not() -> None:
    """Where the buyer knows the cost, as in the exercise, the threshold is sharp."""
    lot, known = Lot("A", 1_000_000, 0.5, 30), ExtraCosts(12, 12)
    worked = [
        deliver([lot], Clause(0.06, Sanction(share, 40), without_help=known), 5000).worked
        for share in (0.299, 0.3)
    ]
    assert worked == [pytest.approx(400), 1000]


def test_too_high_an_effort_exceeds_the_pool_whatever_the_sanction() -> None:
    known, pool = list(hautebrune.lots().values()), hautebrune.pool()
    found = deliver(known, Clause(0.20, Sanction(1, 150)), pool)
    assert found.promised > pool
    assert found.worked == pytest.approx(pool)
    assert found.out_of_reach == pytest.approx(found.promised - pool)
    assert deliver(known, Clause(0.10, STRICT), pool).out_of_reach == 0


def test_the_highest_effort_just_fills_the_pool() -> None:
    known, pool = list(hautebrune.lots().values()), hautebrune.pool()
    effort = highest_effort(known, pool)
    assert 0.10 < effort < 0.20
    assert deliver(known, Clause(effort, STRICT), pool).promised == pytest.approx(pool, rel=1e-3)
    assert highest_effort(known, 1e9) == 1
    assert highest_effort([], 10) == 1


def test_cleaning_gives_far_more_hours_for_its_price_than_works() -> None:
    known = hautebrune.lots()
    cleaning = known[hautebrune.CLEANING].hours_per_thousand(0.1)
    works = [known[name].hours_per_thousand(0.1) for name in hautebrune.WORKS]
    assert cleaning > 1.7 * max(works)
    assert cleaning > 5 * min(works)
    assert Lot("Rien", 0, 0.5, 30).hours_per_thousand(0.1) == 0


def test_the_cap_may_undo_the_sanction_of_one_lot() -> None:
    lot = Lot("Nettoyage", 252_000, 0.82, 20.5)
    found = deliver([lot], Clause(0.25, Sanction(1, 150)), 10_000)
    (capped,) = found.lots
    assert capped.weight == pytest.approx(penalty_cap(lot.amount) / found.promised)
    assert GOODWILL < capped.compliance < 1
    assert deliver([lot], Clause(0.12, Sanction(1, 150)), 10_000).lots[0].kept


def test_nothing_promised_is_nothing_kept() -> None:
    empty = deliver([], Clause(0.1, STRICT), 100)
    assert (empty.promised, empty.worked, empty.kept_share) == (0, 0, 0)


def test_persons_are_whole() -> None:
    assert [persons(h, 390) for h in (0, 1, 390, 391)] == [0, 1, 1, 2]
    with pytest.raises(OutOfModel, match="Une personne travaille"):
        persons(100, 0)


@pytest.mark.parametrize("pool", [-1.0, math.nan])
def test_a_pool_is_a_number_of_hours(pool: float) -> None:
    with pytest.raises(OutOfModel, match="Le vivier"):
        deliver([], Clause(0.1, STRICT), pool)


def test_a_bad_lot_is_refused_in_french() -> None:
    with pytest.raises(MaillonError, match="main-d’œuvre"):
        Lot("A", 1000, 1.2, 30).hours(0.1)
    with pytest.raises(MaillonError, match="coût"):
        Lot("A", 1000, 0.5, 0).hours(0.1)
