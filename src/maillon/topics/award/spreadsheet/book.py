"""The analysis sheet that a buyer takes away: an .xlsx whose marks, totals and ranks stay live.

Every result is a formula of the spreadsheet: changing a price, a mark or a weight computes all
again, without the course. The first page marks under the chosen formula, or prices quality in
euros, and says how firmly the first place stands; the second compares all formulas. Rows that are
no offers stay in the sheet, named as not counted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from maillon.base.wording import printable
from maillon.topics.award.model.award import LeftOut, Offer
from maillon.topics.award.model.price_scores import MONETISED_LABEL, SCALE, PriceFormula, Terms
from maillon.topics.award.spreadsheet import cells, comparison, look, rules
from maillon.topics.award.spreadsheet.cells import FIRST, LAST, ROWS, SET, column

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "analyse-des-offres.xlsx"
NOTICE = (
    "Outil de formation, pas un conseil juridique : faites relire votre méthode. "
    "Cases jaunes : à remplir ; le reste se recalcule."
)
IN_WORDS = (
    "Prix de l’offre − valeur d’un point × note de qualité : le prix corrigé le plus bas l’emporte",
    "d’aucune autre offre",
    "Aucun n’est caché, mais il faut dire combien vaut un point, et le publier.",
)
#: What the sheet writes of a first place, and where all is well.
TIED, UNTIED, LEVEL, NONE, NO_SETTING = (
    "oui : à départager", "non", "égalité", "aucune", "aucun",
)  # fmt: skip
SO_MANY = " : "
TO_MEND = "voir les mots rouges, à côté"
ANY_WORTH = "toute valeur"
RESERVED = ", parmi les offres comptées"
#: Column where the results stand: their labels take three, their values two.
RESULTS = 4
_NO = '""'
#: Titles of the offers' table under a formula, and where quality is worth euros.
_OFFER = ("Offre", "Prix (€)", "Qualité (sur 10)")
_KEPT = ("Prix retenu", "Qualité retenue", "Nom retenu", "Non comptée", "Cumul")
HEADS = (
    *_OFFER,
    "Note du prix",
    "Total",
    "Rang",
    "Passe devant sous ce poids du prix",
    "Passe devant\nau-delà de ce poids du prix",
    *_KEPT,
)
MONETISED_HEADS = (
    *_OFFER,
    "Valeur de la qualité (€)",
    "Prix corrigé (€)",
    "Rang",
    "Passe devant sous cette valeur du point",
    "Passe devant\nau-delà de cette valeur du point",
    *_KEPT,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the buyer sets: a formula (None where quality is worth euros), weight of the price.

    `weight` goes from 0 to 1; `euros_per_point` is what a point of quality is worth.
    """

    formula: PriceFormula | None
    weight: float
    terms: Terms
    euros_per_point: float


