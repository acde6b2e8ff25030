"""The procedure through time: how its bands moved, and what two launch dates do not share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from maillon.law.changes import Change, changes
from maillon.law.entries import Entry
from maillon.law.procedure import Band, Ruling, bands
from maillon.law.reasons import Reason
from maillon.law.registry import registry


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, on which the bands of amounts do not move; amounts in euros, no VAT."""

    start: date
    end: date
    bands: tuple[Band, ...]


def history(
    buyer: str, purchase: str, start: date, end: date, innovative: bool = False
) -> tuple[Period, ...]:
    """Cut the days from `start` to `end` into periods of equal bands.

    Raises:
        MaillonError: the buyer or the purchase is unknown, or no band is known on a day.

    >>> found = history("collectivite", "fournitures_services", date(2026, 3, 1), date(2026, 5, 1))
    >>> [(str(period.start), period.bands[0].high) for period in found]
    [('2026-03-01', 40000), ('2026-04-01', 60000)]
    """
    days = sorted({start, *(change.on for change in changes(registry(), start, end))})
    found: list[Period] = []
    for first, following in zip(days, [*days[1:], end + timedelta(1)], strict=True):
        here = bands(buyer, purchase, first, innovative)
        last = following - timedelta(1)
        if found and _limits(found[-1].bands) == _limits(here):
            found[-1] = Period(found[-1].start, last, found[-1].bands)
        else:
            found.append(Period(first, last, here))
    return tuple(found)


def gained(before: Ruling, after: Ruling) -> tuple[Reason, ...]:
    """List the obligations that `after` carries and `before` does not, by rule."""
    known = {_rule(reason) for reason in before.obligations}
    return tuple(reason for reason in after.obligations if _rule(reason) not in known)


def moved(entries: Iterable[Entry], start: date, end: date) -> tuple[Change, ...]:
    """List the changes of these rules between two days, in whichever order the days come.

    >>> from maillon import law
    >>> found = moved([law.entry("dispense_fs")], date(2026, 4, 10), date(2026, 3, 20))
    >>> [(str(change.on), change.after.value) for change in found]
    [('2026-04-01', 60000)]
    """
    wanted = {entry.id for entry in entries}
    first, last = min(start, end), max(start, end)
    return tuple(change for change in changes(registry(), first, last) if change.entry.id in wanted)


def _limits(found: tuple[Band, ...]) -> list[tuple[int, int | None, str, str]]:
    return [(band.low, band.high, band.procedure, band.publicity) for band in found]


def _rule(reason: Reason) -> str:
    return reason.citation.entry.id if reason.citation else reason.text
