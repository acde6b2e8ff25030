"""The claims of « Des heures promises aux heures tenues », tried on other firms and lots."""

from __future__ import annotations

import math
from functools import partial

from maillon.base.wording import number
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.compliance import FIRMS, Sanction, days_needed, extra_cost
from maillon.topics.insertion.model.delivery import Lot
from maillon.topics.insertion.pictures.compliance_frontier import per_hour
from maillon.topics.insertion.pictures.hour_bars import hours
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome, around

#: The checks that the workshop proposes, and an effort beyond the pool.
MORE, TOO_MUCH = 0.6, 0.20
TIMES = 3
#: Checks of a team that has hardly any time for them, at most.
LITTLE = 0.10
MONTHS = 12
CHECK_DAYS = 100.0
"""Days of the team to check every hour of the year; a share of the hours takes its share."""
#: Days of facilitator a month that are tried.
_HELP = tuple(rank / 2 for rank in range(1, 9))
_START = hautebrune.START.sanction
_FIRM = (
    Knob("cost", "surcoût de l’entreprise", FIRMS.mean, FIRMS.low, FIRMS.high, "€ par heure"),
    around("penalty", "pénalité", _START.penalty, 0.5, unit="€ par heure"),
)
_CHECKED = Box((*_FIRM, Knob("checked", "part vérifiée", _START.follow_up, 0, 1, "%")))
_LITTLELY = Box((*_FIRM, Knob("checked", "part vérifiée", _START.follow_up, 0, LITTLE, "%", 1)))
_TEAM = Box(
    (
        *_LITTLELY.knobs,
        around("days", "jours pour tout vérifier", CHECK_DAYS, 0.5, unit="jours par an"),
    )
)
_LOTS = hautebrune.lots()
_KNOBS = tuple(
    around(f"{name}-{field}", f"{label}, {lot.label.lower()}", value, most=most, unit=unit)
    for name, lot in _LOTS.items()
    for field, label, value, unit, most in (
        ("share", "part de main-d’œuvre", lot.labour_share, "%", 1.0),
        ("cost", "coût d’une heure", lot.hourly_cost, "€", None),
    )
)
_POOL = (
    around("persons", "personnes disponibles", hautebrune.available(), 0.5, whole=True),
    around("hours", "heures par personne", hautebrune.hours_each(), unit="heures"),
)


def _breaks(case: Case) -> Sanction | None:
    """Return the sanction, or None when the firm already gains by keeping its promise."""
    sanction = Sanction(case["checked"], case["penalty"])
    return None if sanction.pays(case["cost"]) else sanction


def _against(case: Case, weight: float) -> str:
    return f"rompre coûte {per_hour(weight)} par heure, tenir {per_hour(case['cost'])}."


def _tripled(case: Case) -> Outcome:
    before = _breaks(case)
    if before is None:
        return Outcome(None, "")
    after = Sanction(before.follow_up, TIMES * before.penalty)
    return Outcome(not after.pays(case["cost"]), _against(case, after.per_hour))


def _checked(case: Case) -> Outcome:
    if _breaks(case) is None:
        return Outcome(None, "")
    after = Sanction(MORE, case["penalty"])
    return Outcome(after.pays(case["cost"]), _against(case, after.per_hour))


def _mixed(case: Case) -> Outcome:
    """Compare the team's days a year: checks alone, help alone, and the best mixture of both."""
    before = _breaks(case)
    if before is None:
        return Outcome(None, "")
    cost, penalty, days = case["cost"], case["penalty"], case["days"]
    alone = days * cost / penalty if cost <= penalty else math.inf
    helped = days * before.follow_up + MONTHS * days_needed(before.per_hour, cost)
    both = min(
        days * extra_cost(help_, cost) / penalty + MONTHS * help_
        for help_ in _HELP
        if extra_cost(help_, cost) <= penalty
    )
    told = f"{_days(alone)} à vérifier seulement, {_days(helped)} à aider, {_days(both)} mêlés."
    return Outcome(both < min(alone, helped), told)


def _days(days: float) -> str:
    return "plus d’un an" if days > 365 else f"{number(days)} jours par an"


def _lots(case: Case) -> dict[str, Lot]:
    return {
        name: Lot(lot.label, lot.amount, case[f"{name}-share"], case[f"{name}-cost"])
        for name, lot in _LOTS.items()
    }


def _beyond(case: Case) -> Outcome:
    promised = sum(lot.hours(TOO_MUCH) for lot in _lots(case).values())
    pool = case["persons"] * case["hours"]
    return Outcome(promised > pool, f"{hours(promised)} promises, pour un vivier de {hours(pool)}.")


def _cleaning_first(case: Case) -> Outcome:
    rates = {name: lot.hours_per_thousand(TOO_MUCH) for name, lot in _lots(case).items()}
    best = max(rates, key=lambda name: rates[name])
    told = f"pour un euro, le lot « {_LOTS[best].label} » promet le plus d’heures."
    return Outcome(best == hautebrune.CLEANING, told)


_claim = partial(claim, "heures-promises", little=LITTLE, more=MORE, much=TOO_MUCH)
CLAIMS = (
    _claim("tripler", _CHECKED, _tripled),
    _claim("tripler-peu-verifie", _LITTLELY, _tripled),
    _claim("verifier", _CHECKED, _checked),
    _claim("meler", _TEAM, _mixed),
    _claim("vivier", Box((*_POOL, *_KNOBS)), _beyond),
    _claim("nettoyage", Box(_KNOBS), _cleaning_first),
)
