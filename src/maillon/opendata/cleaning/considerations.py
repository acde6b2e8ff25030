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
from maillon.opendata.cleaning.distinct import by_distinct
from maillon.opendata.cleaning.rules import Effect, Rule, Step
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
    for field in STATES:
        words = by_distinct(pl.col(field), partial(_words_of, field), pl.UInt8()).alias(_WORDS)
        yield Step("contracts", tuple(_rules(field)), tuple(_states(field)), (words,))


@cache
def _words_of(field: str, text: str) -> int:
    """Return one bit for each of the words of a field that a text has."""
    plain = " ".join(fold(decoded(text)).split())
    return sum(1 << place for place, word in enumerate(_words(field)) if word in plain)


def _words(field: str) -> tuple[str, ...]:
    return (*(word for words in STATES[field].values() for word in words), _NONE, _NOT_APPLICABLE)


def _has(field: str, words: Sequence[str]) -> pl.Expr:
    """Say whether a field has one of some words; null when it is empty."""
    wanted = sum(1 << _words(field).index(word) for word in words)
    return (pl.col(_WORDS) & wanted) != 0


def _declares(field: str) -> pl.Expr:
    return _has(field, [word for words in STATES[field].values() for word in words])


def _absent(field: str) -> pl.Expr:
    return _has(field, [_NONE, _NOT_APPLICABLE])


def _states(field: str) -> Iterator[pl.Expr]:
    said = _declares(field) ^ _absent(field)
    for column, words in STATES[field].items():
        yield pl.when(said).then(_has(field, words)).alias(column)


def _rules(field: str) -> Iterator[Rule]:
    yield Rule(
        f"consideration-contradictoire:{field}",
        "Absence de considération déclarée avec une clause ou un critère : réponse inconnue",
        "Les deux réponses se contredisent.",
        Effect.UNKNOWN,
        _declares(field) & _absent(field),
    )
    yield Rule(
        f"consideration-hors-liste:{field}",
        "Considération écrite avec d’autres mots que la liste officielle : réponse inconnue",
        "Elle ne dit ni oui ni non.",
        Effect.UNKNOWN,
        ~_declares(field) & ~_absent(field),
    )
    yield Rule(
        f"consideration-sans-objet:{field}",
        "« Sans objet » : compté comme une absence déclarée",
        "Le tableau de decp.info remplace ainsi « Pas de considération ».",
        Effect.REWRITTEN,
        ~_declares(field) & _has(field, [_NOT_APPLICABLE]),
    )
