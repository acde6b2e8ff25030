"""What the analysis sheet accepts in its yellow cells, and what it highlights as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from maillon.topics.award.spreadsheet import cells, comparison
from maillon.topics.award.spreadsheet.cells import FIRST, LAST, SET

if TYPE_CHECKING:
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.worksheet import Worksheet

_Compared = Literal["greaterThan", "greaterThanOrEqual", "between"]
#: Cells, how they are compared, with what (one bound, or two), and what the refusal says.
BOUNDS: tuple[tuple[str, _Compared, tuple[str, ...], str], ...] = (
    (f"B{FIRST}:B{LAST}", "greaterThan", ("0",),
     "Un prix est un nombre supérieur à zéro, sans texte : 112000."),
    (f"C{FIRST}:C{LAST}", "between", ("0", cells.BEST),
     "La note de qualité va de 0 à 10. Ramenez d’abord une note sur 60 à 10."),
    (cells.WEIGHT, "between", ("0", "1"), "Le poids du prix va de 0 à 100 %."),
    (cells.MULTIPLE, "greaterThan", ("1",), "L’échelle n doit dépasser 1 : par exemple 2."),
    (cells.REFERENCE, "greaterThan", (cells.FLOOR,),
     "Le prix de référence doit dépasser le prix plancher."),
    (cells.FLOOR, "between", ("0", cells.REFERENCE),
     "Le prix plancher va de zéro au prix de référence."),
    (cells.WORTH, "greaterThanOrEqual", ("0",),
     "La valeur d’un point est un montant en euros, positif ou nul."),
)  # fmt: skip
REFUSED = "Cette valeur ne convient pas"
_GREEN, _ROSE, _RED = "D5EBDD", "F9DEDC", "A8231B"


def bound(page: Worksheet) -> None:
    """Refuse, in French, what no computation can use in a cell to fill."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, operator, limits, told in BOUNDS:
        rule = DataValidation(
            type="decimal",
            operator=operator,
            formula1=limits[0],
            formula2=limits[1] if len(limits) > 1 else None,
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="stop",
            errorTitle=REFUSED,
            error=told,
        )
        rule.add(place.replace("$", ""))
        page.add_data_validation(rule)
    day = DataValidation(
        type="date",
        operator="greaterThan",
        formula1="36526",
        showErrorMessage=True,
        errorTitle=REFUSED,
        error="Écrivez une date, comme 31/01/2030.",
    )
    day.add(cells.DAY.replace("$", ""))
    page.add_data_validation(day)


def highlight(page: Worksheet) -> None:
    """Light the offer that comes first, and what is to mend, on the first page."""
    bad = f'$L{FIRST}<>""'
    wrong = f"NOT(AND(ISNUMBER(C{FIRST}),N(C{FIRST})>=0,N(C{FIRST})<={cells.BEST}))"
    _light(page, f"A{FIRST}:H{LAST}", f"$F{FIRST}=1", _leader())
    _light(page, f"B{FIRST}:B{LAST}", f"AND({bad},NOT(N(B{FIRST})>0))", _to_mend())
    _light(page, f"C{FIRST}:C{LAST}", f"AND({bad},{wrong})", _to_mend())
    _light(page, f"D{FIRST}:F{LAST}", bad, _to_mend())
    for row, well in ((SET, "aucun"), (SET + 1, "aucune")):
        _light(page, f"D{row}:H{row}", f"$G${row}<>{cells.quoted(well)}", _to_mend())


def highlight_winners(page: Worksheet) -> None:
    """Light the best of each column of the second page."""
    for letter in comparison.LETTERS:
        cell = f"{letter}{comparison.TOTALS}"
        place = f"{cell}:{letter}{comparison.BIAS - 1}"
        _light(page, place, f"{comparison.near_best(letter, comparison.TOTALS)}=1", _leader())
        odd = cells.quoted(cells.NOT_COUNTED)
        _light(page, place, f"{cell}={odd}", _to_mend())


def _light(page: Worksheet, place: str, condition: str, style: DifferentialStyle) -> None:
    from openpyxl.formatting.rule import Rule

    page.conditional_formatting.add(
        place, Rule(type="expression", dxf=style, formula=[condition], stopIfTrue=False)
    )


def _leader() -> DifferentialStyle:
    """Bold on green: never colour alone."""
    return _style(None, _GREEN)


def _to_mend() -> DifferentialStyle:
    """Red words on rose."""
    return _style(_RED, _ROSE)


def _style(ink: str | None, paper: str) -> DifferentialStyle:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    fill = PatternFill(start_color=paper, end_color=paper, fill_type="solid")
    return DifferentialStyle(font=Font(bold=True, color=ink), fill=fill)
