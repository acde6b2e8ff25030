"""The pool of firms: the frozen table, the step, and what holds for any policy."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.firm_pool.model import (
    FEWEST_OFFERS,
    NOTHING,
    POLICIES,
    Policy,
    Pool,
    Rates,
    Trajectory,
    simulate,
)

MONTHS = (5, 12, 24, 36, 59)
#: Offers at these months, price at month 12, impact at month 59, sum of the impact.
TABLE: dict[Policy, tuple[tuple[float, ...], int, float, float]] = {
    NOTHING: ((6.4, 7.3, 8.2, 8.6, 8.9), 110, 0.10, 6.2),
    Policy("jump", follow_up=0.9): ((6.4, 0.4, 0.3, 0.3, 0.3), 171, 0.10, 6.7),
    Policy("jump", support=0.3, follow_up=0.9): ((6.4, 1.2, 2.2, 4.1, 7.7), 142, 0.75, 35.7),
    Policy("ramp", follow_up=0.9): ((6.4, 6.8, 2.6, 0.7, 0.3), 111, 0.10, 13.1),
    Policy("ramp", support=0.3, follow_up=0.2): ((6.4, 7.3, 8.2, 8.6, 8.8), 110, 0.42, 17.3),
    Policy("ramp", support=0.3, follow_up=0.9): ((6.4, 7.3, 8.2, 8.6, 8.8), 110, 0.75, 31.3),
}
BEST = Policy("ramp", support=0.3, follow_up=0.9)
levels = st.floats(0.01, 1)
policies = st.builds(
    Policy,
    path=st.sampled_from(("jump", "ramp")),
    ramp_months=st.integers(1, 60),
    support=st.floats(0, 0.5),
    follow_up=st.floats(0, 1),
    target=levels,
    start=levels,
    start_month=st.integers(0, 60),
)
pools = st.builds(Pool, firms=st.floats(1, 200), capacity=st.floats(0, 1), appeal=st.floats(0, 1))
rates = st.builds(Rates, *[st.floats(0, 0.25)] * 6)


@pytest.mark.parametrize("policy", TABLE)
def test_the_table_of_the_policies(policy: Policy) -> None:
    offers, price, impact, total = TABLE[policy]
    run = simulate(policy)
    # Rounded as printed: within half of the last digit, tighter than the ± 0.1 asked for.
    assert tuple(round(run.offers[month], 1) for month in MONTHS) == offers
    assert round(run.price[12]) == price
    assert round(run.impact[59], 2) == impact
    assert round(run.total_impact, 1) == total


def test_the_named_policies_are_those_of_the_table() -> None:
    assert list(POLICIES.values()) == list(TABLE)


def test_halving_the_step_hardly_moves_the_total() -> None:
    totals = [simulate(BEST, steps_per_month=steps).total_impact for steps in (1, 2, 4)]
    assert [round(total, 1) for total in totals] == [31.3, 31.4, 31.5]


@pytest.mark.parametrize("policy", TABLE)
def test_every_policy_keeps_its_total_within_one_percent(policy: Policy) -> None:
    whole, *finer = (simulate(policy, steps_per_month=steps).total_impact for steps in (1, 2, 4))
    for total in finer:
        assert abs(total / whole - 1) < 0.01


def test_the_fewest_offers_of_the_best_are_those_of_the_start() -> None:
    run = simulate(BEST)
    assert round(run.fewest_offers, 1) == 5.4
    assert run.fewest_offers == run.offers[0]
    assert run.months_below(3) == 0


def test_nobody_bids_and_nothing_changes() -> None:
    run = simulate(Policy("jump", follow_up=0.9))
    month = 30
    able = min(run.displayed[month], run.capacity[month] + 0.1) * (0.4 + 0.6 * 0.9)
    assert run.offers[month] == FEWEST_OFFERS
    assert run.impact[month] == pytest.approx(able * (1 - math.exp(-FEWEST_OFFERS)))
    assert run.months_below(1) == 54


def test_the_surprises() -> None:
    jump, slow, slow_alone, unchecked, jump_alone = (
        simulate(policy)
        for policy in (
            Policy("jump", support=0.3, follow_up=0.9),
            BEST,
            Policy("ramp", follow_up=0.9),
            Policy("ramp", support=0.3, follow_up=0.2),
            Policy("jump", follow_up=0.9),
        )
    )
    # Slowly but alone: the fall comes later, and some impact is saved meanwhile.
    assert slow_alone.offers[12] > 6 > 0.31 > slow_alone.offers[59]
    assert slow_alone.total_impact > jump_alone.total_impact
    # Without follow-up, what is displayed doubles what is real.
    assert round(unchecked.total_displayed / unchecked.total_impact) == 2
    # The jump wins on the total, and costs two years with few offers.
    assert jump.total_impact > slow.total_impact
    assert jump.months_below(3) == 24
    assert round(sum(jump.offers[6:30]) / 24, 1) == 1.7


@given(policies, pools, rates, st.integers(1, 3))
def test_stocks_and_outcomes_stay_in_their_bounds(
    policy: Policy, pool: Pool, rate: Rates, steps: int
) -> None:
    run = simulate(policy, pool=pool, rates=rate, steps_per_month=steps)
    assert all(firms > 0 for firms in run.firms)
    assert max(run.firms) <= pool.firms * (1 + 1e-12)
    for values in (run.capacity, run.appeal, run.displayed, run.impact):
        assert all(0 <= value <= 1 for value in values)
    assert min(run.offers) >= FEWEST_OFFERS
    assert all(100 < price < 190 for price in run.price)
    for real, displayed in zip(run.impact, run.displayed, strict=True):
        assert real <= displayed + 1e-12
    assert list(run.cumulated_impact) == sorted(run.cumulated_impact)


@given(policies, pools)
def test_without_flows_the_stocks_stay_as_they_are(policy: Policy, pool: Pool) -> None:
    run = simulate(policy, pool=pool, rates=Rates(*[0.0] * 6))
    assert set(run.firms) == {pool.firms}
    assert set(run.capacity) == {pool.capacity}
    assert set(run.appeal) == {pool.appeal}


@given(policies, pools)
def test_a_full_pool_without_gap_neither_gains_nor_loses_a_firm(policy: Policy, pool: Pool) -> None:
    able = Pool(pool.firms, 1.0, pool.appeal)
    run = simulate(policy, pool=able, rates=Rates(wear=0))
    assert set(run.firms) == {able.firms}
    assert set(run.capacity) == {1.0}


@given(policies, st.floats(0, 1), st.floats(0, 1))
def test_follow_up_never_harms_and_moves_nothing_else(
    policy: Policy, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    less, more = (simulate(_with(policy, follow_up=value)) for value in (low, high))
    assert less.total_impact <= more.total_impact + 1e-12
    assert (less.offers, less.price, less.firms) == (more.offers, more.price, more.firms)


@given(policies)
def test_months_are_those_asked_for_and_begin_alike(policy: Policy) -> None:
    long, short = simulate(policy, months=40), simulate(policy, months=7)
    assert (long.months, short.months) == (40, 7)
    for name in Trajectory.__slots__[1:]:
        assert getattr(long, name)[:7] == getattr(short, name)


@given(policies)
def test_demands_go_from_the_start_to_the_target(policy: Policy) -> None:
    assert policy.demand(policy.start_month - 0.5) == policy.start
    assert policy.demand(policy.start_month + policy.ramp_months) == policy.target
    middle = policy.demand(policy.start_month + policy.ramp_months / 2)
    if policy.path == "jump":
        assert middle == policy.target
    else:
        assert middle == pytest.approx((policy.start + policy.target) / 2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"path": "saut"}, "chemin"),
        ({"support": 0.6}, r"appui aux entreprises vaut 0,60.*de 0 à 0,50"),
        ({"support": -0.1}, "appui"),
        ({"support": "0.2"}, "appui"),
        ({"follow_up": 1.2}, "suivi"),
        ({"follow_up": float("nan")}, "suivi"),
        ({"follow_up": True}, "suivi"),
        ({"target": 0}, "exigence visée"),
        ({"start": 2}, "exigence de départ"),
        ({"ramp_months": 0}, "montée"),
        ({"ramp_months": 3.5}, "nombre entier"),
        ({"start_month": -1}, "mois de départ"),
    ],
)
def test_absurd_policies_are_refused_in_french(values: dict[str, Any], message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        Policy(**values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"months": 0}, "nombre de mois"),
        ({"months": 241}, "nombre de mois"),
        ({"steps_per_month": 0}, "pas par mois"),
    ],
)
def test_absurd_runs_are_refused_in_french(values: dict[str, Any], message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        simulate(NOTHING, **values)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Pool(firms=0),
        lambda: Pool(capacity=1.1),
        lambda: Pool(appeal=-1),
        lambda: Rates(0.3),
    ],
)
def test_absurd_stocks_and_rates_are_refused(build: Any) -> None:
    with pytest.raises(OutOfModel, match="Le modèle va de"):
        build()


def _with(policy: Policy, **changes: Any) -> Policy:
    return Policy(**({name: getattr(policy, name) for name in Policy.__slots__} | changes))
