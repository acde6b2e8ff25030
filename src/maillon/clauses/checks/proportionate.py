"""Check 3: is the demand in scale with the contract, and within the bounds of the law?"""

from __future__ import annotations

from maillon.clauses.bounds import beyond
from maillon.clauses.findings import Outcome, Verdict, first_finding
from maillon.clauses.kind import COSTS, money
from maillon.clauses.lexicon import expression
from maillon.clauses.origins import place
from maillon.clauses.reading import Reading
from maillon.clauses.scale import out_of_scale
from maillon.clauses.text import Span

#: Letters between « 100 % », or « la totalité », and what it is put on.
_FIGURE_REACH = 70
_WORD_REACH = 130


def check(reading: Reading) -> Outcome:
    """Flag an absolute demand, an imposed certificate, a duty out of scale, a bound overstepped."""
    bound = beyond(reading)
    if bound or money(reading):
        return bound or Verdict.OK
    return first_finding(reading, _SIGNS) or Verdict.OK


def _absolute(reading: Reading) -> Span | None:
    """Return an absolute word put on a social, environmental or origin demand."""
    for span in reading.spans("scale.absolutes"):
        figure = "100" in reading.words(span)
        if _scored(reading, span, figure=figure) or _usual(reading, span, figure=figure):
            continue
        reach = _FIGURE_REACH if figure else _WORD_REACH
        around = Span(reading.ahead(span, reach).start, reading.after(span, reach).end)
        if any(not span.holds(theme) for theme in reading.spans("scale.themes", within=around)):
            return span
        origin = place(reading)
        if origin and reading.text.sentence(span).holds(origin):
            return span
    return None


def _scored(reading: Reading, span: Span, *, figure: bool) -> bool:
    """Tell whether a whole is that of the marks of a criterion."""
    if reading.place != "critere" or not (figure or reading.first("award.price")):
        return False
    marks = reading.near(span, "award.weighing", "award.weights", "award.sole")
    return marks or bool(reading.measured(reading.text.sentence(span), "points"))


def _usual(reading: Reading, span: Span, *, figure: bool) -> bool:
    """Tell whether a whole is what anybody asks for, or is denied."""
    wholes = ("scale.normal_wholes", "scale.scoring")[: 1 + figure]
    if reading.first(*wholes, within=reading.text.part(span)):
        return True
    without = reading.folded.startswith("sans ", span.start)
    papers = without and reading.first("scale.papers", within=reading.ahead(span))
    return bool(papers) or reading.denied(span)


def _imposed_certificate(reading: Reading) -> Span | None:
    """Return a certificate of the firm imposed on all, with no equivalent admitted."""
    if reading.place == "critere" or reading.affirmed("labels.equivalence"):
        return None
    return reading.affirmed("labels.firm_certificates")


def uncontrolled(reading: Reading) -> Span | None:
    """Return what a penalty rests on and the firm does not decide, unless the text excludes it."""
    if not reading.execution:
        return None
    conduct = _conduct(reading)
    groups = ("penalties.whatever", "penalties.outcomes", "penalties.crises")
    if not (conduct or reading.first(*groups)) or not reading.affirmed(*COSTS):
        return None
    whatever = reading.affirmed("penalties.whatever", subject=False)
    if whatever or reading.first("penalties.excluded"):
        return whatever
    return conduct or reading.affirmed("penalties.outcomes", subject=False) or _crisis(reading)


def _conduct(reading: Reading) -> Span | None:
    """Return a number of people who act as they like: « 300 convives viennent »."""
    for quantity in reading.measured(reading.whole, "share", "count"):
        place = quantity.span.end - len(quantity.unit) * (quantity.dimension == "count")
        users = expression("penalties.users").match(reading.folded, place)
        act = users and expression("penalties.conduct").match(reading.folded, users.end())
        if act:
            return Span(quantity.span.start, act.end())
    return None


def _crisis(reading: Reading) -> Span | None:
    """Return a crisis in which the service must go on within a delay, whoever caused it."""
    for crisis in reading.spans("penalties.crises"):
        delayed = reading.measured(reading.text.sentence(crisis), "duration")
        if delayed and reading.near(crisis, "penalties.resumes"):
            return crisis
    return None


_SIGNS = {
    "absolute": _absolute,
    "certificate": _imposed_certificate,
    "out_of_scale": out_of_scale,
    "uncontrolled": uncontrolled,
}
