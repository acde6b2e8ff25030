"""Check 1: does the clause look at what is bought, or at the firm in general?"""

from __future__ import annotations

from maillon.clauses.findings import Outcome, Verdict, first_finding
from maillon.clauses.kind import money
from maillon.clauses.names import institution
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_OUTSIDE = ("hors ", "hors du ", "dehors du ", "dehors ")


def check(reading: Reading) -> Outcome:
    """Flag the policy, governance, patronage, rating, whole fleet or footprint of the firm."""
    if money(reading):
        return Verdict.OK
    refs = ("cj_nantes",) if reading.place == "critere" else ()
    return first_finding(reading, {"firm": _firm}, refs) or Verdict.OK


def _firm(reading: Reading) -> Span | None:
    """Return words on the firm that nothing just after brings back to this contract."""
    groups = ["firm.subjects", "firm.perimeters"]
    if reading.place != "candidature":
        groups.append("firm.totals")
    if reading.place == "critere":
        groups += ["firm.scored", "firm.shares", "labels.firm_certificates"]
    for span in reading.spans(*groups):
        body = reading.folded.startswith("fondation", span.start) and institution(reading, span)
        rest = Span(span.start, reading.text.sentence(span).end)
        tied = any(
            not reading.folded[: scope.start].endswith(_OUTSIDE)
            for scope in reading.spans("scope.contract", within=rest)
        )
        if not (body or tied or reading.denied(span)):
            return span
    return None
