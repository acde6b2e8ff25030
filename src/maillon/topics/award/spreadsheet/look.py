"""How the analysis sheet looks: widths, number formats, cells to fill in yellow, A4 on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maillon.base.wording import NBSP
from maillon.topics.award.spreadsheet import cells
from maillon.topics.award.spreadsheet.cells import FIRST, LAST, SET
from maillon.topics.award.spreadsheet.comparison import BIAS, HEAD, LETTERS, TOTALS
from maillon.topics.award.spreadsheet.rules import highlight_winners

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

#: French numbers, whatever the language of the office: « 40 000,00 € », « 41,5 % ».
_FRENCH = "[$-40C]"
EUROS = f'{_FRENCH}#,##0.00"{NBSP}€"'
PERCENT, MARK = f'{_FRENCH}0.0"{NBSP}"%', f"{_FRENCH}0.00"
RANK, TEXT, DAY = "0", "@", "DD/MM/YYYY"
#: Column of the first page: its width and the format of its offers' cells.
COLUMNS = {
    "A": (34, TEXT), "B": (17, EUROS), "C": (18, MARK), "D": (19, MARK), "E": (15, MARK),
    "F": (14, RANK), "G": (19, PERCENT), "H": (19, PERCENT), "I": (16, EUROS), "J": (16, MARK),
    "K": (20, TEXT), "L": (20, TEXT), "M": (20, TEXT),
}  # fmt: skip
#: What differs where quality is worth euros.
_IN_EUROS = dict.fromkeys("DEGH", EUROS)
#: Columns that only carry what others read.
HELPERS = "IJKLM"
TO_FILL = "ABC"
_YELLOW, _LINE, _GREY, _RED = "FFF7D6", "9AA5B1", "5B6670", "A8231B"
_INK, _BAND, _PALE = "0B5A6B", "DCECEF", "F4F8F9"
#: Heights, in points.
_HEAD, _ROW, _SETTING, _BIAS_HEIGHT = 50, 20, 18, 100
#: Characters of a name that stand on one line of the first page.
_NAME_LINE = 32


def analysis(page: Worksheet, *, monetised: bool) -> None:
    """Make the first page readable."""
    _title(page, "H")
    for row in range(3, SET + 9):
        page.row_dimensions[row].height = _SETTING
        _align(page.cell(row, 1), "left")
    for row in range(4, 8):
        page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=8)
        _align(page.cell(row, 2), "left")
    _align(page["B3"], "right")
    page["B3"].number_format = DAY
    page["A4"].font = page["B4"].font = _font(bold=True)
    for letter in "ABCDEFGH":
        _band(page[f"{letter}{SET - 1}"], "left")
    for setting in (cells.DAY, *cells.CHECKS):
        page[setting.replace("$", "")].fill = _fill(_YELLOW)
    for setting in cells.CHECKS:
        check = page[cells.check_cell(setting).replace("$", "")]
        check.font = _font(color=_RED, bold=True)
        _align(check, "left", fit=True)
    for row in range(SET, SET + 9):
        _align(page.cell(row, 2), "right")
    for row in range(SET, SET + 2):
        page.cell(row, 2).number_format = PERCENT
    for row in range(SET + 4, SET + 9):
        page.cell(row, 2).number_format = EUROS
    _results(page, PERCENT if not monetised else EUROS)
    _offers(page, COLUMNS | {k: (COLUMNS[k][0], v) for k, v in _IN_EUROS.items() if monetised})
    page.freeze_panes = "B2"
    _print(page, f"A1:H{LAST}")


def _results(page: Worksheet, form: str) -> None:
    """Lay the results beside the settings."""
    for row in range(SET, SET + 9):
        page.merge_cells(start_row=row, end_row=row, start_column=4, end_column=6)
        page.merge_cells(start_row=row, end_row=row, start_column=7, end_column=8)
        label, value = page.cell(row, 4), page.cell(row, 7)
        _align(value, "right", fit=True)
        _align(label, "left")
        if row == SET + 2:
            label.font = value.font = _font(bold=True, size=13)
        last = str(label.value or "").startswith("Prix le plus haut")
        value.number_format = TEXT if row < SET + 4 else PERCENT if last else form


def _offers(page: Worksheet, columns: dict[str, tuple[int, str]]) -> None:
    for letter, (width, form) in columns.items():
        page.column_dimensions[letter].width = width
        _band(page[f"{letter}{FIRST - 1}"], "left" if letter in "AKLM" else "right")
        for row in range(FIRST, LAST + 1):
            cell = page[f"{letter}{row}"]
            cell.number_format, cell.border = form, _under()
            _align(cell, "left" if letter in "AKLM" else "right")
            if letter in TO_FILL:
                cell.fill = _fill(_YELLOW)
            lines = -(-len(str(page.cell(row, 1).value or "")) // _NAME_LINE)
            page.row_dimensions[row].height = _ROW * max(1, lines)
            if letter in HELPERS:
                cell.font = _font(color=_GREY, italic=True)
    page.row_dimensions[FIRST - 1].height = _HEAD


def comparison(page: Worksheet) -> None:
    """Make the second page readable: names and winners, then the totals, then the biases."""
    _title(page, LETTERS[-1])
    page["A3"].font = _font(bold=True, color=_RED)
    page.column_dimensions["A"].width = COLUMNS["A"][0]
    for letter in f"A{LETTERS}":
        side = "left" if letter == "A" else "right"
        if letter != "A":
            page.column_dimensions[letter].width = 21
        _band(page[f"{letter}{HEAD}"], side)
        winner = page[f"{letter}{HEAD + 1}"]
        winner.font, winner.fill, winner.border = _font(bold=True), _fill(_BAND), _under()
        _align(winner, side, fit=True)
        form = TEXT if letter == "A" else EUROS if letter == LETTERS[-1] else MARK
        for row in range(TOTALS, BIAS):
            cell = page[f"{letter}{row}"]
            cell.number_format, cell.border = form, _under()
            _align(cell, side, fit=letter == "A")
            if (row - TOTALS) % 2:
                cell.fill = _fill(_PALE)
        for row in range(TOTALS, BIAS):
            page.row_dimensions[row].height = _ROW
        bias = page[f"{letter}{BIAS}"]
        bias.font = _font(size=10, color=_GREY, italic=letter != "A")
        _align(bias, "left", top=True)
    page.row_dimensions[HEAD].height = _HEAD
    page.row_dimensions[HEAD + 1].height = 22
    page.row_dimensions[BIAS].height = _BIAS_HEIGHT
    page.freeze_panes = f"B{TOTALS}"
    highlight_winners(page)
    _print(page, f"A1:{LETTERS[-1]}{BIAS}")


def _title(page: Worksheet, last: str) -> None:
    from openpyxl.styles import Alignment

    page["A1"].font = _font(bold=True, size=16, color=_INK)
    page.row_dimensions[1].height = 26
    page.merge_cells(f"A2:{last}2")
    page["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    page["A2"].font = _font(color=_GREY)


def _font(**look: Any) -> Font:
    """Return a font of the family of the other cells: openpyxl would name none."""
    from openpyxl.styles import Font

    return Font(name="Calibri", **({"size": 11} | look))


def _band(cell: Cell, side: str) -> None:
    """Write a title in white on the colour of the course."""
    cell.font, cell.fill = _font(bold=True, color="FFFFFF"), _fill(_INK)
    _align(cell, side)


def _align(cell: Cell | MergedCell, side: str, *, top: bool = False, fit: bool = False) -> None:
    """Set a cell to a side; `fit` keeps a long name on one line, smaller."""
    from openpyxl.styles import Alignment

    # Some offices set right-aligned numbers apart from their words when both are indented.
    cell.alignment = Alignment(
        horizontal=side,
        vertical="top" if top else "center",
        wrap_text=not fit,
        shrink_to_fit=fit,
        indent=1 if side == "left" else 0,
    )


def _fill(colour: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


def _under() -> Border:
    from openpyxl.styles import Border, Side

    return Border(bottom=Side(style="thin", color=_LINE))


def _print(page: Worksheet, area: str) -> None:
    """Print `area` on one A4 page, wide, with the name and number of the page at its foot."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.print_area = area
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.4
    foot = page.oddFooter
    if foot and foot.left and foot.right:
        foot.left.text, foot.right.text = "&A", "Page &P sur &N"
    page.sheet_view.showGridLines = False
