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

from maillon.opendata.cleaning.rules import Effect, Rule, Step

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
    return (cell < _FIRST_VISIBLE) & (_blank(cell).str.strip_chars() == "")


def _blank(cell: pl.Expr) -> pl.Expr:
    return pl.when(cell < _FIRST_VISIBLE).then(cell)


#: Word of the rule → which cells it means, what it says, and why.  Plain comparisons, because
#: every cell of a national file goes through them.
_EMPTY: Mapping[str, tuple[Callable[[pl.Expr], pl.Expr], str, str]] = {
    "case-vide": (
        is_blank,
        "Case vide",
        "Le fichier ne dit rien.",
    ),
    "marque-cdl": (
        lambda cell: cell == "CDL",
        "« CDL », donnée conditionnelle laissée vide",
        "Le ministère remplit ainsi une donnée qui n’est pas toujours due.",
    ),
    "marque-mq": (
        lambda cell: cell == "MQ",
        "« MQ », donnée obligatoire manquante",
        "Le ministère signale ainsi un oubli.",
    ),
    "marque-inx": (
        lambda cell: (cell == "INX") | cell.str.starts_with("INX "),
        "« INX », donnée dont le format a été refusé",
        "Le ministère signale ainsi une valeur qui n’est pas du format demandé.",
    ),
    "marque-nc": (
        lambda cell: cell.is_in(_UNSAID),
        "« NC », « NaN » ou « null », donnée non communiquée",
        "Un logiciel a écrit l’absence en toutes lettres.",
    ),
}


def is_absence_mark(cell: pl.Expr) -> pl.Expr:
    """Say whether a cell as published only says that it is empty, as « CDL » or « null » do."""
    marks = (means for name, (means, _, _) in _EMPTY.items() if name != "case-vide")
    return pl.any_horizontal(means(cell) for means in marks)


#: A tool that writes « et » for « & » breaks codes: `det#8217,` was `d&#8217;`.
_ENTITY = r"&#[0-9]{2,5};|et#[0-9]{2,5}[;,]|&[a-zA-Z]{2,8};"
_CODED = re.compile(_ENTITY)
#: Without one of these, a text has nothing coded: most have none.
_CODES = ("&", "et#", r"\n")
_CODED_TEXT = "_code"
_LITERAL_LINE_END = r"\\n"


def empty_step(table: str, columns: Sequence[str]) -> Step:
    """Return the step that empties cells which only say that they are empty."""
    marks = [pl.col(f"{_MARK}{column}") for column in columns]
    rules = (
        Rule(
            name,
            f"{label} : valeur considérée comme inconnue",
            why,
            Effect.UNKNOWN,
            pl.sum_horizontal(marks) // _unit(place) % _BASE,
        )
        for place, (name, (_, label, why)) in enumerate(_EMPTY.items())
    )
    first = (
        pl.col(column)
        .map_batches(_marks, return_dtype=pl.Int64(), is_elementwise=True)
        .alias(f"{_MARK}{column}")
        for column in columns
    )
    after = (
        pl.when(mark == 0).then(pl.col(column)).alias(column)
        for column, mark in zip(columns, marks, strict=True)
    )
    return Step(table, tuple(rules), tuple(after), tuple(first))


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
        for place, (means, _, _) in enumerate(_EMPTY.values())
    )
    return table.select(pl.sum_horizontal(units).cast(pl.Int64)).to_series().alias(cells.name)


def entity_steps(table: str, columns: Sequence[str]) -> Iterator[Step]:
    """Yield the steps that give back the characters that a web page had coded."""
    for name in columns:
        text, coded = pl.col(name), pl.col(_CODED_TEXT)
        yield Step(
            table,
            (
                Rule(
                    f"caracteres-html:{name}",
                    "Code de page web dans un texte : remplacé par son caractère",
                    "« &#8217; », parfois abîmé en « et#8217, », est une apostrophe.",
                    Effect.REWRITTEN,
                    coded.str.contains(_ENTITY),
                ),
                Rule(
                    f"retour-ligne:{name}",
                    "« \\n » écrit en toutes lettres : remplacé par une espace",
                    "C’est un retour à la ligne mal enregistré.",
                    Effect.REWRITTEN,
                    coded.str.contains(_LITERAL_LINE_END),
                ),
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


def trimmed_step(table: str, columns: Sequence[str], *, inside: bool) -> Step:
    """Return the step that takes spaces away around identifiers, and `inside` them too."""
    pattern = r"\s+" if inside else r"^\s+|\s+$"
    return Step(
        table,
        tuple(
            Rule(
                f"espaces:{name}",
                "Identifiant entouré ou coupé d’espaces : espaces retirées",
                "Sinon le même identifiant serait compté deux fois.",
                Effect.REWRITTEN,
                pl.col(name).str.contains(pattern),
            )
            for name in columns
        ),
        tuple(
            # The second pattern is only for the few that the first finds.
            pl.coalesce(
                pl.when(pl.col(name).str.contains(pattern))
                .then(pl.col(name))
                .str.replace_all(pattern, ""),
                name,
            ).alias(name)
            for name in columns
        ),
    )
