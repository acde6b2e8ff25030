"""The bench of « Trois formules »: a formula, a weight, a hopeless bid, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, euros, number, percent
from maillon.plots.picture import Picture
from maillon.sheet.numbers import in_unit, read_number, write_number
from maillon.sheet.store import AnswerStore
from maillon.topics.award import hautebrune
from maillon.topics.award.model.award import (
    Award,
    Offer,
    award,
    corrected_prices,
    ranks,
    spread_qualities,
)
from maillon.topics.award.model.independence import changes_winner
from maillon.topics.award.model.price_scores import (
    FORMULAS,
    MONETISED_LABEL,
    PriceFormula,
    Terms,
    formula,
)
from maillon.topics.award.pictures.corrected_prices import corrected_prices_picture
from maillon.topics.award.pictures.effective_weight import effective_weight_picture
from maillon.topics.award.pictures.price_marks import point_worth_picture, price_marks_picture
from maillon.topics.award.pictures.totals import totals_picture
from maillon.topics.award.pictures.winner_strip import winner_strip_picture
from maillon.topics.award.workshop import sentences
from maillon.topics.award.workshop.offer_table import OfferTable
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import keep_settings, settings_of

#: « Monetised quality » ranks without a formula: it has its own entry in the list.
MONETISED = "monetisee"
STRIP, CURVE, WORTH, EFFECT = "curseur", "courbe", "valeur", "effectif"
WITH, PER_CENT, START_WORTH = "avec", 100, 10_000
#: How the settings are named among the answers, in the order of the page.
SETTINGS = (
    *("formule", "echelle", "reference", "plancher", "valeur", "poids"),
    *("sans-espoir", "etalement", "vue"),
)
OWN = "Offres que vous avez saisies."
FEW = "Remplissez au moins deux offres : leurs totaux s’afficheront ici."


class AwardBench:
    """The controls, the picture and what they say; `moved` is called at each change."""

    def __init__(self, store: AnswerStore, moved: Callable[[], None]) -> None:
        self._moved = moved
        self.table = OfferTable(store, self._turn)
        build, usual = settings_of("trois-formules"), hautebrune.terms()
        formulas = [*((one.id, one.label) for one in FORMULAS), (MONETISED, MONETISED_LABEL)]
        given = {"formule": {"options": formulas}}
        built = {name: build(name, **given.get(name, {})) for name in SETTINGS}
        self.settings = list(built.values())
        self.formula, self.multiple, self.reference, self.floor, self.worth = self.settings[:5]
        self.weight, self.hopeless, self.spread, self.view = self.settings[5:]
        self.reference.value = write_number(usual.reference)
        self.floor.value = write_number(usual.floor)
        self.worth.value = write_number(START_WORTH)
        reset = controls.reset(self.settings, "Réinitialiser les réglages")
        keep_settings(store, built)
        self._result = controls.headed()
        self._figure = controls.portrait()
        self._limits = controls.sentence()
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [
            *self.table.box,
            bench([*self.settings, reset], [self._result, self._figure, self._limits]),
        ]

    @property
    def chosen(self) -> PriceFormula | None:
        """The formula, or None for monetised quality."""
        return None if self.formula.value == MONETISED else formula(str(self.formula.value))

    @property
    def share(self) -> float:
        """The weight of the price, from 0 to 1."""
        return float(self.weight.value) / PER_CENT

    @property
    def terms(self) -> Terms:
        """What the buyer publishes beside the formula.

        An amount that cannot be used counts only where it shows: under the formula that reads it.
        """
        usual = hautebrune.terms()
        multiple = float(self.multiple.value)
        try:
            return Terms(multiple, _read(self.reference, "150 000"), _read(self.floor, "95 000"))
        except MaillonError:
            if not self.reference.hidden:
                raise
            return Terms(multiple, usual.reference, usual.floor)

    @property
    def serious(self) -> tuple[Offer, ...]:
        """The offers of the table, their marks of quality spread as the control says."""
        return spread_qualities(self.table.offers, float(self.spread.value) / PER_CENT)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers that are marked, the hopeless one included if it is there."""
        serious = self.serious
        if self.hopeless.value != WITH or not serious:
            return serious
        return (*serious, hopeless_among(serious))

    @property
    def euros_per_point(self) -> float:
        """What a point of quality is worth, as typed; an unreadable one counts where it shows."""
        try:
            return _read(self.worth, "10 000")
        except MaillonError:
            if not self.worth.hidden:
                raise
            return float(START_WORTH)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of the offers of the table that do not count."""
        return tuple(row.name for row in self.table.left_out)

    @property
    def status(self) -> str:
        """Where the offers come from, and which do not count, in French."""
        source = hautebrune.INVENTED if self.table.invented else OWN
        return " ".join(filter(None, [source, sentences.left_out_told(self.left_out)]))

    @property
    def described(self) -> str:
        """The decision that the controls describe, in French, without its capital."""
        if self.chosen is None:
            return "classer les offres par leur prix, moins la valeur de leur qualité en euros"
        return (
            f"noter le prix par la formule «{NBSP}{self.chosen.label}{NBSP}», "
            f"avec un poids de {percent(self.share)}"
        )

    def award(self, one: PriceFormula) -> Award:
        """Mark the offers under a formula."""
        return award(self.offers, one, self.share, self.terms)

    def _labelled(self) -> list[tuple[str, Award]]:
        return [(one.label, self.award(one)) for one in FORMULAS]

    def _turn(self) -> None:
        self._show()
        self._moved()

    def _show(self) -> None:
        chosen = self.formula.value
        self.multiple.hidden = chosen != "echelle"
        self.reference.hidden = self.floor.hidden = chosen != "absolue"
        self.worth.hidden = chosen != MONETISED
        self.weight.hidden = chosen == MONETISED
        try:
            self._compute()
        except MaillonError as error:
            self._refuse(str(error), "bad")

    def _refuse(self, words: str, tone: str = "plain") -> None:
        lines = filter(None, [sentences.left_out_told(self.left_out), words])
        controls.tell(self._result, list(lines), "bad" if self.left_out else tone)
        controls.tell(self._limits, [])
        self._figure.hidden = True

    def _compute(self) -> None:
        if len(self.table.offers) < 2:
            self.table.tell(["Cette offre attend les autres."] * len(self.table.offers),
                            [False] * len(self.table.offers))  # fmt: skip
            self._refuse(FEW)
            return
        lines, draw = self._ranked() if self.chosen is None else self._marked(self.chosen)
        controls.tell(self._result, lines, "bad" if self.left_out else "plain")
        controls.redraw(self._figure, draw)
        self._figure.hidden = False

    def _ranked(self) -> tuple[list[str], Callable[[], Picture]]:
        """Rank by the price corrected of quality."""
        offers, worth = self.offers, self.euros_per_point
        corrected = corrected_prices(offers, worth)
        places = ranks([-price for price in corrected])
        self._tell_rows([f"prix corrigé {euros(price)}, {sentences.rank(place)}"
                         for price, place in zip(corrected, places, strict=True)],
                        [place == 1 for place in places])  # fmt: skip
        controls.tell(self._limits, sentences.MONETISED_LIMITS)
        picture = corrected_prices_picture(offers, worth, status=self.status)
        reserve = filter(None, [sentences.reserve_told(self.left_out)])
        return [*reserve, sentences.MONETISED_TITLE, picture.alt], lambda: picture

    def _marked(self, one: PriceFormula) -> tuple[list[str], Callable[[], Picture]]:
        """Mark and total under a formula."""
        found = self.award(one)
        self._tell_rows(
            [
                f"{number(mark, 2)} ; {number(total, 2)} ; {sentences.rank(place)}"
                for mark, total, place in zip(
                    found.price_marks, found.totals, found.ranks, strict=True
                )
            ],
            [place == 1 for place in found.ranks],
        )
        before = award(self.serious, one, self.share, self.terms)
        lines = sentences.award_told(
            found, before if self.hopeless.value == WITH else None, self.left_out
        )
        controls.tell(self._limits, sentences.formula_told(one))
        return lines, lambda: self._picture(one, found)

    def _tell_rows(self, texts: Sequence[str], first: Sequence[bool]) -> None:
        """Write the results in the table, where the hopeless offer has no row.

        Nobody stands out as first while an offer does not count.
        """
        rows = len(self.table.offers)
        self.table.tell(texts[:rows], [one and not self.left_out for one in first[:rows]])

    def _picture(self, one: PriceFormula, found: Award) -> Picture:
        view, offers, status = self.view.value, self.offers, self.status
        if view == STRIP:
            return winner_strip_picture(self._labelled(), status=status)
        if view == CURVE:
            return price_marks_picture(offers, one, self.terms, status=status)
        if view == WORTH:
            return point_worth_picture(offers, one, self.share, self.terms, status=status)
        if view == EFFECT:
            return effective_weight_picture(self._labelled(), status=status)
        return totals_picture([(one.label, found)], status=status)

    def moved_by_hopeless(self, one: PriceFormula) -> bool:
        """Tell whether the hopeless offer would change the first of the others."""
        serious = self.serious
        return changes_winner(serious, hopeless_among(serious), one, self.share, self.terms)


def hopeless_among(offers: Sequence[Offer]) -> Offer:
    """Return an offer as dear and weak beside `offers` as the fourth of Hautebrune is."""
    model, known = hautebrune.hopeless(), hautebrune.offers()
    dearer = model.price / max(offer.price for offer in known)
    weaker = model.quality / min(offer.quality for offer in known)
    short = all(len(offer.name) <= 2 and offer.name != model.name for offer in offers)
    return Offer(
        model.name if short else "Offre sans espoir",
        dearer * max(offer.price for offer in offers),
        weaker * min(offer.quality for offer in offers),
    )


def _read(control: controls.Control, example: str) -> float:
    value = in_unit(read_number(control.value, example=example), "€")
    if value is None:
        raise MaillonError(
            f"{control.label} : ce n’est pas un montant.", remedy=f"Écrivez par exemple {example}."
        )
    return value
