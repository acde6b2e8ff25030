"""Codes of the common procurement vocabulary (CPV): eight digits, and the division they begin with.

Source: Regulation (EC) 213/2008; the ninth digit, after a hyphen, only checks the others.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step
from maillon.opendata.profiling.divisions import divisions

_CHECK_DIGIT = r"^([0-9]{8})-?[0-9]$"
_SHORT = r"^[0-9]{2,7}$"
#: A spreadsheet takes the zero of divisions 03 and 09 away; 3… and 9… may then be either.
_LOST_ZERO = r"^[39][0-9]{6}$"


def cpv_steps() -> Iterator[Step]:
    """Yield the steps that write CPV codes in eight digits and add their `division`."""
    text = pl.col("codeCPV")
    bare = text.str.replace_all(r"[\s.]", "")
    yield Step(
        "contracts",
        (
            Rule(
                "cpv-espaces:codeCPV",
                "Code CPV écrit avec des espaces ou des points : retirés",
                "Ils ne font pas partie du code.",
                Effect.REWRITTEN,
                text != bare,
            ),
        ),
        (bare.alias("codeCPV"),),
    )
    short = text.str.contains(_SHORT) & ~text.str.contains(_LOST_ZERO)
    yield Step(
        "contracts",
        (
            Rule(
                "cpv-cle:codeCPV",
                "Clé de contrôle à la fin du code CPV : retirée",
                "Elle ne dit rien de l’achat.",
                Effect.REWRITTEN,
                text.str.contains(_CHECK_DIGIT),
            ),
            Rule(
                "cpv-court:codeCPV",
                "Code CPV de moins de huit chiffres : complété par des zéros",
                "Les zéros de fin désignent une famille plus large.",
                Effect.REWRITTEN,
                short,
            ),
        ),
        (
            pl.when(short)
            .then(text.str.pad_end(8, "0"))
            .otherwise(text.str.replace(_CHECK_DIGIT, "$1"))
            .alias("codeCPV"),
        ),
    )
    division = text.str.slice(0, 2)
    known = text.str.contains(r"^[0-9]{8}$") & division.is_in(tuple(divisions()))
    yield Step(
        "contracts",
        (
            Rule(
                "cpv-inconnu:codeCPV",
                "Code CPV illisible ou d’une division qui n’existe pas : division inconnue",
                "Il n’a pas huit chiffres, ou son début n’est pas dans la nomenclature.",
                Effect.UNKNOWN,
                text.is_not_null() & ~known,
            ),
        ),
        (pl.when(known).then(division).alias("division"),),
    )
