"""The words of the official lists, and their variants: `variants.yaml` gives both.

Two wordings are one when they have the same letters and digits, whatever their capitals, accents,
apostrophes, hyphens and spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step
from maillon.yaml_files import read_yaml

_PLAIN: Final = {
    **dict(zip("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc", strict=True)),
    **dict.fromkeys(" \u00a0\u202f\t\n'’`´‘-–_.,", ""),
    "œ": "oe",
}


@cache
def lists() -> Mapping[str, Mapping[str, str]]:
    """Return, for each column, its official words by their plain spelling and by their variants'.

    >>> lists()["procedure"]["appeldoffresouvert"]
    "Appel d'offres ouvert"
    """
    written: Mapping[str, Mapping[str, list[str]]]
    written = read_yaml(Path(__file__).parent / "variants.yaml")
    return {
        column: {
            _plain_text(spelling): word
            for word, variants in words.items()
            for spelling in (word, *variants)
        }
        for column, words in written.items()
    }


def _plain_text(text: str) -> str:
    plain: str = pl.select(plain_spelling(pl.lit(text))).item()
    return plain


def plain_spelling(text: pl.Expr) -> pl.Expr:
    """Return a text in lower case, without accents, apostrophes, hyphens, points and spaces.

    >>> pl.select(plain_spelling(pl.lit("Appel d’offres  Ouvert"))).item()
    'appeldoffresouvert'
    """
    return text.str.to_lowercase().str.replace_many(_PLAIN)


def official(column: str, name: str | None = None) -> pl.Expr:
    """Return the official word of a column (under its name in the lists); null when it has none."""
    words, text = lists()[name or column], pl.col(column)
    as_listed = text.is_in(sorted(set(words.values())))
    # Most texts are as listed: the long way is only for the others.
    odd = plain_spelling(pl.when(~as_listed).then(text)).replace_strict(words, default=None)
    return pl.when(as_listed).then(text).otherwise(odd)


def variant_steps(table: str, columns: Mapping[str, str]) -> Iterator[Step]:
    """Yield the steps that write columns of a table with the words of their official list."""
    for column, name in columns.items():
        text, word = pl.col(column), official(column, name)
        yield Step(
            table,
            (
                Rule(
                    f"variante:{column}",
                    "Variante d’écriture : remplacée par le terme officiel",
                    "Capitales, apostrophes et anciens noms ne changent pas le sens.",
                    Effect.REWRITTEN,
                    word != text,
                ),
                Rule(
                    f"hors-liste:{column}",
                    "Terme qui n’est pas dans la liste officielle : gardé tel quel",
                    "Le remplacer serait deviner.",
                    Effect.KEPT,
                    text.is_not_null() & word.is_null(),
                ),
            ),
            (pl.coalesce(word, text).alias(column),),
        )
