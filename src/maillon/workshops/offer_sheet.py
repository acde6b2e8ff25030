"""The analysis sheet that a buyer takes away: an .xlsx whose marks, totals and ranks stay live.

Every result is a formula of the spreadsheet: changing a price, a mark or a weight computes all
again, without the course. The first page marks under the chosen formula and says how firmly the
first place stands; the second compares all formulas.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from maillon.models.award import MOST_OFFERS, Offer
from maillon.models.price_scores import FORMULAS, SCALE, PriceFormula, Terms
from maillon.workshops import offer_sheet_look as look

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: Final = "analyse-des-offres.xlsx"
ANALYSIS, COMPARISON = "Analyse", "Comparer les formules"
NOTICE: Final = (
    "Outil de formation, pas un conseil juridique : faites relire votre méthode. "
    "Cases jaunes : à remplir ; le reste se recalcule."
)
#: Rows of the first page: where the offers start, and where they end.
FIRST: Final = 20
LAST: Final = FIRST + MOST_OFFERS - 1
#: Cells of the first page that every formula reads.
WEIGHT, QUALITY, BEST, MULTIPLE, REFERENCE, FLOOR, WORTH, LOWEST, HIGHEST = (
    f"$B${row}" for row in range(9, 18)
)
#: What each formula makes of the price {p}, in the language of spreadsheets.
CELLS: Final = {
    "classique": "{best}*{low}/{p}",
    "min-max": "IF({high}={low},{best},{best}*({high}-{p})/({high}-{low}))",
    "echelle": "{best}*MAX(0,{n}*{low}-{p})/(({n}-1)*{low})",
    "quadratique": "{best}*({low}/{p})^2",
    "absolue": "{best}*MIN(1,MAX(0,({reference}-{p})/({reference}-{floor})))",
}
HEADS: Final = (
    "Offre",
    "Prix (€)",
    "Qualité (sur 10)",
    "Note du prix",
    "Total",
    "Rang",
    "Passe devant sous ce poids du prix",
    "Passe devant au-delà de ce poids du prix",
    "Prix retenu",
    "Qualité retenue",
)
#: Row of the second page where formulas are named; winner, bias and totals stand below.
COMPARED_HEAD: Final = 4
#: What the sheet writes of a first place.
TIED, UNTIED, LEVEL = "oui : à départager", "non", "égalité"
MONETISED: Final = (
    "Qualité monétisée : prix corrigé (€)",
    "Le plus bas l’emporte, sans lire les autres offres. Publiez ce que vaut un point.",
)
_TIE: Final = "0.000000001"


def offer_sheet(
    offers: Sequence[Offer],
    formula: PriceFormula,
    weight: float,
    terms: Terms,
    euros_per_point: float,
) -> bytes:
    """Return the workbook for these offers; `weight` is the weight of the price, from 0 to 1.

    `euros_per_point`, what a point of quality is worth, ranks them without a formula as well.

    >>> from maillon.models.price_scores import formula
    >>> offer_sheet([Offer("A", 100, 6)], formula("classique"), 0.5, Terms(), 10)[:2]
    b'PK'
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = ANALYSIS
    _settings(page, formula, weight, terms, euros_per_point)
    _offers(page, offers, formula)
    _results(page)
    look.analysis(page, FIRST, LAST)
    _comparison(book)
    book.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _settings(
    page: Worksheet, formula: PriceFormula, weight: float, terms: Terms, euros_per_point: float
) -> None:
    """Write what the sheet is, the formula with its bias, and what the buyer publishes."""
    lines: list[tuple[str, Any]] = [
        ("Feuille d’analyse des offres", None),
        (NOTICE, None),
        ("Formule du prix", formula.label),
        ("En mots", formula.words),
        ("Elle dépend", formula.depends),
        ("Son biais", formula.bias),
        ("", None),
        ("Réglages", None),
        ("Poids du prix", weight),
        ("Poids de la qualité", f"=1-{WEIGHT}"),
        ("Meilleure note", SCALE),
        ("Échelle n (linéaire à échelle)", terms.multiple),
        ("Prix de référence (absolue)", terms.reference),
        ("Prix plancher (absolue)", terms.floor),
        ("Valeur d’un point (qualité monétisée)", euros_per_point),
        ("Prix le plus bas reçu", f"=MIN(I{FIRST}:I{LAST})"),
        ("Prix le plus haut reçu", f"=MAX(I{FIRST}:I{LAST})"),
    ]
    for row, (label, value) in enumerate(lines, 1):
        page.cell(row, 1, label)
        page.cell(row, 2, value)


