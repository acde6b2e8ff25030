"""The picture of the map: what it says, what it shows, and that nothing overlaps."""

from __future__ import annotations

import itertools
import random
import xml.etree.ElementTree as ET

import pytest

from maillon.maps.drawing.causal_map import causal_map_picture
from maillon.maps.drawing.circle import HEIGHT, WIDTH, node_positions, place_labels
from maillon.maps.loops import LoopSearch, find_loops
from maillon.maps.model import CausalMap, Variable
from maillon.maps.supplier_relation import ADDED_ARROW, SOURCING_LOOP, SUPPLIER_RELATION
from maillon.plots.style import BALANCING, REINFORCING

pytestmark = pytest.mark.draws

SEARCH = find_loops(SUPPLIER_RELATION)
LABELS = tuple(variable.label for variable in SUPPLIER_RELATION.variables)


def test_alternative_states_the_finding_with_counts() -> None:
    drawn = causal_map_picture(SUPPLIER_RELATION, SEARCH)
    for words in (
        "19\xa0variables",
        "29\xa0flèches",
        "16\xa0boucles",
        "8\xa0R (amplifient)",
        "8\xa0B (freinent)",
        "nombre d’offres → concurrence",
        "9\xa0boucles chacune",
    ):
        assert words in drawn.alt


def test_table_has_one_row_an_arrow() -> None:
    drawn = causal_map_picture(SUPPLIER_RELATION, SEARCH)
    assert len(drawn.rows) == 29
    assert ("concurrence", "prix", "−", "non", "9") in drawn.rows
    assert ("confiance", "nombre d’offres", "+", "oui", "4") in drawn.rows


def test_drawing_is_deterministic_and_changes_with_a_sign() -> None:
    one, other = (causal_map_picture(SUPPLIER_RELATION, SEARCH) for _ in range(2))
    assert one == other
    flipped = SUPPLIER_RELATION.flipped("prix>marge")
    assert causal_map_picture(flipped, find_loops(flipped)).svg != one.svg


def test_highlight_names_the_loop_and_takes_its_colour() -> None:
    loop = SEARCH.along(*SOURCING_LOOP)
    drawn = causal_map_picture(SUPPLIER_RELATION, SEARCH, highlight=loop, start="sourcage")
    plain = causal_map_picture(SUPPLIER_RELATION, SEARCH)
    assert "qui amplifie (R)\xa0: sourçage → adéquation du besoin" in drawn.alt
    assert drawn.svg.count(REINFORCING) > plain.svg.count(REINFORCING)
    assert drawn.svg.count(BALANCING) == plain.svg.count(BALANCING)


def test_added_arrow_is_told() -> None:
    drawn = causal_map_picture(SUPPLIER_RELATION, SEARCH, added=ADDED_ARROW)
    assert "Flèche ajoutée\xa0: charge du service achats → sourçage." in drawn.alt
    noted = [row for row in drawn.rows if row[1].endswith("(flèche ajoutée)")]
    assert [row[0] for row in noted] == ["charge du service achats"]


def test_absent_arrows_and_foreign_loops_are_refused() -> None:
    without = SUPPLIER_RELATION.without(ADDED_ARROW)
    with pytest.raises(ValueError, match="pas de flèche"):
        causal_map_picture(without, find_loops(without), added=ADDED_ARROW)
    foreign = next(loop for loop in SEARCH if ADDED_ARROW in {a.key for a in loop.arrows})
    with pytest.raises(ValueError, match="pas de flèche"):
        causal_map_picture(without, find_loops(without), highlight=foreign)


def test_a_truncated_search_says_at_least() -> None:
    search = find_loops(SUPPLIER_RELATION, limit=5)
    assert "au moins 5\xa0boucles" in causal_map_picture(SUPPLIER_RELATION, search).alt


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_small_maps_are_drawn_too(size: int) -> None:
    variables = tuple(
        Variable(name, f"variable {name}", "la", f"plus de {name}", f"moins de {name}")
        for name in "abc"[:size]
    )
    drawn = causal_map_picture(CausalMap(variables, ()), LoopSearch(()))
    assert "aucune boucle" in drawn.alt
    ET.fromstring(drawn.svg)


def overlapping(labels: tuple[str, ...]) -> list[tuple[str, ...]]:
    boxes = [(label.lines, label.box) for label in place_labels(labels)]
    return [
        one + other
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("seed", range(12))
def test_labels_never_overlap_nor_leave_the_page(seed: int) -> None:
    labels = list(LABELS)
    if seed:
        random.Random(seed).shuffle(labels)
    assert overlapping(tuple(labels)) == []
    for label in place_labels(tuple(labels)):
        x0, y0, x1, y1 = label.box
        assert 0.05 <= x0 < x1 <= WIDTH - 0.05, label
        assert 0.25 <= y0 < y1 <= HEIGHT - 0.25, label


def test_labels_stay_clear_of_nodes() -> None:
    for label, (x, y) in itertools.product(place_labels(LABELS), node_positions(len(LABELS))):
        x0, y0, x1, y1 = label.box
        assert not (x0 - 0.05 < x < x1 + 0.05 and y0 - 0.05 < y < y1 + 0.05), label
