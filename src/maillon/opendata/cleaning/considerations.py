"""Considerations in three states: declared, declared absent, not said.

« Pas de considération… » and « Sans objet » (the word of decp.info for the same thing) declare an
absence; an empty field, `CDL`, `MQ` or null declares nothing. An absence declared together with a
clause or a criterion contradicts itself: it is counted, and says nothing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

import polars as pl

from maillon.base.text import fold
from maillon.opendata.cleaning.rules import Step, by_distinct, rule
from maillon.opendata.cleaning.texts import decoded

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
