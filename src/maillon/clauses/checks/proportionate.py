"""Check 3: is the demand in scale with the contract, and within the bounds of the law?"""

from __future__ import annotations

from maillon.clauses.bounds import beyond
from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import money
from maillon.clauses.reading import Reading
from maillon.clauses.scale import out_of_scale
from maillon.clauses.text import Span

_WHY = "Une demande entière, sans marge, écarte des entreprises capables et rend l’échec probable."


def check(reading: Reading) -> Outcome:
    """Flag an absolute demand, an imposed certificate, a duty out of scale, a bound overstepped."""
    bound = beyond(reading)
    if bound:
        return bound
    if money(reading):
        return Verdict.OK
    absolute = _absolute(reading)
    if absolute:
        return Finding(
            reading.text.quote(absolute),
            _WHY,
            "Quelle part des entreprises y parvient aujourd’hui, et quelle marge laisser ?",
        )
    imposed = _imposed_certificate(reading)
    if imposed:
        return Finding(
            reading.text.quote(imposed),
            "Un certificat imposé à toutes ferme la porte à qui fait aussi bien sans lui.",
            "Quelle autre preuve accepteriez-vous ?",
            ("labels",),
        )
    scale = out_of_scale(reading)
    if scale:
        return Finding(
            scale,
            "Un devoir lourd, dans un petit contrat, décourage de répondre et renchérit le prix.",
            "Que coûte ce devoir, comparé au montant ou à la durée du marché ?",
        )
    return Verdict.OK


def _absolute(reading: Reading) -> Span | None:
    """Return an absolute word put on a social, environmental or origin demand."""
    for span in reading.spans("scale.absolutes"):
        sentence = reading.text.sentence(span)
        if reading.place == "critere" and reading.measured(sentence, "points"):
            continue
        around = Span(max(sentence.start, span.start - 70), min(sentence.end, span.end + 70))
        if reading.first("scale.normal_wholes", within=_part(reading, span)):
            continue
        if reading.denied(span):
            continue
        if any(not span.holds(theme) for theme in reading.spans("scale.themes", within=around)):
            return span
    return None


def _imposed_certificate(reading: Reading) -> Span | None:
    """Return a certificate of the firm imposed on all, with no equivalent admitted."""
    if reading.place == "critere" or reading.first("labels.equivalence"):
        return None
    return reading.affirmed("labels.firm_certificates")


def _part(reading: Reading, span: Span) -> Span:
    """Return what surrounds a stretch, between two stops of its sentence."""
    sentence = reading.text.sentence(span)
    before = reading.folded[sentence.start : span.start]
    after = reading.folded[span.end : sentence.end]
    start = sentence.start + max(before.rfind(sign) for sign in ",;:(") + 1
    stops = [place for sign in ",;:)" if (place := after.find(sign)) >= 0]
    return Span(start, span.end + min(stops, default=len(after)))