def _mark(formula: PriceFormula, price: str, page: str = "") -> str:
    """Return the spreadsheet's formula of a mark; `page` prefixes the cells of another page."""
    return CELLS[formula.id].format(
        p=price,
        best=page + BEST,
        low=page + LOWEST,
        high=page + HIGHEST,
        n=page + MULTIPLE,
        reference=page + REFERENCE,
        floor=page + FLOOR,
    )


def _offers(page: Worksheet, offers: Sequence[Offer], formula: PriceFormula) -> None:
    """Write a row for each offer, and empty ones whose formulas wait."""
    for column, head in enumerate(HEADS, 1):
        page.cell(FIRST - 1, column, head)
    for row in range(FIRST, LAST + 1):
        place = row - FIRST
        if place < len(offers):
            offer = offers[place]
            name = page.cell(row, 1, offer.name)
            name.data_type = "s"  # a name that starts with « = » is no formula
            page.cell(row, 2, offer.price)
            page.cell(row, 3, offer.quality)
        for column, text in enumerate(_row_formulas(row, formula), 4):
            page.cell(row, column, text)


def _row_formulas(row: int, formula: PriceFormula) -> list[str]:
    """Return columns D to J of a row; empty while its price or its quality is missing."""
    totals, ranks = f"$E${FIRST}:$E${LAST}", f"$F${FIRST}:$F${LAST}"
    leader = f"MATCH(1,{ranks},0)"
    cheaper = f"(INDEX($D${FIRST}:$D${LAST},{leader})-D{row})"
    better = f"(J{row}-INDEX($J${FIRST}:$J${LAST},{leader}))"
    tie = f"{better}/({cheaper}+{better})"
    inside = f"AND({tie}>0,{tie}<1)"
    full = f"AND(ISNUMBER(B{row}),ISNUMBER(C{row}))"

    def when(filled: str, text: str) -> str:
        return f'=IF({filled},{text},"")'

    counts = f"ISNUMBER(I{row})"
    return [
        when(counts, _mark(formula, f"I{row}")),
        when(counts, f"{WEIGHT}*D{row}+{QUALITY}*J{row}"),
        when(counts, f"1+SUMPRODUCT(ISNUMBER({totals})*({totals}>E{row}+{_TIE}))"),
        when(counts, f'IF({cheaper}+{better}>{_TIE},IF({inside},{tie},""),"")'),
        when(counts, f'IF({cheaper}+{better}<-{_TIE},IF({inside},{tie},""),"")'),
        when(full, f'IF(B{row}>0,B{row},"")'),
        when(counts, f"C{row}"),
    ]


def _quoted(text: str) -> str:
    """Write a text inside a formula of the spreadsheet."""
    return f'"{text}"'


