"""Workshop « Trois formules, trois gagnants »: the same offers under several price formulas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import listing, number, percent
from maillon.topics.award import hautebrune
from maillon.topics.award.claims import CLAIMS
from maillon.topics.award.model.award import award
from maillon.topics.award.model.independence import reversal_rate
from maillon.topics.award.model.price_scores import formula
from maillon.topics.award.model.sensitivity import price_weight_told, stable_around
from maillon.topics.award.spreadsheet.book import EXCEL, FILE, Settings, offer_sheet
from maillon.topics.award.workshop.bench import AwardBench
from maillon.topics.award.workshop.sentences import left_out_told, points, steady, weight
from maillon.widgets import controls
from maillon.workshops.frame import Workshop

#: The formula of the bet, and the weights that the challenge allows.
BET_FORMULA = "min-max"
LEAST_WEIGHT, MOST_WEIGHT = 0.3, 0.7
#: By how much the weight may be wrong, and the effective weight stray from it.
MARGIN, STRAY = 0.05, 0.03
EQUAL = 0.5
_ROUNDING = 1e-9
DRAWS = 20_000
KEPT_ASIDE = "Dans la feuille, ni note ni rang tant que ce n’est pas corrigé, ici ou là-bas."


class ThreeFormulas(Workshop):
    """Marks, totals, stability and independence of an award; the sheet to take away."""

    id = "trois-formules"
    claims = CLAIMS

    @cached_property
    def bench(self) -> AwardBench:
        """The offers, a formula and a weight."""
        return AwardBench(self.store, self.handled)

    def sheet(self) -> None:
        """*Au bureau*: the analysis sheet of the offers, to download."""
        self._open_after("bet", self._sheet, "Pariez d’abord : la feuille s’ouvrira ensuite.")

    def _sheet(self) -> Sequence[Any]:
        missing = controls.sentence()
        self.follow(lambda: controls.tell(missing, self._missing(), "bad"))
        actions = controls.buttons(("excel", "Télécharger la feuille (Excel)", "main"))
        actions.on_click(lambda _button: self._download(actions))
        return [missing, actions]

    def _missing(self) -> list[str]:
        """Name the offers that the sheet holds without counting them."""
        told = left_out_told(self.bench.left_out)
        return [told, KEPT_ASIDE] if told else []

    def _download(self, actions: controls.Control) -> None:
        bench = self.bench
        if not bench.offers:
            raise MaillonError("Aucune offre ne se lit.", remedy="Remplissez une ligne.")
        settings = Settings(bench.chosen, bench.share, bench.terms, bench.euros_per_point)
        page = offer_sheet(bench.offers, settings, left_out=bench.table.left_out)
        actions.hand(FILE, EXCEL, page)
        told = left_out_told(bench.left_out)
        ready = f"La feuille « {FILE} » est dans vos téléchargements."
        actions.say(f"{ready} {told}".strip(), "bad" if told else "good")

    def _comparison(self) -> Sequence[Any]:
        return [self.against_bet(outcome(), *surprises())]

    def _challenge(self) -> Sequence[Any]:
        bench = self.bench
        rules = controls.prompt("Les règles du défi", " ".join(challenge_rules()))
        return [rules, bench.formula, bench.multiple, bench.reference, bench.floor, bench.weight,
                self.goal(self._judge)]  # fmt: skip

    def _judge(self) -> tuple[Sequence[str], bool]:
        lines, won = judged(self.bench)
        return [*filter(None, [left_out_told(self.bench.left_out)]), *lines], won


def outcome() -> str:
    """Return the option of the bet that the model bears out: who wins once the fourth bid is in."""
    found = award(
        [*hautebrune.offers(), hautebrune.hopeless()],
        formula(BET_FORMULA),
        EQUAL,
        hautebrune.terms(),
    )
    return {"A": "same", "B": "middle", "C": "dearest", "D": "newcomer"}[found.winner_names[0]]


def surprises() -> list[str]:
    """Say what the model shows of the offers of Hautebrune, at equal weights."""
    offers, fourth = hautebrune.offers(), hautebrune.hopeless()
    before = award(offers, formula(BET_FORMULA), EQUAL)
    after = award([*offers, fourth], formula(BET_FORMULA), EQUAL)
    totals = [
        f"{name} {number(total, 2)}" for name, total in zip("ABC", after.totals, strict=False)
    ]
    named = {name: award(offers, formula(name), EQUAL) for name in hautebrune.COMPARED}
    winners = [
        f"{found.winner_names[0]} avec la formule « {formula(name).label} »"
        for name, found in named.items()
    ]
    return ThreeFormulas.said(
        "surprise",
        first=before.winner_names[0],
        then=after.winner_names[0],
        fourth=fourth.name,
        totals=listing(totals),
        points=points(after.totals[-1]),
        winners=listing(winners),
        equal=EQUAL,
        effective={name: price_weight_told(found) or 0 for name, found in named.items()},
        reversed={
            name: reversal_rate(formula(name), draws=DRAWS) for name in (BET_FORMULA, "classique")
        },
        draws=DRAWS,
    )


def challenge_rules() -> list[str]:
    """Return what the challenge asks, which `judged` then holds to."""
    return ThreeFormulas.said(
        "rules", least=LEAST_WEIGHT, most=MOST_WEIGHT, stray=100 * STRAY, margin=100 * MARGIN
    )


def judged(bench: AwardBench) -> tuple[list[str], bool]:
    """Say how far the controls are from the challenge, and whether it is won."""
    chosen = bench.chosen
    if chosen is None:
        return ["La qualité monétisée n’a pas de poids : choisissez une formule à notes."], False
    if len(bench.serious) < 2:
        return ["Il faut au moins deux offres."], False
    try:
        found = award(bench.serious, chosen, bench.share, bench.terms)
        moved = bench.moved_by_hopeless(chosen)
    except MaillonError as error:
        return [str(error)], False
    part, share = stable_around(found), price_weight_told(found)
    low, high = steady(found)
    stray = None if share is None else abs(share - found.weight)
    checks = [
        (
            LEAST_WEIGHT - _ROUNDING <= found.weight <= MOST_WEIGHT + _ROUNDING,
            f"poids du prix : {percent(found.weight)}.",
        ),
        (
            not moved,
            "l’offre sans espoir change le premier rang."
            if moved
            else "l’offre sans espoir ne change rien.",
        ),
        (
            stray is not None and stray <= STRAY + _ROUNDING,
            "rien ne départage les offres."
            if share is None
            else f"poids effectif du prix : {weight(share)}.",
        ),
        (
            part.low <= found.weight - MARGIN + _ROUNDING
            and part.high >= found.weight + MARGIN - _ROUNDING,
            f"le premier rang tient de {low} à {high}.",
        ),
    ]
    lines = [f"{'Oui' if kept else 'Pas encore'} : {words}" for kept, words in checks]
    won = all(kept for kept, _ in checks)
    end = (
        "Défi réussi. Refaites-le avant de publier, avec vos propres offres imaginées."
        if won
        else "Changez de formule avant de changer de poids."
    )
    return [*lines, end], won
