"""Check 5: does the clause shut out firms by origin, address, language, brand or label?"""

from __future__ import annotations

from maillon.clauses.findings import Outcome, Verdict, first_finding
from maillon.clauses.lexicon import expression
from maillon.clauses.names import imposed_brand, imposed_label
from maillon.clauses.origins import place
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Traits that need no verb before them, those that do, and what a clause of insertion may aim at.
_KINDS = (
    ("hiring.people", True, ""),
    ("hiring.young", True, "hiring.publics"),
    ("hiring.traits", False, ""),
    ("hiring.ages", False, "hiring.publics"),
)


def check(reading: Reading) -> Outcome:
    """Flag origin, address, distance, nationality, language, and names without equivalent."""
    return first_finding(reading, _SIGNS) or Verdict.OK


def _nationality(reading: Reading) -> Span | None:
    for span in reading.spans("origin.nationality"):
        abroad = "tiers" in reading.words(span) and reading.first("origin.data")
        if abroad or reading.touched(span, "origin.allowed"):
            continue
        if not (reading.near(span, "origin.neutral", "origin.safety") or reading.denied(span)):
            return span
    return None


def chosen(reading: Reading) -> Span | None:
    """Return the trait by which a duty of execution has people hired or given work, if any.

    The traits are those by which the labour code forbids to choose (article L1132-1). People far
    from work, or in training, are what a clause of insertion may aim at: their age is no trait.
    """
    groups = [group for group, *_ in _KINDS]
    if not (reading.execution and expression(*groups).search(reading.folded)):
        return None
    for sentence in reading.text.sentences:
        if not _gives_work(reading, sentence) or reading.first("hiring.open", within=sentence):
            continue
        for group, introduced, excuse in _KINDS:
            if excuse and reading.first(excuse, within=sentence):
                continue
            for span in reading.spans(group, within=sentence):
                if introduced and not _introduced(reading, span):
                    continue
                if not reading.denied(span):
                    return span
    return None


def _gives_work(reading: Reading, sentence: Span) -> bool:
    """Tell whether a sentence hires people, or gives them work, hours or a place in the team."""
    if reading.affirmed("hiring.hires", within=sentence, subject=False):
        return True
    gives = reading.affirmed("hiring.gives", within=sentence, subject=False)
    return gives is not None and reading.first("hiring.work", within=sentence) is not None


def _introduced(reading: Reading, span: Span) -> bool:
    """Tell whether people are those who get the work: not served, welcomed or told of it."""
    start = reading.text.sentence(span).start
    given = any(reading.leads(span, turn, start) for turn in ("hiring.given", "hiring.object"))
    return given and not reading.follows(span, "hiring.no_age")


_SIGNS = {
    "origin": place,
    "nationality": _nationality,
    "people": chosen,
    "brand": imposed_brand,
    "label": imposed_label,
}
