"""The model pictures that pages of the book may ask for by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from maillon import law, territory
from maillon.base.wording import NBSP, NNBSP
from maillon.models.archetypes import ARCHETYPES, archetype
from maillon.models.canteen import CANTEEN
from maillon.models.causal_loops import find_loops
from maillon.models.continuity_measures import Measures, apply
from maillon.models.disruption import Node, nodes_of
from maillon.models.footprint import read
from maillon.models.supplier_relation import (
    ADDED_ARROW,
    CASH_LOOP,
    SOURCING_LOOP,
    SUPPLIER_RELATION,
)
from maillon.plots import hautebrune_chains as chains
from maillon.plots import hautebrune_contracts as contracts
from maillon.plots import hautebrune_insertion as insertion
from maillon.plots import hautebrune_offers as bids
from maillon.plots import hautebrune_purchases as hautebrune
from maillon.plots.annual_cost import annual_cost_picture
from maillon.plots.archetype_map import archetype_picture
from maillon.plots.causal_map import causal_map_picture
from maillon.plots.concentration import concentration_picture
from maillon.plots.disruption import service_picture
from maillon.plots.heat_map import heat_map_picture
from maillon.plots.law_timeline import law_timeline_picture
from maillon.plots.leverage_ladder import leverage_ladder_picture
from maillon.plots.picture import Picture
from maillon.plots.price_waterfall import price_picture
from maillon.plots.spend_and_loss import spend_and_loss_picture
from maillon.plots.thermometers import thermometers_picture
from maillon.plots.tier_tree import tier_tree_picture

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


def _price() -> Picture:
    family = chains.WORKWEAR
    return price_picture(chains.price_chain(family), caption=chains.price_origin(family))


def _concentration() -> Picture:
    return concentration_picture(
        chains.workwear_tiers(), chains.workwear_actors(), chains.TIERS, caption=chains.INVENTED
    )


def _tier_tree() -> Picture:
    return tier_tree_picture(
        chains.workwear_tiers(), chains.workwear_actors(), chains.TIERS, caption=chains.INVENTED
    )


def _links() -> dict[str, Node]:
    return nodes_of(territory.table("restauration-scolaire", "maillons"))


def _service_day_by_day() -> Picture:
    """A link that is not the answer to the workshop's bet, without and with a continuity plan."""
    link = _links()["legumerie"]
    return service_picture([link], [apply(link, Measures(continuity_plan=True))])


def _spend_and_loss() -> Picture:
    return spend_and_loss_picture(_links())


def _two_thermometers() -> Picture:
    money = hautebrune.monetary_factor()
    return thermometers_picture(
        read(hautebrune.chairs("durable"), money),
        start=read(hautebrune.chairs(), money),
        note="Départ : la chaise neuve. Lecture : la chaise durable, plus chère.",
    )


def _annual_cost() -> Picture:
    """Chairs, when the workshop bets on computers."""
    new, durable = (hautebrune.chair_option(kind) for kind in ("neuve", "durable"))
    return annual_cost_picture(
        [new, durable], hautebrune.discount_rate(), kept=durable, against=new, status="fictif"
    )


def _hot_spots() -> Picture:
    return heat_map_picture(
        hautebrune.PLASTIC_CHAIR, status="Exemple inventé : une chaise d’école en plastique."
    )


PICTURES: dict[str, Callable[[], Picture]] = {
    "arbre-des-rangs": _tier_tree,
    "boucle-sourcing": _sourcing_loop,
    "boucle-tresorerie": _cash_loop,
    "carte-cantine": _canteen_map,
    "carte-des-points-chauds": _hot_spots,
    "carte-relation": _relation_map,
    "cout-annuel": _annual_cost,
    "curseur-des-poids": bids.weight_strips,
    "depense-et-jours-perdus": _spend_and_loss,
    "deux-thermometres": _two_thermometers,
    "echelle-leviers": leverage_ladder_picture,
    "entonnoir-des-heures": insertion.funnel,
    "frise-du-droit": _law_timeline,
    "frontiere-du-respect": insertion.frontier,
    "marches-concentration": contracts.concentration,
    "marches-parts": contracts.shares,
    "prix-deplie": _price,
    "rangs-et-concentration": _concentration,
    "service-jour-par-jour": _service_day_by_day,
    "trois-gagnants": bids.three_winners,
    **{f"archetype-{one.slug}": partial(_archetype, one.slug) for one in ARCHETYPES},
}
"""Name of each picture and the function that draws it."""

LEGAL = frozenset({"entonnoir-des-heures", "frise-du-droit"})
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
