"""Workshop « Quelle règle s’applique, et depuis quand ? »: one need, and the day that decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from maillon import law
from maillon.base.errors import MaillonError
from maillon.base.wording import capitalised, long_date, number
from maillon.law.history import gained, history, moved
from maillon.law.launches import climate_day, known_days, threshold_year
from maillon.law.procedure import PURCHASES, Ruling, procedure
from maillon.law.reasons import Reason
from maillon.topics.procedure.pictures.procedure_map import procedure_map_picture
from maillon.topics.procedure.pictures.words import amount_text
from maillon.topics.procedure.workshop.sentences import (
    EXAMPLE,
    NONE,
    RANKS,
    UNIT,
    compared_options,
    explained,
    notice,
    read_amount,
    shifts,
    stepped,
    weighs,
)
from maillon.widgets import controls
from maillon.workshops.frame import Workshop, bench
from maillon.workshops.kept_settings import settings_of

#: The need of the bet, and the three days on which its launch is planned.
BUYER, PURCHASE, NEED = "collectivite", "fournitures_services", Decimal(47_500)
PLANNED = (date(2026, 3, 20), date(2026, 4, 10), date(2026, 9, 10))
#: Purchases of the list: the calculator's own, and its « innovative » case for supplies.
INNOVATIVE = "innovant"
PURCHASE_OPTIONS = [
    *((purchase, capitalised(label)) for purchase, label in PURCHASES.items()),
    (INNOVATIVE, f"{capitalised(PURCHASES[PURCHASE])} : achat innovant"),
]


#: How the rule weighs after each of the two delays, and the option of the bet that says so.
OUTCOMES = {(0, 0): "same", (-1, 0): "lighter", (1, 1): "heavier", (-1, 1): "both"}


class RuleBench:
    """Buyer, purchase, amount and launch date: the rule that follows; `moved` follows a change."""

    described = ""  # nothing is displaced here

    def __init__(self, moved: Callable[[], None]) -> None:
        self._first, self._last = known_days()
        self.amount, self.day = NEED, PLANNED[0]
        setting = settings_of(WhichRule.id)
        self._buyer = setting("acheteur", start=BUYER)
        self._purchase = controls.select("Quel achat ?", PURCHASE_OPTIONS, start=PURCHASE)
        self._amount = setting("montant", unit=UNIT, hint=f"Par exemple {EXAMPLE}.")
        self._launch = setting("lancement", start=PLANNED[0], low=self._first, high=self._last)
        self._compared = controls.select(
            "Comparer avec un lancement le", compared_options(), start=NONE
        )
        self._amount.value = number(float(NEED))
        self._result = controls.headed()
        self._steps, self._obligations = controls.headed(), controls.headed()
        self._terms, self._changes = controls.headed(), controls.headed()
        self._folds = (self._steps, self._obligations, self._terms, self._changes)
        self._figure = controls.figure()
        self._figure.add_class("maillon-portrait")
        self.settings = [self._buyer, self._purchase, self._amount, self._launch, self._compared]
        reset = controls.reset(self.settings)
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [
            bench([*self.settings, reset], [self._result, self._figure]),
            *self._folds,
            controls.sentence(notice()),
        ]

    @property
    def readable(self) -> bool:
        """Whether the amount and the launch date were understood."""
        return "bad" not in (self._launch.tone, self._amount.tone)

    def _compared_day(self) -> date | None:
        return date.fromisoformat(self._compared.value) if self._compared.value else None

    def _read_amount(self) -> str:
        """Read the amount, and say under the field how; return what is wrong with it, or nothing.

        An amount that cannot be read leaves the last one in place.
        """
        try:
            self.amount = read_amount(self._amount.value)
        except MaillonError as error:
            self._amount.say(str(error), "bad")
            return "Corrigez le montant : la règle s’affichera de nouveau."
        self._amount.say(f"Compris : {amount_text(self.amount)} HT.")
        return ""

    def _read_launch(self) -> str:
        """Read the launch date; return what is wrong with it, or nothing.

        A day that cannot be read, or that the registry does not know, leaves the last one in place.
        """
        try:
            day = date.fromisoformat(self._launch.value)
        except (TypeError, ValueError):  # a browser gives nothing for a day that does not exist
            day = None
        if day is None or not self._first <= day <= self._last:
            why = "Cette date est incomplète, ou n’existe pas. " if day is None else ""
            known = f"du {long_date(self._first)} au {long_date(self._last)}"
            self._launch.say(f"{why}Choisissez un jour que le cours connaît : {known}.", "bad")
            return "Corrigez la date : la règle s’affichera de nouveau."
        self.day = day
        self._launch.say(f"Compris : {long_date(day)}.")
        return ""

    def _where(self) -> tuple[str, str, bool]:
        innovative = self._purchase.value == INNOVATIVE
        return self._buyer.value, PURCHASE if innovative else self._purchase.value, innovative

    def ruling(self, on: date) -> Ruling:
        """The procedure of this need, launched on a day."""
        buyer, purchase, innovative = self._where()
        return procedure(buyer, purchase, self.amount, on, innovative)

    def _show(self) -> None:
        trouble = " ".join(filter(None, (self._read_amount(), self._read_launch())))
        if trouble:  # no verdict beside a need that nobody could read
            controls.tell(self._result, [trouble], "bad")
            for box in self._folds:
                controls.tell(box, [])
            return
        on, compared = self.day, self._compared_day()
        ruling = self.ruling(on)
        need = f"un besoin de {amount_text(self.amount)} HT"
        lines = [
            f"Lancé le {long_date(on)}, {need} relève de : {ruling.label}.",
            *map(explained, ruling.reasons),
        ]
        if ruling.procedure != RANKS[0]:
            lines.append(_publicity(ruling.publicity))
        if on > (state := law.registry().state_of_law):
            lines.append(
                f"Nos vérifications s’arrêtent au {long_date(state)} : relisez les textes."
            )
        controls.tell(self._result, lines)
        controls.tell(self._steps, _listed("Que faire en procédure adaptée :", ruling.steps))
        controls.tell(
            self._obligations,
            [
                *_listed("Ce que ce montant et cette date entraînent aussi :", ruling.obligations),
                *(f"À vérifier. {alert}" for alert in ruling.alerts),
            ],
        )
        controls.tell(self._terms, _listed("L’avance et le paiement :", ruling.terms))
        controls.tell(self._changes, self._comparison_lines(ruling, on, compared))
        controls.redraw(self._figure, self._picture)

    def _picture(self) -> Any:
        buyer, purchase, innovative = self._where()
        return procedure_map_picture(
            history(buyer, purchase, self._first, self._last, innovative),
            self.amount,
            self.day,
            state_of_law=law.registry().state_of_law,
            compared=self._compared_day(),
            landmark=(climate_day(), "loi Climat"),
        )

    def _comparison_lines(self, ruling: Ruling, on: date, compared: date | None) -> list[str]:
        if compared is None:
            return []
        if compared == on:
            return ["Les deux lancements ont la même date : rien ne les distingue."]
        before = self.ruling(compared)
        reasons = (*ruling.reasons, *ruling.obligations, *before.reasons, *before.obligations)
        cited = [reason.citation.entry for reason in reasons if reason.citation]
        return [
            f"Lancé le {long_date(compared)} plutôt que le {long_date(on)} :",
            *shifts(ruling, before),
            *(f"• {told}" for told in map(stepped, moved(cited, compared, on)) if told),
        ]


class WhichRule(Workshop):
    """One need, and the day that decides of its procedure."""

    id = "quelle-regle"

    @cached_property
    def bench(self) -> RuleBench:
        """A need and its launch."""
        return RuleBench(self.handled)

    def _comparison(self) -> Sequence[Any]:
        first, second, third = (procedure(BUYER, PURCHASE, NEED, day) for day in PLANNED)
        outcome = OUTCOMES.get((weighs(first, second), weighs(second, third)), "")
        months = [f"en {long_date(day).split()[-2]}" for day in PLANNED]
        lines = []
        if third.alerts:  # a bet must not be called wrong on what nobody could verify
            lines.append(f"Il suit, {months[2]}, la lecture la plus prudente du texte.")
        lines += [
            f"Le {long_date(day)} : {ruling.label}."
            for day, ruling in zip(PLANNED, (first, second, third), strict=True)
        ]
        lines += [
            *(f"Retiré {months[1]} : {explained(reason)}" for reason in gained(second, first)),
            *(f"Ajouté {months[2]} : {explained(reason)}" for reason in gained(second, third)),
            *(f"À vérifier {months[2]}. {alert}" for alert in third.alerts),
            "Le besoin n’a pas bougé d’un euro : c’est la date qui a choisi la règle.",
        ]
        told = self.against_bet(
            outcome,
            *lines,
            right="C’est ce que dit le calcul.",
            wrong="Le calcul dit autre chose.",
        )
        return [told]

    def _challenge(self) -> Sequence[Any]:
        settings = self.bench.settings[:-1]  # all but the comparison
        return [*settings, self.goal(self._judge)]

    def _judge(self) -> tuple[Sequence[str], bool]:
        need, year = self.bench, threshold_year()
        if not need.readable:
            return ["Corrigez d’abord ce qui est signalé sous les champs."], False
        if need.day.year != year:
            return [f"Choisissez un lancement en {year}."], False
        earlier = need.day - timedelta(365)
        now, then = need.ruling(need.day), need.ruling(earlier)
        won = (now.procedure, then.procedure) == ("formalisee", "adaptee")
        lines = [
            f"{amount_text(need.amount)} HT, lancé le {long_date(need.day)} : {now.label}.",
            f"Lancé un an plus tôt, le {long_date(earlier)} : {then.label}.",
            "Défi réussi : le besoin n’a pas changé, le seuil est passé au-dessous de lui."
            if won
            else "Cherchez un montant entre l’ancien seuil et le nouveau.",
        ]
        return lines, won


def _listed(title: str, reasons: Sequence[Reason]) -> list[str]:
    return [title, *(f"• {explained(reason)}" for reason in reasons)] if reasons else []


def _publicity(text: str) -> str:
    return text if text.startswith("Publicité") else f"Publicité : {text[:1].lower()}{text[1:]}"
