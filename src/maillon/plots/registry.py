"""The model pictures that pages of the book may ask for by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from maillon import law
from maillon.models.archetypes import ARCHETYPES, archetype
from maillon.models.canteen import CANTEEN
from maillon.models.causal_loops import find_loops
from maillon.models.supplier_relation import (
    ADDED_ARROW,
    CASH_LOOP,
    SOURCING_LOOP,
    SUPPLIER_RELATION,
)
from maillon.plots.archetype_map import archetype_picture
from maillon.plots.causal_map import causal_map_picture
from maillon.plots.law_timeline import law_timeline_picture
from maillon.plots.leverage_ladder import leverage_ladder_picture
from maillon.plots.picture import Picture
from maillon.wording import NBSP, NNBSP

#: The book stops where the workshop's bet begins: before the arrow that the trainee adds.
BEFORE_THE_BET = SUPPLIER_RELATION.without(ADDED_ARROW)


def _relation_map() -> Picture:
    search = find_loops(BEFORE_THE_BET)
    return causal_map_picture(BEFORE_THE_BET, search)


def _loop(walk: tuple[str, ...], caption: str) -> Picture:
    search = find_loops(BEFORE_THE_BET)
    return causal_map_picture(
        BEFORE_THE_BET, search, highlight=search.along(*walk), start=walk[0], caption=caption
    )


def _sourcing_loop() -> Picture:
    return _loop(
        SOURCING_LOOP,
        "La boucle du sourçage amplifie le mouvement (R). Elle tire vers le haut ou vers le bas.",
    )


def _cash_loop() -> Picture:
    return _loop(
        CASH_LOOP,
        "La boucle de la trésorerie amplifie le mouvement (R). Payer tard finit par coûter "
        "du temps au service achats.",
    )


def _canteen_map() -> Picture:
    return causal_map_picture(CANTEEN, find_loops(CANTEEN))


def _law_timeline() -> Picture:
    return law_timeline_picture(law.registry())


def _archetype(slug: str) -> Picture:
    return archetype_picture(archetype(slug))


PICTURES: dict[str, Callable[[], Picture]] = {
    "boucle-sourcing": _sourcing_loop,
    "boucle-tresorerie": _cash_loop,
    "carte-cantine": _canteen_map,
    "carte-relation": _relation_map,
    "echelle-leviers": leverage_ladder_picture,
    "frise-du-droit": _law_timeline,
    **{f"archetype-{one.slug}": partial(_archetype, one.slug) for one in ARCHETYPES},
}
"""Name of each picture and the function that draws it."""

LEGAL = frozenset({"frise-du-droit"})
"""The pictures that follow the registry of law in use."""


def names() -> tuple[str, ...]:
    """Names that :func:`picture` knows, sorted.

    >>> [name for name in names() if name.startswith("boucle-")]
    ['boucle-sourcing', 'boucle-tresorerie']
    """
    return tuple(sorted(PICTURES))


def picture(name: str) -> Picture:
    """The model picture of this name.

    Raises ``ValueError``, in French, with the known names, when there is none.

    >>> picture("carte-relation").columns[0]
    'De'
    """
    if name not in PICTURES:
        raise ValueError(
            f"Aucune figure ne s’appelle «{NBSP}{name}{NBSP}»{NNBSP}; "
            f"choisissez parmi{NBSP}: {', '.join(names())}."
        )
    return _drawn(name, id(law.registry()) if name in LEGAL else 0)


@lru_cache(maxsize=4 * len(PICTURES))
def _drawn(name: str, of_law: int) -> Picture:
    """Draw once for each registry: `of_law` tells them apart, and a loaded one is never freed."""
    return PICTURES[name]()
