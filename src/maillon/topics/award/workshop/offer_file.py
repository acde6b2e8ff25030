"""Offers read from the table that a buyer already has: .xlsx or .csv, headers guessed.

The header is the first row that names a price and a quality; without one, columns are guessed by
what they hold. An error names the row as the spreadsheet numbers it. Nothing is dropped silently:
a row that is not an offer stops the reading. The scale of the marks is read in their title
(`topics.award.workshop.scale`) and said back.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from maillon.base.errors import MaillonError
from maillon.base.text import fold
from maillon.base.wording import NBSP, count
from maillon.sheet.numbers import UnreadableNumber, in_unit, read_number, shown
from maillon.topics.award.model.award import MOST_OFFERS, Offer
from maillon.topics.award.model.price_scores import SCALE
from maillon.topics.award.workshop.scale import MarkScale, doubt_told, read_scale, written

ENDINGS = ".xlsx,.csv"
#: Words of a header, without accents; the first column that holds one of them is taken.
WORDS = {
    "price": ("prix", "montant", "offre financiere", "cout"),
    "quality": ("qualite", "technique", "note", "valeur"),
    "name": ("offre", "candidat", "entreprise", "societe", "soumissionnaire", "nom", "titulaire"),
}
#: Words that rule a column out: the mark of a price is neither a price nor a quality.
RULED_OUT = {"price": ("note", "point"), "quality": ("prix",), "name": ()}
#: Rows and columns beyond which a file is no table of offers.
MOST_ROWS, MOST_COLUMNS = 500, 60
_ENCODINGS = ("utf-8-sig", "cp1252")
Cell = str | float | None
Rows = Sequence[Sequence[Cell]]


class OffersUnread(MaillonError):
    """A file from which no table of offers can be read; the message names the row."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the table stands: ranks of its columns, rank of its first row, scale of quality."""

    name: int
    price: int
    quality: int
    first: int
    scale: MarkScale


@dataclass(frozen=True, slots=True)
class OffersRead:
    """The offers of a file, marked on `SCALE`, and the scale that they were marked on."""

    offers: tuple[Offer, ...]
    scale: MarkScale

    @property
    def told(self) -> str:
        """What was read, in French sentences."""
        return f"{count(len(self.offers), 'offre lue', 'offres lues')}. {self.scale.told}"


def read_offers(path: Path) -> OffersRead:
    """Read the offers of a file.

    Raises:
        OffersUnread: the file is no spreadsheet, or one of its rows is no offer.
    """
    return offers_of(_sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path))


def offers_of(rows: Rows) -> OffersRead:
    r"""Read the offers of a table, row 1 first.

    Raises:
        OffersUnread: columns cannot be told apart, or a row is no offer.

    >>> offers_of([["Offre", "Prix", "Note sur 20"], ["Dupont", "112\xa0000,50 €", "15,2"]]).offers
    (Offer(name='Dupont', price=112000.5, quality=7.6),)
    """
    columns = _columns(rows)
    offers = [
        _offer(row, rank, columns)
        for rank, row in enumerate(rows[columns.first :], columns.first + 1)
        if any(_text(cell) for cell in row)
    ]
    if not offers:
        raise OffersUnread("Ce tableau ne contient aucune offre.", remedy=_FORM)
    if len(offers) > MOST_OFFERS:
        raise OffersUnread(
            f"Ce tableau contient {count(len(offers), 'offre')}, pour {MOST_OFFERS} au plus.",
            remedy="Gardez les offres que vous comparez vraiment.",
        )
    return OffersRead(tuple(offers), columns.scale)


_FORM = (
    "Mettez sur la première ligne trois titres : « Offre », « Prix » et « Qualité », "
    "puis une offre par ligne."
)


def _sheet(path: Path) -> Rows:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            page = book.worksheets[0]
            return [
                [cell if isinstance(cell, (str, int, float)) else None for cell in row]
                for row in page.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            ]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise OffersUnread(
            f"Le fichier «{NBSP}{path.name}{NBSP}» n’est pas un tableur lisible.",
            remedy="Enregistrez-le de nouveau au format .xlsx ou .csv.",
        ) from error


