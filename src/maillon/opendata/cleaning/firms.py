"""Identifiers of contracts, buyers and holders: spaces, lost digits, check digits, types, SIREN.

A SIRET that fails Luhn's check is kept: a slip in one digit still tells firms apart. The SIREN is
the first nine digits of a SIRET, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from maillon.opendata.cleaning.rules import Rule, Step, rule

#: La Poste: the digits of its SIRET add up to a multiple of five instead (Insee).
_POST_OFFICE = 356_000_000
_Totals: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
_SIRET = r"^[0-9]{14}$"
_ROUNDED = r"^[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}$"


def lost_digits(text: pl.Expr) -> pl.Expr:
    """Say whether an identifier is a number that a spreadsheet rounded: its last digits are lost.

    >>> ids = pl.lit(pl.Series(["2,15902E+13", "2018E030000", None]))
    >>> pl.select(lost_digits(ids)).to_series().to_list()
    [True, False, False]
    """
    # The pattern is only for the few texts with the mark.
    marked = pl.when(text.str.contains_any(["E+", "e+"])).then(text)
    return marked.str.contains(_ROUNDED).fill_null(value=False)


def lost_digits_step(columns: Sequence[str]) -> Step:
    """Return the step that makes such identifiers unknown: they would make keys of many things."""
    return Step(
        tuple(rule(f"id-arrondi:{name}", lost_digits(pl.col(name))) for name in columns),
        tuple(pl.when(~lost_digits(pl.col(name))).then(pl.col(name)) for name in columns),
    )


def trimmed_step(columns: Sequence[str], *, inside: bool) -> Step:
    """Return the step that takes spaces away around identifiers, and `inside` them too."""
    pattern = r"\s+" if inside else r"^\s+|\s+$"
    spaced = {name: pl.col(name).str.contains(pattern) for name in columns}

    def trimmed(name: str) -> pl.Expr:
        # The second pattern is only for the few that the first finds.
        few = pl.when(spaced[name]).then(pl.col(name))
        return pl.coalesce(few.str.replace_all(pattern, ""), name).alias(name)

    return Step(
        tuple(rule(f"espaces:{name}", touches) for name, touches in spaced.items()),
        tuple(map(trimmed, columns)),
    )


def zeros_step() -> Step:
    """Return the step that makes unknown a contract identifier made of zeros."""
    zeros = pl.col("id").str.contains(r"^[0\W_]+$")
    return Step((rule("id-remplissage:id", zeros),), (pl.when(~zeros).then(pl.col("id")),))


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
        rule(f"siret-cle:{column}", meant & ~passes_luhn(number)),
        rule(f"siret-forme:{column}", meant & ~number.str.contains(_SIRET)),
    )


def holder_steps() -> Iterator[Step]:
    """Yield the steps that complete the type of holders' identifiers and give their SIREN."""
    kind, number = pl.col("titulaire_typeIdentifiant"), pl.col("titulaire_id")
    has_form = number.str.contains(_SIRET)
    unsaid = kind.is_null() & has_form
    yield Step(
        (
            rule("type-deduit:titulaire_typeIdentifiant", unsaid),
            rule("type-inconnu:titulaire_typeIdentifiant", kind.is_null() & ~has_form),
        ),
        (pl.when(unsaid).then(pl.lit("SIRET")).otherwise(kind).alias("titulaire_typeIdentifiant"),),
    )
    is_siret = (kind == "SIRET") & has_form
    yield Step(
        siret_rules("titulaire_id", "titulaire_typeIdentifiant"),
        (pl.when(is_siret).then(number.str.slice(0, 9)).alias("siren"),),
    )
