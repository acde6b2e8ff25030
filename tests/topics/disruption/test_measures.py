"""Measures before a stop: what they cost and change, and that the budget makes one choose."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from links import NODES, nodes

from maillon.base.amounts import OutOfModel
from maillon.topics.disruption.model.measures import (
    MOST_STOCK,
    NONE,
    Measures,
    apply,
    apply_all,
    cost,
    total_cost,
)
from maillon.topics.disruption.model.service import LONGEST, Node, lost_service

TRAY = NODES["barquettes"]
BUDGET, WANTED = 15.0, 15.0
"""k€ and full-service days of exercise E4 (``shared/domain.md`` §7)."""
measures = st.builds(
    Measures,
    second_source=st.booleans(),
    extra_stock=st.integers(0, MOST_STOCK),
    continuity_plan=st.booleans(),
)
EVERY = [Measures(*each) for each in product((False, True), range(MOST_STOCK + 1), (False, True))]


@given(nodes, measures)
def test_no_measure_makes_a_stop_worse(node: Node, bought: Measures) -> None:
    assert lost_service(apply(node, bought)) <= lost_service(node)
    assert cost(node, bought) >= 0
    assert (cost(node, bought) == 0) == (bought == NONE)


@given(nodes)
def test_nothing_bought_changes_nothing(node: Node) -> None:
    assert apply(node, NONE) == node


@given(nodes, measures, measures)
def test_buying_more_costs_more_and_never_loses_more(
    node: Node, one: Measures, other: Measures
) -> None:
    both = Measures(
        one.second_source or other.second_source,
        max(one.extra_stock, other.extra_stock),
        one.continuity_plan or other.continuity_plan,
    )
    assert cost(node, both) >= cost(node, one)
    assert lost_service(apply(node, both)) <= lost_service(apply(node, one))


def test_each_measure_on_the_trays() -> None:
    assert lost_service(apply(TRAY, Measures(second_source=True))) == pytest.approx(15.6)
    assert lost_service(apply(TRAY, Measures(continuity_plan=True))) == 28
    assert lost_service(apply(TRAY, Measures(extra_stock=1))) == 51
    both = Measures(second_source=True, continuity_plan=True)
    assert lost_service(apply(TRAY, both)) == pytest.approx(8.4)
    assert cost(TRAY, both) == pytest.approx(13.12)


def test_a_second_source_brings_no_other_alternative_forward() -> None:
    """Nothing for 5 days, then 70 % until the end: the old alternative is still 300 days away."""
    far = Node("Œufs", alternative=0.5, delay=300, time_to_recover=30)
    assert lost_service(apply(far, Measures(second_source=True))) == pytest.approx(12.5)


def test_ten_days_are_the_most_stock_that_one_may_add() -> None:
    assert apply(TRAY, Measures(extra_stock=10)).stock == 18
    with pytest.raises(OutOfModel, match="de 0 à 10"):
        Measures(extra_stock=11)


def test_where_somebody_replaces_a_day_of_stock_is_worth_only_what_is_missing() -> None:
    wholesaler = NODES["grossiste"]
    gained = lost_service(wholesaler) - lost_service(apply(wholesaler, Measures(extra_stock=1)))
    assert gained == pytest.approx(0.2)


def test_a_plan_shortens_by_whole_days() -> None:
    for before, after in ((25, 15), (20, 12), (7, 5), (1, 1), (0, 0)):
        node = replace(TRAY, time_to_recover=before)
        assert apply(node, Measures(continuity_plan=True)).time_to_recover == after


def test_stock_stops_at_the_end_of_the_model() -> None:
    full = replace(TRAY, stock=LONGEST)
    assert apply(full, Measures(extra_stock=MOST_STOCK)).stock == LONGEST


def test_no_single_measure_reaches_the_goal_of_e4_and_some_pairs_do() -> None:
    reached = [
        each
        for each in EVERY
        if cost(TRAY, each) <= BUDGET and lost_service(apply(TRAY, each)) < WANTED
    ]
    kinds = {(each.second_source, each.extra_stock > 0, each.continuity_plan) for each in reached}
    assert kinds == {(True, False, True), (True, True, False), (True, True, True)}
    # Strengthening any other link leaves the worst loss as it is.
    assert [name for name, node in NODES.items() if lost_service(node) >= WANTED] == ["barquettes"]


def test_a_plan_is_applied_and_paid_link_by_link() -> None:
    plan = {"barquettes": Measures(second_source=True), "froid": Measures(extra_stock=2)}
    after = apply_all(NODES, plan)
    assert list(after) == list(NODES)
    assert [name for name in NODES if after[name] != NODES[name]] == ["barquettes", "froid"]
    assert total_cost(NODES, plan) == pytest.approx(
        cost(TRAY, plan["barquettes"]) + cost(NODES["froid"], plan["froid"])
    )
    assert total_cost(NODES, {}) == 0


@pytest.mark.parametrize("action", [apply_all, total_cost])
def test_a_plan_for_an_unknown_link_is_refused(action: Any) -> None:
    with pytest.raises(OutOfModel, match="cantine"):
        action(NODES, {"cantine": NONE})


@pytest.mark.parametrize("stock", [-1, MOST_STOCK + 1, 1.5, True, "deux"])
def test_a_stock_out_of_the_model_is_refused(stock: Any) -> None:
    with pytest.raises(OutOfModel, match="stock ajouté"):
        Measures(extra_stock=stock)
