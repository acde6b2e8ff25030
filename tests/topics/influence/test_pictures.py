"""Pictures of influences and of fuzzy changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pictures import check_size, check_words

from maillon.base.amounts import OutOfModel
from maillon.plots.picture import Picture
from maillon.site.nodes import svg_size
from maillon.topics.influence.model.cross_impact import InfluenceMatrix
from maillon.topics.influence.model.fuzzy_map import FuzzyMap, NoOrder
from maillon.topics.influence.model.purchase_system import (
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    TRUST,
    WORKLOAD,
)
from maillon.topics.influence.pictures.fuzzy_changes import fuzzy_changes_picture, lever_picture
from maillon.topics.influence.pictures.influence_plane import influence_plane_picture

pytestmark = pytest.mark.draws

PICTURES: dict[str, Callable[[], Picture]] = {
    "plane": lambda: influence_plane_picture(INFLUENCE, highlight=WORKLOAD),
    "changes": lambda: fuzzy_changes_picture(FUZZY, {FOLLOW_UP: 1.0}),
    "levers": lambda: lever_picture(FUZZY, (DEMANDS, FOLLOW_UP, WORKLOAD), IMPACT),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences(name: str) -> None:
    check_words(PICTURES[name]())


def test_the_plane_says_who_climbs() -> None:
    drawn = PICTURES["plane"]()
    assert "Charge du service achats\xa0: monte du 7e au 3e rang" in drawn.alt
    assert "Aucune variable ne monte davantage." in drawn.alt
    assert "à partir de chemins de 5 flèches" in drawn.alt
    row = drawn.rows[LABELS.index(WORKLOAD)]
    assert row == ("G", WORKLOAD, "7e", "3e", "4e", "5e", "dépendante", "relais")
    # Without a choice, the picture tells the variable that climbs most.
    assert "Charge du service achats" in influence_plane_picture(INFLUENCE).alt
    assert "Aucune variable" not in influence_plane_picture(INFLUENCE, highlight=TRUST).alt


def test_the_plane_without_circuit_says_so_and_keeps_the_direct_ranking() -> None:
    line = InfluenceMatrix.from_pairs("abc", {("a", "b"): 1, ("b", "c"): 1})
    drawn = influence_plane_picture(line, highlight="c")
    assert drawn.alt.startswith("Aucun circuit dans cette matrice.")
    assert drawn.caption.startswith("Aucun circuit")
    assert "C\xa0: 3e rang d’influence." in drawn.alt
    assert "Ex æquo au 1er rang d’influence\xa0: a et b." in drawn.alt
    assert drawn.rows[0][3] == "aucun circuit"
    heights = [svg_size(p.svg)[1] for p in (drawn, influence_plane_picture(INFLUENCE))]
    assert heights[0] < heights[1]


@pytest.mark.parametrize("size", [2, 27])
def test_the_plane_draws_equal_places_apart_and_many_variables(size: int) -> None:
    labels = tuple(f"v{place}" for place in range(size))
    ring = {(labels[i], labels[(i + 1) % size]): 1 for i in range(size)}
    drawn = influence_plane_picture(InfluenceMatrix.from_pairs(labels, ring))
    assert drawn.rows[0][0] == ("A" if size == 2 else "1")
    assert "Ex æquo au 1er rang" in drawn.alt
    with pytest.raises(OutOfModel, match="La variable vaut"):
        influence_plane_picture(INFLUENCE, highlight="météo")


def test_fuzzy_changes_show_order_and_sign_never_a_decimal() -> None:
    for name in ("changes", "levers"):
        drawn = PICTURES[name]()
        words = " ".join([drawn.alt, drawn.caption, *(" ".join(row) for row in drawn.rows)])
        assert not re.search(r"\d[.,]\d", words)
        assert "fictifs" in drawn.caption


def test_fuzzy_changes_tell_who_rises_and_who_falls() -> None:
    drawn = PICTURES["changes"]()
    assert "Plus grand changement\xa0: impact réel (monte)." in drawn.alt
    assert "Montent, du plus au moins\xa0: impact réel, charge du service achats" in drawn.alt
    assert drawn.rows[0] == (FOLLOW_UP, "tenu", "aucun")
    assert [row[2] for row in drawn.rows[1:]] == [str(rank) for rank in range(1, 10)]
    # Falls are hatched, rises are not.
    assert "<pattern" in drawn.svg
    assert "<pattern" not in lever_picture(FUZZY, (DEMANDS, FOLLOW_UP), IMPACT).svg


def test_changes_out_of_reach_are_said_unchanged() -> None:
    star = FuzzyMap.from_pairs("abc", {("a", "b"): 0.5})
    assert "Inchangé\xa0: c." in fuzzy_changes_picture(star, {"a": 1.0}).alt
    assert fuzzy_changes_picture(star, {"c": 1.0}).alt.endswith("Rien d’autre ne change.")
    assert fuzzy_changes_picture(star, {}).alt.startswith("Aucune notion n’est tenue.")


def test_levers_are_ranked_for_their_target() -> None:
    drawn = PICTURES["levers"]()
    assert "à pas égal, est suivi d’exécution." in drawn.alt
    assert "Font baisser\xa0: charge du service achats." in drawn.alt
    assert [row[0] for row in drawn.rows] == [FOLLOW_UP, DEMANDS, WORKLOAD]
    assert "ne le fait monter" in lever_picture(FUZZY, (WORKLOAD,), IMPACT).alt
    with pytest.raises(OutOfModel, match="à la fois"):
        lever_picture(FUZZY, (IMPACT,), IMPACT)


def test_a_map_that_does_not_settle_gives_no_picture() -> None:
    rivals = FuzzyMap(("a", "b", "c"), ((0, -1, -1), (-1, 0, -1), (-1, -1, 0)))
    with pytest.raises(NoOrder, match="période 2"):
        fuzzy_changes_picture(rivals, {"a": 0.5}, slope=6)
