"""Loops of causal maps: rules that hold for any map."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from maps import causal_maps, variable

from maillon.maps.loops import (
    arrow_traffic,
    elasticities,
    find_loops,
    loops_gained,
    loops_lost,
    loops_turned,
)
from maillon.maps.model import Arrow, CausalMap
from maillon.maps.supplier_relation import SUPPLIER_RELATION


def ring(*signs: int) -> CausalMap:
    """A single loop a → b → … with these signs."""
    names = "abcdefghijklmno"[: len(signs)]
    arrows = tuple(
        Arrow(name, names[(k + 1) % len(names)], sign)
        for k, (name, sign) in enumerate(zip(names, signs, strict=True))
    )
    return CausalMap(tuple(variable(name) for name in names), arrows)


@given(causal_maps())
def test_kind_is_the_product_of_the_signs(causal_map: CausalMap) -> None:
    for loop in find_loops(causal_map):
        minuses = sum(arrow.polarity < 0 for arrow in loop.arrows)
        assert loop.polarity == math.prod(arrow.polarity for arrow in loop.arrows)
        assert loop.kind == ("B" if minuses % 2 else "R")


@given(causal_maps())
def test_loops_walk_arrows_of_the_map_once_from_the_smallest_id(causal_map: CausalMap) -> None:
    search = find_loops(causal_map)
    for loop in search:
        assert loop.ids[0] == min(loop.ids)
        assert len(set(loop.ids)) == len(loop.ids) == len(loop.arrows)
        for place, arrow in enumerate(loop.arrows):
            assert arrow in causal_map.arrows
            assert arrow.cause == loop.ids[place]
            assert arrow.effect == loop.ids[(place + 1) % len(loop.ids)]
    assert len({loop.key for loop in search}) == len(search)


@given(causal_maps(), st.randoms(use_true_random=False))
def test_order_of_variables_and_arrows_is_irrelevant(
    causal_map: CausalMap, rng: random.Random
) -> None:
    variables, arrows = list(causal_map.variables), list(causal_map.arrows)
    rng.shuffle(variables)
    rng.shuffle(arrows)
    shuffled = CausalMap(tuple(variables), tuple(arrows))
    assert find_loops(shuffled) == find_loops(causal_map)
    assert find_loops(shuffled, limit=2) == find_loops(causal_map, limit=2)


@given(causal_maps(acyclic=True))
def test_a_map_without_return_has_no_loop(causal_map: CausalMap) -> None:
    assert len(find_loops(causal_map, length_bound=None)) == 0


@given(causal_maps(), st.data())
def test_one_flip_turns_a_loop_and_two_flips_leave_it(
    causal_map: CausalMap, data: st.DataObject
) -> None:
    search = find_loops(causal_map)
    assume(search.loops)
    loop = data.draw(st.sampled_from(search.loops))
    one, two = data.draw(st.permutations(loop.arrows))[:2]
    once = causal_map.flipped(one.key)
    assert find_loops(once).along(*loop.ids).kind != loop.kind
    twice = once.flipped(two.key)
    assert find_loops(twice).along(*loop.ids).kind == loop.kind
    turned = {other.key for other in loops_turned(search, find_loops(once))}
    assert turned == {other.key for other in search if one in other.arrows}


@given(causal_maps())
def test_cutting_an_arrow_loses_exactly_the_loops_that_travel_it(causal_map: CausalMap) -> None:
    before = find_loops(causal_map)
    traffic = arrow_traffic(before)
    for arrow in causal_map.arrows:
        after = find_loops(causal_map.without(arrow.key))
        lost = loops_lost(before, after)
        assert len(lost) == traffic.get(arrow.key, 0)
        assert all(arrow in loop.arrows for loop in lost)
        assert loops_gained(before, after) == ()
        assert loops_gained(after, before) == lost


@given(causal_maps(), st.integers(2, 6))
def test_length_bound_keeps_every_shorter_loop(causal_map: CausalMap, bound: int) -> None:
    free = find_loops(causal_map, length_bound=None)
    bounded = find_loops(causal_map, length_bound=bound)
    assert bounded.loops == tuple(loop for loop in free if len(loop.ids) <= bound)


@settings(max_examples=40)
@given(causal_maps(), st.integers(1, 6))
def test_limit_keeps_that_many_loops_and_says_so(causal_map: CausalMap, limit: int) -> None:
    free = find_loops(causal_map)
    kept = find_loops(causal_map, limit=limit)
    assert not free.truncated
    assert kept.truncated == (len(free) > limit)
    assert len(kept) == min(limit, len(free))
    assert set(kept.loops) <= set(free.loops)


@given(causal_maps())
def test_shortest_loops_come_first_then_by_name(causal_map: CausalMap) -> None:
    order = [(len(loop.ids), loop.ids) for loop in find_loops(causal_map)]
    assert order == sorted(order)


def test_a_ring_is_one_loop_and_the_default_bound_is_eight() -> None:
    assert [loop.kind for loop in find_loops(ring(1, -1, -1))] == ["R"]
    assert [loop.kind for loop in find_loops(ring(1, -1))] == ["B"]
    assert len(find_loops(ring(*[1] * 8))) == 1
    assert len(find_loops(ring(*[1] * 9))) == 0
    assert len(find_loops(ring(*[1] * 9), length_bound=None)) == 1


def test_self_loop_is_refused_in_french() -> None:
    with pytest.raises(ValueError, match="part d’une variable et y revient"):
        Arrow("prix", "prix", 1)


def test_absurd_sign_is_refused_in_french() -> None:
    with pytest.raises(ValueError, match="même sens"):
        Arrow("prix", "budget", 0)


def test_duplicates_and_strangers_are_refused_in_french() -> None:
    a, b = variable("a"), variable("b")
    with pytest.raises(ValueError, match=r"variable.* est donnée 2 fois"):
        CausalMap((a, a), ())
    with pytest.raises(ValueError, match=r"flèche.* est donnée 2 fois"):
        CausalMap((a, b), (Arrow("a", "b", 1), Arrow("a", "b", -1)))
    with pytest.raises(ValueError, match="n’est pas une variable de la carte"):
        CausalMap((a, b), (Arrow("a", "c", 1),))


def test_changes_give_new_maps_and_refuse_unknown_arrows() -> None:
    before = ring(1, 1)
    assert before.flipped("a>b").arrow("a>b").polarity == -1
    assert before.arrow("a>b").polarity == 1
    assert before.without("a>b").keys == ("b>a",)
    assert before.without("a>b").with_arrow(Arrow("a", "b", 1)).keys == ("b>a", "a>b")
    for change in (before.without, before.flipped, before.arrow):
        with pytest.raises(ValueError, match="pas de flèche"):
            change("a>z")
    with pytest.raises(ValueError, match="est donnée 2 fois"):
        before.with_arrow(Arrow("a", "b", -1))
    with pytest.raises(ValueError, match="pas de variable"):
        before.variable("z")


def test_searches_refuse_senseless_limits_and_unknown_walks() -> None:
    with pytest.raises(ValueError, match="longueur maximale"):
        find_loops(ring(1, 1), length_bound=1)
    with pytest.raises(ValueError, match="limite"):
        find_loops(ring(1, 1), limit=0)
    search = find_loops(ring(1, 1))
    assert search.along("b", "a") == search.loops[0]
    for walk in ((), ("a", "c")):
        with pytest.raises(ValueError, match="Aucune boucle"):
            search.along(*walk)
    with pytest.raises(ValueError, match="ne passe pas par"):
        search.loops[0].starting_at("c")


def test_an_elasticity_is_how_the_pace_follows_a_weight() -> None:
    rng = random.Random(4)
    weights = {arrow.key: rng.uniform(0.1, 1) for arrow in SUPPLIER_RELATION.arrows}
    found = elasticities(SUPPLIER_RELATION, weights)
    assert sum(found.values()) == pytest.approx(1)
    on_loops = {
        arrow.key
        for loop in find_loops(SUPPLIER_RELATION, length_bound=None)
        for arrow in loop.arrows
    }
    for key, elasticity in found.items():
        up, down = (_pace(weights | {key: weights[key] * f}) for f in (1 + 1e-5, 1 - 1e-5))
        assert elasticity == pytest.approx((up - down) / 2e-5 / _pace(weights), abs=1e-4)
        assert key in on_loops or elasticity == pytest.approx(0, abs=1e-9)


def _pace(weights: dict[str, float]) -> float:
    names = [variable.id for variable in SUPPLIER_RELATION.variables]
    table = np.zeros((len(names), len(names)))
    for arrow in SUPPLIER_RELATION.arrows:
        place = names.index(arrow.cause), names.index(arrow.effect)
        table[place] = arrow.polarity * weights[arrow.key]
    return float(max(abs(np.linalg.eigvals(table))))