def _csv(path: Path) -> Rows:
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = content.decode(_ENCODINGS[0], errors="replace")
    if "\x00" in text:
        raise OffersUnread(
            f"Le fichier «{NBSP}{path.name}{NBSP}» n’est pas un tableau.",
            remedy="Enregistrez-le au format .xlsx ou .csv.",
        )
    head = text[:4000]
    mark = max(";\t,", key=head.count)
    if head.count(";") or head.count("\t"):  # commas are then decimal marks
        mark = max(";\t", key=head.count)
    lines = csv.reader(io.StringIO(text), delimiter=mark)
    return [list(line[:MOST_COLUMNS]) for _, line in zip(range(MOST_ROWS), lines, strict=False)]


def _columns(rows: Rows) -> Columns:
    """Find the columns by their titles, or else by what they hold."""
    for rank, row in enumerate(rows):
        titles = [_folded(cell) for cell in row]
        price = _titled(titles, "price", set())
        quality = _titled(titles, "quality", {price})
        if price is None or quality is None or any(_is_number(cell) for cell in row):
            continue
        name = _titled(titles, "name", {price, quality})
        if name is None:
            name = next(i for i in range(len(row) + 1) if i not in {price, quality})
        scale = read_scale(_text(row[quality]), titles[quality])
        if scale.doubts:
            raise OffersUnread(
                doubt_told(scale), remedy="Gardez-en une seule : « Qualité sur 60 »."
            )
        return Columns(name, price, quality, rank + 1, scale)
    return _guessed(rows)


def _guessed(rows: Rows) -> Columns:
    """Take the first column that never holds a number for names, then two of numbers."""
    filled = [row for row in rows if any(_text(cell) for cell in row)]
    width = max((len(row) for row in filled), default=0)
    numbers = [
        place
        for place in range(width)
        if filled and all(place < len(row) and _is_number(row[place]) for row in filled)
    ]
    names = [place for place in range(width) if place not in numbers]
    if len(numbers) < 2 or not names:
        raise OffersUnread("Les colonnes du tableau n’ont pas été reconnues.", remedy=_FORM)
    return Columns(names[0], numbers[0], numbers[1], 0, MarkScale(SCALE, said=False))


def _titled(titles: Sequence[str], kind: str, taken: set[int | None]) -> int | None:
    for word in WORDS[kind]:
        for place, title in enumerate(titles):
            if word not in title or place in taken:
                continue
            if not any(other in title for other in RULED_OUT[kind]):
                return place
    return None


def _offer(row: Sequence[Cell], rank: int, columns: Columns) -> Offer:
    cells = [row[place] if place < len(row) else None for place in (columns.name, columns.price,
                                                                    columns.quality)]  # fmt: skip
    name = " ".join(_text(cells[0]).split()) or f"Offre de la ligne {rank}"
    place = f"Ligne {rank}, {shown(name)}"
    price = _number(cells[1], place, "le prix", "€", "112 000")
    mark = _number(cells[2], place, "la note de qualité", "", "7,6")
    if price <= 0:
        raise OffersUnread(f"{place} : le prix doit être supérieur à zéro.")
    best = columns.scale.best
    if not 0 <= mark <= best:
        raise OffersUnread(
            f"{place} : la note de qualité, {written(mark)}, sort de l’échelle de 0 à "
            f"{written(best)}.",
            remedy="Corrigez la note, ou l’échelle du titre."
            if columns.scale.said
            else "Notez sur 10, ou écrivez l’échelle dans le titre : « Qualité sur 60 ».",
        )
    return Offer(name, price, mark * SCALE / best)


def _number(cell: Cell, place: str, what: str, unit: str, example: str) -> float:
    if cell is None or not _text(cell):
        raise OffersUnread(f"{place} : il manque {what}.", remedy=f"Écrivez par exemple {example}.")
    try:
        value = in_unit(read_number(cell, example=example), unit)
    except UnreadableNumber as error:
        raise OffersUnread(f"{place}, {what} : {error}") from error
    if value is None:
        raise OffersUnread(
            f"{place} : {shown(cell)} n’est pas lisible pour {what}.",
            remedy=f"Écrivez par exemple {example}.",
        )
    return value


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _is_number(cell: Cell) -> bool:
    try:
        read_number(cell)
    except UnreadableNumber:
        return False
    return True


def _folded(cell: Cell) -> str:
    return " ".join(fold(_text(cell)).split())
