"""Read text in columns: the CSV export of data.economie.gouv.fr, and tables made at home.

A cut file must never give a shorter total.  A file whose last line does not end, or which ends
inside a quoted text, is refused; a line in the middle with too many or too few fields is reported
and left out.  A cut exactly at the end of a line cannot be told from a shorter file.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import Literal

import polars as pl

from maillon.base.wording import number
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.blocks import shown
from maillon.opendata.forms.decoding import decode
from maillon.opendata.forms.flattened import known_columns, read_frame, text_frame
from maillon.opendata.forms.raw import Form, Incident, RawReading

SEPARATORS = "|;\t,"
_BATCH = 20_000
#: Column names that the flattened form alone has.
_FLATTENED = ("titulaire_id_1", "codecpv", "datenotification")


def header(line: str) -> tuple[str, list[str]]:
    """Return the separator of a table and its column names, none if this is not a table.

    >>> header('id;"objet";montant')
    (';', ['id', 'objet', 'montant'])
    """
    separator = max(SEPARATORS, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        names = []
    return separator, [name.strip() for name in names]


def read_separated(data: bytes, name: str) -> RawReading:
    """Read a table of one row a contract.

    Raises:
        UnreadableFile: the table is cut, or its quotes make no sense.
    """
    text, incidents = decode(data, name)
    text = text.lstrip("\r\n ")
    first, _, body = text.partition("\n")
    separator, names = header(first.rstrip("\r"))
    if not text.endswith("\n"):
        raise _cut(name, text, "Sa dernière ligne n’est pas terminée")
    rows = _rows(body, separator, names, name)
    if rows.last_is_short:
        raise _cut(name, text, "Sa dernière ligne a moins de champs que la première")
    if rows.blank:
        rows.incidents.append(Incident.of("blank-lines", name, times=rows.blank))
    form = Form.FLATTENED if set(_FLATTENED) & set(names) else Form.SEPARATED
    return read_frame(rows.frame(), name, form, rows.lines, (*incidents, *rows.incidents))


def _rows(body: str, separator: str, names: list[str], file: str) -> _Rows:
    """Split a table into rows; quotes that make no sense as quotes are read as plain characters."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = _Rows(file, names)
        try:
            rows.read(body, separator, quoting)
        except csv.Error as error:
            if "unexpected end" in str(error):
                break
            continue
        if quoting == csv.QUOTE_MINIMAL:
            return rows
        if not rows.incidents:
            rows.incidents.append(Incident.of("lone-quotes", file))
            return rows
    raise _cut(file, body, "Un guillemet ouvert n’est jamais fermé")


class _Rows:
    """The rows of a table, packed batch after batch: a large export must not fill the memory."""

    def __init__(self, file: str, names: list[str]) -> None:
        self.lines = self.blank = 0
        self.last_is_short = False
        self.incidents: list[Incident] = []
        self._file = file
        self._width = len(names)
        # The first of two columns of one name is read, as everywhere else.
        self._places = {name: names.index(name) for name in names if known_columns([name])}
        self._batch: dict[int, list[str]] = {}
        self._frames: list[pl.DataFrame] = []

    def read(self, body: str, separator: str, quoting: Literal[0, 3]) -> None:
        """Split a text into rows, and report those that have not the width of the header."""
        lines = StringIO(body, newline="")
        for row in csv.reader(lines, delimiter=separator, quoting=quoting, strict=True):
            if not any(row):
                self.blank += bool(row)
                continue
            self.last_is_short = len(row) < self._width
            if len(row) == self._width:
                self._batch[self.lines] = row
            else:
                place, width = (self._file, self.lines), self._width
                self.incidents.append(
                    Incident.of("other-width", *place, times=len(row), width=width, row=shown(row))
                )
            self.lines += 1
            if len(self._batch) == _BATCH:
                self._pack()
        self._pack()

    def frame(self) -> pl.DataFrame:
        """Return all rows, as texts; an empty field is null."""
        return pl.concat(self._frames)

    def _pack(self) -> None:
        columns = {
            name: [row[place] or None for row in self._batch.values()]
            for name, place in self._places.items()
        }
        self._frames.append(text_frame(list(self._batch), columns))
        self._batch = {}


def _cut(name: str, text: str, why: str) -> UnreadableFile:
    line = number(text.count("\n") + 1)
    return UnreadableFile.of("separated-cut", name=name, why=why, line=line)