def _results(page: Worksheet) -> None:
    """Write who comes first, and how firmly."""
    names, ranks = f"A{FIRST}:A{LAST}", f"F{FIRST}:F{LAST}"
    tied = f"COUNTIF({ranks},1)>1"
    spread = "({0}*(MAX({1})-MIN({1})))"
    price = spread.format(WEIGHT, f"D{FIRST}:D{LAST}")
    quality = spread.format(QUALITY, f"J{FIRST}:J{LAST}")
    lines = [
        ("Offre en tête", f'=IFERROR(INDEX({names},MATCH(1,{ranks},0)),"")'),
        ("Égalité en tête", f"=IF({tied},{_quoted(TIED)},{_quoted(UNTIED)})"),
        (
            "Elle reste en tête si le prix pèse de",
            f"=IF({tied},{WEIGHT},MAX(0,G{FIRST}:G{LAST}))",
        ),
        ("jusqu’à", f"=IF({tied},{WEIGHT},MIN(1,H{FIRST}:H{LAST}))"),
        ("Poids effectif du prix", f'=IFERROR({price}/({price}+{quality}),"")'),
        ("Prix le plus haut, au-dessus du plus bas", f'=IFERROR({HIGHEST}/{LOWEST}-1,"")'),
    ]
    for row, (label, text) in enumerate(lines, LAST + 2):
        page.cell(row, 1, label)
        page.cell(row, 2, text)


def _compared(
    page: Worksheet, column: int, head: tuple[str, str], formulas: Sequence[str], *, best: str
) -> None:
    """Write a column of the second page: name, winner (`best` is MAX or MIN), bias, cells."""
    first, last = COMPARED_HEAD + 3, COMPARED_HEAD + 2 + MOST_OFFERS
    letter = "ABCDEFG"[column - 1]
    cells = f"{letter}{first}:{letter}{last}"
    winner = f"INDEX($A${first}:$A${last},MATCH({best}({cells}),{cells},0))"
    # Numbers within a hair of the best; text cells count for nothing.
    sign = ">" if best == "MAX" else "<"
    shift = "-" if best == "MAX" else "+"
    near = f"SUMPRODUCT(ISNUMBER({cells})*({cells}{sign}{best}({cells}){shift}{_TIE}))"
    page.cell(COMPARED_HEAD, column, head[0])
    page.cell(
        COMPARED_HEAD + 1,
        column,
        f"=IF(COUNT({cells})=0,{_quoted('')},IF({near}>1,{_quoted(LEVEL)},{winner}))",
    )
    page.cell(COMPARED_HEAD + 2, column, head[1])
    for row, text in enumerate(formulas, first):
        page.cell(row, column, f'=IF(ISNUMBER({ANALYSIS}!I{FIRST + row - first}),{text},"")')


def _comparison(book: Workbook) -> None:
    """Add the page that totals the same offers under every formula."""
    page = book.create_sheet(COMPARISON)
    source = f"{ANALYSIS}!"
    page.cell(1, 1, "Les mêmes offres, sous chaque formule")
    page.cell(2, 1, "Changez les prix, les notes et les poids sur la première page.")
    page.cell(COMPARED_HEAD, 1, "Formule")
    page.cell(COMPARED_HEAD + 1, 1, "En tête")
    page.cell(COMPARED_HEAD + 2, 1, "Son biais")
    first, last = COMPARED_HEAD + 3, COMPARED_HEAD + 2 + MOST_OFFERS
    for row in range(first, last + 1):
        name = f"{source}A{FIRST + row - first}"
        page.cell(row, 1, f'=IF({name}="","",{name})')
    for column, one in enumerate(FORMULAS, 2):
        marks = [_mark(one, f"{source}I{FIRST + rank}", source) for rank in range(MOST_OFFERS)]
        totals = [
            f"{source}{WEIGHT}*{mark}+{source}{QUALITY}*{source}J{FIRST + rank}"
            for rank, mark in enumerate(marks)
        ]
        _compared(page, column, (one.label, one.bias), totals, best="MAX")
    corrected = [
        f"{source}I{FIRST + rank}-{source}{WORTH}*{source}J{FIRST + rank}"
        for rank in range(MOST_OFFERS)
    ]
    _compared(page, len(FORMULAS) + 2, MONETISED, corrected, best="MIN")
    look.comparison(page, COMPARED_HEAD, last)
