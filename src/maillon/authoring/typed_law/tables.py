"""Segments of the data of the book: a row of a CSV file is read with its header."""

from __future__ import annotations

import csv
import io

from maillon.authoring.typed_law.context import Segment, segments

_SEPARATORS = ",;\t"


def table_segments(source: str) -> list[Segment]:
    r"""Cut a CSV file as the table that the page shows.

    >>> for s in table_segments("Achat;Seuil (€ HT)\nlivres;90 000\n"):
    ...     print(s.line, s.text)
    1 Achat ; Seuil (€ HT)
    2 livres ; 90 000 € ht
    """
    lines = source.split("\n")
    separator = max(_SEPARATORS, key=lines[0].count)
    rows = [next(csv.reader(io.StringIO(line), delimiter=separator), []) for line in lines]
    return segments("\n".join(_written(row) for row in rows))


def _written(row: list[str]) -> str:
    cells = (cell.replace("|", " ").strip() for cell in row)
    return f"| {' | '.join(cells)} |" if row else ""
