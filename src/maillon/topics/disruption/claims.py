"""The claims of « Quand un maillon casse », tried on other stocks, spares and delays."""

from __future__ import annotations

from functools import partial

from maillon import territory
from maillon.topics.disruption.model.service import Node, lost_service, nodes_of
from maillon.topics.disruption.pictures.service import lost_days
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome, around

SPREAD = 0.5
TRAYS = "barquettes"
#: Days at most before spare trays come, once somebody makes some: twice the others' longest delay.
LATEST = 10
_LINKS = nodes_of(territory.table("restauration-scolaire", "maillons"))
_DAYS = {
    "stock": "stock",
    "delay": "délai du secours",
    "time_to_recover": "temps de rétablissement",
}


def _knobs(name: str, node: Node) -> list[Knob]:
    """Return the knobs of one link: its days, and the share that a spare gives."""
    label = node.label.lower()
    knobs = []
    for field, words in _DAYS.items():
        days = getattr(node, field)
        told = f"{label}, {words}"
        knobs.append(
            around(f"{name}-{field}", told, days, SPREAD, unit="jours", whole=True)
            if days
            else Knob(f"{name}-{field}", told, 0, 0, 1, "jours", whole=True)
        )
    if node.alternative:
        knobs.append(
            around(
                f"{name}-alternative",
                f"{label}, part du secours",
                node.alternative,
                SPREAD,
                most=1,
                unit="%",
            )
        )
    return knobs


_KNOBS = tuple(knob for name, node in _LINKS.items() for knob in _knobs(name, node))
_TOLD = ("stock, secours, délai et rétablissement de chaque maillon : à moitié près de l’atelier",)
_BOX = Box(_KNOBS, _TOLD)
_SPARE = Box(
    (
        *(knob for knob in _KNOBS if knob.name != f"{TRAYS}-delay"),
        Knob(f"{TRAYS}-alternative", "barquettes, part du secours", 0, 0, 1, "%"),
        Knob(
            f"{TRAYS}-delay",
            "barquettes, délai du secours",
            LATEST,
            1,
            LATEST,
            "jours",
            whole=True,
        ),
    ),
    (
        *_TOLD,
        f"barquettes : un secours de 0 à 100 %, en 1 à {LATEST} jours",
    ),
)


def _lost(case: Case) -> dict[str, float]:
    """Return the days that the stop of each link loses."""
    return {
        name: lost_service(
            Node(
                node.label,
                spend=node.spend,
                alternative=case.get(f"{name}-alternative", node.alternative),
                **{field: round(case[f"{name}-{field}"]) for field in _DAYS},
            )
        )
        for name, node in _LINKS.items()
    }


def _found(case: Case) -> tuple[str, str]:
    """Return the worst link, and the sentence that names it."""
    lost = _lost(case)
    worst = max(lost, key=lambda name: lost[name])
    return worst, f"le pire est {_LINKS[worst].label.lower()}, {lost_days(lost[worst])}."


def _trays(case: Case) -> Outcome:
    worst, told = _found(case)
    return Outcome(worst == TRAYS, told)


def _not_the_dearest(case: Case) -> Outcome:
    worst, told = _found(case)
    dearest = max(_LINKS, key=lambda name: _LINKS[name].spend)
    return Outcome(worst != dearest, told)


_claim = partial(claim, "maillon-casse")
CLAIMS = (
    _claim("pas-la-depense", _BOX, _not_the_dearest),
    _claim("barquettes", _BOX, _trays),
    _claim("barquettes-remplacees", _SPARE, _trays),
)
