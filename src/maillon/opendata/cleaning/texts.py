"""Texts as published: words that stand for an empty cell, and characters that a web page left.

The marks of an empty cell do not mean the same (data.economie.gouv.fr): `CDL` is a conditional
field left empty, `MQ` a compulsory one that is missing, `INX …` one whose format was refused. Each
becomes unknown, and each is counted by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html.entities import codepoint2name
from typing import Final

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

_UNSAID: Final = ("NC", "nc", "N/C", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None")
#: Only what sorts before it can be blank: the others need not be stripped.
_FIRST_VISIBLE: Final = "!"


def _blank(cell: pl.Expr) -> pl.Expr:
    return pl.when(cell < _FIRST_VISIBLE).then(cell)


#: Word of the rule → which cells it means, what it says, and why.  Plain comparisons, because
#: every cell of a national file goes through them.
_EMPTY: Final[Mapping[str, tuple[Callable[[pl.Expr], pl.Expr], str, str]]] = {
    "case-vide": (
        lambda cell: (cell < _FIRST_VISIBLE) & (_blank(cell).str.strip_chars() == ""),
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
#: A tool that writes « et » for « & » breaks codes: `det#8217,` was `d&#8217;`.
_ENTITY: Final = r"&#\d{2,5};|et#\d{2,5}[;,]|&[a-zA-Z]{2,8};"
_LITERAL_LINE_END: Final = r"\\n"


def empty_step(table: str, columns: Sequence[str]) -> Step:
    """Return the step that empties cells which only say that they are empty."""
    rules = (
        Rule(
            name,
            f"{label} : valeur considérée comme inconnue",
            why,
            Effect.UNKNOWN,
            pl.sum_horizontal(means(pl.col(column)) for column in columns),
        )
        for name, (means, label, why) in _EMPTY.items()
    )
    after = (
        pl.when(~pl.any_horizontal(means(pl.col(column)) for means, _, _ in _EMPTY.values())).then(
            pl.col(column)
        )
        for column in columns
    )
    return Step(table, tuple(rules), tuple(after))


def entity_steps(table: str, columns: Sequence[str]) -> Iterator[Step]:
    """Yield the steps that give back the characters that a web page had coded."""
    for name in columns:
        text = pl.col(name)
        yield Step(
            table,
            (
                Rule(
                    f"caracteres-html:{name}",
                    "Code de page web dans un texte : remplacé par son caractère",
                    "« &#8217; », parfois abîmé en « et#8217, », est une apostrophe.",
                    Effect.REWRITTEN,
                    text.str.contains(_ENTITY),
                ),
                Rule(
                    f"retour-ligne:{name}",
                    "« \\n » écrit en toutes lettres : remplacé par une espace",
                    "C’est un retour à la ligne mal enregistré.",
                    Effect.REWRITTEN,
                    text.str.contains(_LITERAL_LINE_END),
                ),
            ),
            (text.str.replace_many(_characters()),),
        )


@cache
def _characters() -> dict[str, str]:
    """Every way in which a character is found coded, the broken ones included."""
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
        tuple(pl.col(name).str.replace_all(pattern, "") for name in columns),
    )
