"""Fuzzy maps: fixed points, cycles of two states, held concepts, order and sign."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.influence.model.fuzzy_map import (
    Change,
    FuzzyMap,
    NoOrder,
)
from maillon.topics.influence.model.purchase_system import (
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    WORKLOAD,
)

weights = st.floats(-1, 1).map(lambda weight: round(weight, 2))


@st.composite
def maps(draw: st.DrawFn) -> FuzzyMap:
    size = draw(st.integers(2, 6))
    rows = [[draw(weights) if i != j else 0.0 for j in range(size)] for i in range(size)]
    return FuzzyMap(tuple("abcdef"[:size]), tuple(map(tuple, rows)))


def rivals(size: int) -> FuzzyMap:
    """Concepts that all hinder each other as much as can be."""
    rows = tuple(tuple(-1.0 if i != j else 0.0 for j in range(size)) for i in range(size))
    return FuzzyMap(tuple("abcdefg"[:size]), rows)


def played(fuzzy: FuzzyMap, levels: Any, slope: float) -> Any:
    """One round, written from the definition."""
    rows = fuzzy.weights
    drive = np.array([
        levels[i] + sum(rows[j][i] * levels[j] for j in range(len(rows)) if j != i)
        for i in range(len(rows))
    ])  # fmt: skip
    return 1 / (1 + np.exp(-slope * drive))


@given(maps(), st.floats(0.1, 0.9), st.data())
def test_a_gentle_slope_forgets_the_start(
    fuzzy: FuzzyMap, share: float, data: st.DataObject
) -> None:
    starts = [
        data.draw(st.lists(st.floats(0, 1), min_size=len(fuzzy.labels),
                           max_size=len(fuzzy.labels)))
        for _ in range(2)
    ]  # fmt: skip
    slope = max(0.01, share * min(fuzzy.safe_slope, 20))
    ends = [fuzzy.fixed_point(slope=slope, start=start) for start in starts]
    assert {end.state for end in ends} == {"fixed"}
    assert np.allclose(ends[0].levels, ends[1].levels, atol=1e-6)


@given(maps(), st.floats(0.05, 8))
def test_a_state_said_fixed_is_left_unmoved_by_the_definition(
    fuzzy: FuzzyMap, slope: float
) -> None:
    end = fuzzy.fixed_point(slope=slope)
    assume(end.state == "fixed")
    assert np.allclose(played(fuzzy, end.levels, slope), end.levels, atol=1e-7)


@given(st.integers(4, 6), st.floats(4, 12), st.floats(0.1, 0.9))
def test_a_cycle_is_two_different_states_that_follow_each_other(
    size: int, slope: float, start: float
) -> None:
    fuzzy = rivals(size)
    end = fuzzy.fixed_point(slope=slope, start=[start] * size)
    assert end.state == "cycle"
    assert not np.allclose(end.levels, end.other, atol=1e-6)
    assert np.allclose(played(fuzzy, end.levels, slope), end.other, atol=1e-7)
    assert np.allclose(played(fuzzy, end.other, slope), end.levels, atol=1e-7)


@pytest.mark.parametrize(("size", "slope"), [(3, 6.0), (4, 3.0), (5, 4.0)])
def test_cycles_of_period_two_are_found_and_said(size: int, slope: float) -> None:
    end = rivals(size).fixed_point(slope=slope)
    assert end.state == "cycle"
    assert "cycle de période 2" in end.sentence
    assert np.allclose(played(rivals(size), end.levels, slope), end.other, atol=1e-7)
    with pytest.raises(NoOrder, match=r"cycle de période 2.*Baissez la pente"):
        rivals(size).changes({"a": 0.5}, slope=slope)


@pytest.mark.parametrize("slope", [1.9, 1.92, 1.928, 1.93])
def test_a_slow_return_to_rest_is_no_cycle(slope: float) -> None:
    """Five rivals alternate above λ = 1.9284: just around it, they move ever more slowly."""
    assert rivals(5).fixed_point(slope=slope).state in ("fixed", "unsettled")
    assert rivals(5).fixed_point(slope=1.9).state == "fixed"


def test_longer_cycles_are_said_not_to_settle() -> None:
    rows = ((0, -0.3, -0.3, 0.5), (0.8, 0, 0.7, -0.2), (0.4, -0.8, 0, 0.9), (0.7, 0, -0.3, 0))
    end = FuzzyMap(tuple("abcd"), rows).fixed_point(slope=5)
    assert end.state == "unsettled"
    assert "nombre de tours prévu" in end.sentence


@given(maps(), st.floats(0, 1), st.floats(0.1, 3))
def test_a_held_concept_keeps_its_level(fuzzy: FuzzyMap, level: float, slope: float) -> None:
    end = fuzzy.fixed_point({"b": level}, slope=slope)
    assert end.levels[1] == level
    assert not end.other or end.other[1] == level


@given(maps(), st.floats(0.05, 12))
def test_levels_stay_between_zero_and_one(fuzzy: FuzzyMap, slope: float) -> None:
    assert all(0 <= level <= 1 for level in fuzzy.fixed_point(slope=slope).levels)


@given(maps(), st.permutations(range(6)))
def test_the_order_of_the_concepts_is_irrelevant(fuzzy: FuzzyMap, shuffle: list[int]) -> None:
    order = [place for place in shuffle if place < len(fuzzy.labels)]
    shuffled = FuzzyMap(
        tuple(fuzzy.labels[i] for i in order),
        tuple(tuple(fuzzy.weights[i][j] for j in order) for i in order),
    )
    slope = 0.5 * min(fuzzy.safe_slope, 20)
    one, other = (each.changes({"a": 1.0}, slope=slope) for each in (fuzzy, shuffled))
    assert {change.label: change.sign for change in one} == {
        change.label: change.sign for change in other
    }


def test_follow_up_alone_serves_the_real_impact_better_than_demands_alone() -> None:
    gaps = [FUZZY._gaps({lever: 1.0}, 1.0) for lever in (FOLLOW_UP, DEMANDS)]
    place = LABELS.index(IMPACT)
    assert [round(gap[place], 3) for gap in gaps] == [0.095, 0.039]


def test_levers_are_compared_for_the_same_pull_from_their_own_rest() -> None:
    """Far from the end of the scale, a small pull acts by the weights alone."""
    pairs = {("a", "but"): 0.5, ("b", "but"): 0.5, ("frein", "b"): -1.0}
    fuzzy = FuzzyMap.from_pairs(("a", "b", "frein", "but"), pairs)
    rest = dict(zip(fuzzy.labels, fuzzy.fixed_point().levels, strict=True))
    assert rest["b"] < rest["a"] - 0.1
    held = {each: fuzzy._gaps({each: 1.0}, 1.0)[3] for each in "ab"}
    assert held["b"] > held["a"] * 1.2  # at the highest, the lever that rests lower seems stronger
    assert [each.rank for each in fuzzy.lever_ranking("ab", "but", step=1e-3)] == [1, 1]


def test_no_lever_is_pulled_beyond_its_scale() -> None:
    found = FUZZY.lever_ranking((DEMANDS, FOLLOW_UP), IMPACT, step=5.0)
    assert [change.sign for change in found] == [1, 1]
    with pytest.raises(OutOfModel, match="La variable vaut"):
        FUZZY.lever_ranking(("météo",), IMPACT)


@pytest.mark.parametrize("slope", [0.1, 0.3, 1.0, 1.5, 2.0, 3.0, 5.0])
def test_the_order_of_the_two_levers_holds_for_every_slope(slope: float) -> None:
    found = FUZZY.lever_ranking((DEMANDS, FOLLOW_UP), IMPACT, slope=slope)
    assert [(change.label, change.sign, change.rank) for change in found] == [
        (FOLLOW_UP, 1, 1),
        (DEMANDS, 1, 2),
    ]


def test_a_busier_team_lowers_the_real_impact() -> None:
    found = FUZZY.lever_ranking((DEMANDS, WORKLOAD, FOLLOW_UP), IMPACT)
    assert [change.word for change in found] == ["monte", "monte", "baisse"]


def test_weights_keep_to_the_intensities_of_the_matrix() -> None:
    assert FUZZY.labels == INFLUENCE.labels == LABELS
    bands = {0: {0.0}, 1: {0.1, 0.2, 0.3}, 2: {0.4, 0.5, 0.6}, 3: {0.7, 0.8, 0.9, 1.0}}
    for intensities, row in zip(INFLUENCE.rows, FUZZY.weights, strict=True):
        for intensity, weight in zip(intensities, row, strict=True):
            assert abs(weight) in bands[intensity]


def test_changes_carry_a_sign_and_a_rank_and_no_decimal() -> None:
    changes = FUZZY.changes({FOLLOW_UP: 1.0})
    assert {field.type for field in fields(Change)} == {"str", "int", "bool"}
    assert [change.label for change in changes] == list(LABELS)
    assert [change.label for change in changes if change.held] == [FOLLOW_UP]
    assert next(change for change in changes if change.rank == 1).label == IMPACT
    assert sorted(change.rank for change in changes if not change.held) == list(range(1, 10))
    assert "0." not in repr(changes)
    assert "levels" not in repr(FUZZY.fixed_point())


def test_equal_changes_share_a_rank_and_what_is_out_of_reach_has_none() -> None:
    star = FuzzyMap.from_pairs("abcd", {("a", "b"): 0.5, ("a", "c"): 0.5})
    told = [(change.word, change.rank) for change in star.changes({"a": 1.0})]
    assert told == [("tenu", 0), ("monte", 1), ("monte", 1), ("inchangé", 0)]
    ranked = star.lever_ranking(("d", "b", "a"), "c")
    assert [(change.label, change.rank, change.sign) for change in ranked] == [
        ("a", 1, 1),
        ("b", 2, 0),
        ("d", 2, 0),
    ]


@pytest.mark.parametrize(
    ("labels", "rows", "message"),
    [
        (("a",), ((0,),), "au moins deux"),
        (("a", "a"), ((0, 1), (1, 0)), "un nom à elle"),
        (("a", "b"), ((0, 1), (1,)), "carré"),
        (("a", "b"), ((0, 1.1), (1, 0)), "Un poids vaut 1.1"),
        (("a", "b"), ((0, "1"), (1, 0)), "Un poids"),
        (("a", "b"), ((0, float("nan")), (1, 0)), "Un poids"),
        (("a", "b"), ((0.5, 1), (1, 0)), "agit sur elle-même"),
    ],
)
def test_absurd_maps_are_refused_in_french(labels: Any, rows: Any, message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        FuzzyMap(labels, rows)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: FUZZY.fixed_point(slope=0), "La pente λ vaut 0"),
        (lambda: FUZZY.fixed_point(slope=21), "La pente λ"),
        (lambda: FUZZY.fixed_point({"météo": 1.0}), "La variable vaut"),
        (lambda: FUZZY.fixed_point({IMPACT: -0.5}), "Le niveau de"),
        (lambda: FUZZY.fixed_point(start=(0.5,)), "un niveau par notion"),
        (lambda: FUZZY.fixed_point(start=(2.0,) * 10), "niveau de départ"),
        (lambda: FUZZY.lever_ranking((DEMANDS,), "météo"), "La variable vaut"),
        (lambda: FUZZY.lever_ranking((IMPACT,), IMPACT), "à la fois levier et but"),
        (lambda: FuzzyMap.from_pairs("ab", {("a", "z"): 1}), "La variable vaut"),
    ],
)
def test_absurd_scenarios_are_refused_in_french(call: Any, message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        call()
