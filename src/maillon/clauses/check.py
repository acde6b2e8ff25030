"""Review a clause: the eight checks, each in its own module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from maillon.clauses.checks import (
    followed_up,
    linked_to_object,
    non_discriminatory,
    precise,
    proportionate,
    sanctioned,
    verifiable,
    well_placed,
)
from maillon.clauses.findings import Review, Verdict
from maillon.clauses.reading import Reading
from maillon.clauses.record import Clause
from maillon.clauses.sums import reminders

#: The function of each check, in the order of the guide.
CHECKERS = {
    "linked_to_object": linked_to_object.check,
    "precise": precise.check,
    "proportionate": proportionate.check,
    "verifiable": verifiable.check,
    "non_discriminatory": non_discriminatory.check,
    "sanctioned": sanctioned.check,
    "followed_up": followed_up.check,
    "well_placed": well_placed.check,
}


def review(clause: Clause, *, on: date | None = None) -> Review:
    """Run the eight checks on a clause; `on` is the day of the consultation, today by default.

    A clause without a letter gives no signal: there is nothing to read.

    >>> found = review(Clause("Le prestataire favorise, si possible, les produits de saison."))
    >>> list(found.findings)
    ['precise', 'verifiable', 'sanctioned', 'followed_up']
    """
    reading = Reading(clause, on) if on else Reading(clause)
    found = review_reading(reading)
    return replace(found, reminders=reminders(reading))


def review_reading(reading: Reading, checks: Iterable[str] = CHECKERS) -> Review:
    """Run checks, all of them by default, on a clause being read."""
    if not any(sign.isalnum() for sign in reading.folded):
        return Review(dict.fromkeys(checks, Verdict.NA))
    return Review({name: CHECKERS[name](reading) for name in checks})
