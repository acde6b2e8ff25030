"""The words of the official lists, and their variants: `variants.yaml` gives both.

Two wordings are one when they have the same letters and digits, whatever their capitals, accents,
apostrophes, hyphens and spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import polars as pl

from maillon.base.yaml_files import read_yaml
from maillon.opendata.cleaning.rules import Step, by_distinct, rule

_WORD = "_terme"
_PLAIN = str.maketrans(
    {
        **dict(zip("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc", strict=True)),
        **dict.fromkeys(" \u00a0\u202f\t\n'’`´‘-–_.,", ""),
        "œ": "oe",
    }
)


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
            plain_spelling(spelling): word
            for word, variants in words.items()
            for spelling in (word, *variants)
        }
        for column, words in written.items()
    }


def plain_spelling(text: str) -> str:
    """Return a text in lower case, without accents, apostrophes, hyphens, points and spaces.

    >>> plain_spelling("Appel d’offres  Ouvert")
    'appeldoffresouvert'
    """
    return text.lower().translate(_PLAIN)


@cache
def _official(name: str, text: str) -> str | None:
    """Return the official word of a list for a text; None when it has none."""
    return lists()[name].get(plain_spelling(text))


def variant_steps(columns: Mapping[str, str]) -> Iterator[Step]:
    """Yield the steps that write columns of a table with the words of their official list."""
    for column, name in columns.items():
        text, word = pl.col(column), pl.col(_WORD)
        yield Step(
            (
                rule(f"variante:{column}", word != text),
                rule(f"hors-liste:{column}", text.is_not_null() & word.is_null()),
            ),
            (pl.coalesce(word, text).alias(column),),
            (by_distinct(text, partial(_official, name), pl.String()).alias(_WORD),),
        )
