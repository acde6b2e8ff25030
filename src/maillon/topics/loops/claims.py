"""The claims of « Le mur des boucles », tried on other arrows, other maps, and with weights."""

from __future__ import annotations

from functools import cache, partial

from maillon.base.wording import count
from maillon.maps.loops import arrow_traffic, elasticities, find_loops, loops_gained
from maillon.maps.model import Arrow, CausalMap
from maillon.maps.supplier_relation import ADDED_ARROW, SUPPLIER_RELATION
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome, among

#: The map before the arrow of the bet.
_START = SUPPLIER_RELATION.without(ADDED_ARROW)
_NONE = "aucune"
_CUTS = 3
#: How many arrows most loops pass through: written here, for counting them loads networkx.
BUSIEST = 2


def arrow_label(causal_map: CausalMap, arrow: Arrow) -> str:
    """Name an arrow by its two variables and its sign."""
    cause, effect = causal_map.variable(arrow.cause), causal_map.variable(arrow.effect)
    return f"{cause.label} → ({arrow.sign}) {effect.label}"


def _missing() -> tuple[Arrow, ...]:
    """Every arrow that could be added: its sign changes the types of loops, not their number."""
    taken = {(arrow.cause, arrow.effect) for arrow in _START.arrows}
    ids = [variable.id for variable in _START.variables]
    added = SUPPLIER_RELATION.arrow(ADDED_ARROW)
    return tuple(
        Arrow(cause, effect, added.polarity)
        for cause in ids
        for effect in ids
        if cause != effect and (cause, effect) not in taken
    )


_MISSING = _missing()
_ANYWHERE = Box(
    (
        among(
            "added",
            "flèche ajoutée",
            [arrow_label(SUPPLIER_RELATION, arrow) for arrow in _MISSING],
            arrow_label(SUPPLIER_RELATION, SUPPLIER_RELATION.arrow(ADDED_ARROW)),
        ),
    )
)
_KEPT = [_NONE, *(arrow_label(_START, arrow) for arrow in _START.arrows)]
_CUT = Box(
    tuple(among(f"cut{rank}", "flèche retirée", _KEPT, _NONE) for rank in range(_CUTS)),
    told=(f"jusqu’à {_CUTS} flèches retirées, au hasard, parmi les {len(_START.arrows)} autres",),
)
_WEIGHED = Box(
    tuple(
        Knob(arrow.key, f"poids « {arrow_label(SUPPLIER_RELATION, arrow)} »", 1, 0.1, 1, decimals=1)
        for arrow in SUPPLIER_RELATION.arrows
    ),
    told=(
        f"poids des {len(SUPPLIER_RELATION.arrows)} flèches, chacun : de 0,1 à 1, et 1 au départ",
    ),
)


def _gained(before: CausalMap, arrow: Arrow) -> Outcome:
    gained = len(loops_gained(find_loops(before), find_loops(before.with_arrow(arrow))))
    told = f"ferme {count(gained, 'boucle')}" if gained else "ne ferme aucune boucle"
    return Outcome(gained >= 2, f"la flèche {told}.")


def _anywhere(case: Case) -> Outcome:
    return _gained(_START, _MISSING[round(case["added"])])


def _on_another_map(case: Case) -> Outcome:
    places = {round(case[f"cut{rank}"]) for rank in range(_CUTS)} - {0}
    kept = _START
    for place in places:
        kept = kept.without(_START.arrows[place - 1].key)
    return _gained(kept, SUPPLIER_RELATION.arrow(ADDED_ARROW))


@cache
def busiest() -> frozenset[str]:
    """The arrows that most loops pass through."""
    traffic = arrow_traffic(find_loops(SUPPLIER_RELATION))
    return frozenset(key for key, loops in traffic.items() if loops == max(traffic.values()))


def _counts_weigh(case: Case) -> Outcome:
    found = elasticities(SUPPLIER_RELATION, case)
    most = max(found, key=found.__getitem__)
    label = arrow_label(SUPPLIER_RELATION, SUPPLIER_RELATION.arrow(most))
    return Outcome(most in busiest(), f"la flèche qui pèse le plus est « {label} ».")


_claim = partial(claim, "mur-des-boucles", busiest=BUSIEST, arrows=len(SUPPLIER_RELATION.arrows))
CLAIMS = (
    _claim("autre-carte", _CUT, _on_another_map),
    _claim("autre-fleche", _ANYWHERE, _anywhere, draws=1000),
    _claim("compter-peser", _WEIGHED, _counts_weigh, draws=1000),
)
