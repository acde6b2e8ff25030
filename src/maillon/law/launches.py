"""The launch dates that a reader may try: the days known, and those where the rule turns."""

from __future__ import annotations

from datetime import date

from maillon.law.changes import changes
from maillon.law.history import history
from maillon.law.procedure import BUYERS, PURCHASES, procedure
from maillon.law.registry import cite, entry, registry

#: An amount above every threshold, in euros: it meets every obligation.
_HUGE = 10**9


def known_days() -> tuple[date, date]:
    """Return the first and the last day of the map of procedures.

    It starts with the first European threshold known and ends with the last one.

    >>> known_days()
    (datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))
    """
    values = entry("seuil_ue_fs_local").values
    return min(value.first_day for value in values), max(value.last_day for value in values)


def threshold_year() -> int:
    """Return the year of the last change of the European threshold of local buyers.

    >>> threshold_year()
    2026
    """
    return max(value.first_day for value in entry("seuil_ue_fs_local").values).year


def climate_day() -> date:
    """Return the day from which article 35 of the climate law binds consultations.

    >>> climate_day()
    datetime.date(2026, 8, 21)
    """
    return date.fromisoformat(str(cite("climat_date", None, "decret").number))


def turning_days() -> list[date]:
    """List the days on which a threshold or an obligation of the calculator changes.

    >>> [str(day) for day in turning_days()]
    ['2024-07-01', '2026-01-01', '2026-04-01', '2026-08-21']
    """
    first, last = known_days()
    pairs = [(buyer, purchase) for buyer in BUYERS for purchase in PURCHASES]
    limits = {
        band.citation.entry.id
        for buyer, purchase in pairs
        for period in history(buyer, purchase, first, last)
        for band in period.bands
        if band.citation
    }
    binding = {
        reason.citation.entry.id
        for buyer, purchase in pairs
        for reason in procedure(buyer, purchase, _HUGE, last).obligations
        if reason.citation
    }
    found = changes(registry(), first, last)
    return sorted({change.on for change in found if change.entry.id in limits | binding})
