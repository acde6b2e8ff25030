"""The trainee's own lots: four numbers each, the hours that they promise, and the note in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets

from maillon.base.errors import MaillonError
from maillon.base.word_page import WORD
from maillon.base.wording import listing, number
from maillon.sheet.numbers import shown
from maillon.sheet.store import AnswerStore
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
from maillon.workshops.kept_settings import keep
from maillon.workshops.own_table import (
    CellRefused,
    OwnTable,
    Reading,
    StillUnknown,
    read_amount,
    read_share,
    reading,
)

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


class OwnLotsStep:
    """The table, the pool of the territory and the button of the note, kept with the answers."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._title = controls.text("Nom du marché", hint="Il figure en tête de la note.")
        self._title.value = _kept_text(store, TITLE)
        self._table = OwnTable(
            store,
            ANSWER,
            read_row,
            self._compute,
            label="Mes lots",
            rows=ROWS,
            columns=COLUMNS,
            result_label="Heures par an",
            kept_words="Enregistré.",
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
        self._title.on_value(lambda text: self._keep(TITLE, text, self._title))
        self._pool.on_value(lambda text: self._keep(POOL, text, self._pool))
        self._save.on_click(lambda _button: self._download())
        self._compute()

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        fields = ipywidgets.VBox([self._title, self._table.control, self._pool])
        return [fields, self._summary, self._save]

    def _keep(self, name: str, value: object, control: controls.Control) -> None:
        keep(self._store, name, value, control, "Enregistré.")
        self._compute()

    def _compute(self) -> None:
        self._table.show()
        try:
            sizing = self._sizing()
        except MaillonError as error:
            controls.tell(self._summary, [str(error)], "bad")
            return
        tone = "bad" if sizing.unfinished else "plain"
        controls.tell(self._summary, sizing.summary() or [FILL], tone)

    def _sizing(self) -> Sizing:
        entries, readings = self._table.control.entries, self._table.readings
        return Sizing(
            title=" ".join(str(self._title.value or "").split()),
            lots=tuple(each.item for each in readings.values() if each.item is not None),
            unfinished=tuple(
                Unfinished(entries[row].get(NAME) or self._table.rows[row], each.words)
                for row, each in readings.items()
                if each.item is None and each.words
            ),
            available=read_persons(str(self._pool.value or "")),
            each=hautebrune.seen_in_arras(),
        )

    def _download(self) -> None:
        sizing = self._sizing()
        if not sizing.lots:
            raise MaillonError(
                "La note est encore vide.", remedy="Remplissez d’abord un lot, jusqu’à ses heures."
            )
        self._save.hand(FILENAME, WORD, sizing_page(sizing))
        self._save.say(f"La note « {FILENAME} » est prête.", "good")


def read_row(texts: Mapping[str, str], fallback: str) -> Reading[SizedLot]:
    r"""Read one row; `fallback` names a lot without a name.

    >>> read_row({"nom": "Peinture", "montant": "1,5 M€", "main-oeuvre": "70 %", "taux": "10 %",
    ...           "cout": "30"}, "Lot 1").words
    '3\u202f500\xa0h, soit 9 à 10\xa0personnes'
    """

    def make() -> tuple[SizedLot, str]:
        sized = _sized(texts, fallback)
        needed = people(sized.hours, hautebrune.seen_in_arras())
        return sized, f"{hours(sized.hours)}, soit {needed}"

    return reading(texts, make)


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
    refusal = "n’est pas un nombre de personnes."
    persons = read_amount(text, "personnes", "8", refusal)
    if persons < 0:
        raise CellRefused(f"{shown(text)} {refusal}", remedy="Écrivez par exemple 8.")
    return persons


def _sized(texts: Mapping[str, str], fallback: str) -> SizedLot:
    readers: dict[str, tuple[Callable[[str, str], float], str]] = {
        AMOUNT: (_money, "120 000"),
        LABOUR: (read_share, "50 %"),
        EFFORT: (read_share, "5 %"),
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
    refusal = "n’est pas un montant."
    amount = read_amount(text, "€", example, refusal)
    if amount <= 0:
        raise CellRefused(f"{shown(text)} {refusal}", remedy=f"Écrivez par exemple {example}.")
    return amount


def _kept_text(store: AnswerStore, name: str) -> str:
    kept = store.get(name)
    return kept if isinstance(kept, str) else ""
