"""The trainee's own lots: four numbers each, the hours that they promise, and the note in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets

from maillon.base.errors import MaillonError
from maillon.base.word_page import WORD
from maillon.base.wording import listing, number
from maillon.sheet.numbers import in_unit, read_number, shown
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import told
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.delivery import Lot
from maillon.topics.insertion.pictures.hour_bars import hours
from maillon.topics.insertion.workshop.sizing_note import (
    FILENAME,
    SizedLot,
    Sizing,
    Unfinished,
    people,
    sizing_page,
)
from maillon.widgets import controls
from maillon.widgets.entry_table import Entries, clean, entry_table

#: Where the table, the title and the pool stand among the answers of the workshop.
ANSWER, TITLE, POOL = "mes-lots", "mon-marche", "mon-vivier"
ROWS = [(str(rank), f"Lot {rank}") for rank in range(1, 7)]
#: Rows that show before any is added.
SHOWN = 2
NAME, AMOUNT, LABOUR, EFFORT, COST = "nom", "montant", "main-oeuvre", "taux", "cout"
COLUMNS = [
    (NAME, "Lot"),
    (AMOUNT, "Montant (€ HT)"),
    (LABOUR, "Main-d’œuvre (%)"),
    (EFFORT, "Taux d’insertion (%)"),
    (COST, "Coût horaire (€)"),
]
#: What is still to be found, as a sentence names it.
ASKED = {
    AMOUNT: "le montant",
    LABOUR: "la part de main-d’œuvre",
    EFFORT: "le taux",
    COST: "le coût horaire",
}
HINT = (
    "Montant d’un an. Part de main-d’œuvre et coût horaire, charges comprises : demandez-les en "
    "sourçage, lot par lot. Une case vide dit ce qui reste à demander."
)
POOL_HINT = "Selon la personne qui facilite les clauses. Vide : la note dira de le demander."
FILL = "Remplissez un premier lot : ses heures s’afficheront au bout de la ligne."


class StillUnknown(MaillonError):
    """A row lacks some of its numbers: the message says what to ask."""


class CellRefused(MaillonError):
    """A cell does not hold what its column wants."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row gives: the sized lot, if it can be computed, or what it lacks, in French."""

    sized: SizedLot | None
    told: str
    tone: str


