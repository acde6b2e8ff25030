"""Identifiers that a spreadsheet turned into rounded numbers: `2,15902E+13` is nobody's SIRET."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

_MARKS = ("E+", "e+")
_ROUNDED = r"^[0-9]([.,][0-9]+)?[eE]\+[0-9]{1,3}$"


def lost_digits(text: pl.Expr) -> pl.Expr:
    """Say whether an identifier is a rounded number, of which the last digits are lost.

    >>> ids = pl.lit(pl.Series(["2,15902E+13", "2018E030000", None]))
    >>> pl.select(lost_digits(ids)).to_series().to_list()
    [True, False, False]
    """
    # The pattern is only for the few texts with the mark.
    marked = pl.when(text.str.contains_any(list(_MARKS))).then(text)
    return marked.str.contains(_ROUNDED).fill_null(value=False)


def lost_digits_step(table: str, columns: Sequence[str]) -> Step:
    """Return the step that makes such identifiers unknown: they would make keys of many things."""
    return Step(
        table,
        tuple(
            Rule(
                f"id-arrondi:{name}",
                "Identifiant arrondi par un tableur : considéré comme inconnu",
                "« 2,15902E+13 » a perdu ses derniers chiffres : plusieurs organismes l’auraient.",
                Effect.UNKNOWN,
                lost_digits(pl.col(name)),
            )
            for name in columns
        ),
        tuple(pl.when(~lost_digits(pl.col(name))).then(pl.col(name)) for name in columns),
    )
