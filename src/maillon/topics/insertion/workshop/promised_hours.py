"""Workshop « Des heures promises aux heures tenues »: clause, checks, help, label, own lots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maillon.base.wording import number
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.claims import (
    CHECK_DAYS,
    CLAIMS,
    LITTLE,
    MONTHS,
    MORE,
    TOO_MUCH,
)
from maillon.topics.insertion.model.compliance import (
    EXTRA_COST,
    FIRMS,
    Sanction,
    days_needed,
    percent_to_check,
)
from maillon.topics.insertion.model.delivery import Clause, deliver, highest_effort
from maillon.topics.insertion.pictures.compliance_frontier import per_hour, spread_told
from maillon.topics.insertion.pictures.hour_bars import hours
from maillon.topics.insertion.workshop.clause import ClauseBench
from maillon.topics.insertion.workshop.own_lots import ANSWER, OwnLotsStep
from maillon.widgets import controls
from maillon.workshops.frame import HANDLE_FIRST, Workshop, bench

#: The challenge: hours worked, share of the promise, penalty and days of the team at most.
GOAL_HOURS, GOAL_SHARE, MOST_PENALTY, MOST_DAYS = 1700.0, 0.8, 40.0, 33.0
#: The bet: few checks, and a penalty that is tripled.
RARE, BEFORE, TRIPLED = 0.05, 40.0, 120.0
#: What the surprise compares with: some checks with a day of help a month.
SOME, HELP = 0.15, 1.0


class PromisedHours(Workshop):
    """Lots, effort, checks, penalty and help; then the label, and the trainee's own lots."""

    id = "heures-promises"
    claims = CLAIMS

    @cached_property
    def bench(self) -> ClauseBench:
        """A clause, and what it gives."""
        return ClauseBench(self.store, self.handled)

    def label(self) -> None:
        """*Manipuler*: hours by lot against the pool, and what the label sees of them."""
        self._open_after("bet", self._label, "Pariez d’abord : ces figures s’ouvriront ensuite.")

    def _label(self) -> Sequence[Any]:
        seen = controls.sentence()
        self.follow(lambda: controls.tell(seen, self.bench.findings()))
        return [seen, *self.bench.lot_figures()]

    def _comparison(self) -> Sequence[Any]:
        return [self.against_bet(outcome(), *surprises())]

    def _challenge(self) -> Sequence[Any]:
        told = self.goal(lambda: judged(self.bench))
        return [bench(self.bench.settings, [told, self.bench.frontier])]

    def own_lots(self) -> None:
        """*Au bureau*: the trainee's own lots, and the sizing note to download."""
        self._open_after(self._once_filled(ANSWER), self._own_lots, HANDLE_FIRST)

    def _own_lots(self) -> Sequence[Any]:
        return OwnLotsStep(self.store).box


def outcome() -> str:
    """Return the option of the bet that the model bears out."""
    kept = Sanction(RARE, TRIPLED).pays(EXTRA_COST)
    return "kept" if kept else "nothing"


def surprises() -> list[str]:
    """Say what more penalty, more checks, more help and more effort do, in French.

    The help that is told makes both sides cost the same to the firm of the bet.
    """
    few, tripled, checked = (
        Sanction(RARE, BEFORE), Sanction(RARE, TRIPLED), Sanction(MORE, BEFORE)
    )  # fmt: skip
    lots = hautebrune.lots()
    pool, known = hautebrune.pool(), list(lots.values())
    start, rate = hautebrune.START.effort, TOO_MUCH / 2
    pushed = deliver(known, Clause(TOO_MUCH, checked), pool)
    rates = [lots[name].hours_per_thousand(rate) for name in hautebrune.WORKS]
    alone = days_needed(few.per_hour)
    enough = (percent_to_check(BEFORE, EXTRA_COST) or 0) / 100
    return PromisedHours.said(
        "surprise",
        rare=RARE,
        little=LITTLE,
        more=MORE,
        some=SOME,
        effort=TOO_MUCH,
        penalty=per_hour(BEFORE),
        few=per_hour(few.per_hour),
        tripled=per_hour(tripled.per_hour),
        checked=per_hour(checked.per_hour),
        mixed=per_hour(SOME * BEFORE),
        cost=per_hour(EXTRA_COST),
        costs=spread_told(FIRMS),
        before=deliver(known, Clause(start, few), pool),
        after=deliver(known, Clause(start, tripled), pool),
        enough=enough,
        alone=alone,
        help=HELP,
        team_checks=_team(enough, 0),
        team_help=_team(RARE, alone),
        team_mixed=_team(SOME, HELP),
        promised=hours(pushed.promised),
        pool=hours(pool),
        beyond=hours(pushed.out_of_reach),
        highest=math.floor(100 * highest_effort(known, pool)) / 100,
        rate=rate,
        best=lots[hautebrune.CLEANING].hours_per_thousand(rate),
        least=min(rates),
        most=max(rates),
    )


def _team(follow_up: float, facilitator_days: float) -> str:
    """Say how many days a year checks and help take."""
    return f"{number(CHECK_DAYS * follow_up + MONTHS * facilitator_days)} jours par an"


def judged(bench: ClauseBench) -> tuple[list[str], bool]:
    """Say how far the controls are from the challenge, and whether it is won."""
    delivery, days = bench.delivery, bench.team_days
    penalty = bench.clause.sanction.penalty
    lines = PromisedHours.said(
        "goal",
        worked=hours(delivery.worked),
        goal=hours(GOAL_HOURS),
        kept=delivery.kept_share,
        share=GOAL_SHARE,
        penalty=per_hour(penalty),
        most=per_hour(MOST_PENALTY),
        days=days,
        most_days=MOST_DAYS,
    )
    troubles = {
        "beyond": delivery.out_of_reach >= 1,
        "dear": penalty > MOST_PENALTY,
        "broken": delivery.kept_share < GOAL_SHARE,
        "small": delivery.worked < GOAL_HOURS,
        "tired": days > MOST_DAYS,
    }
    end = next((name for name, there in troubles.items() if there), "won")
    return [*lines, *PromisedHours.said(end)], end == "won"
