"""Carbon bench of « Carbone et coût »: the chairs of a school under both thermometers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillon import territory
from maillon.base.amounts import OutOfModel
from maillon.base.wording import NBSP, capitalised, count, euros, number, percent
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.footprint import (
    EmissionFactor,
    Purchase,
    TwoReadings,
    read,
)
from maillon.topics.footprint_and_cost.pictures.annual_cost import years_told
from maillon.topics.footprint_and_cost.pictures.thermometers import finding, thermometers_picture
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import settings_of

#: The chairs, and what each is called after « chaises ».
KINDS = {"neuve": "neuves", "durable": "durables", "occasion": "d’occasion"}
LABELS = {"neuve": "Neuve", "durable": "Neuve et durable", "occasion": "D’occasion"}
#: End of the scale, in kgCO2e: it stands still while the sliders move.
TOP = 13_000
#: What each gap to the start is compared with.
ORIGIN = f"{count(round(hautebrune.need()), 'chaise', 'chaises')} {KINDS[hautebrune.CHAIRS[0]]}"
UNVERIFIED = "Le facteur monétaire est cité par un tiers : relisez-le à sa source avant tout usage."


class ChairBench:
    """Five controls, the two readings and what they say; `moved` is called at each change."""

    def __init__(self, moved: Callable[[], None]) -> None:
        setting = settings_of("deux-thermometres")
        status = territory.table(hautebrune.FURNITURE, "chaises").status
        need, reduced = hautebrune.need(), hautebrune.need(reduced=True)
        asked = (
            f"L’école en demande {number(need)}. "
            f"En discutant du besoin, {number(reduced)} suffisent."
        )
        self.kind = setting("chaise", options=LABELS.items(), start=hautebrune.CHAIRS[0])
        self.price = setting("prix", hint=f"Prix de départ : {status}.")
        self.quantity = setting("nombre", start=need, hint=asked)
        self.years = setting("usage", hint=_lifetimes())
        self.factor = setting("facteur", options=_factors(), start=hautebrune.MONEY)
        self._result = controls.headed()
        self.settings = [self.kind, self.price, self.quantity, self.years, self.factor]
        self._list()
        self._figure = controls.portrait()
        reset = controls.reset(self.settings)
        self.kind.on_value(lambda _kind: self._list())
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [bench([*self.settings, reset], [self._result, self._figure])]

    @property
    def purchase(self) -> Purchase:
        """What the controls describe."""
        return Purchase(
            quantity=self.quantity.value,
            unit_price=self.price.value,
            physical=hautebrune.physical_factor(self.kind.value),
            years=self.years.value,
        )

    @property
    def described(self) -> str:
        """The purchase, named in French without its capital."""
        return described(self.kind.value, self.purchase)

    @property
    def reading(self) -> TwoReadings:
        """What both thermometers read now; no monetary reading without a dated factor."""
        try:
            return self._reading(self._dated_factor())
        except OutOfModel:
            return self._reading(None)

    def _reading(self, money: EmissionFactor | None) -> TwoReadings:
        return read(self.purchase, money)

    def _dated_factor(self) -> EmissionFactor:
        """Return the chosen factor; the model refuses the one whose year is not known."""
        return hautebrune.monetary_factor(self.factor.value)

    @property
    def finding(self) -> str:
        """What both thermometers read and how far that is from the start, in French."""
        return finding(self.reading, initial(), origin=ORIGIN)

    def _list(self) -> None:
        """Put price and lifetime at what the territory lists for the chair."""
        self.price.value = hautebrune.list_price(self.kind.value)
        self.years.value = hautebrune.lifetime(self.kind.value)

    def _show(self) -> None:
        reading, refusal = self.reading, []
        try:
            self._dated_factor()
        except OutOfModel as error:
            refusal = [str(error), _why_not()]
        per_year = (
            f"Au thermomètre physique, cela fait {number(reading.physical_per_year)} kg de CO₂e "
            f"par année d’usage, pendant {years_told(reading.years)}."
        )
        lines = [f"{capitalised(self.described)}.", self.finding, per_year, *refusal]
        controls.tell(self._result, lines, "bad" if refusal else "plain")
        controls.redraw(self._figure, lambda: self._picture(reading))

    def _picture(self, reading: TwoReadings) -> Any:
        physical = self.purchase.physical
        note = f"Physique{NBSP}: {_told(physical, 'chaise')}."
        if reading.monetary is not None:
            note = f"Monétaire{NBSP}: {_told(self._dated_factor(), 'k€ HT')}. {note} {UNVERIFIED}"
        return thermometers_picture(reading, start=initial(), top=TOP, note=note)


def initial() -> TwoReadings:
    """Read what the school asks for: new chairs, at the listed price, with the first factor."""
    return read(hautebrune.chairs(), hautebrune.monetary_factor())


def described(kind: str, purchase: Purchase) -> str:
    r"""Name a purchase of chairs in French, without a capital.

    >>> described("durable", hautebrune.chairs("durable"))
    '150\xa0chaises durables à 210\xa0€ pièce, gardées 15\xa0ans'
    """
    chairs = count(round(purchase.quantity), "chaise", "chaises")
    return (
        f"{chairs} {KINDS[kind]} à {euros(purchase.unit_price)} pièce, "
        f"gardées {years_told(purchase.years)}"
    )


def _lifetimes() -> str:
    """Say where the lifetime of each chair comes from."""
    family = territory.family(hautebrune.FURNITURE)
    told = [
        f"{LABELS[kind].lower()}, {years_told(found.value)} ({found.status})"
        for kind in hautebrune.CHAIRS
        for found in [family.magnitude(f"duree_{kind}")]
    ]
    return f"Au départ : {' ; '.join(told)}."


def _told(factor: EmissionFactor, unit: str) -> str:
    decimals = 0 if float(factor.value).is_integer() else 1
    value = number(factor.value, decimals)
    return f"{value} kg par {unit}, {factor.year}, {factor.status}"


def _factors() -> list[tuple[str, str]]:
    dated = hautebrune.monetary_factor()
    disputed = territory.value(hautebrune.FURNITURE, hautebrune.DISPUTED)
    return [
        (hautebrune.MONEY, f"{number(dated.value)} kg par k€ HT, prix {dated.year}"),
        (
            hautebrune.DISPUTED,
            f"{number(disputed)} kg par k€ HT, année à vérifier",
        ),
    ]


def _why_not() -> str:
    """Say why the factor whose year is disputed goes into no report."""
    return (
        "Ceux qui citent cette valeur se contredisent sur son année. Elle compterait "
        f"{percent(hautebrune.version_gap())} de carbone en plus pour les mêmes chaises, "
        "sans que l’on sache pourquoi : ne l’écrivez dans aucun bilan."
    )
