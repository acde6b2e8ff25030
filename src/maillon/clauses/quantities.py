"""Quantities of a clause: a number and what it counts, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from operator import attrgetter
from pathlib import Path

from maillon.base.numbers import NUMBER, parsed, rank
from maillon.base.text import fold
from maillon.base.wording import MONTHS
from maillon.base.yaml_files import read_yaml
from maillon.clauses.lexicon import expression
from maillon.clauses.text import Span

#: Days of a month, to compare durations.
MONTH = 30.0
_NUMBER = re.compile(NUMBER)
_MONTHS = [fold(month) for month in MONTHS]
#: « le double du montant » is two times.
_TIMES = {"double": 2.0, "triple": 3.0, "quadruple": 4.0}
_MULTIPLES = re.compile(rf"(?<!\w)(?:au|le|du) ({'|'.join(_TIMES)}) (?=du|de |des)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUN = re.compile(r"\s*([a-z]{3,})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value in base units, its dimension, its place.

    `dimension`: `money` (euros), `share` (of one), `duration` (days), `times`, `points`,
    `measure`, `count` (followed by a noun), `bare` (nothing follows), `name` (an article, a lot, a
    date, a standard: no quantity).
    """

    value: float
    dimension: str
    unit: str
    span: Span


def quantities(folded: str) -> tuple[Quantity, ...]:
    """List the numbers of a folded text, in order.

    >>> [(q.value, q.dimension) for q in quantities("420 heures, quinze jours, 2,5 % de 3 k€")]
    [(17.5, 'duration'), (15.0, 'duration'), (0.025, 'share'), (3000.0, 'money')]
    >>> [(q.value, q.dimension) for q in quantities("article 9, douze chaises, le 5 octobre 2026")]
    [(9.0, 'name'), (12.0, 'count'), (5.0, 'name'), (2026.0, 'name')]
    """
    every = [*_numbers(folded), *_others(folded)]
    return tuple(sorted(every, key=attrgetter("span.start")))


def _numbers(folded: str) -> Iterator[Quantity]:
    days = [Span(*day.span()) for day in expression("numbers.date").finditer(folded)]
    end = 0
    for match in _NUMBER.finditer(folded):
        number, span = parsed(match.group()), Span(*match.span())
        if number is None or span.start < end:  # the « million » of « 1,5 million d’euros »
            continue
        before = folded[max(0, span.start - 24) : span.start]
        if any(day.holds(span) for day in days) or expression("numbers.naming").search(before):
            quantity: Quantity | None = Quantity(number, "name", "", span)
        else:
            quantity = _measured(folded, number, span)
        if quantity:
            end = quantity.span.end
            yield quantity


def _others(folded: str) -> Iterator[Quantity]:
    """Give multiples, and delays that end on a day of some rank."""
    for match in _MULTIPLES.finditer(folded):
        yield Quantity(_TIMES[match.group(1)], "times", "", Span(*match.span()))
    for match in expression("numbers.ranked").finditer(folded):
        days = rank(match.group(1)) * (1 if match.group(2) == "jour" else MONTH)
        yield Quantity(days, "duration", match.group(2), Span(*match.span()))


@cache
def _units() -> tuple[re.Pattern[str], list[tuple[str, float]]]:
    """Read the spellings of units, and the dimension and the number of base units of each."""
    rows = read_yaml(Path(__file__).with_name("units.yaml"))
    spellings = (
        rf"(?P<u{place}>(?:{''.join(spelling.splitlines())})(?:(?<![a-z0-9])|(?![a-z])))"
        for place, (*_, spelling) in enumerate(rows)
    )
    units = [(dimension, float(Fraction(str(value)))) for dimension, value, _ in rows]
    return re.compile("|".join(spellings)), units


def _measured(folded: str, number: float, span: Span) -> Quantity | None:
    """Attach to a number the unit that follows it."""
    words = folded[span.start : span.end]
    if not words[0].isdigit() and 0 < number < 1:
        ranked = expression("numbers.ranked_noun").match(folded, span.end)
        return None if ranked else Quantity(number, "share", words, span)
    start = expression("numbers.before_unit").match(folded, span.end)
    spellings, units = _units()
    unit = spellings.match(folded, start.end() if start else span.end)
    if unit:
        dimension, factor = units[int(str(unit.lastgroup)[1:])]
        if dimension == "rank":
            return None
        return Quantity(number * factor, dimension, unit.group(), Span(span.start, unit.end()))
    if words in ("un", "une"):
        return None
    if _YEAR.fullmatch(words):
        return Quantity(number, "name", "", span)
    noun = _NOUN.match(folded, span.end)
    if noun and not expression("numbers.no_noun").fullmatch(noun[1]):
        return Quantity(number, "count", noun.group(1), Span(span.start, noun.end()))
    return Quantity(number, "bare", "", span)


def dates(folded: str) -> Iterator[tuple[date, Span]]:
    """Give the full dates of a folded text.

    >>> next(dates("avis envoye le 5 octobre 2026"))[0]
    datetime.date(2026, 10, 5)
    """
    for match in expression("numbers.date").finditer(folded):
        day, name, written, *others = match.groups()
        parts: tuple[str | None, ...]
        if name:
            parts = (written, str(_MONTHS.index(name) + 1), day if day.isdigit() else "1")
        else:
            parts = (others[2], others[1], others[0]) if others[0] else (*others[3:],)
        try:
            year, month, number = (int(part) for part in parts if part)
            yield date(year, month, number), Span(*match.span())
        except ValueError:
            continue  # no year, or no day of the calendar
