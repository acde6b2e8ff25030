"""The table of what moves elsewhere (« tableau des déplacements »): impacts × who bears them.

Solving a problem in one place may open one in another: for somebody else, or of another kind. The
table holds one sign a cell, before and after a decision: −1 (a harm), 0 (nothing notable), 1 (a
gain). A cell improves when its sign rises and worsens when it falls. A shift (« déplacement ») is
an improvement here and a worsening there:

- from one bearer to another, on the same impact;
- from one impact to another, for the same bearer;
- elsewhere, when what worsens shares neither impact nor bearer with what improves.

Source: `shared/domain.md` §3.1, « transfert de pollution » in the sense of ADEME, widened to
work, cash and access. The signs are judgements to be argued, not measurements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from maillon.base.errors import MaillonError
from maillon.base.wording import MINUS, NBSP, capitalised, listing

Kind = Literal["bearer", "impact", "elsewhere"]
SCHEMA = 1

IMPACTS: dict[str, tuple[str, str]] = {
    "climat": ("climat", "le climat"),
    "travail": ("travail", "le travail"),
    "tresorerie": ("trésorerie", "la trésorerie"),
    "acces": ("accès", "l’accès"),
    "dechets": ("déchets", "les déchets"),
}
"""Rows: id → label and label with its article."""

BEARERS: dict[str, tuple[str, str]] = {
    "acheteur": ("acheteur", "l’acheteur"),
    "titulaire": ("titulaire", "le titulaire"),
    "rang-suivant": ("fournisseurs de rang suivant", "les fournisseurs de rang suivant"),
    "usagers": ("usagers", "les usagers"),
    "territoire": ("territoire", "le territoire"),
}
"""Columns: id → label and label with its article."""

SIGNS: dict[int, str] = {-1: MINUS, 0: "0", 1: "+"}
"""Signs as people read them."""


class DisplacementRefused(MaillonError):
    """The record of a table cannot be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The sign of an impact on a bearer, before and after the decision.

    Raises:
        DisplacementRefused: a sign that is not −1, 0 or 1.
    """

    before: int = 0
    after: int = 0

    def __post_init__(self) -> None:
        for value in (self.before, self.after):
            if type(value) is not int or value not in SIGNS:
                raise DisplacementRefused(
                    f"Un signe vaut {value!r}.",
                    why=f"Une case porte {MINUS}1 (nuit), 0 (rien de notable) ou 1 (profite).",
                    remedy="Choisissez l’un des trois.",
                )

    @property
    def change(self) -> int:
        """1 when the cell improves, −1 when it worsens, 0 when nothing moves."""
        return (self.after > self.before) - (self.after < self.before)

    @property
    def text(self) -> str:
        """« − → + », or the sign alone when nothing moves."""
        signs = SIGNS[self.before], SIGNS[self.after]
        return signs[0] if signs[0] == signs[1] else " → ".join(signs)


Place = tuple[str, str]
"""An impact id and a bearer id."""
_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Shift:
    """What improves (`relieved`) and what worsens (`loaded`) together, as places."""

    kind: Kind
    relieved: tuple[Place, ...]
    loaded: tuple[Place, ...]

    @property
    def sentence(self) -> str:
        """Tell the shift in French."""
        (impact, bearer), *_ = self.relieved
        if self.kind == "bearer":
            return (
                f"{capitalised(IMPACTS[impact][0])}{NBSP}: ce qui s’améliore pour "
                f"{_named(self.relieved, 1)} se reporte sur {_named(self.loaded, 1)}."
            )
        if self.kind == "impact":
            return (
                f"Pour {BEARERS[bearer][1]}{NBSP}: ce qui s’améliore sur "
                f"{_named(self.relieved, 0)} se paie sur {_named(self.loaded, 0)}."
            )
        return (
            f"Ailleurs{NBSP}: la décision améliore {_places(self.relieved)} et dégrade "
            f"{_places(self.loaded)}."
        )


@dataclass(frozen=True)
class DisplacementTable:
    """A title and the cells that are not empty; the others hold « 0 » before and after.

    Raises:
        DisplacementRefused: a cell whose impact or bearer the table does not have.

    >>> table = DisplacementTable("Livrer la nuit").with_cell("climat", "acheteur", -1, 1)
    >>> table = table.with_cell("travail", "titulaire", 0, -1)
    >>> [shift.kind for shift in table.shifts()]
    ['elsewhere']
    """

    title: str = ""
    cells: Mapping[Place, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for impact, bearer in self.cells:
            _known(impact, IMPACTS, "ligne")
            _known(bearer, BEARERS, "colonne")
        ordered = {
            (impact, bearer): self.cells[impact, bearer]
            for impact in IMPACTS
            for bearer in BEARERS
            if self.cells.get((impact, bearer), _EMPTY) != _EMPTY
        }
        object.__setattr__(self, "cells", ordered)

    def cell(self, impact: str, bearer: str) -> Cell:
        """The cell of an impact and a bearer.

        Raises:
            DisplacementRefused: the table has no such row or column.
        """
        _known(impact, IMPACTS, "ligne")
        _known(bearer, BEARERS, "colonne")
        return self.cells.get((impact, bearer), _EMPTY)

    def with_cell(self, impact: str, bearer: str, before: int, after: int) -> DisplacementTable:
        """The table with one cell changed.

        Raises:
            DisplacementRefused: like `cell`, or a sign that is not −1, 0 or 1.
        """
        return DisplacementTable(self.title, {**self.cells, (impact, bearer): Cell(before, after)})

    def reversed(self) -> DisplacementTable:
        """The table of the decision undone: before and after exchanged."""
        return DisplacementTable(
            self.title, {place: Cell(c.after, c.before) for place, c in self.cells.items()}
        )

    @property
    def improved(self) -> tuple[Place, ...]:
        """The places that improve, row by row."""
        return tuple(place for place, cell in self.cells.items() if cell.change > 0)

    @property
    def worsened(self) -> tuple[Place, ...]:
        """The places that worsen, row by row."""
        return tuple(place for place, cell in self.cells.items() if cell.change < 0)

    def shifts(self) -> tuple[Shift, ...]:
        """What was displaced: rows first, then columns, then what worsens elsewhere.

        Every worsening is in at least one shift, as soon as something improves.
        """
        better, worse = self.improved, self.worsened
        found = [*_along(0, "bearer", better, worse), *_along(1, "impact", better, worse)]
        told = {place for shift in found for place in shift.loaded}
        alone = tuple(place for place in worse if place not in told)
        if alone and better:
            found.append(Shift("elsewhere", better, alone))
        return tuple(found)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the table says, in French: its shifts, or that there is none."""
        shifts = self.shifts()
        if shifts:
            return tuple(shift.sentence for shift in shifts)
        if self.worsened:
            return (f"Rien ne s’améliore, et la décision dégrade {_places(self.worsened)}.",)
        if self.improved:
            return (
                "Aucun déplacement relevé.",
                "Cherchez qui, plus loin ou plus tard, pourrait en porter le poids.",
            )
        return ("Rien ne change dans ce tableau.",)

    def record(self) -> dict[str, Any]:
        """The table as plain data, ready for JSON; only cells that are not empty are written."""
        cells: dict[str, dict[str, dict[str, int]]] = {}
        for (impact, bearer), cell in self.cells.items():
            cells.setdefault(impact, {})[bearer] = {"before": cell.before, "after": cell.after}
        return {"schema": SCHEMA, "title": self.title, "cells": cells}

    @classmethod
    def from_record(cls, record: object) -> DisplacementTable:
        """Read what `record` wrote.

        Raises:
            DisplacementRefused: the record has another form, or an unknown row, column or sign.

        >>> table = DisplacementTable("Essai").with_cell("acces", "usagers", 0, -1)
        >>> DisplacementTable.from_record(table.record()) == table
        True
        """
        if not isinstance(record, Mapping) or record.get("schema") != SCHEMA:
            raise _unreadable(f"Son champ «{NBSP}schema{NBSP}» devrait valoir {SCHEMA}.")
        title, rows = record.get("title", ""), record.get("cells", {})
        if not isinstance(title, str) or not isinstance(rows, Mapping):
            raise _unreadable("Il lui faut un titre et des cases.")
        cells: dict[Place, Cell] = {}
        for impact, row in rows.items():
            if not isinstance(row, Mapping):
                raise _unreadable(f"La ligne «{NBSP}{impact}{NBSP}» n’a pas de colonnes.")
            for bearer, cell in row.items():
                if not isinstance(cell, Mapping) or set(cell) - {"before", "after"}:
                    raise _unreadable("Une case porte un signe avant et un signe après.")
                cells[impact, bearer] = Cell(cell.get("before", 0), cell.get("after", 0))
        return cls(title, cells)


