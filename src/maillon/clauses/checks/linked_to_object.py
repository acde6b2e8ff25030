"""Check 1: does the clause look at what is bought, or at the firm in general?"""

from __future__ import annotations

from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import money
from maillon.clauses.names import institution
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_WHY = "Une exigence porte sur ce que le marché achète ou fait faire, pas sur toute l’entreprise."


def check(reading: Reading) -> Outcome:
    """Flag the policy, governance, patronage, rating, whole fleet or footprint of the firm."""
    if money(reading):
        return Verdict.OK
    groups = ["firm.subjects", "firm.perimeters"]
    if reading.place != "candidature":
        groups.append("firm.totals")
    if reading.place == "critere":
        groups += ["firm.scored", "firm.shares", "labels.firm_certificates"]
    for span in reading.spans(*groups):
        body = reading.folded.startswith("fondation", span.start) and institution(reading, span)
        if body or _tied(reading, span):
            continue
        if not reading.denied(span):
            refs: tuple[str, ...] = ("critere_lien_objet",)
            if reading.place == "critere":
                refs += ("cj_nantes",)
            return Finding(
                reading.text.quote(span),
                _WHY,
                "Quels moyens, quels produits ou quels sites de ce marché voulez-vous viser ?",
                refs,
            )
    return Verdict.OK


def _tied(reading: Reading, span: Span) -> bool:
    """Tell whether words just after bring the subject back to this contract."""
    sentence = reading.text.sentence(span)
    return any(
        not reading.folded[: scope.start].endswith(("hors ", "hors du ", "dehors du ", "dehors "))
        for scope in reading.spans("scope.contract", within=Span(span.start, sentence.end))
    )
