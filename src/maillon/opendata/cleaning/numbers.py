"""Amounts, durations, offers, shares and yes-or-no fields as published, and their likely bounds.

The limits of amounts are those of the Ministry's own consolidation (139bercy/decp-arr2022,
`augmente/nettoyage.py`, read in August 2026), save that round amounts are no fill value here.
An amount of 1 € is kept: buyers write it for a framework agreement without a maximum.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from maillon.opendata.cleaning.rules import Step, rule, unreadable

CEILING = 3e9
"""Euros: above, no French contract is known; the amount is a slip or a fill value."""
SENTINEL = 12_311_111_111.0
"""What decp.info writes in place of an amount of more than eleven digits."""

#: Several values that a form gave to one field are joined so: « 50000, 60000 » is no decimal.
_SEVERAL = ", "
_BLANKS = r"[\s\x{00A0}\x{202F}\x{2009}€'’]"
_AMBIGUOUS = r"^-?[0-9]{1,3},[0-9]{3}$"
_DECIMAL_COMMA = r"^-?[0-9]+,[0-9]*$"
_POINTS_AND_COMMA = r"^-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]*$"
#: Seven times the same digit in a row, or the digits in order.
_FILLED = "^123456789|" + "|".join(f"{digit}{{7}}" for digit in range(1, 10))
FILLED_FLOOR = 1e8
"""Euros: under it, 33 333 333.33 is a third of a hundred million before it is a fill value."""
_KNOWN_FILLERS = (39_999_996.0, 99_999_999.0, 399_999_996.0)
"""Euros: values seen several times in the data of one buyer (Nice; a body of the PES file)."""
LONG = 180
"""Months: the Ministry's consolidation refuses longer contracts; some concessions are."""
_YES = ("true", "True", "TRUE", "oui", "Oui", "OUI", "1", "vrai", "Vrai", "VRAI")
_NO = ("false", "False", "FALSE", "non", "Non", "NON", "0", "faux", "Faux", "FAUX")


def amount_steps() -> Iterator[Step]:
    """Yield the steps that turn the column `montant` into euros, null if unknown."""
    text = pl.col("montant")
    several = text.str.contains(_SEVERAL, literal=True)
    yield Step((rule("montant-multiple:montant", several),), (pl.when(~several).then(text),))
    spaced = rule("montant-espaces:montant", text.str.contains(_BLANKS))
    yield Step((spaced,), (text.str.replace_all(_BLANKS, ""),))
    point = text.str.replace(",", ".", literal=True)
    comma = text.str.contains(_DECIMAL_COMMA) & ~text.str.contains(_AMBIGUOUS)
    both = text.str.contains(_POINTS_AND_COMMA)
    without_points = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    yield Step(
        (rule("montant-virgule:montant", comma | both),),
        (pl.when(comma).then(point).when(both).then(without_points).otherwise(text),),
    )
    value = text.cast(pl.Float64, strict=False)
    readable = pl.when(value.is_finite()).then(value)
    yield Step((unreadable("montant-illisible:montant", readable),), (readable.alias("montant"),))
    yield _placeholders()


def _placeholders() -> Step:
    euros = pl.col("montant")
    large = euros.is_between(FILLED_FLOOR, CEILING, closed="right")
    whole = pl.when(large).then(euros).cast(pl.Int64).cast(pl.String)
    unknown = (
        rule("montant-nul:montant", euros <= 0),
        rule("montant-infime:montant", (euros > 0) & (euros < 1)),
        rule("montant-sentinelle:montant", euros == SENTINEL),
        rule("montant-geant:montant", (euros > CEILING) & (euros != SENTINEL)),
        rule(
            "montant-remplissage:montant",
            whole.str.contains(_FILLED) | euros.is_in(_KNOWN_FILLERS),
        ),
    )
    any_of_them = pl.any_horizontal(each.touches for each in unknown).fill_null(value=False)
    return Step(
        (*unknown, rule("montant-un-euro:montant", euros == 1)),
        (pl.when(~any_of_them).then(euros).alias("montant"),),
    )


def months_step() -> Step:
    """Return the step that types `dureeMois`: months, null when there is not one."""
    months = _whole("dureeMois")
    return Step(
        (
            unreadable("duree-illisible:dureeMois", months),
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
            unreadable("offres-illisibles:offresRecues", offers),
            rule("offres-nulles:offresRecues", offers <= 0),
        ),
        (pl.when(offers > 0).then(offers).alias("offresRecues"),),
    )


def share_step(column: str) -> Step:
    """Return the step that types a share from 0 to 1."""
    value = pl.col(column).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    share = pl.when(value.is_between(0, 1)).then(value)
    return Step((unreadable(f"part-illisible:{column}", share),), (share.alias(column),))


def yes_no_step(column: str) -> Step:
    """Return the step that types a yes-or-no field."""
    text = pl.col(column)
    yes = pl.when(text.is_in(_YES)).then(statement=True)
    answer = yes.when(text.is_in(_NO)).then(statement=False)
    return Step((unreadable(f"oui-non-illisible:{column}", answer),), (answer.alias(column),))


def _whole(column: str) -> pl.Expr:
    value = pl.col(column).cast(pl.Float64, strict=False)
    likely = value.is_finite() & (value == value.round()) & (value.abs() < 1e9)
    return pl.when(likely).then(value).cast(pl.Int64)
