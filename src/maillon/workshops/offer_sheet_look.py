"""How the analysis sheet looks: widths, number formats, cells to fill in yellow, one page wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maillon.wording import NBSP

if TYPE_CHECKING:
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

EUROS: Final = f'#,##0.00"{NBSP}€"'
PERCENT, MARK, RANK, TEXT = "0.0%", "0.00", "0", "@"
#: Column of the offers' table: its width and the format of its cells.
COLUMNS: Final = {
    "A": (34, TEXT),
    "B": (18, EUROS),
    "C": (16, MARK),
    "D": (14, MARK),
    "E": (12, MARK),
    "F": (9, RANK),
    "G": (21, PERCENT),
    "H": (21, PERCENT),
    "I": (16, EUROS),
    "J": (16, MARK),
}
#: Columns that only carry what others read.
HELPERS: Final = "IJ"
TO_FILL: Final = "ABC"
_YELLOW, _LINE, _GREY = "FFF7D6", "9AA5B1", "5B6670"


def analysis(page: Worksheet, first: int, last: int) -> None:
    """Make the first page readable; its offers stand from row ``first`` to row ``last``."""
    from openpyxl.styles import Alignment, Font

    _title(page)
    for row in range(3, 7):
        page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=8)
        page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    for row in (3, 8, last + 2):
        page.cell(row, 1).font = page.cell(row, 2).font = Font(bold=True)
    for row in (9, *range(12, 16)):
        page.cell(row, 2).fill = _yellow()
    for row in (9, 10, *range(last + 4, last + 8)):
        page.cell(row, 2).number_format = PERCENT
    for row in range(13, 18):
        page.cell(row, 2).number_format = EUROS
    for row in range(last + 2, last + 8):
        page.cell(row, 2).alignment = Alignment(horizontal="right")
    _offers(page, first, last)
    page.freeze_panes = f"B{first}"
    _print_wide(page)


def _offers(page: Worksheet, first: int, last: int) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.styles.differential import DifferentialStyle

    line = Border(bottom=Side(style="thin", color=_LINE))
    for letter, (width, form) in COLUMNS.items():
        page.column_dimensions[letter].width = width
        head = page[f"{letter}{first - 1}"]
        head.font, head.border = Font(bold=True), line
        side = "left" if letter == "A" else "right"
        head.alignment = Alignment(horizontal=side, wrap_text=True, vertical="bottom")
        for row in range(first, last + 1):
            cell = page[f"{letter}{row}"]
            cell.number_format, cell.border = form, line
            if letter in TO_FILL:
                cell.fill = _yellow()
            if letter in HELPERS:
                cell.font = Font(color=_GREY, italic=True)
    leader = DifferentialStyle(font=Font(bold=True))
    page.conditional_formatting.add(
        f"A{first}:F{last}", Rule(type="expression", dxf=leader, formula=[f"$F{first}=1"])
    )


def comparison(page: Worksheet, head: int, last: int) -> None:
    """Make the second page readable: names, winner and bias from row ``head``, then the totals."""
    from openpyxl.styles import Alignment, Font

    _title(page)
    page.column_dimensions["A"].width = COLUMNS["A"][0]
    page.cell(head, 1).font = page.cell(head + 1, 1).font = Font(bold=True)
    page.cell(head + 2, 1).alignment = Alignment(vertical="top")
    for column, letter in enumerate("BCDEFG", 2):
        page.column_dimensions[letter].width = 28
        for row in range(head, last + 1):
            page.cell(row, column).alignment = Alignment(
                horizontal="right", vertical="top", wrap_text=True
            )
            page.cell(row, column).number_format = MARK if row > head + 2 else TEXT
        page.cell(head, column).font = page.cell(head + 1, column).font = Font(bold=True)
    page.row_dimensions[head + 2].height = 92
    page.freeze_panes = f"B{head + 1}"
    _print_wide(page)


def _title(page: Worksheet) -> None:
    from openpyxl.styles import Font

    page["A1"].font = Font(bold=True, size=16)


def _yellow() -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=_YELLOW, end_color=_YELLOW)


def _print_wide(page: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
