"""The second page of the analysis sheet: the same offers, totalled under every formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from maillon.topics.award.model.price_scores import FORMULAS, PriceFormula
from maillon.topics.award.spreadsheet import cells
from maillon.topics.award.spreadsheet.cells import ANALYSIS, COMPARISON, FIRST, ROWS, TIE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Row where formulas are named; the winner, then the totals, then the bias stand below.
HEAD = 5
TOTALS = HEAD + 2
BIAS = TOTALS + ROWS
#: Letters of the columns: one a formula, then the corrected price.
LETTERS = "BCDEFG"
MONETISED = (
    "Qualité monétisée : prix corrigé",
    "Le plus bas l’emporte, sans lire les autres offres. Publiez ce que vaut un point.",
)
LEVEL, TO_MEND = "égalité", "réglage à corriger"
_SOURCE = f"{ANALYSIS}!"


def add(book: Workbook) -> Worksheet:
    """Add the page to the workbook, and return it."""
    page: Worksheet = book.create_sheet(COMPARISON)
    page["A1"] = "Les mêmes offres, sous chaque formule"
    page["A2"] = (
        "Points sur 10, et prix corrigé en euros. Tout vient de la page « Analyse » : "
        "changez-y les prix, les notes et les réglages."
    )
    names = cells.left_out_names(_SOURCE)
    told = f"{cells.quoted('Offres non comptées : ')}&{names}"
    page["A3"] = cells.when(f"{cells.left_out_count(_SOURCE)}>0", told)
    for row, label in ((HEAD, "Offre"), (HEAD + 1, "En tête"), (BIAS, "Son biais")):
        page.cell(row, 1, label)
    for row in range(TOTALS, BIAS):
        page.cell(row, 1, f"={_SOURCE}K{FIRST + row - TOTALS}")
    for letter, one in zip(LETTERS, FORMULAS, strict=False):
        totals = [_total(one, FIRST + rank) for rank in range(ROWS)]
        _column(page, letter, one, (one.label, one.bias), totals)
    source = f"{_SOURCE}I{{0}}-{_SOURCE}{cells.WORTH}*{_SOURCE}J{{0}}"
    _column(page, LETTERS[-1], None, MONETISED, [source.format(FIRST + n) for n in range(ROWS)])
    return page


def _total(one: PriceFormula, row: int) -> str:
    mark = cells.mark(one, f"{_SOURCE}I{row}", _SOURCE)
    quality = f"{_SOURCE}{cells.QUALITY}*{_SOURCE}J{row}"
    return f"{_SOURCE}{cells.WEIGHT}*{mark}+{quality}"


def span(letter: str) -> str:
    """Return the totals of a column."""
    return f"{letter}${TOTALS}:{letter}${BIAS - 1}"


def near_best(letter: str, row: int | None = None) -> str:
    """Return the totals within a hair of the best of their column, or whether that of `row` is."""
    lowest = letter == LETTERS[-1]
    best = f"{'MIN' if lowest else 'MAX'}({span(letter)})"
    reach = f"<={best}+{TIE}" if lowest else f">={best}-{TIE}"
    which = span(letter) if row is None else f"{letter}{row}"
    return f"ISNUMBER({which})*({which}{reach})"


def _column(
    page: Worksheet,
    letter: str,
    formula: PriceFormula | None,
    head: tuple[str, str],
    totals: Sequence[str],
) -> None:
    """Write a column: the name of the formula, its winner, a total an offer, its bias."""
    serves, near = cells.serves(formula, _SOURCE), near_best(letter)
    best = f"{'MIN' if formula is None else 'MAX'}({span(letter)})"
    first = f"INDEX($A${TOTALS}:$A${BIAS - 1},MATCH({best},{span(letter)},0))"
    winner = f"IF(COUNT({span(letter)})=0,{_NO},IF(SUMPRODUCT({near})>1,{_LEVEL},{first}))"
    page[f"{letter}{HEAD}"] = head[0]
    page[f"{letter}{HEAD + 1}"] = cells.when(serves, winner, cells.quoted(TO_MEND))
    for rank, text in enumerate(totals):
        row = FIRST + rank
        page[f"{letter}{TOTALS + rank}"] = cells.when(
            f"ISNUMBER({_SOURCE}I{row})",
            f"IF({serves},{text},{_NO})",
            f"IF({_SOURCE}L{row}<>{_NO},{cells.quoted(cells.NOT_COUNTED)},{_NO})",
        )
    page[f"{letter}{BIAS}"] = head[1]


_NO = '""'
_LEVEL = cells.quoted(LEVEL)
