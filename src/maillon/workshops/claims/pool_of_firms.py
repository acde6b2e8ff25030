"""The claims of « Le vivier d’entreprises », tried on other pools, policies and rates."""

from __future__ import annotations

from typing import Final

from maillon.models.firm_pool import Answers, Policy, Pool, Rates, Trajectory, simulate
from maillon.models.robustness import Box, Case, Claim, Knob, Outcome, around
from maillon.wording import number

FEW_OFFERS: Final = 2

_POOL = (
    around("firms", "entreprises au départ", 30, whole=True),
    around("capacity", "capacité au départ", 0.30, unit="%"),
    around("trust", "confiance au départ", 0.60, unit="%"),
    around("rate", "part du vivier qui répond", 0.30, unit="%"),
    around("fall", "chute des réponses quand l’écart s’ouvre", 5, 0.5, decimals=1),
    around("learning", "débit d’apprentissage par l’appui", 0.10, 0.5, decimals=3),
    around("practice", "débit d’apprentissage par la pratique", 0.20, decimals=3),
    around("wear", "débit d’oubli", 0.004, 0.5, decimals=4),
    around("arrival", "débit d’arrivée des entreprises", 0.05, 0.5, decimals=3),
    around("departure", "débit de départ des entreprises", 0.05, 0.5, decimals=3),
    around("patience", "débit de la confiance", 0.06, 0.5, decimals=3),
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
        trust=case["patience"],
    )
    pool = Pool(case["firms"], case["capacity"], case["trust"])
    return simulate(policy, pool=pool, rates=rates, answers=Answers(case["rate"], case["fall"]))


def _only_later(case: Case) -> Outcome:
    slow, jump = _run(case, "ramp"), _run(case, "jump")
    last, leap = slow.offers[-1], jump.offers[-1]
    later = slow.months_below(FEW_OFFERS) < jump.months_below(FEW_OFFERS)
    told = f"après cinq ans, {number(last, 1)} offre(s) peu à peu, et {number(leap, 1)} d’un coup."
    return Outcome(last < FEW_OFFERS and later, told)


CLAIMS: Final = (
    Claim(
        "chute-reportee",
        "sans appui, monter lentement reporte la chute des offres et ne l’évite pas",
        Box((*_POOL, _RAMP, _TARGET, _FOLLOW_UP)),
        _only_later,
    ),
)
