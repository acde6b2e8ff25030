"""Texts as published: words that stand for an empty cell, and characters that a web page left.

The marks of an empty cell do not mean the same (data.economie.gouv.fr): `CDL` is a conditional
field left empty, `MQ` a compulsory one that is missing, `INX …` one whose format was refused. Each
becomes unknown, and each is counted by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html.entities import codepoint2name

import polars as pl

from maillon.opendata.cleaning.rules import Step, rule

_UNSAID = ("NC", "nc", "N/C", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None")
#: Only what sorts before it can be blank: the others need not be stripped.
_FIRST_VISIBLE = "!"
#: Every mark but those that begin with INX.
_SHORT_MARKS = ("CDL", "MQ", *_UNSAID)
_MARK = "_vide:"
#: More than the columns of any table.
_BASE = 1000


def is_blank(cell: pl.Expr) -> pl.Expr:
    """Say whether a cell as published holds nothing that can be seen."""
    first = cell < _FIRST_VISIBLE
    return first & (pl.when(first).then(cell).str.strip_chars() == "")


#: Rule → which cells it means.  Plain comparisons, because every cell of a national file goes
#: through them.
_EMPTY: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "case-vide": is_blank,
    "marque-cdl": lambda cell: cell == "CDL",
    "marque-mq": lambda cell: cell == "MQ",
    "marque-inx": lambda cell: (cell == "INX") | cell.str.starts_with("INX "),
    "marque-nc": lambda cell: cell.is_in(_UNSAID),
}


def is_absence_mark(cell: pl.Expr) -> pl.Expr:
    """Say whether a cell as published only says that it is empty, as « CDL » or « null » do."""
    marks = (means for name, means in _EMPTY.items() if name != "case-vide")
    return pl.any_horizontal(means(cell) for means in marks)


#: A tool that writes « et » for « & » breaks codes: `det#8217,` was `d&#8217;`.
_ENTITY = r"&#[0-9]{2,5};|et#[0-9]{2,5}[;,]|&[a-zA-Z]{2,8};"
_CODED = re.compile(_ENTITY)
#: Without one of these, a text has nothing coded: most have none.
_CODES = ("&", "et#", r"\n")
_CODED_TEXT = "_code"
_LITERAL_LINE_END = r"\\n"


def empty_step(columns: Sequence[str]) -> Step:
    """Return the step that empties cells which only say that they are empty."""
    marks = {column: pl.col(f"{_MARK}{column}") for column in columns}
    counted = pl.sum_horizontal(marks.values())
    return Step(
        tuple(rule(name, counted // _unit(place) % _BASE) for place, name in enumerate(_EMPTY)),
        tuple(pl.when(mark == 0).then(pl.col(name)).alias(name) for name, mark in marks.items()),
        tuple(
            pl.col(column)
            .map_batches(_marks, return_dtype=pl.Int64(), is_elementwise=True)
            .alias(f"{_MARK}{column}")
            for column in columns
        ),
    )


def _unit(place: int) -> int:
    """Return what counts one cell of a rule, so that one sum over the columns counts them all."""
    unit: int = _BASE**place
    return unit


def _marks(cells: pl.Series) -> pl.Series:
    """Return the unit of the rule that each cell falls under, 0 for nearly all of them."""
    none = pl.repeat(0, len(cells), dtype=pl.Int64(), eager=True).alias(cells.name)
    if cells.null_count() == len(cells):
        return none
    cell = pl.col(cells.name)
    likely = (cell < _FIRST_VISIBLE) | cell.is_in(_SHORT_MARKS) | cell.str.starts_with("INX")
    table = cells.to_frame()
    if not table.select(likely.any()).item():
        return none
    units = (
        pl.when(means(cell)).then(_unit(place)).otherwise(0)
        for place, means in enumerate(_EMPTY.values())
    )
    return table.select(pl.sum_horizontal(units).cast(pl.Int64)).to_series().alias(cells.name)


def entity_steps(columns: Sequence[str]) -> Iterator[Step]:
    """Yield the steps that give back the characters that a web page had coded."""
    for name in columns:
        text, coded = pl.col(name), pl.col(_CODED_TEXT)
        yield Step(
            (
                rule(f"caracteres-html:{name}", coded.str.contains(_ENTITY)),
                rule(f"retour-ligne:{name}", coded.str.contains(_LITERAL_LINE_END)),
            ),
            (pl.coalesce(coded.str.replace_many(characters()), text).alias(name),),
            (pl.when(text.str.contains_any(list(_CODES))).then(text).alias(_CODED_TEXT),),
        )


def decoded(text: str) -> str:
    """Return a text with the characters that a web page had coded given back.

    >>> decoded("det#8217,Isle")
    'd’Isle'
    """
    return _CODED.sub(lambda found: characters().get(found[0], found[0]), text)


def folded(text: pl.Expr) -> pl.Expr:
    """Set spaces and case aside, and nothing else: « Lot 1.1 » is not « Lot 11 ».

    >>> pl.select(folded(pl.lit(" LOT  1.1"))).item()
    'lot 1.1'
    """
    return text.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()


@cache
def characters() -> dict[str, str]:
    """Return what each coded character stands for, broken codes included."""
    coded = {r"\n": " "}
    for point, name in codepoint2name.items():
        ways = (f"&{name};", f"&#{point};", f"et#{point};", f"et#{point},")
        coded |= dict.fromkeys(ways, chr(point))
    apostrophe = ("&#39;", "&#039;", "et#39;", "et#039;", "&apos;", "et#39,", "et#039,")
    return coded | dict.fromkeys(apostrophe, "'")
