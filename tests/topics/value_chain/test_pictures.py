"""Pictures of the value chain: the price by link, the concentration by tier, the tree."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import plain
from pictures import check_size, check_words

from maillon.plots import registry
from maillon.plots.picture import Picture
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.model.prices import pass_through
from maillon.topics.value_chain.model.tiers import SIZES, Actor, SupplyTiers
from maillon.topics.value_chain.pictures.concentration import concentration_picture
from maillon.topics.value_chain.pictures.price_waterfall import finding, price_moves, price_picture
from maillon.topics.value_chain.pictures.tier_tree import BORDERS, tier_tree_picture

pytestmark = pytest.mark.draws

TSHIRT = chains.price_chain(chains.WORKWEAR)
FOOD = chains.price_chain(chains.CATERING)
TIERS, ACTORS = chains.workwear_tiers(), chains.workwear_actors()
PICTURES: dict[str, Callable[[], Picture]] = {
    "price": lambda: price_picture(TSHIRT),
    "price risen": lambda: price_picture(
        TSHIRT, pass_through(TSHIRT, chains.WAGES, 1, margins="percentage")
    ),
    "price absorbed": lambda: price_picture(FOOD, pass_through(FOOD, "agriculture", 1, passed=0.5)),
    "concentration": lambda: concentration_picture(TIERS, ACTORS, chains.TIERS),
    "coverage": lambda: concentration_picture(TIERS, ACTORS, chains.TIERS, known=0.7),
    "tree": lambda: tier_tree_picture(TIERS, ACTORS, chains.TIERS),
    **{
        name: lambda name=name: registry.picture(name)  # type: ignore[misc]
        for name in ("prix-deplie", "rangs-et-concentration", "arbre-des-rangs")
    },
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences(name: str) -> None:
    check_words(PICTURES[name]())


@pytest.mark.parametrize("name", ["prix-deplie", "rangs-et-concentration", "arbre-des-rangs"])
def test_pictures_of_the_book_say_the_status_of_their_figures(name: str) -> None:
    assert "Statut des valeurs" in registry.picture(name).caption


def test_the_price_states_who_gets_most_and_least() -> None:
    assert plain(price_picture(TSHIRT).alt) == (
        "Sur 1 € payé, la plus grosse part va à « Magasin, TVA comprise » (60,0 c) et la plus "
        "petite à « Salaires à l’usine » (0,6 c)."
    )


def test_a_rise_is_followed_to_the_price() -> None:
    drawn = PICTURES["price risen"]()
    assert "le prix payé monte de 4,8 %" in plain(drawn.alt)
    rows = {row[0]: tuple(map(plain, row[1:])) for row in drawn.rows}
    assert rows["Salaires à l’usine"] == ("0,6 c", "+0,6 c")
    assert rows["Matières"] == ("12,0 c", "+0,0 c")
    assert rows["Prix payé"] == ("100,0 c", "+4,8 c")


def test_without_any_rise_the_data_have_no_column_for_it() -> None:
    for still in (price_picture(TSHIRT), registry.picture("prix-deplie")):
        assert tuple(map(plain, still.columns)) == ("Qui reçoit", "Part de 1 €")
        assert {len(row) for row in still.rows} == {2}
        assert "+0,0" not in plain(" ".join(map(" ".join, still.rows)))
    assert price_picture(TSHIRT, pass_through(TSHIRT, chains.WAGES, 0)) == price_picture(TSHIRT)
    assert len(PICTURES["price risen"]().columns) == 3


@given(st.sampled_from([part.id for part in TSHIRT.parts]), st.floats(0, 10), st.floats(0, 1))
def test_a_price_that_moves_never_moves_by_zero(link: str, rise: float, passed: float) -> None:
    told = plain(price_moves(pass_through(TSHIRT, link, rise, passed=passed)))
    assert told == "ne bouge pas" or re.search("[1-9]", told)
    assert "−" not in told


def test_what_is_absorbed_is_a_step_back() -> None:
    drawn = PICTURES["price absorbed"]()
    labels = [row[0] for row in drawn.rows]
    assert labels[-2:] == ["Absorbé en chemin", "Prix payé"]
    assert drawn.rows[-2][2].startswith("−")
    assert "Absorbé en chemin" not in [row[0] for row in price_picture(FOOD).rows]


def test_no_rise_says_nothing_of_one() -> None:
    assert "monte" not in finding(TSHIRT, pass_through(TSHIRT, chains.WAGES, 0))


def test_fills_are_told_only_when_they_are_drawn() -> None:
    assert "rayures" in price_picture(FOOD).caption
    assert "rayures" not in price_picture(TSHIRT).caption
    assert "croix" not in price_picture(FOOD).caption.lower()
    assert "croix" in PICTURES["price risen"]().caption.lower()


def test_the_concentration_states_what_each_tier_is_worth() -> None:
    told = plain(PICTURES["coverage"]().alt)
    assert "Rang 1 : IHH 2 000, comme 5 fournisseurs équivalents." in told
    assert "Rang 2 : IHH 8 158, comme 1,2 fournisseur équivalent." in told
    assert "Au rang 3, 34 % de la dépense a une origine connue." in told
    assert "origine" not in PICTURES["concentration"]().alt


def test_the_tree_names_sizes_and_main_suppliers() -> None:
    drawn = PICTURES["tree"]()
    rows = {plain(row[1]): row for row in drawn.rows}
    assert tuple(map(plain, rows["Confection A"][2:])) == ("ETI", "90,0 %", "Tissage A (95 %)")
    assert rows["Tissage B"][4] == "–"


def test_each_size_class_has_a_border_of_its_own() -> None:
    assert set(BORDERS) == set(SIZES)
    looks = {(width, str(style), double) for width, style, double in BORDERS.values()}
    assert len(looks) == len(SIZES)


def test_a_supplier_without_any_purchase_is_named_and_not_counted() -> None:
    firms = [[Actor("Atelier A", "PME"), Actor("Atelier B", "TPE")]]
    drawn = tier_tree_picture(SupplyTiers((1.0, 0.0)), firms, ["ateliers"])
    assert "1\xa0fournisseur," in drawn.alt
    assert drawn.rows[1][3] == "0,0\xa0%"
