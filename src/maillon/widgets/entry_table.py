"""A table to fill with one's own data: each row gets its result, and the whole prints on a page.

The page draws one text field a cell; `value` is `{row: {column: text}}`, as typed, ready to be kept
with other answers. Whoever uses the table reads the texts and gives `results`, one a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from maillon.base.modules import joined
from maillon.widgets import controls
from maillon.widgets.controls import Control, Options

LONGEST_CELL = 60
"""Characters that a cell keeps."""
Entries = dict[str, dict[str, str]]
"""Row id → column id → text as typed; empty cells and rows are left out."""


class EntryTable(Control):
    """A table of text fields; `results` holds `[text, tone]` for each row, in their order."""

    _esm = joined(controls.HERE / "entry_table.js")
    _css = Control._css + (controls.HERE / "entry_table.css").read_text(encoding="utf-8")

    result_label = traitlets.Unicode().tag(sync=True)
    #: Whether empty rows after the first one stay out of sight until they are needed.
    growing = traitlets.Bool(False).tag(sync=True)
    #: How many rows always show, where a button (`adding` is its label) shows one more.
    least = traitlets.Int(0).tag(sync=True)
    adding = traitlets.Unicode().tag(sync=True)
    results: traitlets.List[Any] = traitlets.List().tag(sync=True)

    @property
    def entries(self) -> Entries:
        """What was typed, cleaned: known rows and columns, one line a cell, no empty cell."""
        rows, columns = ([key for key, _ in pairs] for pairs in (self.options, self.categories))
        return clean(self.value, rows, columns)


def entry_table(
    label: str,
    *,
    rows: Options,
    columns: Options,
    result_label: str,
    entries: Entries | None = None,
    hint: str = "",
    growing: bool = False,
    least: int = 0,
    adding: str = "",
) -> EntryTable:
    """Return a table to fill, which starts from `entries`; the first column names the row.

    A `growing` table shows its filled rows and an empty one, which another follows once filled.
    With `adding`, it shows `least` rows, the filled ones, and a button of that label for one more.

    >>> table = entry_table(
    ...     "Mes maillons", rows=[("1", "Maillon 1")], columns=[("nom", "Nom")],
    ...     result_label="Perte", entries={"1": {"nom": " La laiterie "}})
    >>> table.entries
    {'1': {'nom': 'La laiterie'}}
    """
    return EntryTable(
        kind="entries",
        label=label,
        hint=hint,
        options=[list(row) for row in rows],
        categories=[list(column) for column in columns],
        result_label=result_label,
        growing=growing or bool(adding),
        least=least,
        adding=adding,
        value=entries or {},
    )


def clean(value: object, rows: Sequence[str], columns: Sequence[str]) -> Entries:
    """Keep from a value, whatever it is, the texts of known rows and columns.

    >>> clean({"1": {"nom": "Abattoir", "autre": "x"}, "9": {}}, ["1"], ["nom"])
    {'1': {'nom': 'Abattoir'}}
    """
    if not isinstance(value, Mapping):
        return {}
    kept: Entries = {}
    for row in rows:
        cells = value.get(row)
        if not isinstance(cells, Mapping):
            continue
        texts = {
            column: " ".join(cells[column].split())[:LONGEST_CELL]
            for column in columns
            if isinstance(cells.get(column), str) and cells[column].strip()
        }
        if texts:
            kept[row] = texts
    return kept
