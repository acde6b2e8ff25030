"""Chains drawn by hand: tiers, gaps, turned arrows and single points."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.maps.chain import ChainReview, chain_review, is_named, tier_of
from maillon.maps.record import MapRecordError, empty_map

TIERS = ("Titulaire", "Rang 2", "Rang 3")


def drawn(actors: dict[str, float], *sales: str) -> dict[str, Any]:
    """Return the record of a map: actors and their heights, sales as « supplier>customer »."""
    return {
        **empty_map(),
        "variables": [
            {"id": name, "label": name, "x": 0.5, "y": height} for name, height in actors.items()
        ],
        "arrows": [
            dict(zip(("cause", "effect"), sale.split(">"), strict=True), sign=1, delay=False)
            for sale in sales
        ],
    }


WHOLE = drawn(
    {"lavor": 0.1, "linge": 0.2, "tisseur": 0.5, "mercier": 0.6, "coton": 0.9},
    "tisseur>lavor",
    "tisseur>linge",
    "mercier>linge",
    "coton>tisseur",
)


def test_a_whole_chain_is_read_from_its_heights_and_arrows() -> None:
    assert chain_review(WHOLE, TIERS) == ChainReview(
        tiers=(("lavor", "linge"), ("tisseur", "mercier"), ("coton",)),
        arrows_between=4,
        turned=(),
        level=(),
        orphans=("mercier",),
        shared=("tisseur",),
        single=("tisseur",),
        depth=3,
    )
    assert chain_review(WHOLE, TIERS).empty == ()


def test_nothing_drawn_is_three_empty_tiers() -> None:
    found = chain_review(empty_map(), TIERS)
    assert (found.empty, found.depth, found.arrows_between) == ((1, 2, 3), 0, 0)


def test_names_without_arrows_go_no_further_than_the_first_tier() -> None:
    found = chain_review(drawn({"lavor": 0.1, "tisseur": 0.5, "coton": 0.9}), TIERS)
    assert (found.depth, found.orphans) == (1, ("lavor", "tisseur"))


def test_an_arrow_that_skips_a_tier_supplies_without_making_a_step() -> None:
    found = chain_review(drawn({"lavor": 0.1, "coton": 0.9}, "coton>lavor"), TIERS)
    assert (found.arrows_between, found.depth, found.orphans) == (0, 1, ())
    assert found.empty == (2,)


def test_an_arrow_from_the_customer_is_told_and_supplies_nobody() -> None:
    found = chain_review(drawn({"lavor": 0.1, "tisseur": 0.5}, "lavor>tisseur"), TIERS)
    assert (found.turned, found.arrows_between) == ((("lavor", "tisseur"),), 0)
    assert found.orphans == ("lavor", "tisseur")


def test_an_arrow_within_a_tier_is_told_and_its_customer_has_a_supplier() -> None:
    found = chain_review(drawn({"lavor": 0.1, "linge": 0.2}, "linge>lavor"), TIERS)
    assert (found.level, found.turned, found.depth) == ((("linge", "lavor"),), (), 1)
    assert found.orphans == ("linge",)


def test_a_name_has_two_letters() -> None:
    assert [is_named(label) for label in ("a", "é.", "-- x", "EDF", "3M", "œuf")] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_shared_supplier_of_the_only_actor_above_is_not_single() -> None:
    """It also skips a tier: two customers, of whom one only stands just above."""
    map_ = drawn({"lavor": 0.1, "tisseur": 0.5, "coton": 0.9}, "coton>tisseur", "coton>lavor")
    found = chain_review(map_, TIERS)
    assert (found.shared, found.single) == (("coton",), ())


def test_the_supplier_of_all_is_single_only_when_there_are_several_to_supply() -> None:
    one = drawn({"lavor": 0.1, "tisseur": 0.5}, "tisseur>lavor")
    assert chain_review(one, TIERS).single == ()
    some = drawn(
        {"a": 0.1, "b": 0.1, "c": 0.1, "tisseur": 0.5}, "tisseur>a", "tisseur>b"
    )  # c buys elsewhere
    found = chain_review(some, TIERS)
    assert (found.shared, found.single) == (("tisseur",), ())


def test_holders_who_sell_to_each_other_share_nothing() -> None:
    same = drawn({"a": 0.1, "b": 0.1, "c": 0.1}, "a>b", "a>c")
    assert chain_review(same, TIERS).shared == ()


def test_a_record_that_is_no_map_is_refused() -> None:
    with pytest.raises(MapRecordError):
        chain_review({"schema": 99}, TIERS)


@given(st.floats(0, 1), st.integers(1, 9))
def test_a_height_always_falls_in_one_band(height: float, bands: int) -> None:
    tier = tier_of(height, bands)
    assert 1 <= tier <= bands
    assert (tier - 1) / bands - 1e-9 <= height <= tier / bands + 1e-9


@given(st.permutations(range(4)), st.permutations(range(5)))
def test_the_order_of_the_record_changes_no_finding(arrows: list[int], actors: list[int]) -> None:
    shuffled = {
        **WHOLE,
        "variables": [WHOLE["variables"][rank] for rank in actors],
        "arrows": [WHOLE["arrows"][rank] for rank in arrows],
    }
    found, usual = chain_review(shuffled, TIERS), chain_review(WHOLE, TIERS)
    assert [set(tier) for tier in found.tiers] == [set(tier) for tier in usual.tiers]
    assert (found.arrows_between, found.depth) == (usual.arrows_between, usual.depth)
    assert (set(found.orphans), found.shared) == (set(usual.orphans), usual.shared)


@given(st.sampled_from(WHOLE["arrows"]))
def test_one_arrow_less_never_deepens_the_chain(cut: dict[str, Any]) -> None:
    less = {**WHOLE, "arrows": [arrow for arrow in WHOLE["arrows"] if arrow != cut]}
    found, usual = chain_review(less, TIERS), chain_review(WHOLE, TIERS)
    assert found.depth <= usual.depth
    assert set(usual.orphans) <= set(found.orphans)
