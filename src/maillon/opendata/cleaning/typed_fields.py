"""Durations, offers, shares and yes-or-no fields as published, and the bounds of likely ones."""

from __future__ import annotations

import polars as pl

from maillon.opendata.cleaning.rules import Rule, Step, rule

LONG = 180
"""Months: the Ministry's consolidation refuses longer contracts; some concessions are."""
_YES = ("true", "True", "TRUE", "oui", "Oui", "OUI", "1", "vrai", "Vrai", "VRAI")
_NO = ("false", "False", "FALSE", "non", "Non", "NON", "0", "faux", "Faux", "FAUX")


def months_step() -> Step:
    """Return the step that types `dureeMois`: months, null when there is not one."""
    months = _whole("dureeMois")
    return Step(
        (
            _unreadable("duree-illisible", "dureeMois", months),
            rule("duree-nulle:dureeMois", months <= 0),
            rule("duree-longue:dureeMois", months > LONG, longest=LONG),
        ),
        (pl.when(months > 0).then(months).alias("dureeMois"),),
    )


def offers_step() -> Step:
    """Return the step that types `offresRecues`: one offer at least, or null."""
    offers = _whole("offresRecues")
    return Step(
        (
            _unreadable("offres-illisibles", "offresRecues", offers),
            rule("offres-nulles:offresRecues", offers <= 0),
        ),
        (pl.when(offers > 0).then(offers).alias("offresRecues"),),
    )


def share_step(column: str) -> Step:
    """Return the step that types a share from 0 to 1."""
    value = pl.col(column).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    share = pl.when(value.is_between(0, 1)).then(value)
    return Step((_unreadable("part-illisible", column, share),), (share.alias(column),))


def yes_no_step(column: str) -> Step:
    """Return the step that types a yes-or-no field."""
    text = pl.col(column)
    yes = pl.when(text.is_in(_YES)).then(statement=True)
    answer = yes.when(text.is_in(_NO)).then(statement=False)
    return Step((_unreadable("oui-non-illisible", column, answer),), (answer.alias(column),))


def _whole(column: str) -> pl.Expr:
    value = pl.col(column).cast(pl.Float64, strict=False)
    likely = value.is_finite() & (value == value.round()) & (value.abs() < 1e9)
    return pl.when(likely).then(value).cast(pl.Int64)


def _unreadable(name: str, column: str, value: pl.Expr) -> Rule:
    return rule(f"{name}:{column}", pl.col(column).is_not_null() & value.is_null())
