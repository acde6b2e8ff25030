"""Workshop « Quelle règle s’applique, et depuis quand ? »: one need, and the day that decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
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

#: The need of the bet, and the three days on which its launch is planned.
BUYER, PURCHASE, NEED = "collectivite", "fournitures_services", Decimal(47_500)
PLANNED = (date(2026, 3, 20), date(2026, 4, 10), date(2026, 9, 10))
#: Purchases of the list: the calculator's own, and its « innovative » case for supplies.
INNOVATIVE = "innovant"
PURCHASE_OPTIONS = [
    *((purchase, capitalised(label)) for purchase, label in PURCHASES.items()),
    (INNOVATIVE, f"{capitalised(PURCHASES[PURCHASE])} : achat innovant"),
]
#: Short enough to be read whole in the list.
BUYER_OPTIONS = [
    ("collectivite", "Collectivité ou assimilée"),
    ("etat", "État, autorité centrale"),
    ("entite", "Entité adjudicatrice"),
]


#: How the rule weighs after each of the two delays, and the option of the bet that says so.
OUTCOMES = {(0, 0): "same", (-1, 0): "lighter", (1, 1): "heavier", (-1, 1): "both"}


class WhichRule(Workshop):
    """Buyer, purchase, amount and launch date: the procedure, what it entails, what changed."""

    id = "quelle-regle"

    def _exploration(self) -> Sequence[Any]:
        self._first, self._last = known_days()
        self._known, self._day = NEED, PLANNED[0]
        self._buyer = controls.select(
            "Qui achète ?",
            BUYER_OPTIONS,
            start=BUYER,
            hint="« Assimilée » : tout pouvoir adjudicateur qui n’est pas une autorité centrale.",
        )
        self._purchase = controls.select("Quel achat ?", PURCHASE_OPTIONS, start=PURCHASE)
        self._amount = controls.text(
            "Montant estimé de tout le besoin",
            unit=UNIT,
            numeric=True,
            hint=f"Par exemple {EXAMPLE}.",
        )
        self._launch = controls.day(
            "Date de lancement",
            start=PLANNED[0],
            low=self._first,
            high=self._last,
            hint="Le jour où l’avis part ou, sans avis, celui où la consultation est engagée.",
        )
        self._compared = controls.select(
            "Comparer avec un lancement le", compared_options(), start=NONE
        )
        self._result = controls.sentence()
        self._steps, self._obligations = controls.sentence(), controls.sentence()
        self._terms, self._changes = controls.sentence(), controls.sentence()
        self._folds = (self._steps, self._obligations, self._terms, self._changes)
        for box in (self._result, *self._folds):
            box.add_class("maillon-headed")
        self._reset()
        self._figure = controls.figure()
        self._figure.add_class("maillon-portrait")
        reset = controls.buttons(("reset", "Réinitialiser", "quiet"))
        reset.on_click(lambda _button: self._reset())
        controls.watch(self._settings(), self._handled)
        self._show()
        return [
            bench([*self._settings(), reset], [self._result, self._figure]),
            *self._folds,
            controls.sentence(notice()),
        ]

    def _settings(self) -> list[controls.Control]:
        return [self._buyer, self._purchase, self._amount, self._launch, self._compared]

    def _reset(self) -> None:
        self._buyer.value, self._purchase.value = BUYER, PURCHASE
        self._amount.value = number(float(NEED))
        self._launch.value = PLANNED[0].isoformat()
        self._compared.value = NONE

    def _handled(self) -> None:
        self._show()
        self.reach("handled")

    # What the controls say now.

    def _compared_day(self) -> date | None:
        return date.fromisoformat(self._compared.value) if self._compared.value else None

    def _read_amount(self) -> str:
        """Read the amount, and say under the field how; return what is wrong with it, or nothing.

        An amount that cannot be read leaves the last one in place.
        """
        try:
            self._known = read_amount(self._amount.value)
        except MaillonError as error:
            self._amount.say(str(error), "bad")
            return "Corrigez le montant : la règle s’affichera de nouveau."
        self._amount.say(f"Compris : {amount_text(self._known)} HT.")
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
        self._day = day
        self._launch.say(f"Compris : {long_date(day)}.")
        return ""

    def _where(self) -> tuple[str, str, bool]:
        innovative = self._purchase.value == INNOVATIVE
        return self._buyer.value, PURCHASE if innovative else self._purchase.value, innovative

    def _ruling(self, on: date) -> Ruling:
        buyer, purchase, innovative = self._where()
        return procedure(buyer, purchase, self._known, on, innovative)

    # What they change.

    def _show(self) -> None:
        trouble = " ".join(filter(None, (self._read_amount(), self._read_launch())))
        if trouble:  # no verdict beside a need that nobody could read
            controls.tell(self._result, [trouble], "bad")
            for box in self._folds:
                controls.tell(box, [])
            return
        on, compared = self._day, self._compared_day()
        ruling = self._ruling(on)
        need = f"un besoin de {amount_text(self._known)} HT"
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
            self._known,
            self._day,
            state_of_law=law.registry().state_of_law,
            compared=self._compared_day(),
            landmark=(climate_day(), "loi Climat"),
        )

    def _comparison_lines(self, ruling: Ruling, on: date, compared: date | None) -> list[str]:
        if compared is None:
            return []
        if compared == on:
            return ["Les deux lancements ont la même date : rien ne les distingue."]
        before = self._ruling(compared)
        reasons = (*ruling.reasons, *ruling.obligations, *before.reasons, *before.obligations)
        cited = [reason.citation.entry for reason in reasons if reason.citation]
        return [
            f"Lancé le {long_date(compared)} plutôt que le {long_date(on)} :",
            *shifts(ruling, before),
            *(f"• {told}" for told in map(stepped, moved(cited, compared, on)) if told),
        ]

    def _comparison(self) -> Sequence[Any]:
        first, second, third = (procedure(BUYER, PURCHASE, NEED, day) for day in PLANNED)
        outcome = OUTCOMES.get((weighs(first, second), weighs(second, third)), "")
        bet = self.placed_bet or outcome
        months = [f"en {long_date(day).split()[-2]}" for day in PLANNED]
        verdict = "C’est ce que dit le calcul." if bet == outcome else "Le calcul dit autre chose."
        told = f"Votre pari : « {self.texts.bet.label(bet)} ». " if bet else ""
        lines = [f"{told}{verdict}"]
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
        return [controls.sentence(*lines, tone="good" if bet == outcome else "plain")]

    def _challenge(self) -> Sequence[Any]:
        self._box(self._exploration)  # the same controls serve both steps
        goal = controls.sentence()
        year = threshold_year()

        def judge() -> None:
            if self._launch.tone == "bad" or self._amount.tone == "bad":
                controls.tell(goal, ["Corrigez d’abord ce qui est signalé sous les champs."])
                return
            on = self._day
            if on.year != year:
                controls.tell(goal, [f"Choisissez un lancement en {year}."])
                return
            earlier = on - timedelta(365)
            now, then = self._ruling(on), self._ruling(earlier)
            won = (now.procedure, then.procedure) == ("formalisee", "adaptee")
            lines = [
                f"{amount_text(self._known)} HT, lancé le {long_date(on)} : {now.label}.",
                f"Lancé un an plus tôt, le {long_date(earlier)} : {then.label}.",
                "Défi réussi : le besoin n’a pas changé, le seuil est passé au-dessous de lui."
                if won
                else "Cherchez un montant entre l’ancien seuil et le nouveau.",
            ]
            controls.tell(goal, lines, "good" if won else "plain")

        controls.watch((self._buyer, self._purchase, self._amount, self._launch), judge)
        judge()
        return [self._buyer, self._purchase, self._amount, self._launch, goal]


def _listed(title: str, reasons: Sequence[Reason]) -> list[str]:
    return [title, *(f"• {explained(reason)}" for reason in reasons)] if reasons else []


def _publicity(text: str) -> str:
    return text if text.startswith("Publicité") else f"Publicité : {text[:1].lower()}{text[1:]}"
