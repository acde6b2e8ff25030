"""What the territory is told with: magnitudes and tables, their status and their origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeVar

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, NNBSP, listing, number

#: Read in a dated source, chosen after an order of magnitude, or invented for the course.
Status = Literal["sourcé", "hypothèse", "fictif"]
Found = TypeVar("Found")
#: How the unit of a share starts (« part du prix »): the number lies between 0 and 1.
SHARE = "part"


class UnknownName(MaillonError):
    """The territory has nothing of this name; the message gives the nearest ones."""


def find(named: Mapping[str, Found], name: str, *, wanted: str, place: str) -> Found:
    """Return what `named` holds under `name`.

    `wanted` is the French noun of what is looked for (« tableau »); `place` says where.

    Raises:
        UnknownName: nothing has this name; the message gives the nearest ones, else all of them.

    >>> find({"sel": 1, "poivre": 2}, "sel", wanted="épice", place="La cuisine")
    1
    >>> find({"sel": 1, "poivre": 2}, "poivr", wanted="épice", place="La cuisine")
    ... # doctest: +NORMALIZE_WHITESPACE +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    UnknownName: La cuisine ne connaît pas « poivr » (épice). Vouliez-vous dire : poivre ?
    """
    if name in named:
        return named[name]
    near = get_close_matches(name, named, n=3)
    if near:
        remedy = f"Vouliez-vous dire{NBSP}: {', '.join(near)}{NNBSP}?"
    else:
        remedy = f"Noms connus{NBSP}: {listing(list(named)) or 'aucun'}."
    raise UnknownName(f"{place} ne connaît pas «{NBSP}{name}{NBSP}» ({wanted}).", remedy=remedy)


def quantity(value: float, unit: str = "") -> str:
    r"""Write a number with its unit and the decimals it has.

    A share is written as a percentage, rounded to its first decimal.

    >>> quantity(2200, "repas"), quantity(0.5), quantity(0.0441, "part de la dépense")
    ('2\u202f200\xa0repas', '0,5', '4,4\xa0% de la dépense')
    """
    if unit.startswith(SHARE):
        return f"{_exact(round(100 * value, 1))}{NBSP}%{unit.removeprefix(SHARE)}"
    return f"{_exact(value)}{NBSP}{unit}" if unit else _exact(value)


def _exact(value: float) -> str:
    decimals = f"{value:.6f}".rstrip("0").partition(".")[2]
    return number(value, len(decimals))


@dataclass(frozen=True)
class Source:
    """Where a magnitude was read; `kind` is officiel, étude, spécialisé, presse or commercial."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Magnitude:
    r"""One number of the scenario, in its unit; a `sourcé` always has its year and its source.

    >>> Magnitude("marge", "Marge", 0.03, "part du prix", "hypothèse").text
    '3\xa0% du prix'
    """

    id: str
    label: str
    value: float
    unit: str
    status: Status
    year: int | None = None
    source: Source | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The number and its unit, the French way."""
        return quantity(self.value, self.unit)


@dataclass(frozen=True)
class Column:
    """A column of a table, and the unit of its cells.

    >>> Column("stock", "Stock", "jours").heading, Column("part", "Part", "part du prix").heading
    ('Stock (jours)', 'Part (% du prix)')
    """

    id: str
    label: str
    unit: str

    @property
    def heading(self) -> str:
        """The label, with the unit in which :meth:`text` writes the cells."""
        share = self.unit.startswith(SHARE)
        return f"{self.label} ({'%' + self.unit.removeprefix(SHARE) if share else self.unit})"

    def text(self, cell: float | str) -> str:
        """Write a cell of this column without its unit, except the sign of a share."""
        if isinstance(cell, str):
            return cell
        return quantity(cell, SHARE if self.unit.startswith(SHARE) else "")


@dataclass(frozen=True)
class Row:
    """A row of a table, read by column id.

    >>> row = Row("grossiste", "Grossiste", {"depense": 420.0, "taille": "PME"})
    >>> row["taille"], row.number("depense")
    ('PME', 420.0)
    """

    id: str
    label: str
    cells: Mapping[str, float | str]

    def __getitem__(self, column: str) -> float | str:
        return find(self.cells, column, wanted="colonne", place=f"La ligne «{NBSP}{self.id}{NBSP}»")

    def number(self, column: str) -> float:
        """Return a cell that holds a number.

        Raises:
            UnknownName: the row has no such column.
            MaillonError: the cell holds a text.
        """
        cell = self[column]
        if isinstance(cell, str):
            raise MaillonError(
                f"La ligne «{NBSP}{self.id}{NBSP}» porte un texte dans «{NBSP}{column}{NBSP}».",
                remedy="Choisissez une colonne de nombres.",
            )
        return cell


@dataclass(frozen=True)
class Table:
    """Rows read together (suppliers, links of a price), all of one status and one source."""

    id: str
    label: str
    columns: tuple[Column, ...]
    rows: Mapping[str, Row]
    status: Status
    year: int | None = None
    source: Source | None = None
    note: str = ""

    def row(self, row_id: str) -> Row:
        """Return a row.

        Raises:
            UnknownName: the table has no such row.
        """
        return find(self.rows, row_id, wanted="ligne", place=f"Le tableau «{NBSP}{self.id}{NBSP}»")

    def numbers(self, column: str) -> dict[str, float]:
        """Return a column of numbers by row id, in the order of the rows.

        Raises:
            UnknownName: the table has no such column.
            MaillonError: a cell of the column holds a text.

        >>> rows = {"a": Row("a", "A", {"part": 0.25}), "b": Row("b", "B", {"part": 0.75})}
        >>> Table("t", "T", (Column("part", "Part", "du prix"),), rows, "fictif").numbers("part")
        {'a': 0.25, 'b': 0.75}
        """
        return {row.id: row.number(column) for row in self.rows.values()}
