"""Is a CSV file whole? Each line must have as many fields as the header, and the last must end.

A reader that pads short lines makes wrong totals out of a download cut in the middle. This counts
separators and line ends outside quotes, at the speed of the disk and in constant memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

_BLOCK = 1 << 23
_SEPARATORS = ",;|\t"


@dataclass(frozen=True)
class CsvForm:
    """What the bytes of a CSV file show.

    Attributes:
        separator: the separator of the header, found among comma, semicolon, bar and tab.
        columns: the number of fields of the header.
        lines: the number of records under the header.
        fault: what is wrong, in French; empty when the file is whole.
    """

    separator: str
    columns: int
    lines: int
    fault: str


def csv_form(path: Path) -> CsvForm:
    r"""Return the form of a CSV file in UTF-8, and what shows that it was cut or mixed up.

    Raises:
        OSError: the file cannot be opened.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.csv")
    ...     _ = file.write_text('a,b\n1,"2,5\n3"\n')
    ...     whole = csv_form(file)
    ...     _ = file.write_text("a,b\n1,2\n3")
    ...     cut = csv_form(file)
    >>> whole.lines, whole.fault, cut.fault
    (1, '', 'sa dernière ligne n’est pas terminée')
    """
    with path.open("rb") as file:
        first = file.readline()
        header = first.decode("utf-8-sig", errors="replace")
        separator = max(_SEPARATORS, key=header.count)
        columns = header.count(separator) + 1
        others = bytes(set(range(256)) - set(f'{separator}"\n'.encode()))
        separators = ends = 0
        quoted = False
        last = first[-1:]
        fault = _encoding_fault(first)
        rest = b""
        while not fault and (block := file.read(_BLOCK)):
            last = block[-1:]
            # Up to the end of a line, where no character is cut.
            whole, end, after = (rest + block).rpartition(b"\n")
            rest, block = after, whole + end
            fault = _encoding_fault(block)
            pieces = block.translate(None, others).split(b'"')
            outside = b"".join(pieces[quoted::2])
            quoted ^= len(pieces) % 2 == 0
            lines = outside.count(b"\n")
            ends += lines
            separators += len(outside) - lines
    if not fault and quoted:
        fault = "un guillemet ouvert n’est jamais fermé"
    elif not fault and last != b"\n":
        fault = "sa dernière ligne n’est pas terminée"
    elif not fault and separators != ends * (columns - 1):
        fault = f"toutes ses lignes n’ont pas {columns} colonnes comme la première"
    return CsvForm(separator, columns, ends, fault)


def _encoding_fault(block: bytes) -> str:
    """Say what is wrong with the characters of a block: a column nobody reads counts too."""
    try:
        pl.Series([block], dtype=pl.Binary()).cast(pl.String())  # faster than Python decodes
    except pl.exceptions.PolarsError:
        return "un de ses caractères n’est pas en UTF-8"
    return ""