class OwnLotsStep:
    """The table, the pool of the territory and the button of the note, kept with the answers."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._title = controls.text("Nom du marché", hint="Il figure en tête de la note.")
        self._title.value = _kept_text(store, TITLE)
        self._table = entry_table(
            "Mes lots",
            rows=ROWS,
            columns=COLUMNS,
            result_label="Heures par an",
            entries=kept_rows(store),
            hint=HINT,
            least=SHOWN,
            adding="Ajouter un lot",
        )
        self._pool = controls.text(
            "Personnes disponibles par an",
            unit="personnes",
            numeric=True,
            hint=f"{POOL_HINT} {hours_each_told()}",
        )
        self._pool.value = _kept_text(store, POOL)
        self._summary = controls.sentence()
        self._save = controls.buttons(("word", "Télécharger la note (Word)", "main"))
        self._table.on_value(lambda _value: self._keep(ANSWER, self._table.entries, self._table))
        self._title.on_value(lambda text: self._keep(TITLE, text, self._title))
        self._pool.on_value(lambda text: self._keep(POOL, text, self._pool))
        self._save.on_click(lambda _button: self._download())
        self._compute()

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        fields = ipywidgets.VBox([self._title, self._table, self._pool])
        return [fields, self._summary, self._save]

    def _keep(self, name: str, value: object, control: controls.Control) -> None:
        news, tone = told(self._store.save(name, value))
        control.say(news or "Enregistré.", tone)
        self._compute()

    def _compute(self) -> None:
        entries = self._table.entries
        readings = [read_row(entries.get(row, {}), label) for row, label in ROWS]
        self._table.results = [[reading.told, reading.tone] for reading in readings]
        try:
            sizing = self._sizing(readings)
        except MaillonError as error:
            controls.tell(self._summary, [str(error)], "bad")
            return
        tone = "bad" if sizing.unfinished else "plain"
        controls.tell(self._summary, sizing.summary() or [FILL], tone)

    def _sizing(self, readings: Sequence[Reading]) -> Sizing:
        entries = self._table.entries
        return Sizing(
            title=" ".join(str(self._title.value or "").split()),
            lots=tuple(each.sized for each in readings if each.sized is not None),
            unfinished=tuple(
                Unfinished(entries.get(row, {}).get(NAME) or label, reading.told)
                for (row, label), reading in zip(ROWS, readings, strict=True)
                if reading.sized is None and reading.told
            ),
            available=read_persons(str(self._pool.value or "")),
            each=hautebrune.seen_in_arras(),
        )

    def _download(self) -> None:
        entries = self._table.entries
        sizing = self._sizing([read_row(entries.get(row, {}), label) for row, label in ROWS])
        if not sizing.lots:
            raise MaillonError(
                "La note est encore vide.", remedy="Remplissez d’abord un lot, jusqu’à ses heures."
            )
        self._save.hand(FILENAME, WORD, sizing_page(sizing))
        self._save.say(f"La note « {FILENAME} » est prête.", "good")


def kept_rows(store: AnswerStore) -> Entries:
    """Return the rows kept in `store`; what cannot be read counts for nothing."""
    return clean(store.get(ANSWER), [row for row, _ in ROWS], [column for column, _ in COLUMNS])


def read_row(texts: Mapping[str, str], fallback: str) -> Reading:
    r"""Read one row; `fallback` names a lot without a name.

    >>> read_row({"nom": "Peinture", "montant": "1,5 M€", "main-oeuvre": "70 %", "taux": "10 %",
    ...           "cout": "30"}, "Lot 1").told
    '3\u202f500\xa0h, soit 9 à 10\xa0personnes'
    """
    if not texts:
        return Reading(None, "", "plain")
    try:
        sized = _sized(texts, fallback)
        promised = sized.hours
    except StillUnknown as error:
        return Reading(None, str(error), "plain")
    except MaillonError as error:
        return Reading(None, str(error), "bad")
    needed = people(promised, hautebrune.seen_in_arras())
    return Reading(sized, f"{hours(promised)}, soit {needed}", "good")


def hours_each_told() -> str:
    r"""Say why the bench counts other hours a person than one's own lots do.

    >>> hours_each_told().split("; ")[1]
    'vos lots gardent les deux bornes, 370 et 409\xa0h.'
    """
    low, high = hautebrune.seen_in_arras()
    return (
        f"Plus haut, l’atelier compte {hours(hautebrune.hours_each())} par personne, au milieu de "
        f"ce qu’Arras a connu ; vos lots gardent les deux bornes, {number(low)} et {hours(high)}."
    )


def read_persons(text: str) -> float | None:
    """Read the persons of the territory; None when the field is empty.

    Raises:
        MaillonError: what is typed is no number of persons.

    >>> read_persons("8 personnes"), read_persons("")
    (8.0, None)
    """
    if not text.strip():
        return None
    value = in_unit(read_number(text, example="8"), "personnes")
    if value is None or value < 0:
        raise CellRefused(
            f"{shown(text)} n’est pas un nombre de personnes.", remedy="Écrivez par exemple 8."
        )
    return value


def _sized(texts: Mapping[str, str], fallback: str) -> SizedLot:
    readers: dict[str, tuple[Callable[[str, str], float], str]] = {
        AMOUNT: (_money, "120 000"),
        LABOUR: (_share, "50 %"),
        EFFORT: (_share, "5 %"),
        COST: (_money, "30"),
    }
    # What is typed is judged at once, before what is still to be found.
    values = {
        column: read(texts[column], example)
        for column, (read, example) in readers.items()
        if column in texts
    }
    missing = [name for column, name in ASKED.items() if column not in texts]
    if missing:
        raise StillUnknown(f"À trouver : {listing(missing)}.")
    lot = Lot(texts.get(NAME, fallback), values[AMOUNT], values[LABOUR], values[COST])
    return SizedLot(lot, values[EFFORT])


def _money(text: str, example: str) -> float:
    amount = in_unit(read_number(text, example=example), "€")
    if amount is None or amount <= 0:
        raise CellRefused(
            f"{shown(text)} n’est pas un montant.", remedy=f"Écrivez par exemple {example}."
        )
    return amount


def _share(text: str, example: str) -> float:
    """Read a percentage; « 0,5 » alone could be a half or half a percent, so it is asked again."""
    quantity = read_number(text, example=example)
    doubtful = quantity.unit is None and 0 < quantity.value < 1
    if doubtful or quantity.unit not in (None, "%"):
        raise CellRefused(
            f"{shown(text)} se lit mal comme une part.", remedy=f"Écrivez par exemple {example}."
        )
    if not 0 <= quantity.value <= 100:
        raise CellRefused(f"{shown(text)} n’est pas une part.", why="Elle va de 0 à 100 %.")
    return quantity.value / 100


def _kept_text(store: AnswerStore, name: str) -> str:
    kept = store.get(name)
    return kept if isinstance(kept, str) else ""
