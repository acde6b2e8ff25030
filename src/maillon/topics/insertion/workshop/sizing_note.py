"""The note that sizes an insertion clause, as a Word page that a buyer takes to the office."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maillon import law
from maillon.base.word_page import WordPage
from maillon.base.wording import (
    NBSP,
    capitalised,
    count,
    curly,
    euros,
    listing,
    number,
    percent,
)
from maillon.law.official import linked
from maillon.topics.insertion.model.delivery import Lot, persons
from maillon.topics.insertion.pictures.compliance_frontier import per_hour
from maillon.topics.insertion.pictures.hour_bars import hours
from maillon.workshops.texts import load_texts

FILENAME = "note-heures-insertion.docx"
TITLE = "Note de dimensionnement de la clause d’insertion"
HEAD = ("Lot", "Calcul", "Heures par an", "Personnes")
PARTIAL = "Total partiel"


@dataclass(frozen=True, slots=True)
class SizedLot:
    """A lot and the effort (0 to 1) that its clause asks for."""

    lot: Lot
    effort: float

    @property
    def hours(self) -> float:
        """Hours a year that the clause promises, in whole hours: what one writes in a contract."""
        return float(round(self.lot.hours(self.effort)))


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A lot that cannot be counted yet: its name, and what is still to be found, in French."""

    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Sizing:
    """The lots of a contract, the persons available (None if unknown), hours a person (low, high).

    `unfinished` are the other lots: as long as there is one, every sum is partial, and says so.
    """

    title: str
    lots: tuple[SizedLot, ...]
    available: float | None
    each: tuple[float, float]
    unfinished: tuple[Unfinished, ...] = ()

    @property
    def hours(self) -> float:
        """Hours a year of all lots."""
        return sum(each.hours for each in self.lots)

    @property
    def pool(self) -> float | None:
        """Hours that the persons available can work, at the fewer hours each; None if unknown."""
        return None if self.available is None else self.available * self.each[0]

    @property
    def over(self) -> bool:
        """Whether the clause promises more than the persons available can work."""
        return self.pool is not None and self.hours > self.pool

    def summary(self) -> list[str]:
        """Say the sum, what it leaves out, then whether the territory can follow."""
        if not self.lots:
            return [capitalised(f"{self.missing()}.")] if self.unfinished else []
        so_far = "Pour l’instant" if self.unfinished else "En tout"
        total = f"{so_far} : {hours(self.hours)} par an, soit {people(self.hours, self.each)}."
        partial = [f"{PARTIAL} : {self.missing()}."] if self.unfinished else []
        return [*partial, total, self.verdict()]

    def missing(self) -> str:
        """Name the lots that the sum leaves out."""
        told = count(len(self.unfinished), "lot reste", "lots restent")
        return f"{told} à finir ({listing([each.label for each in self.unfinished])})"

    def verdict(self) -> str:
        """Say where the promise stands in the pool, in one French sentence."""
        if self.available is None or self.pool is None:
            return "Vivier inconnu : demandez d’abord combien de personnes sont disponibles."
        who = count(round(self.available), "personne")
        can = f"{who} à {hours(self.each[0])} chacune font {hours(self.pool)}"
        if self.over:
            lacks = f"il manque {'déjà ' if self.unfinished else ''}{hours(self.hours - self.pool)}"
            partly = f", sans compter {self._left()}" if self.unfinished else ""
            return (
                f"{can} : {lacks}{partly}. Baissez le taux, retirez un lot ou étalez les heures "
                "avant de publier."
            )
        if self.unfinished:
            return f"{can} : la promesse n’est pas entière, il y manque {self._left()}."
        return f"{can} : la promesse tient dans le vivier."

    def _left(self) -> str:
        many = len(self.unfinished)
        return "le lot à finir" if many == 1 else f"les {number(many)} lots à finir"


def people(needed: float, each: tuple[float, float]) -> str:
    r"""Say how many persons it takes to work so many hours, at (fewer, more) hours each.

    >>> people(300, (370, 409)), people(3500, (370, 409))
    ('1\xa0personne', '9 à 10\xa0personnes')
    """
    few, many = (persons(needed, hours) for hours in reversed(each))
    shown = count(many, "personne")
    return shown if few == many else f"{few} à {shown}"


def sizing_page(sizing: Sizing) -> bytes:
    """Return the note as a Word file."""
    sizing, texts = _printed(sizing), load_texts("heures-promises")
    page = WordPage(TITLE)
    if sizing.title:
        page.paragraph(f"Marché : {sizing.title}.")
    page.heading("Les heures, lot par lot")
    page.table(HEAD, [*(_row(sizing, each) for each in sizing.lots), _total(sizing)])
    if sizing.unfinished:
        page.paragraph(f"{PARTIAL} : {sizing.missing()}.")
        page.bullets([f"{each.label} : {each.told}" for each in sizing.unfinished])
    page.paragraph(
        "Heures = montant × part de main-d’œuvre × taux d’insertion ÷ coût horaire, pour un an. "
        f"Une personne y fait de {number(sizing.each[0])} à {number(sizing.each[1])} heures : ce "
        "que la Communauté urbaine d’Arras a connu en 2020 et en 2021."
    )
    page.heading("Le territoire peut-il suivre ?")
    page.paragraph(sizing.verdict())
    page.heading("À demander d’abord à la personne qui facilite les clauses")
    page.bullets(texts.told("questions"))
    page.heading("Phrases à coller, puis à adapter")
    for sentence in sentences(sizing):
        page.paragraph(sentence)
    page.heading("Avant de publier")
    page.bullets(texts.told("before_publishing"))
    page.paragraph(_law())
    page.paragraph(*texts.told("warning"))
    return page.content()


def sentences(sizing: Sizing) -> list[str]:
    """Return the sentences of a clause, with its numbers and blanks between brackets."""
    promises = [
        f"Pour le lot « {each.lot.label} », le titulaire réserve chaque année "
        f"{number(each.hours)} heures de travail à des personnes en insertion."
        for each in sizing.lots
    ]
    return [*promises, *load_texts("heures-promises").told("to_paste")]


def _printed(sizing: Sizing) -> Sizing:
    """Return the same sizing, the names that were typed with the apostrophes of a printed page."""
    return replace(
        sizing,
        title=curly(sizing.title),
        lots=tuple(
            replace(each, lot=replace(each.lot, label=curly(each.lot.label)))
            for each in sizing.lots
        ),
        unfinished=tuple(
            replace(each, label=curly(each.label), told=curly(each.told))
            for each in sizing.unfinished
        ),
    )


def _row(sizing: Sizing, each: SizedLot) -> tuple[str, ...]:
    lot = each.lot
    kept = f"{euros(lot.amount)} × {_share(lot.labour_share)} × {_share(each.effort)}"
    return (
        lot.label,
        f"{kept} ÷ {per_hour(lot.hourly_cost)} par heure",
        number(each.hours),
        people(each.hours, sizing.each).split(NBSP)[0],
    )


def _total(sizing: Sizing) -> tuple[str, ...]:
    total = people(sizing.hours, sizing.each).split(NBSP)[0]
    label = PARTIAL if sizing.unfinished else "Total"
    return (label, "", number(sizing.hours), total)


def _share(value: float) -> str:
    return percent(value, 0 if round(100 * value, 6).is_integer() else 1)


def _law() -> str:
    """Say where the clause stands in law, and since when that was checked."""
    ways = law.entry("insertion_montages")
    articles = listing([linked(article) for article in ways.articles[:1]])
    return (
        f"Fondement d’une condition d’exécution : {articles}. "
        f"{law.registry().state_told([ways.id])}"
    )
