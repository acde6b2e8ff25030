"""Penalties that cannot be just: a cure asked of what is past, a cause that is not the firm's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_COSTS = ("sanctions.deductions", "sanctions.priced_failures")
#: « 600 heures par an », « chaque année, 40 % … »: a volume that a period measures.
_RHYTHM = re.compile(
    r"(?<!\w)(?:par|chaque|sur l'|de l'|sur le|du|en fin d[eu']) ?(?:periode )?"
    r"(?:an|annee|mois|trimestre|semestre|saison|cycle|exercice)(?!\w)"
    r"|(?<!\w)(?:annuel|mensuel|trimestriel|semestriel)\w*"
)
#: Who uses a service, and does as they like: « 70 % des habitants trient ».
_USERS = re.compile(
    r"(?: ?(?:des|de|d'|les) ?)?"
    r"(?:habitant|usager|convive|visiteur|client|riverain|spectateur|voyageur|famille|eleve)\w*"
)
_CONDUCT = re.compile(
    r" (?:y )?(?:vien|particip|utilis|achet|tri(?:e|en)|s'inscri|choisi|adher|repond|consomm|prenn"
    r"|frequent|empruntent|se rendent)\w*"
)


def past(reading: Reading) -> Span | None:
    """Return the formal notice that comes after what it asks to repair, if one does.

    A yearly shortfall or a meal not served is over when it is found: no notice cures it, unlike a
    report that may still be handed in.
    """
    for sentence, notice in _notices(reading):
        lost = reading.first("penalties.lost", within=sentence)
        short = reading.first("penalties.shortfalls", within=sentence)
        if lost or (short and _measured_by_period(reading, sentence)):
            return notice
    return None


def _notices(reading: Reading) -> Iterator[tuple[Span, Span]]:
    """Give the sentences where a notice precedes a penalty, with the words of the notice."""
    for notice in reading.spans("penalties.notices"):
        sentence = reading.text.sentence(notice)
        costs = reading.first(*_COSTS, within=sentence) or reading.measured(sentence, "money")
        papers = reading.first("penalties.cured", within=sentence)
        if costs and not papers and not reading.denied(notice):
            yield sentence, notice


def _measured_by_period(reading: Reading, sentence: Span) -> bool:
    """Tell whether the penalty, or a volume of the duty, is counted over a time that is over."""
    if reading.first("penalties.ends", within=sentence):
        return True
    before = [part for part in reading.text.sentences if part.start < sentence.start]
    return any(
        _RHYTHM.search(reading.folded, part.start, part.end)
        and reading.measured(part, "share", "count", "bare", "duration", "measure")
        and not reading.first("penalties.reports", within=part)
        for part in before
    )


def uncontrolled(reading: Reading) -> Span | None:
    """Return what a penalty rests on and the firm does not decide, unless the text excludes it."""
    groups = ("penalties.whatever", "penalties.outcomes", "penalties.crises")
    named = reading.execution and expression(*groups).search(reading.folded)
    conduct = _conduct(reading) if reading.execution else None
    if not (named or conduct) or not reading.affirmed(*_COSTS):
        return None
    whatever = reading.affirmed("penalties.whatever", subject=False)
    if whatever:
        return whatever
    if reading.first("penalties.excluded"):
        return None
    return conduct or reading.affirmed("penalties.outcomes", subject=False) or _crisis(reading)


def _conduct(reading: Reading) -> Span | None:
    """Return a number of people who act as they like: « 300 convives viennent »."""
    for quantity in reading.quantities:
        if quantity.dimension not in ("share", "count"):
            continue
        place = quantity.span.end - len(quantity.unit) * (quantity.dimension == "count")
        users = _USERS.match(reading.folded, place)
        act = users and _CONDUCT.match(reading.folded, users.end())
        if act:
            return Span(quantity.span.start, act.end())
    return None


def _crisis(reading: Reading) -> Span | None:
    """Return a crisis in which the service must go on within a delay, whoever caused it."""
    for crisis in reading.spans("penalties.crises"):
        sentence = reading.text.sentence(crisis)
        resumed = reading.first("penalties.resumes", within=sentence)
        if resumed and reading.measured(sentence, "duration"):
            return crisis
    return None
