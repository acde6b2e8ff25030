"""The claims of « Qui entraîne qui ? », tried with other cards and other weights."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from maillon.base.wording import number, ordinal
from maillon.topics.influence.model.cross_impact import STRONGEST, InfluenceMatrix, NoCircuit
from maillon.topics.influence.model.fuzzy_map import FuzzyMap, NoOrder
from maillon.topics.influence.model.purchase_system import (
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    WORKLOAD,
)
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome

#: The first ranks: what « among the first » means.
TOP = 3

_PAIRS = [(one, other) for one in LABELS for other in LABELS if one != other]
_STRENGTH = {
    (one, other): INFLUENCE.rows[LABELS.index(one)][LABELS.index(other)] for one, other in _PAIRS
}
_WEIGHT = {
    (one, other): FUZZY.weights[LABELS.index(one)][LABELS.index(other)] for one, other in _PAIRS
}


def _name(pair: tuple[str, str]) -> str:
    return " → ".join(pair)


def _cards(pairs: Iterable[tuple[str, str]], step: int) -> tuple[Knob, ...]:
    """One card a pair, from `step` below to `step` above, within the four strengths."""
    return tuple(
        Knob(
            _name(pair),
            f"carte « {_name(pair)} »",
            _STRENGTH[pair],
            max(0, _STRENGTH[pair] - step),
            min(STRONGEST, _STRENGTH[pair] + step),
            whole=True,
        )
        for pair in pairs
    )


_ONE_CARD = Box(
    _cards(_PAIRS, STRONGEST),
    told=(f"une seule carte changée, parmi {len(_PAIRS)} : de 0 à {STRONGEST}",),
    alone=True,
)
_PLAYED = [pair for pair in _PAIRS if _STRENGTH[pair]]
_ALL_CARDS = Box(
    _cards(_PLAYED, 1),
    told=(f"chacune des {len(_PLAYED)} cartes posées : un cran de moins, autant ou un de plus",),
)
_WEIGHTS = Box(
    (
        *(
            Knob(
                _name(pair),
                f"poids « {_name(pair)} », sans son signe",
                abs(_WEIGHT[pair]),
                0.1,
                1,
                decimals=1,
            )
            for pair in _PLAYED
        ),
        Knob("slope", "vivacité λ", 1, 0.5, 2, decimals=1),
    ),
    told=(
        f"chacun des {len(_PLAYED)} poids, sans changer de signe : de 0,1 à 1",
        "vivacité λ : de 0,5 à 2",
    ),
)


def _climbs(case: Case) -> Outcome:
    cards = {pair: round(case.get(_name(pair), 0)) for pair in _PAIRS}
    try:
        ranking = InfluenceMatrix.from_pairs(LABELS, cards).stable_ranking()
    except NoCircuit:
        return Outcome(False, "aucun circuit ne revient à son départ.")
    place = LABELS.index(WORKLOAD)
    before, after = (each[place].influence_rank for each in (ranking.direct, ranking.indirect))
    told = (
        f"la charge est au {ordinal(before)} rang par ses effets directs, "
        f"au {ordinal(after)} avec les chemins longs."
    )
    return Outcome(after <= TOP < before, told)


def _follow_up_first(case: Case) -> Outcome:
    pairs = {pair: case[_name(pair)] * (1 if _WEIGHT[pair] > 0 else -1) for pair in _PLAYED}
    fuzzy = FuzzyMap.from_pairs(LABELS, pairs)
    try:
        first = fuzzy.lever_ranking((FOLLOW_UP, DEMANDS), IMPACT, slope=case["slope"])[0]
    except NoOrder:
        return Outcome(False, f"la carte ne se pose pas avec λ = {number(case['slope'], 1)}.")
    return Outcome(
        first.label == FOLLOW_UP, f"le levier qui sert le mieux l’impact : {first.label}."
    )


_claim = partial(
    claim,
    "qui-entraine-qui",
    follow_up=_WEIGHT[FOLLOW_UP, IMPACT],
    demands=_WEIGHT[DEMANDS, IMPACT],
)
CLAIMS = (
    _claim("une-carte", _ONE_CARD, _climbs),
    _claim("toutes-les-cartes", _ALL_CARDS, _climbs),
    _claim("suivi-exigence", _WEIGHTS, _follow_up_first, draws=1000),
)
