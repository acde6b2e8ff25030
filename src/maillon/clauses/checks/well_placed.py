"""Check 8: does the nature of the text fit the place and the document that it is given?"""

from __future__ import annotations

from datetime import date

from maillon import law
from maillon.base.wording import NBSP
from maillon.clauses.findings import Outcome, Signs, Verdict, finding, first_finding
from maillon.clauses.reading import Reading
from maillon.clauses.record import DOCUMENTS
from maillon.clauses.text import Span

_ADMITTED = {
    "RC": {"critere", "candidature"},
    "CCTP": {"specification", "condition_execution"},
    "CCAP": {"condition_execution"},
    "AE": {"condition_execution"},
}


def check(reading: Reading) -> Outcome:
    """Flag a text whose nature fits neither the place declared nor the document."""
    document = reading.clause.document
    if reading.place not in _ADMITTED[document]:
        holder = "l’AE" if document == "AE" else f"le {document}"
        lack = f"un document qui convient{NBSP}: ce texte figure dans {holder}"
        return finding("document", f"{lack} ({DOCUMENTS[document]})", missing=True)
    signs = _OF_CRITERIA if reading.place == "critere" else _OF_OTHERS
    return first_finding(reading, signs) or Verdict.OK


def _scale(reading: Reading) -> Span | None:
    """Return the points of a scale of marks."""
    offers = reading.first("award.offers")
    points = [points.span for points in reading.measured(reading.whole, "points")]
    marked = [span for span in points if reading.near(span, "award.marked")]
    scale = points if offers else marked
    return scale[0] if marked or len(scale) > 1 else None


def _duty_of_candidates(reading: Reading) -> Span | None:
    """Return a duty of execution that is asked of candidates."""
    if reading.place != "candidature" or reading.first("award.admission", "award.already"):
        return None
    return reading.first("award.fixed_duties") or reading.first("award.future")


def _price_alone(reading: Reading) -> Span | None:
    """Return a price that is the only criterion, on a day when it no longer may be."""
    whole = reading.search("award.price_whole")
    sole = reading.affirmed("award.sole") or (Span(*whole.span()) if whole else None)
    priced = reading.first("award.price") and not reading.first("award.environment_cost")
    return sole if priced and _price_is_over(reading.day) else None


def _price_is_over(day: date) -> bool:
    """Tell whether the registry no longer admits the price as sole criterion on that day."""
    try:
        return str(law.value("climat_prix_seul", on=day)).startswith("non")
    except law.LegalError:
        return False


def _capacity(reading: Reading) -> Span | None:
    """Return a capacity of the firm that is scored, unless it is the firm's conduct that is.

    « Références livrées en bac » are those of a catalogue.
    """
    if reading.first("award.team"):
        return None
    goods = reading.first("award.goods_lists")
    for span in reading.spans("award.capacity", "award.track_record"):
        if goods and reading.folded.startswith("reference", span.start):
            continue
        conduct = reading.held(span, "firm.subjects", "firm.perimeters", "firm.shares")
        if not (conduct or reading.denied(span)):
            return span
    return None


def same_for_all(reading: Reading) -> Span | None:
    """Return a fixed duty or a floor that all bids share, when nothing rewards doing more."""
    if reading.affirmed("award.more"):
        return None
    floor = reading.first("award.floors", "award.same_for_all") or _fixed_hours(reading)
    if floor:
        return floor
    for group in ("award.fixed_duties", "award.future"):
        for duty in reading.spans(group):
            if not reading.near(duty, "award.graded"):
                return duty
    return None


def _fixed_hours(reading: Reading) -> Span | None:
    """Return a number of insertion hours, the same for all: « 300 heures d’insertion »."""
    for quantity in reading.measured(reading.whole, "duration"):
        if not quantity.unit.startswith("heure"):
            continue
        social = reading.near(quantity.span, "precision.insertion")
        if social and not reading.near(quantity.span, "award.offered"):
            return quantity.span
    return None


_OF_CRITERIA: Signs = {
    "price_alone": _price_alone,
    "capacity": _capacity,
    "same_insertion": lambda reading: (
        same_for_all(reading) if reading.first("precision.insertion") else None
    ),
    "same_for_all": same_for_all,
}
_OF_OTHERS: Signs = {
    "scored": lambda reading: reading.affirmed("award.criterion_heads"),
    "scale": _scale,
    "duty_of_candidates": _duty_of_candidates,
    "capacity_of_holder": lambda reading: (
        reading.affirmed("award.admission_levels") if reading.execution else None
    ),
}
