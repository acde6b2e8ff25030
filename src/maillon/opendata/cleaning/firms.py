"""Identifiers of buyers and holders: SIRET that fail their check, types that are not said, SIREN.

A SIRET that fails Luhn's check is kept: a slip in one digit still tells firms apart. The SIREN is
the first nine digits of a SIRET, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

#: La Poste: the digits of its SIRET add up to a multiple of five instead (Insee).
_POST_OFFICE = 356_000_000
_Totals: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
_SIRET = r"^[0-9]{14}$"


def passes_luhn(siret: pl.Expr) -> pl.Expr:
    """Say whether fourteen digits pass Luhn's check, or La Poste's; null for anything else.

    >>> numbers = pl.lit(pl.Series(["45072478600030", "45072478600031", "35600000000048", "1"]))
    >>> pl.select(passes_luhn(numbers)).to_series().to_list()
    [True, False, True, None]
    """
    number = pl.when(siret.str.contains(_SIRET)).then(siret).cast(pl.Int64)
    return number.map_batches(_pass_luhn, return_dtype=pl.Boolean(), is_elementwise=True)


def _pass_luhn(numbers: pl.Series) -> pl.Series:
    """Check whole numbers, whose digits are added up four by four."""
    known = numbers.fill_null(0).to_numpy()
    luhn, plain = (
        sum(total[known // 10**place % 10**4] for place in (0, 4, 8, 12)) for total in _fours()
    )
    post_office = (known // 10**5 == _POST_OFFICE) & (plain % 5 == 0)
    passes = pl.Series(numbers.name, (luhn % 10 == 0) | post_office)
    return passes.set(numbers.is_null(), None)


@cache
def _fours() -> tuple[_Totals, _Totals]:
    """Return, for every four digits, their sum by Luhn's method and their plain sum."""
    digits = np.arange(10**4)[:, np.newaxis] // (1000, 100, 10, 1) % 10
    doubled = digits * (2, 1, 2, 1)
    return (doubled - 9 * (doubled > 9)).sum(axis=1), digits.sum(axis=1)


def siret_rules(column: str, kind: str | None = None) -> tuple[Rule, Rule]:
    """Return the rules that count doubtful SIRET, where `kind` says that it is one."""
    meant = pl.lit(value=True) if kind is None else pl.col(kind) == "SIRET"
    number = pl.col(column)
    return (
        Rule(
            f"siret-cle:{column}",
            "SIRET dont la clé de contrôle est fausse : gardé tel quel",
            "Un chiffre est faux ; l’identifiant distingue encore les organismes.",
            Effect.KEPT,
            meant & ~passes_luhn(number),
        ),
        Rule(
            f"siret-forme:{column}",
            "SIRET qui n’a pas quatorze chiffres : gardé tel quel, sans SIREN",
            "Ses premiers chiffres ne sont peut-être pas un SIREN.",
            Effect.KEPT,
            meant & ~number.str.contains(_SIRET),
        ),
    )


def holder_steps(table: str) -> Iterator[Step]:
    """Yield the steps that complete the type of holders' identifiers and give their SIREN."""
    kind, number = pl.col("titulaire_typeIdentifiant"), pl.col("titulaire_id")
    unsaid = kind.is_null() & number.str.contains(_SIRET)
    yield Step(
        table,
        (
            Rule(
                "type-deduit:titulaire_typeIdentifiant",
                "Type d’identifiant absent devant quatorze chiffres : lu comme un SIRET",
                "Aucun autre identifiant de la liste n’a cette forme.",
                Effect.REWRITTEN,
                unsaid,
            ),
            Rule(
                "type-inconnu:titulaire_typeIdentifiant",
                "Type d’identifiant absent, sans quatorze chiffres : gardé tel quel, sans SIREN",
                "Rien ne dit de quel registre vient l’identifiant.",
                Effect.KEPT,
                kind.is_null() & ~number.str.contains(_SIRET),
            ),
        ),
        (pl.when(unsaid).then(pl.lit("SIRET")).otherwise(kind).alias("titulaire_typeIdentifiant"),),
    )
    is_siret = (kind == "SIRET") & number.str.contains(_SIRET)
    yield Step(
        table,
        siret_rules("titulaire_id", "titulaire_typeIdentifiant"),
        (pl.when(is_siret).then(number.str.slice(0, 9)).alias("siren"),),
    )
