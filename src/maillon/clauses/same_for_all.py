"""What all bids must respect: asked as a criterion, it tells none of them apart."""

from __future__ import annotations

import re

from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_FUTURE = re.compile(
    r"(?<!\w)(?:titulaire|attributaire|prestataire|fournisseur|entreprise|exploitant)"
    r"(?: [\w'-]+){0,2}? \w{3,}r(?:a|ont)(?!\w)"
)


def same_for_all(reading: Reading) -> Span | None:
    """Return a fixed duty or a floor that all bids share, when nothing rewards doing more."""
    if reading.affirmed("award.more"):
        return None
    floor = reading.first("award.floors", "award.same_for_all")
    if floor:
        return floor
    hours = _fixed_hours(reading)
    if hours:
        return hours
    duties = [*reading.spans("award.fixed_duties"), *future_duties(reading)]
    for duty in duties:
        if not reading.first("award.graded", within=reading.text.sentence(duty)):
            return duty
    return None


def future_duties(reading: Reading) -> list[Span]:
    """List the duties written in the future: « le prestataire dispensera 14 heures »."""
    return [Span(*found.span()) for found in _FUTURE.finditer(reading.folded)]


def _fixed_hours(reading: Reading) -> Span | None:
    """Return a number of insertion hours, the same for all: « 300 heures d’insertion »."""
    for quantity in reading.quantities:
        sentence = reading.text.sentence(quantity.span)
        if not (quantity.dimension == "duration" and quantity.unit.startswith("heure")):
            continue
        social = reading.first("precision.insertion", within=sentence)
        if social and not reading.first("award.offered", within=sentence):
            return quantity.span
    return None
