"""The bench of an insertion clause: five controls, what they promise and what is worked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillon.base.wording import count, listing, number, percent
from maillon.sheet.store import AnswerStore
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.claims import CHECK_DAYS, MONTHS
from maillon.topics.insertion.hautebrune import START
from maillon.topics.insertion.model.compliance import FIRMS, Sanction, penalty_cap
from maillon.topics.insertion.model.delivery import Clause, Delivery, Lot, deliver, persons
from maillon.topics.insertion.pictures.compliance_frontier import (
    frontier_finding,
    frontier_picture,
    per_hour,
)
from maillon.topics.insertion.pictures.hour_bars import hours
from maillon.topics.insertion.pictures.promised_and_worked import (
    NOTHING,
    funnel_finding,
    funnel_picture,
    label_finding,
    label_picture,
    lots_finding,
    lots_picture,
)
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import keep_settings, settings_of

YEARS = 3
"""Years of the same clause that the label adds up."""


class ClauseBench:
    """Five controls, one reading, and the pictures that follow it."""

    def __init__(self, store: AnswerStore, moved: Callable[[], None]) -> None:
        self._known = hautebrune.lots()
        self._lots = controls.checks(
            "Lots qui portent la clause", [(name, lot.label) for name, lot in self._known.items()]
        )
        self._lots.value = list(self._known)
        setting, sanction = settings_of("heures-promises"), START.sanction
        self._effort = setting("taux", start=100 * START.effort)
        self._follow_up = setting("suivi", start=100 * sanction.follow_up)
        self._penalty = setting("penalite", start=sanction.penalty)
        self._help = setting("facilitation")
        reset = controls.reset(self.settings)
        names = ("lots", "taux", "suivi", "penalite", "facilitation")
        keep_settings(store, dict(zip(names, self.settings, strict=True)))
        self.result = controls.headed()
        self.frontier, self._funnel, self._lot_bars, self._label = (
            controls.portrait() for _ in range(4)
        )
        self._lots_shown = False
        controls.follow(self.settings, self._show, moved)
        results = [self.result, self.frontier, self._funnel]
        self.box: Sequence[Any] = [bench([*self.settings, reset], results)]

    @property
    def settings(self) -> list[controls.Control]:
        """The controls, in the order of the page."""
        return [self._lots, self._effort, self._follow_up, self._penalty, self._help]

    @property
    def chosen(self) -> list[Lot]:
        """The lots that hold the clause, in the order of the page."""
        return [lot for name, lot in self._known.items() if name in (self._lots.value or [])]

    @property
    def clause(self) -> Clause:
        """What the controls say."""
        return Clause(
            self._effort.value / 100,
            Sanction(self._follow_up.value / 100, self._penalty.value),
            self._help.value,
        )

    @property
    def delivery(self) -> Delivery:
        """What the clause gives in the territory."""
        return deliver(self.chosen, self.clause, hautebrune.pool())

    @property
    def team_days(self) -> float:
        """Days a year that checks and facilitation take."""
        clause = self.clause
        return CHECK_DAYS * clause.sanction.follow_up + MONTHS * clause.facilitator_days

    @property
    def described(self) -> str:
        """Name the clause in French, as a noun, without its capital."""
        clause = self.clause
        return (
            f"une clause à {percent(clause.effort)} sur {count(len(self.chosen), 'lot')}, "
            f"{percent(clause.sanction.follow_up)} des heures vérifiées, "
            f"{per_hour(clause.sanction.penalty)} de pénalité par heure et "
            f"{help_told(clause.facilitator_days)}"
        )

    def _show(self) -> None:
        controls.tell(self.result, self._lines())
        clause, delivery = self.clause, self.delivery
        controls.redraw(
            self.frontier,
            lambda: frontier_picture(clause.sanction, clause.costs, without_help=FIRMS),
        )
        controls.redraw(self._funnel, lambda: funnel_picture(delivery))
        if self._lots_shown:
            self._show_lots()

    def lot_figures(self) -> list[controls.Control]:
        """Return the figures of the lots and of the label, drawn from then on."""
        self._lots_shown = True
        self._show_lots()
        return [self._lot_bars, self._label]

    def _show_lots(self) -> None:
        delivery = self.delivery
        controls.redraw(self._lot_bars, lambda: lots_picture(delivery))
        controls.redraw(
            self._label, lambda: label_picture(delivery, YEARS, hautebrune.thresholds())
        )

    def _lines(self) -> list[str]:
        clause, delivery = self.clause, self.delivery
        if not delivery.promised:
            return [NOTHING]
        each = hautebrune.hours_each()
        people = count(persons(delivery.promised, each), "personne")
        return [
            f"Promesse : {hours(delivery.promised)} par an, soit {people} à {hours(each)} chacune.",
            frontier_finding(clause.sanction, clause.costs),
            *self._capped(),
            funnel_finding(delivery),
            f"Temps de l’équipe : {number(self.team_days)} jours par an, suivi et facilitation.",
        ]

    def _capped(self) -> list[str]:
        """Say for which lots the cap of the contract undoes what the penalty would do."""
        costs, uncapped = self.clause.costs, self.clause.sanction.per_hour
        names = [
            each.lot.label
            for each in self.delivery.lots
            if each.promised and costs.share_up_to(each.weight) < costs.share_up_to(uncapped)
        ]
        if not names:
            return []
        why = f"Les pénalités y butent sur leur plafond, {percent(penalty_cap(1.0))} du marché"
        return [f"Moins ici : {listing(names)}. {why} : rompre y coûte moins."]

    def findings(self) -> list[str]:
        """Say what the two pictures of the lots and of the label show."""
        delivery = self.delivery
        if not delivery.promised:
            return [NOTHING]
        return [
            lots_finding(delivery),
            label_finding(delivery, YEARS, hautebrune.thresholds()),
            "Le label compte des heures. Il ne dit pas quelle part de la promesse elles sont.",
        ]


def help_told(days: float) -> str:
    r"""Write the days of facilitator a month, after « et ».

    >>> help_told(0), help_told(1.5)
    ('sans facilitation', '1,5\xa0jour de facilitation par mois')
    """
    if not days:
        return "sans facilitation"
    shown = number(days, 0 if float(days).is_integer() else 1)
    return f"{shown}\xa0jour{'s' if days >= 2 else ''} de facilitation par mois"
