"""Dates as published: plain, with a zone, with a time, in the French order, or impossible."""

from __future__ import annotations

from typing import Final

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2049
"""Years outside are slips (0222, 5021) or fill values (1899-12-31): no such contract is running."""


_LENGTH: Final = len("2024-01-31")
#: What may follow a day: nothing, a zone, or a time.
_AFTER: Final = ("", "+", "-", "Z", "T", " ")
_FRENCH: Final = r"^(\d{1,2}/\d{1,2}/\d{4})(?: .*)?$"


def as_date(text: pl.Expr) -> pl.Expr:
    """Read a date as published; null when it is no date of the calendar, or of no likely year.

    >>> texts = pl.Series(["2018-12-31+01:00", "05/03/2021", "2021-02-30", "5021-01-01"])
    >>> [str(day) for day in pl.select(as_date(pl.lit(texts))).to_series()]
    ['2018-12-31', '2021-03-05', 'None', 'None']
    """
    plain = pl.when(text.str.slice(_LENGTH, 1).is_in(_AFTER)).then(text.str.slice(0, _LENGTH))
    french = pl.when(_is_french(text)).then(text).str.extract(_FRENCH)
    day = pl.coalesce(
        plain.str.to_date("%Y-%m-%d", strict=False),
        french.str.to_date("%d/%m/%Y", strict=False),
    )
    return pl.when(day.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(day)


def _is_french(text: pl.Expr) -> pl.Expr:
    return text.str.contains("/", literal=True)


def date_step(table: str, column: str) -> Step:
    """Return the step that types a column of dates, with the rules that it counts."""
    text = pl.col(column)
    return Step(
        table,
        (
            Rule(
                f"date-fuseau:{column}",
                "Date suivie d’un fuseau horaire ou d’une heure : le jour seul est gardé",
                "Le format de 2019 permettait « 2018-12-31+01:00 ».",
                Effect.REWRITTEN,
                (text.str.len_bytes() > _LENGTH) & ~_is_french(text) & as_date(text).is_not_null(),
            ),
            Rule(
                f"date-francaise:{column}",
                "Date écrite jour/mois/année : remise dans l’ordre officiel",
                "Un tableur français l’écrit ainsi.",
                Effect.REWRITTEN,
                _is_french(text) & as_date(text).is_not_null(),
            ),
            Rule(
                f"date-impossible:{column}",
                "Date impossible : considérée comme inconnue",
                f"Elle n’est pas au calendrier, ou son année n’est pas entre {FIRST_YEAR}"
                f" et {LAST_YEAR}.",
                Effect.UNKNOWN,
                text.is_not_null() & as_date(text).is_null(),
            ),
        ),
        (as_date(text).alias(column),),
    )
