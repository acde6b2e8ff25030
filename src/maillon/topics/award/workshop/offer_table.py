"""The offers to mark: those of Hautebrune, typed in a table, or read from a spreadsheet.

What is typed is kept with the answers, valid or not; a row that is no offer says what it lacks and
is left out of the count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets

from maillon.base.errors import MaillonError
from maillon.base.wording import count, listing
from maillon.sheet.numbers import write_number
from maillon.sheet.store import AnswerStore
from maillon.topics.award import hautebrune
from maillon.topics.award.model.award import MOST_OFFERS, LeftOut, Offer
from maillon.topics.award.model.price_scores import SCALE
from maillon.topics.award.workshop.offer_file import ENDINGS, read_offers
from maillon.widgets import controls
from maillon.widgets.entry_table import Entries
from maillon.widgets.file_picker import file_picker
from maillon.workshops.own_table import (
    CellRefused,
    OwnTable,
    Reading,
    StillUnknown,
    read_amount,
    reading,
)

#: Where the table stands among the answers of a workshop.
ANSWER = "mes-offres"
ROWS = [(str(rank), f"Offre {rank}") for rank in range(1, MOST_OFFERS + 1)]
NAME, PRICE, QUALITY = "nom", "prix", "qualite"
COLUMNS = [(NAME, "Offre"), (PRICE, "Prix (€)"), (QUALITY, "Qualité (sur 10)")]
ASKED = {PRICE: "le prix", QUALITY: "la note de qualité"}
HINT = (
    f"Jusqu’à {MOST_OFFERS} offres. Qualité : tous les critères autres que le prix, réunis "
    "en une note sur 10. Videz une ligne pour retirer son offre."
)
FILE_HINT = (
    "Un tableau .xlsx ou .csv avec trois titres : offre, prix, qualité. "
    "Écrivez l’échelle des notes dans le titre : « Qualité sur 60 ». "
    "Il reste sur l’ordinateur où le cours tourne."
)


class OfferTable:
    """The table, the choice of a file and the way back to Hautebrune; `moved` follows a change."""

    def __init__(self, store: AnswerStore, moved: Callable[[], None]) -> None:
        self._table = OwnTable(
            store,
            ANSWER,
            read_row,
            moved,
            label="Les offres",
            rows=ROWS,
            columns=COLUMNS,
            start=written(hautebrune.offers()),
            result_label="Note du prix, total et rang",
            hint=HINT,
            growing=True,
        )
        self._files = file_picker(
            "Ou votre propre tableau", accept=ENDINGS, hint=FILE_HINT, several=False
        )
        self._back = controls.buttons(("back", "Reprendre les offres de Hautebrune", "quiet"))
        self._files.on_files(self._read_file)
        self._back.on_click(lambda _button: self._bring_back())
        self.box: Sequence[Any] = [
            ipywidgets.VBox([self._table.control]),
            ipywidgets.VBox([self._files, self._back]),
        ]

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers that can be marked, in the order of the table."""
        return tuple(row.item for row in self._table.readings.values() if row.item is not None)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that are begun and cannot be marked, in the order of the table."""
        entries = self._table.control.entries
        return tuple(
            left_out(entries[row], self._table.rows[row])
            for row, read in self._table.readings.items()
            if read.item is None and row in entries
        )

    @property
    def invented(self) -> bool:
        """Whether they are those of Hautebrune, untouched."""
        return self.offers == hautebrune.offers()

    def tell(self, results: Sequence[str], first: Sequence[bool]) -> None:
        """Write the result of each offer at the end of its row; the first ones stand out."""
        left = iter(zip(results, first, strict=True))
        lines = []
        for row in self._table.readings.values():
            if row.item is None:
                lines.append([row.words, row.tone])
            else:
                text, leads = next(left)
                lines.append([text, "good" if leads else "plain"])
        self._table.control.results = lines

    def _bring_back(self) -> None:
        self._write(hautebrune.offers())
        self._files.say("")  # what was read of a file is no longer there

    def _write(self, offers: Sequence[Offer]) -> None:
        self._table.control.value = written(offers)

    def _read_file(self, paths: Sequence[Path]) -> None:
        if len(paths) != 1:
            raise MaillonError(
                f"Vous avez choisi {count(len(paths), 'fichier')}.",
                remedy="Choisissez un seul tableau d’offres.",
            )
        found = read_offers(paths[0])
        self._write(found.offers)
        self._files.say(found.told, "good")


def written(offers: Sequence[Offer]) -> Entries:
    r"""Write offers as the table shows them.

    >>> written([Offer("A", 112_000, 7.6)])
    {'1': {'nom': 'A', 'prix': '112\u202f000', 'qualite': '7,6'}}
    """
    return {
        str(rank): {
            NAME: offer.name,
            PRICE: write_number(offer.price, decimals=2),
            QUALITY: write_number(offer.quality, decimals=3),
        }
        for rank, offer in enumerate(offers, 1)
    }


def read_row(texts: Mapping[str, str], fallback: str) -> Reading[Offer]:
    """Read one row; `fallback` names an offer without a name.

    >>> read_row({"nom": "Dupont", "prix": "112 k€", "qualite": "7,6"}, "Offre 1").item
    Offer(name='Dupont', price=112000.0, quality=7.6)
    >>> read_row({"prix": "112 000"}, "Offre 1").words
    'Il manque la note de qualité.'
    """

    def make() -> tuple[Offer, str]:
        missing = [name for column, name in ASKED.items() if column not in texts]
        if missing:
            raise StillUnknown(f"Il manque {listing(missing)}.")
        price = _read(texts[PRICE], "€", "112 000")
        quality = _read(texts[QUALITY], "", "7,6")
        if not 0 <= quality <= SCALE:
            raise CellRefused("La note de qualité va de 0 à 10.")
        return Offer(texts.get(NAME, fallback), price, quality), ""

    return reading(texts, make)


def left_out(texts: Mapping[str, str], fallback: str) -> LeftOut:
    """Read what can be read of a row that is no offer; the rest stays as it was typed.

    >>> left_out({"nom": "A", "prix": "cent mille", "qualite": "12"}, "Offre 1")
    LeftOut(name='A', price='cent mille', quality=12.0)
    """

    def cell(column: str, unit: str) -> float | str | None:
        text = texts.get(column)
        try:
            return None if text is None else _read(text, unit, "10")
        except MaillonError:
            return text

    return LeftOut(texts.get(NAME, fallback), cell(PRICE, "€"), cell(QUALITY, ""))


def _read(text: str, unit: str, example: str) -> float:
    return read_amount(text, unit, example, "n’a pas la bonne unité.")