def _along(
    side: int, kind: Kind, better: Iterable[Place], worse: Iterable[Place]
) -> Iterable[Shift]:
    """Shifts of each row (`side` 0) or column (1) with both an improvement and a loss."""
    for name in (IMPACTS, BEARERS)[side]:
        relieved = tuple(place for place in better if place[side] == name)
        loaded = tuple(place for place in worse if place[side] == name)
        if relieved and loaded:
            yield Shift(kind, relieved, loaded)


def _named(places: Iterable[Place], side: int) -> str:
    names = (IMPACTS, BEARERS)[side]
    return listing([names[place[side]][1] for place in places])


def _places(places: Iterable[Place]) -> str:
    return listing([f"{IMPACTS[impact][1]} pour {BEARERS[bearer][1]}" for impact, bearer in places])


def _known(name: str, names: Mapping[str, object], what: str) -> None:
    if name not in names:
        raise DisplacementRefused(
            f"Le tableau n’a pas de {what} «{NBSP}{name}{NBSP}».",
            remedy=f"Choisissez parmi{NBSP}: {', '.join(names)}.",
        )


def _unreadable(why: str) -> DisplacementRefused:
    return DisplacementRefused(
        "Ce tableau des déplacements est illisible.",
        why=why,
        remedy="Ouvrez un tableau enregistré par le cours.",
    )
