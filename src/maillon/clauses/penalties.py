"""Penalties that cannot be just: a cure asked of what is past, a cause that is not the firm's."""

from __future__ import annotations

from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_COSTS = ("sanctions.deductions", "sanctions.priced_failures")


def past(reading: Reading) -> Span | None:
    """Return the formal notice that comes after what it asks to repair, if one does.

    A yearly shortfall or a meal not served is over when it is found: no notice cures it, unlike a
    report that may still be handed in.
    """
    for notice in reading.spans("penalties.notices"):
        sentence = reading.text.sentence(notice)
        costs = reading.near(notice, *_COSTS) or reading.measured(sentence, "money")
        if not costs or reading.near(notice, "penalties.cured") or reading.denied(notice):
            continue
        short = reading.near(notice, "penalties.shortfalls")
        if reading.near(notice, "penalties.lost") or (short and _by_period(reading, sentence)):
            return notice
    return None


def _by_period(reading: Reading, sentence: Span) -> bool:
    """Tell whether the penalty, or a volume of the duty, is counted over a time that is over."""
    if reading.first("penalties.ends", within=sentence):
        return True
    return any(
        reading.search("penalties.rhythm", part)
        and reading.measured(part, "share", "count", "bare", "duration", "measure")
        and not reading.first("penalties.reports", within=part)
        for part in reading.text.sentences
        if part.start < sentence.start
    )


def uncontrolled(reading: Reading) -> Span | None:
    """Return what a penalty rests on and the firm does not decide, unless the text excludes it."""
    if not reading.execution:
        return None
    conduct = _conduct(reading)
    groups = ("penalties.whatever", "penalties.outcomes", "penalties.crises")
    if not (conduct or reading.first(*groups)) or not reading.affirmed(*_COSTS):
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
