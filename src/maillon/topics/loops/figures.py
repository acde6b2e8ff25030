"""Figures of loops that the book shows: before the bet, then each remedy that fails."""

from __future__ import annotations

from functools import partial

from maillon.maps.drawing.causal_map import causal_map_picture
from maillon.maps.loops import find_loops
from maillon.maps.model import CausalMap
from maillon.maps.supplier_relation import (
    ADDED_ARROW,
    CASH_LOOP,
    SOURCING_LOOP,
    SUPPLIER_RELATION,
)
from maillon.plots.picture import Picture
from maillon.topics.loops.model.archetypes import ARCHETYPES
from maillon.topics.loops.model.canteen import CANTEEN
from maillon.topics.loops.pictures.archetype_map import archetype_picture

#: The book stops where the workshop's bet begins: before the arrow that the trainee adds.
BEFORE_THE_BET = SUPPLIER_RELATION.without(ADDED_ARROW)


def _counted(causal_map: CausalMap) -> Picture:
    return causal_map_picture(causal_map, find_loops(causal_map))


def _loop(walk: tuple[str, ...], caption: str) -> Picture:
    search = find_loops(BEFORE_THE_BET)
    return causal_map_picture(
        BEFORE_THE_BET, search, highlight=search.along(*walk), start=walk[0], caption=caption
    )


FIGURES = {
    "boucle-sourcing": partial(
        _loop,
        SOURCING_LOOP,
        "La boucle du sourçage amplifie le mouvement (R). Elle tire vers le haut ou vers le bas.",
    ),
    "boucle-tresorerie": partial(
        _loop,
        CASH_LOOP,
        "La boucle de la trésorerie amplifie le mouvement (R). Payer tard finit par coûter "
        "du temps au service achats.",
    ),
    "carte-cantine": partial(_counted, CANTEEN),
    "carte-relation": partial(_counted, BEFORE_THE_BET),
    **{f"archetype-{one.slug}": partial(archetype_picture, one) for one in ARCHETYPES},
}