def offer_sheet(
    offers: Sequence[Offer],
    settings: Settings,
    *,
    left_out: Sequence[LeftOut] = (),
    day: date | None = None,
) -> bytes:
    """Return the workbook for these offers, dated of `day` (today by default).

    `left_out` are rows that do not count: the sheet holds them, and names them as such.
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = cells.ANALYSIS
    _settings(page, settings, day or datetime.now().astimezone().date())
    _offers(page, [*offers, *left_out], settings.formula)
    _results(page, settings.formula)
    look.analysis(page, monetised=settings.formula is None)
    rules.bound(page)
    rules.highlight(page)
    look.comparison(comparison.add(book))
    book.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _settings(page: Worksheet, settings: Settings, day: date) -> None:
    """Write what the sheet is, the formula with its bias, and what the buyer publishes."""
    one, terms = settings.formula, settings.terms
    words = IN_WORDS if one is None else (one.words, one.depends, one.bias)
    lines: list[tuple[str, Any]] = [
        ("Feuille d’analyse des offres", None),
        (NOTICE, None),
        ("Date de cette analyse", day),
        ("Formule du prix", MONETISED_LABEL if one is None else one.label),
        *zip(("En mots", "Elle dépend", "Son biais"), words, strict=True),
        ("", None),
        ("Réglages", None),
        ("Poids du prix", settings.weight),
        ("Poids de la qualité", f'=IF({cells.check_cell(cells.WEIGHT)}="",1-{cells.WEIGHT},"")'),
        ("Meilleure note", SCALE),
        ("Échelle n (linéaire à échelle)", terms.multiple),
        ("Prix de référence (absolue)", terms.reference),
        ("Prix plancher (absolue)", terms.floor),
        ("Valeur d’un point (qualité monétisée)", settings.euros_per_point),
        ("Prix le plus bas reçu", _among("MIN")),
        ("Prix le plus haut reçu", _among("MAX")),
    ]
    for row, (label, value) in enumerate(lines, 1):
        page.cell(row, 1, label)
        page.cell(row, 2, value)
    for setting, (told, condition) in cells.CHECKS.items():
        page[cells.check_cell(setting).replace("$", "")] = cells.when(
            condition.format(setting), '""', cells.quoted(told)
        )


def _among(function: str) -> str:
    prices = column("I")
    return cells.when(f"COUNT({prices})>0", f"{function}({prices})")


def _offers(page: Worksheet, rows: Sequence[Offer | LeftOut], formula: PriceFormula | None) -> None:
    """Write a row for each offer, and empty ones whose formulas wait."""
    for place, head in enumerate(MONETISED_HEADS if formula is None else HEADS, 1):
        page.cell(FIRST - 1, place, head)
    for row in range(FIRST, LAST + 1):
        if row - FIRST < min(len(rows), ROWS):
            given = rows[row - FIRST]
            for place, value in enumerate((given.name, given.price, given.quality), 1):
                _write(page.cell(row, place), value)
        results = [*cells.marked(row, formula), *cells.ranked(row, formula), *cells.helpers(row)]
        for place, text in enumerate(results, 4):
            page.cell(row, place, text)


def _write(cell: Cell | MergedCell, value: float | str | None) -> None:
    """Write what was typed; a text that starts with « = » is no formula."""
    cell.value = printable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _results(page: Worksheet, formula: PriceFormula | None) -> None:
    """Write, beside the settings, what is to mend, who comes first, and how firmly."""
    ranks, some = column("F"), f"COUNT({column('E')})>0"
    tied, left = f"COUNTIF({ranks},1)>1", f"{cells.left_out_count()}>0"
    wrong = "&".join(cells.check_cell(setting) for setting in cells.CHECKS)
    names = f"{cells.left_out_count()}&{cells.quoted(SO_MANY)}&{cells.left_out_names()}"
    leader = f"INDEX({column('K')},MATCH(1,{ranks},0))&IF({left},{cells.quoted(RESERVED)},{_NO})"
    first = f"IF({tied},{cells.quoted(LEVEL)},{leader})"
    level = f"IF({tied},{cells.quoted(TIED)},{cells.quoted(UNTIED)})"
    apart = cells.when(f"COUNT({column('I')})>0", f"{cells.HIGHEST}/{cells.LOWEST}-1")
    well, mend = cells.quoted(NO_SETTING), cells.quoted(TO_MEND)
    lines = [
        ("Réglages à corriger", cells.when(f"{wrong}={_NO}", well, mend)),
        ("Offres non comptées", cells.when(left, names, cells.quoted(NONE))),
        ("Offre en tête", cells.when(some, first)),
        ("Égalité en tête", cells.when(some, level)),
        *(_firmness(some, tied) if formula else _worth_firmness(some, tied)),
        ("Prix le plus haut, au-dessus du plus bas", apart),
    ]
    page.cell(SET - 1, RESULTS, "Résultat")
    for row, (label, text) in enumerate(lines, SET):
        page.cell(row, RESULTS, label)
        page.cell(row, RESULTS + 3, text)


def _firmness(some: str, tied: str) -> list[tuple[str, str]]:
    """Return between which weights of the price the first stays first, and the weight in effect."""
    spread = "({0}*(MAX({1})-MIN({1})))"
    price = spread.format(cells.WEIGHT, column("D"))
    quality = spread.format(cells.QUALITY, column("J"))
    low, high = f"MAX(0,{column('G')})", f"MIN(1,{column('H')})"
    share = f"IFERROR({price}/({price}+{quality}),{_NO})"
    return [
        ("Elle reste en tête si le prix pèse de", _unless_tied(some, tied, cells.WEIGHT, low)),
        ("jusqu’à", _unless_tied(some, tied, cells.WEIGHT, high)),
        ("Poids effectif du prix", cells.when(some, share)),
    ]


def _unless_tied(some: str, tied: str, setting: str, bound: str) -> str:
    """Return a bound of the first place; with a tie, the setting itself."""
    return cells.when(some, f"IF({tied},{setting},{bound})")


def _worth_firmness(some: str, tied: str) -> list[tuple[str, str]]:
    """Return between which values of a point the first stays first."""
    low, beyond = f"MAX(0,{column('G')})", column("H")
    high = f"IF(COUNT({beyond})=0,{cells.quoted(ANY_WORTH)},MIN({beyond}))"
    return [
        ("Elle reste en tête si un point vaut de", _unless_tied(some, tied, cells.WORTH, low)),
        ("jusqu’à", _unless_tied(some, tied, cells.WORTH, high)),
    ]
