"""Dates as published: plain, with a zone, with a time, in the French order, or impossible."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import polars as pl

from maillon.opendata.cleaning.rules import Step, by_distinct, rule, unreadable

PARIS = ZoneInfo("Europe/Paris")
FIRST_YEAR = 1990
LAST_YEAR = 2049
"""Years outside are slips (0222, 5021) or fill values (1899-12-31): no such contract is running."""

_OFFICIAL = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
#: What may follow a day: nothing, a zone, or a time.
_AFTER = ("", "+", "-", "Z", "T", " ")
_LENGTH = len("2024-01-31")
_SHORTEST_INSTANT = len("2024-01-31T00:00Z")
_FRENCH = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: .*)?")
_READ = "_jour"
_MOST_REMEMBERED = 1 << 16


def as_date(text: pl.Expr) -> pl.Expr:
    """Read a date as published; null when it is no date of the calendar, or of no likely year.

    An instant (a day, a time and a zone) is read on its day in France: midnight on 1 July in Paris
    is 22:00 on 30 June in universal time. A zone without a time changes no day.

    >>> texts = pl.Series(["2018-12-31+01:00", "05/03/2021", "2021-02-30", "5021-01-01"])
    >>> [str(day) for day in pl.select(as_date(pl.lit(texts))).to_series()]
    ['2018-12-31', '2021-03-05', 'None', 'None']
    >>> pl.select(as_date(pl.lit("2024-06-30T22:00:00Z"))).item()
    datetime.date(2024, 7, 1)
    """
    return by_distinct(text, _day, pl.Date())


@lru_cache(_MOST_REMEMBERED)
def _day(text: str) -> date | None:
    try:
        found = _in_france(text) or _written(text)
    except (ValueError, OverflowError):
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _in_france(text: str) -> date | None:
    """Return the day of an instant; None when the text is something else."""
    if len(text) < _SHORTEST_INSTANT or "/" in text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.astimezone(PARIS).date() if instant.tzinfo else None


def _written(text: str) -> date | None:
    french = _FRENCH.fullmatch(text)
    if french:
        day, month, year = map(int, french.groups())
        return date(year, month, day)
    official = _OFFICIAL.fullmatch(text[:_LENGTH])
    if official and text[_LENGTH : _LENGTH + 1] in _AFTER:
        return date(*map(int, official.groups()))
    return None


def _is_french(text: pl.Expr) -> pl.Expr:
    return text.str.contains("/", literal=True)


def date_step(column: str) -> Step:
    """Return the step that types a column of dates, with the rules that it counts."""
    text, day = pl.col(column), pl.col(_READ)
    longer = (text.str.len_bytes() > _LENGTH) & ~_is_french(text)
    return Step(
        (
            rule(f"date-fuseau:{column}", longer & day.is_not_null()),
            rule(f"date-francaise:{column}", _is_french(text) & day.is_not_null()),
            unreadable(f"date-impossible:{column}", day, first=FIRST_YEAR, last=LAST_YEAR),
        ),
        (day.alias(column),),
        (as_date(text).alias(_READ),),
    )
