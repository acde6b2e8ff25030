"""The words of the official lists and their variants, and considerations in three states.

Two wordings are one when they have the same letters and digits, whatever their capitals, accents,
apostrophes, hyphens and spaces; `variants.yaml` gives both.

Considerations are declared, declared absent or not said.  « Pas de considération… » and « Sans
objet » (the word of decp.info for the same thing) declare an absence; an empty field, `CDL`, `MQ`
or null declares nothing.  An absence declared together with a clause or a criterion contradicts
itself: it is counted, and says nothing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import polars as pl

from maillon.base.text import fold
from maillon.base.yaml_files import read_yaml
from maillon.opendata.cleaning.rules import Step, by_distinct, rule, unreadable
from maillon.opendata.cleaning.texts import decoded

_WORD = "_terme"
_PLAIN = str.maketrans(
    {
        **dict(zip("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc", strict=True)),
        **dict.fromkeys(" \u00a0\u202f\t\n'’`´‘-–_.,", ""),
        "œ": "oe",
    }
)
SOCIAL = "considerationsSociales"
ENVIRONMENTAL = "considerationsEnvironnementales"

#: The tidy columns that each field gives, and the words that declare them, without accents.
STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    ENVIRONMENTAL: {
        "env_clause": ("clause environnementale",),
        "env_critere": ("critere environnemental",),
    },
    SOCIAL: {
        "soc_clause": ("clause sociale",),
        "soc_critere": ("critere social",),
        "soc_reserve": ("marche reserv", "concession reserv"),
    },
}
_WORDS = "_mots"
_NONE = "pas de consideration"
_NOT_APPLICABLE = "sans objet"


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
                unreadable(f"hors-liste:{column}", word),
            ),
            (pl.coalesce(word, text).alias(column),),
            (by_distinct(text, partial(_official, name), pl.String()).alias(_WORD),),
        )


def consideration_steps() -> Iterator[Step]:
    """Yield the steps that add the columns of :data:`STATES` to the table of contracts."""
    for field, states in STATES.items():
        bits = by_distinct(pl.col(field), partial(_bits, field), pl.UInt8()).alias(_WORDS)
        declared = _has(field, [word for words in states.values() for word in words])
        absent = _has(field, [_NONE, _NOT_APPLICABLE])
        clear = pl.when(declared ^ absent)
        yield Step(
            (
                rule(f"consideration-contradictoire:{field}", declared & absent),
                rule(f"consideration-hors-liste:{field}", ~declared & ~absent),
                rule(
                    f"consideration-sans-objet:{field}",
                    ~declared & _has(field, [_NOT_APPLICABLE]),
                ),
            ),
            tuple(clear.then(_has(field, words)).alias(name) for name, words in states.items()),
            (bits,),
        )


@cache
def _bits(field: str, text: str) -> int:
    """Return one bit for each of the words of a field that a text has."""
    plain = " ".join(fold(decoded(text)).split())
    return sum(1 << place for place, word in enumerate(_words(field)) if word in plain)


def _words(field: str) -> tuple[str, ...]:
    return (*(word for words in STATES[field].values() for word in words), _NONE, _NOT_APPLICABLE)


def _has(field: str, words: Sequence[str]) -> pl.Expr:
    """Say whether a field has one of some words; null when it is empty."""
    wanted = sum(1 << _words(field).index(word) for word in words)
    return (pl.col(_WORDS) & wanted) != 0
