"""Stops of a link: the frozen table of the domain, and what holds for any link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from links import NODES, TABLE, nodes, shares

from maillon import territory
from maillon.base.amounts import OutOfModel
from maillon.topics.disruption.model.service import (
    Node,
    lost_service,
    nodes_of,
    ranks,
    service_levels,
)


@pytest.mark.parametrize("name", TABLE)
def test_the_table_of_the_domain(name: str) -> None:
    node, lost = TABLE[name]
    assert lost_service(node) == pytest.approx(lost, abs=1e-9)


def test_the_territory_holds_the_table_of_the_domain() -> None:
    read = nodes_of(territory.table("restauration-scolaire", "maillons"))
    assert list(read) == list(TABLE)
    for name, node in read.items():
        assert replace(node, label=NODES[name].label) == NODES[name]


def test_the_smallest_spend_is_the_greatest_loss() -> None:
    spend = ranks({name: node.spend for name, node in NODES.items()})
    loss = ranks({name: lost_service(node) for name, node in NODES.items()})
    assert (spend["barquettes"], loss["barquettes"]) == (6, 1)
    assert (spend["grossiste"], loss["grossiste"]) == (1, 6)


def test_the_first_days_of_two_links_struck_together() -> None:
    both = [NODES["legumerie"], NODES["abattoir"]]
    assert service_levels(both, 7) == (1.0, 0.0, 0.0, 0.5, 0.0, 0.4, 0.4)
    assert lost_service(*both) == pytest.approx(15.5)


@given(nodes)
def test_the_formula_of_the_domain(node: Node) -> None:
    lost = sum(
        1 - (node.alternative if day >= node.delay else 0)
        for day in range(node.stock, node.time_to_recover)
    )
    assert lost_service(node) == pytest.approx(lost, abs=1e-6)


@given(nodes, st.integers(1, 30))
def test_more_stock_never_loses_more(node: Node, more: int) -> None:
    before, after = lost_service(node), lost_service(replace(node, stock=node.stock + more))
    assert before - more <= after + 1e-9
    assert after <= before


@given(nodes, shares)
def test_more_alternative_never_loses_more(node: Node, other: float) -> None:
    low, high = sorted([node.alternative, other])
    worse, better = (lost_service(replace(node, alternative=share)) for share in (low, high))
    assert better <= worse


@given(nodes, st.integers(1, 30))
def test_a_longer_delay_or_recovery_never_loses_less(node: Node, more: int) -> None:
    lost = lost_service(node)
    assert lost_service(replace(node, delay=node.delay + more)) >= lost
    assert lost_service(replace(node, time_to_recover=node.time_to_recover + more)) >= lost


@given(nodes)
def test_who_recovers_before_the_stock_ends_loses_nothing(node: Node) -> None:
    safe = replace(node, stock=max(node.stock, node.time_to_recover))
    assert lost_service(safe) == 0


@given(nodes)
def test_without_alternative_a_day_of_stock_is_a_day_of_service(node: Node) -> None:
    alone = replace(node, alternative=0.0)
    gained = lost_service(alone) - lost_service(replace(alone, stock=alone.stock + 1))
    assert gained == (1 if alone.time_to_recover > alone.stock else 0)


@given(st.lists(nodes, min_size=1, max_size=5), st.randoms())
def test_the_order_of_links_is_irrelevant(struck: list[Node], chance: Any) -> None:
    shuffled = struck.copy()
    chance.shuffle(shuffled)
    assert service_levels(shuffled, 100) == service_levels(struck, 100)
    assert lost_service(*shuffled) == lost_service(*struck)


@given(st.lists(nodes, min_size=1, max_size=5))
def test_several_links_never_lose_less_than_one_nor_more_than_their_sum(struck: list[Node]) -> None:
    each = [lost_service(node) for node in struck]
    assert max(each) <= lost_service(*struck) <= sum(each) + 1e-6


@given(st.lists(nodes, max_size=3))
def test_service_is_a_share_and_comes_back(struck: list[Node]) -> None:
    levels = service_levels(struck, 100)
    assert all(0 <= level <= 1 for level in levels)
    assert levels[90:] == (1.0,) * 10


def test_without_any_link_struck_nothing_is_lost() -> None:
    assert lost_service() == 0
    assert service_levels([], 3) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", " "),
        ("spend", -1),
        ("spend", float("nan")),
        ("stock", 2.5),
        ("stock", True),
        ("stock", -1),
        ("alternative", 1.01),
        ("alternative", "un peu"),
        ("spend", 10**400),
        ("delay", 731),
        ("delay", 10**400),
        ("second_source", 1.01),
        ("second_delay", 731),
        ("time_to_recover", 1.0),
        ("time_to_recover", None),
    ],
)
def test_a_value_out_of_the_model_is_refused_in_french(field: str, value: object) -> None:
    values: dict[str, Any] = {"label": "Froid", field: value}
    with pytest.raises(OutOfModel) as refused:
        Node(**values)
    assert str(refused.value).endswith(".")
    assert field == "label" or "Froid" in str(refused.value)


def test_two_years_are_the_end_of_the_model() -> None:
    assert Node("Froid", stock=730).stock == 730
    assert len(service_levels([], 730)) == 730


def test_a_second_source_takes_over_what_is_missing_on_that_day() -> None:
    node = Node("Œufs", alternative=0.5, delay=4, time_to_recover=6)
    helped = replace(node, second_source=0.7, second_delay=2)
    assert service_levels([helped], 7) == (0, 0, 0.7, 0.7, 0.85, 0.85, 1)
    late = replace(node, second_source=0.7, second_delay=5)
    assert service_levels([late], 7) == (0, 0, 0, 0, 0.5, 0.85, 1)


@pytest.mark.parametrize("horizon", [0, -1, 2.5, 731])
def test_a_horizon_out_of_the_model_is_refused(horizon: Any) -> None:
    with pytest.raises(OutOfModel, match="jours"):
        service_levels([], horizon)
