"""Considerations in three states: declared, declared absent, not said.

« Pas de considération… » and « Sans objet » (the word of decp.info for the same thing) declare an
absence; an empty field, `CDL`, `MQ` or null declares nothing. An absence declared together with a
clause or a criterion contradicts itself: it is counted, and says nothing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

SOCIAL: Final = "considerationsSociales"
ENVIRONMENTAL: Final = "considerationsEnvironnementales"

#: The tidy columns that each field gives, and the words that declare them, in any capitals.
STATES: Final = {
    ENVIRONMENTAL: {
        "env_clause": ("clause environnementale",),
        "env_critere": ("critère environnemental", "critere environnemental"),
    },
    SOCIAL: {
        "soc_clause": ("clause sociale",),
        "soc_critere": ("critère social", "critere social"),
        "soc_reserve": ("marché réserv", "marche reserv", "concession réserv", "concession reserv"),
    },
}
_NONE: Final = ("pas de considération", "pas de consideration")
_NOT_APPLICABLE: Final = ("sans objet",)


def consideration_steps() -> Iterator[Step]:
    """Yield the steps that add the columns of :data:`STATES` to the table of contracts."""
    for field in STATES:
        yield Step("contracts", tuple(_rules(field)), tuple(_states(field)))


def _declares(field: str) -> pl.Expr:
    return _has(field, [word for words in STATES[field].values() for word in words])


def _absent(field: str) -> pl.Expr:
    return _has(field, [*_NONE, *_NOT_APPLICABLE])


def _has(field: str, words: Sequence[str]) -> pl.Expr:
    return pl.col(field).str.contains_any(list(words), ascii_case_insensitive=True)


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
        ~_declares(field) & _has(field, _NOT_APPLICABLE),
    )
