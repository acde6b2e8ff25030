"""Questions on links that stop: what two measures change and cost, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key. The models are
`topics.disruption.model.service` and `topics.disruption.model.measures`; the links are those
of the same canteen as in the workshop, in winter, with teaching values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from maillon.base.wording import NBSP, number
from maillon.sheet.marking import Checks
from maillon.topics.disruption.model.measures import NONE, Measures, apply_all, total_cost
from maillon.topics.disruption.model.service import Node, lost_service
from maillon.workshops.texts import say

WINTER: Mapping[str, Node] = {
    "grossiste": Node("Grossiste en épicerie", 420, 3, 0.9, 2, 33),
    "legumerie": Node("Légumerie", 160, 2, 0.5, 4, 24),
    "laiterie": Node("Laiterie", 110, 6, 0.8, 3, 26),
    "camions": Node("Camions frigorifiques", 95, 0, 0.5, 1, 12),
    "volailles": Node("Élevages de volailles", 70, 2, 0.4, 6, 31),
    "film": Node("Film des barquettes", 7, 13, 0.0, 40, 45),
}
"""The links of the production kitchen in winter: spend, stock, alternative, delay, TTR."""
BUDGET = 15.0
"""What the two measures may cost, in k€."""
BELOW = 15.0
"""Full-service days that no link may reach any more."""
REAL_FALL = 1 / 3
"""Share by which the worst loss falls, at least, for the budget to count."""
STOCK_DAYS = 5
"""Days of stock that the measure « stock » adds."""
MEASURES: Mapping[str, Mapping[str, Any]] = {
    "source": {"second_source": True},
    "stock": {"extra_stock": STOCK_DAYS},
    "plan": {"continuity_plan": True},
    "rien": {},
}
"""What each option of the question buys for its link."""
_SLOTS = ("1", "2")
_say = partial(say, "maillon-casse")


def told(setting: Mapping[str, Any]) -> list[str]:
    """Say what two measures cost, then the worst link once they are in place.

    `setting` holds `maillon-1`, `mesure-1`, `maillon-2` and `mesure-2`: a link of `WINTER`
    and a measure of `MEASURES`, twice. The other links stay unsaid, because a question of
    the exercise asks for their order.
    """
    plan = _plan(setting)
    lost = _lost(plan)
    worst = max(lost, key=lambda link: lost[link])
    return [
        _say("spent", spent=total_cost(WINTER, plan), budget=BUDGET),
        _say("worst", worst=_name(worst), days=_days(lost[worst])),
    ]


def measures_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that no link can lose fifteen days any more, then that the budget holds.

    The budget counts only when two measures are bought and the worst loss falls by a third: else
    buying next to nothing would earn half the points.
    """
    plan = _plan(setting)
    before, after = _lost({}), _lost(plan)
    worst = max(after, key=lambda link: after[link])
    spent = total_cost(WINTER, plan)
    fell = after[worst] <= (1 - REAL_FALL) * max(before.values())
    two = len(_bought(setting)) == len(_SLOTS)
    high = _say("high", worst=_name(worst), days=_days(after[worst]), below=BELOW)
    lack = "one-measure" if not two else "dear-measures" if fell else "little-fall"
    dear = _say(lack, spent=spent, budget=BUDGET)
    return [(after[worst] < BELOW, high), (two and fell and spent <= BUDGET, dear)]


def _bought(setting: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the measures bought, as (link, measure); the same one chosen twice is one."""
    chosen = ((str(setting[f"maillon-{s}"]), str(setting[f"mesure-{s}"])) for s in _SLOTS)
    return {(link, measure) for link, measure in chosen if MEASURES[measure]}


def _plan(setting: Mapping[str, Any]) -> dict[str, Measures]:
    """Gather both measures by link."""
    plan: dict[str, Measures] = {}
    for link, measure in _bought(setting):
        plan[link] = replace(plan.get(link, NONE), **MEASURES[measure])
    return plan


def _lost(plan: Mapping[str, Measures]) -> dict[str, float]:
    return {link: lost_service(node) for link, node in apply_all(WINTER, plan).items()}


def _name(link: str) -> str:
    label = WINTER[link].label
    return label[:1].lower() + label[1:]


def _days(days: float) -> str:
    figure = number(days, 0 if days.is_integer() else 1)
    return f"{figure}{NBSP}jour{'s' if days >= 2 else ''}"
