"""Questions on a clause of insertion: what effort, checks and help give, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key. The models are
`topics.insertion.model.delivery` and `topics.insertion.model.compliance`; the lots, the pool
and the days of work are teaching values, printed in the exercise. There the three holders have the
same extra cost, which the buyer knows: each of them keeps its promise, or two fifths of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from maillon.base.wording import count
from maillon.sheet.marking import Checks
from maillon.sheet.numbers import write_number
from maillon.topics.insertion.model.compliance import EXTRA_COST, ExtraCosts, Sanction
from maillon.topics.insertion.model.delivery import Clause, Delivery, Lot, LotDelivery, deliver
from maillon.workshops.texts import load_texts, say

LOTS = (
    Lot("Peinture", 240_000, 0.7, 28),
    Lot("Gros œuvre", 700_000, 0.4, 35),
    Lot("Nettoyage", 150_000, 0.8, 24),
)
"""The three lots: amount in euros without tax, labour share, loaded hourly cost in euros."""
PERSONS = 6
PERSON_HOURS = 400
"""Persons whom the facilitator can present in a year, and the hours that each can work."""
POOL = float(PERSONS * PERSON_HOURS)
WANTED = 2000.0
"""Hours that must be worked in a year."""
TRIED = 1000.0
"""Promised hours below which nearly nothing was asked: the other goals are then no success."""
ALL_CHECKED = 20.0
"""Days of work a month that it takes to check every hour."""
TEAM_DAYS = 4.0
"""Days of work a month that the team has, for checks and help together."""
_ROUNDING = 1e-9
_say = partial(say, "heures-promises")


def told(setting: Mapping[str, Any]) -> list[str]:
    """Say what a clause promises and obtains, which lots lose nothing by keeping it, and its days.

    `setting` holds `effort` and `suivi` in percent, `manque` (the penalty) in euros a missing
    hour, and `appui` in days of facilitator a month.
    """
    found = _deliver(setting)
    keeping = [each.lot.label for each in found.lots if each.kept]
    lots = ", ".join(keeping) if keeping else "aucun"
    texts = load_texts("heures-promises")
    return texts.told("state", found=found, lots=lots, days=_told(_days(setting)))


def clause_checks(setting: Mapping[str, Any]) -> Checks:
    """Check hours worked, promise within the pool, every lot gaining by it, days of the team.

    Pool and lots count only when something was asked, the days only when all lots gain by keeping
    their promise: else doing nothing would earn points.
    """
    found = _deliver(setting)
    tried = found.promised >= TRIED
    breaking = [each for each in found.lots if not each.kept]
    kept = tried and not breaking
    days = _days(setting)
    reach = _say(
        "beyond-pool" if tried else "idle",
        hours=_hours(found.out_of_reach if tried else found.promised),
    )
    gain = _gain_of(breaking[0], setting) if breaking else _say("few", hours=_hours(found.promised))
    over = days > TEAM_DAYS + _ROUNDING
    spent = _say("overrun" if over else "within", days=_told(days), team=TEAM_DAYS)
    return [
        (found.worked >= WANTED, _say("worked", found=found, wanted=WANTED)),
        (tried and found.out_of_reach <= _ROUNDING, reach),
        (kept, gain),
        (kept and not over, spent),
    ]


def _gain_of(one: LotDelivery, setting: Mapping[str, Any]) -> str:
    """Compare both costs of an hour; no setting of the question reaches the cap of penalties."""
    clause = _clause(setting)
    broken, kept = _told(clause.sanction.per_hour), _told(clause.costs.mean)
    return _say("gain", lot=one.lot.label, broken=broken, kept=kept)


def _told(value: float) -> str:
    return write_number(value, decimals=2)


def _hours(hours: float) -> str:
    return count(round(hours), "heure")


def _days(setting: Mapping[str, Any]) -> float:
    return ALL_CHECKED * float(setting["suivi"]) / 100 + float(setting["appui"])


def _clause(setting: Mapping[str, Any]) -> Clause:
    sanction = Sanction(float(setting["suivi"]) / 100, float(setting["manque"]))
    known = ExtraCosts(EXTRA_COST, EXTRA_COST)
    return Clause(float(setting["effort"]) / 100, sanction, float(setting["appui"]), known)


def _deliver(setting: Mapping[str, Any]) -> Delivery:
    return deliver(LOTS, _clause(setting), POOL)
