"""Where things stand in the analysis sheet, and the spreadsheet's formulas that read them.

Every result is gated: a setting out of bounds or a row that is no offer gives words, never an
error of the spreadsheet.
"""

from __future__ import annotations

from maillon.topics.award.model.award import MOST_OFFERS
from maillon.topics.award.model.price_scores import PriceFormula

ANALYSIS, COMPARISON = "Analyse", "Comparer les formules"
#: Row of the first setting on the first page, rows of the offers, titles right above them.
SET = 10
FIRST = 22
#: One more row than the workshop's table for the hopeless offer, and some to add.
ROWS = MOST_OFFERS + 3
LAST = FIRST + ROWS - 1
DAY = "$B$3"
#: Cells of the first page that every formula reads.
WEIGHT, QUALITY, BEST, MULTIPLE, REFERENCE, FLOOR, WORTH, LOWEST, HIGHEST = (
    f"$B${row}" for row in range(SET, SET + 9)
)
#: What the page says of a setting, beside it: empty when the setting serves.
CHECKS = {
    WEIGHT: ("de 0 à 100 %", "AND(ISNUMBER({0}),{0}>=0,{0}<=1)"),
    MULTIPLE: ("plus de 1", "AND(ISNUMBER({0}),N({0})>1)"),
    REFERENCE: ("plus que le plancher", f"AND(ISNUMBER({{0}}),N({{0}})>N({FLOOR}))"),
    FLOOR: ("zéro ou plus", "AND(ISNUMBER({0}),N({0})>=0)"),
    WORTH: ("zéro ou plus", "AND(ISNUMBER({0}),N({0})>=0)"),
}
#: What each formula makes of the price {p}, in the language of spreadsheets.
CELLS = {
    "classique": "{best}*{low}/{p}",
    "min-max": "IF({high}={low},{best},{best}*({high}-{p})/({high}-{low}))",
    "echelle": "{best}*MAX(0,{n}*{low}-{p})/(({n}-1)*{low})",
    "quadratique": "{best}*({low}/{p})^2",
    "absolue": "{best}*MIN(1,MAX(0,({reference}-{p})/({reference}-{floor})))",
}
#: The settings that each formula reads, beside the weight.
_READ = {"echelle": (MULTIPLE,), "absolue": (REFERENCE, FLOOR)}
NOT_COUNTED = "non comptée"
TIE = "0.000000001"
#: What a row that does not count says in the place of its mark.
QUALITY_WRONG = "qualité à corriger"
PRICE_WRONG = "prix à corriger"


def column(letter: str, page: str = "") -> str:
    """Return the cells of the offers in a column of the first page.

    >>> column("F")
    '$F$22:$F$36'
    """
    return f"{page}${letter}${FIRST}:${letter}${LAST}"


def quoted(text: str) -> str:
    """Write a text inside a formula of the spreadsheet."""
    return f'"{text}"'


def when(condition: str, text: str, otherwise: str = '""') -> str:
    """Return a cell that holds `text` where `condition` is true."""
    return f"=IF({condition},{text},{otherwise})"


def check_cell(setting: str) -> str:
    """Return the cell that says what is wrong with a setting.

    >>> check_cell("$B$10")
    '$C$10'
    """
    return setting.replace("B", "C", 1)


def serves(formula: PriceFormula | None, page: str = "") -> str:
    """Return a condition: the settings that a formula reads are within bounds.

    Without a formula, quality is worth euros: only the value of a point is read.
    """
    read = (WORTH,) if formula is None else (WEIGHT, *_READ.get(formula.id, ()))
    return "&".join(f"{page}{check_cell(setting)}" for setting in read) + '=""'


def mark(formula: PriceFormula, price: str, page: str = "") -> str:
    """Return the mark of a price; `page` prefixes the cells of another page."""
    return CELLS[formula.id].format(
        p=price,
        best=page + BEST,
        low=page + LOWEST,
        high=page + HIGHEST,
        n=page + MULTIPLE,
        reference=page + REFERENCE,
        floor=page + FLOOR,
    )


def helpers(row: int) -> list[str]:
    """Return columns I to M of a row: price, quality and name kept, what does not count, so far.

    The last column gathers the names, as few spreadsheets join a range.
    """
    good = f"AND(N(B{row})>0,ISNUMBER(C{row}),N(C{row})>=0,N(C{row})<={BEST})"
    begun = f"COUNTA(A{row}:C{row})>0"
    before = f"M{row - 1}"
    comma = f'IF(OR({before}="",L{row}=""),"",", ")'
    return [
        when(good, f"B{row}"),
        when(f"ISNUMBER(I{row})", f"C{row}"),
        when(begun, f'IF(A{row}="","ligne "&ROW(),A{row})'),
        when(f'AND(K{row}<>"",NOT(ISNUMBER(I{row})))', f"K{row}"),
        f"=L{row}" if row == FIRST else f"={before}&{comma}&L{row}",
    ]


def marked(row: int, formula: PriceFormula | None) -> list[str]:
    """Return columns D and E of a row: mark and total, or worth of quality and corrected price.

    In the place of a mark, a row that does not count says what to mend.
    """
    found = f"{WORTH}*J{row}" if formula is None else mark(formula, f"I{row}")
    total = f"I{row}-D{row}" if formula is None else f"{WEIGHT}*D{row}+{QUALITY}*J{row}"
    mend = f"IF(N(B{row})>0,{quoted(QUALITY_WRONG)},{quoted(PRICE_WRONG)})"
    return [
        when(
            f"ISNUMBER(I{row})",
            f'IF({serves(formula)},{found},"")',
            f'IF(L{row}<>"",{mend},"")',
        ),
        when(f"ISNUMBER(D{row})", total),
    ]


def ranked(row: int, formula: PriceFormula | None) -> list[str]:
    """Return columns F to H of a row: rank, then under and beyond what setting it passes ahead."""
    totals, counted = column("E"), f"ISNUMBER(E{row})"
    ahead = f"<E{row}-{TIE}" if formula is None else f">E{row}+{TIE}"
    leader = f"MATCH(1,{column('F')},0)"
    better = f"(J{row}-INDEX({column('J')},{leader}))"
    if formula is None:
        gap = f"(0-{better})"
        tie, most = f"(INDEX({column('I')},{leader})-I{row})/{gap}", ""
    else:
        gap = f"(INDEX({column('D')},{leader})-D{row}+{better})"
        tie, most = f"{better}/{gap}", f",{better}/{gap}<1"
    inside = f'IF(AND({tie}>0{most}),{tie},"")'
    rank = f"1+SUMPRODUCT(ISNUMBER({totals})*({totals}{ahead}))"
    return [
        when(counted, rank, f'IF(L{row}<>"",{quoted(NOT_COUNTED)},"")'),
        when(counted, f'IF({gap}>{TIE},{inside},"")'),
        when(counted, f'IF({gap}<-{TIE},{inside},"")'),
    ]


def left_out_count(page: str = "") -> str:
    """Return how many rows are begun and do not count."""
    return f'SUMPRODUCT(({column("L", page)}<>"")*1)'


def left_out_names(page: str = "") -> str:
    """Return the names of these rows, as one text."""
    return f"{page}$M${LAST}"
