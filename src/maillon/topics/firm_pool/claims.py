"""The claims of « Le vivier d’entreprises », tried on other pools, policies and rates."""

from __future__ import annotations

from functools import partial

from maillon.base.wording import number
from maillon.topics.firm_pool.model import (
    HELD_UNCHECKED,
    Answers,
    Policy,
    Pool,
    Rates,
    Trajectory,
    simulate,
)
from maillon.topics.firm_pool.pictures import offers_told
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome, around

FEW_OFFERS = 2
#: What « nearly double » means: displayed clauses over real impact.
NEARLY_DOUBLE = (1.75, 2.25)

_POOL = (
    around("firms", "entreprises au départ", 30, whole=True),
    around("capacity", "capacité au départ", 0.30, unit="%"),
    around("appeal", "attrait du marché au départ", 0.60, unit="%"),
    around("rate", "part du vivier qui répond", 0.30, unit="%"),
    around("fall", "chute des réponses quand l’écart s’ouvre", 5, 0.5, decimals=1),
    around("learning", "apprentissage par l’appui, chaque mois", 0.10, 0.5, unit="%"),
    around("practice", "apprentissage par la pratique, chaque mois", 0.20, unit="%"),
    around("wear", "oubli, chaque mois", 0.004, 0.5, unit="%", decimals=1),
    around("arrival", "arrivée d’entreprises, chaque mois", 0.05, 0.5, unit="%", decimals=1),
    around("departure", "départ d’entreprises, chaque mois", 0.05, 0.5, unit="%", decimals=1),
    around("patience", "changement d’attrait, chaque mois", 0.06, 0.5, unit="%"),
)
_RAMP = around("ramp", "durée de la montée", 36, 0.5, unit="mois", whole=True)
_TARGET = Knob("target", "exigence visée", 0.8, 0.6, 1, unit="%")
_SUPPORT = Knob("support", "appui", 0.3, 0.15, 0.45, unit="%")
_FOLLOW_UP = around("follow_up", "suivi", 0.9, most=1, unit="%")
_LITTLE_FOLLOW_UP = around("follow_up", "suivi", 0.2, 0.5, unit="%")


def _run(case: Case, path: str) -> Trajectory:
    policy = Policy(
        path="jump" if path == "jump" else "ramp",
        ramp_months=round(case["ramp"]),
        support=case.get("support", 0),
        follow_up=case["follow_up"],
        target=case["target"],
    )
    rates = Rates(
        support=case["learning"],
        practice=case["practice"],
        wear=case["wear"],
        arrival=case["arrival"],
        departure=case["departure"],
        appeal=case["patience"],
    )
    pool = Pool(case["firms"], case["capacity"], case["appeal"])
    return simulate(policy, pool=pool, rates=rates, answers=Answers(case["rate"], case["fall"]))


def _only_later(case: Case) -> Outcome:
    slow, jump = _run(case, "ramp"), _run(case, "jump")
    last, leap = slow.offers[-1], jump.offers[-1]
    later = slow.months_below(FEW_OFFERS) < jump.months_below(FEW_OFFERS)
    told = f"après cinq ans, {offers_told(last)} peu à peu, et {offers_told(leap)} d’un coup."
    return Outcome(last < FEW_OFFERS and later, told)


def _saved(case: Case) -> Outcome:
    slow, jump = _run(case, "ramp").total_impact, _run(case, "jump").total_impact
    return Outcome(slow > jump, _totals(slow, jump))


def _nearly_double(case: Case) -> Outcome:
    run = _run(case, "ramp")
    ratio = run.total_displayed / run.total_impact
    told = f"les clauses affichées valent {number(ratio, 2)} fois l’impact réel."
    return Outcome(NEARLY_DOUBLE[0] <= ratio <= NEARLY_DOUBLE[1], told)


def _jump_wins(case: Case) -> Outcome:
    slow, jump = _run(case, "ramp").total_impact, _run(case, "jump").total_impact
    return Outcome(jump > slow, _totals(slow, jump))


def _totals(slow: float, jump: float) -> str:
    return (
        f"l’impact réel cumulé est de {number(slow, 1)} peu à peu, "
        f"et de {number(jump, 1)} d’un coup."
    )


_claim = partial(claim, "vivier-entreprises", unchecked=HELD_UNCHECKED)
_SET = (*_POOL, _RAMP, _TARGET)
CLAIMS = (
    _claim("chute-reportee", Box((*_SET, _FOLLOW_UP)), _only_later),
    _claim("impact-sauve", Box((*_SET, _FOLLOW_UP)), _saved),
    _claim("affiche-double", Box((*_SET, _SUPPORT, _LITTLE_FOLLOW_UP)), _nearly_double),
    _claim("d-un-coup", Box((*_SET, _SUPPORT, _FOLLOW_UP)), _jump_wins),
)
