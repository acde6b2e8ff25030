"""Workshop « Des heures promises aux heures tenues »: clause, checks, help, label, own lots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maillon.base.wording import number, percent
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


_held = PromisedHours.held


def outcome() -> str:
    """Return the option of the bet that the model bears out.

    >>> outcome()
    'nothing'
    """
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
    best = lots[hautebrune.CLEANING]
    works = [lots[name] for name in hautebrune.WORKS]
    pool, known = hautebrune.pool(), list(lots.values())
    start = hautebrune.START.effort
    before, after = (deliver(known, Clause(start, each), pool) for each in (few, tripled))
    pushed = deliver(known, Clause(TOO_MUCH, checked), pool)
    rates = [lot.hours_per_thousand(TOO_MUCH / 2) for lot in works]
    alone = days_needed(few.per_hour)
    enough = (percent_to_check(BEFORE, EXTRA_COST) or 0) / 100
    return [
        (
            f"À {percent(RARE)} de vérification, une pénalité de {per_hour(BEFORE)} pèse "
            f"{per_hour(few.per_hour)} par heure déclarée sans être faite. Triplée, elle pèse "
            f"{per_hour(tripled.per_hour)} : encore moins que les {per_hour(EXTRA_COST)} que "
            f"coûte une heure tenue. Et quand {percent(LITTLE)} des heures au plus sont "
            f"vérifiées ? {_held('tripler-peu-verifie')} Et si la part vérifiée va de 0 à "
            f"100 % ? {_held('tripler')}"
        ),
        (
            f"Toutes les entreprises n’ont pas ce surcoût : ici, il va {spread_told(FIRMS)}. "
            f"Tripler la pénalité fait passer les heures faites de {number(before.worked)} à "
            f"{number(after.worked)}, sur {number(before.promised)} promises."
        ),
        (
            f"Laissez {per_hour(BEFORE)} et vérifiez {percent(MORE)} des heures : "
            f"{per_hour(checked.per_hour)} par heure, et cela suffit. "
            f"{_held('verifier')}"
        ),
        (
            f"Pour l’entreprise à {per_hour(EXTRA_COST)}, vérifier {percent(enough)} des heures "
            f"suffit, en {_team(enough, 0)}. Aider seulement ? Rompre ne coûte que "
            f"{per_hour(few.per_hour)} : il faut {number(alone)} jours de facilitation par mois "
            f"pour que tenir n’en coûte pas plus, soit {_team(RARE, alone)} avec les contrôles."
        ),
        (
            f"Mêlez les deux : {percent(SOME)} de vérification et {number(HELP)} jour par mois "
            f"mettent {per_hour(SOME * BEFORE)} de chaque côté, en {_team(SOME, HELP)}. "
            f"{_held('meler')}"
        ),
        (
            f"À {percent(TOO_MUCH)} sur tous les lots, la promesse est de "
            f"{hours(pushed.promised)} pour un vivier de {hours(pool)}. "
            f"{hours(pushed.out_of_reach)} ne seront tenues par personne : la clause fabrique son "
            f"propre manquement. {_held('vivier')} Ici, le taux le plus haut qui tienne est de "
            f"{percent(math.floor(100 * highest_effort(known, pool)) / 100)}."
        ),
        (
            f"Pour 1 000 € HT et un même taux de {percent(TOO_MUCH / 2)}, le nettoyage donne "
            f"{number(best.hours_per_thousand(TOO_MUCH / 2), 1)} heures, les travaux de "
            f"{number(min(rates), 1)} à {number(max(rates), 1)}. Un même taux ne donne pas partout "
            f"autant d’heures. {_held('nettoyage')}"
        ),
    ]


def _team(follow_up: float, facilitator_days: float) -> str:
    """Say how many days a year checks and help take."""
    return f"{number(CHECK_DAYS * follow_up + MONTHS * facilitator_days)} jours par an"


def judged(bench: ClauseBench) -> tuple[list[str], bool]:
    """Say how far the controls are from the challenge, and whether it is won."""
    delivery, days = bench.delivery, bench.team_days
    penalty = bench.clause.sanction.penalty
    lines = [
        f"Heures travaillées : {hours(delivery.worked)} (but : {hours(GOAL_HOURS)} au moins).",
        f"Promesse tenue : {percent(delivery.kept_share)} (but : {percent(GOAL_SHARE)} au moins).",
        f"Pénalité : {per_hour(penalty)} par heure (but : {per_hour(MOST_PENALTY)} au plus).",
        f"Temps de l’équipe : {number(days)} jours par an (but : {number(MOST_DAYS)} au plus).",
    ]
    enough, honest = delivery.worked >= GOAL_HOURS, delivery.kept_share >= GOAL_SHARE
    if delivery.out_of_reach >= 1:
        return [*lines, "La promesse dépasse le vivier : personne ne pourrait la tenir."], False
    if enough and honest and penalty <= MOST_PENALTY and days <= MOST_DAYS:
        return [
            *lines,
            "Défi réussi. Qui paie les jours de facilitation, et qui en profite ?",
        ], True
    return [*lines, _advice(enough, honest, penalty <= MOST_PENALTY, days <= MOST_DAYS)], False


def _advice(enough: bool, honest: bool, mild: bool, quick: bool) -> str:
    if not mild:
        return "La pénalité est trop haute : le prix des offres la contiendrait."
    if not honest:
        return "La promesse ne tient pas : comparez ce que coûte rompre et ce que coûte tenir."
    if not enough:
        return "La promesse tient, mais elle est petite : quel lot, ou quel taux, manque ?"
    return "Les heures y sont, mais l’équipe s’épuise : quel levier prend le moins de jours ?"
