"""Check 3: is the demand in scale with the contract, and within the bounds of the law?"""

from __future__ import annotations

from maillon.clauses.bounds import beyond
from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import money
from maillon.clauses.origins import place
from maillon.clauses.penalties import uncontrolled
from maillon.clauses.reading import Reading
from maillon.clauses.scale import out_of_scale
from maillon.clauses.text import Span

#: Letters between « 100 % », or « la totalité », and what it is put on.
_FIGURE_REACH = 70
_WORD_REACH = 130
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
    outside = uncontrolled(reading)
    if outside:
        return Finding(
            reading.text.quote(outside),
            "Une pénalité juste porte sur ce que l’entreprise décide, hors cause extérieure.",
            "Que peut faire le titulaire si la cause ne vient pas de lui ? Écrivez l’exception.",
        )
    return Verdict.OK


def _absolute(reading: Reading) -> Span | None:
    """Return an absolute word put on a social, environmental or origin demand."""
    for span in reading.spans("scale.absolutes"):
        sentence = reading.text.sentence(span)
        figure = "100" in reading.folded[span.start : span.end]
        scored = reading.place == "critere" and (figure or reading.first("award.price"))
        if scored and (
            reading.first("award.weighing", "award.weights", "award.sole", within=sentence)
            or reading.measured(sentence, "points")
        ):
            continue
        reach = _FIGURE_REACH if figure else _WORD_REACH
        around = Span(max(sentence.start, span.start - reach), min(sentence.end, span.end + reach))
        wholes = ("scale.normal_wholes", "scale.scoring")[: 1 + figure]
        if reading.first(*wholes, within=reading.text.part(span)):
            continue
        papers = Span(sentence.start, span.start)
        if reading.folded.startswith("sans ", span.start) and reading.first(
            "scale.papers", within=papers
        ):
            continue
        if reading.denied(span):
            continue
        if any(not span.holds(theme) for theme in reading.spans("scale.themes", within=around)):
            return span
        origin = place(reading)
        if origin and sentence.holds(origin):
            return span
    return None


def _imposed_certificate(reading: Reading) -> Span | None:
    """Return a certificate of the firm imposed on all, with no equivalent admitted."""
    if reading.place == "critere" or reading.affirmed("labels.equivalence"):
        return None
    return reading.affirmed("labels.firm_certificates")
