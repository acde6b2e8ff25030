"""Vague words of a clause, and the figures, dates or classes that settle them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillon.clauses.kind import money
from maillon.clauses.lexicon import expression
from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Letters before a sanction that are enough to say a duty.
_DUTY_LENGTH = 60
_BOUND_REACH = 45
#: « Régulier : un passage chaque lundi »: letters after a colon that may hold the rhythm.
_TOLD_WITHIN = 60
#: « Zéro papier » is a slogan.
_ZERO = (0.0, "count")
#: What may measure a quality; « les deux crèches » does not.
_VALUES = ("measure", "share", "duration", "times", "money", "points")
#: « Développement durable »: a vague word of an exact term is none.
_FIXED = "qualities.fixed_phrases"
_AFTERMATH = (
    "sanctions.deductions",
    "sanctions.contract",
    "sanctions.priced_failures",
    "sanctions.cases",
)


def duties(reading: Reading) -> Iterator[Span]:
    """Give what the sentences say is due, without what they say follows a failure."""
    for rank, sentence in enumerate(reading.text.sentences):
        if rank and expression("vague.sequel").match(reading.folded, sentence.start):
            continue
        if rank and _proof_is_vague(reading, sentence):
            continue
        aftermath = _aftermath(reading, sentence, first=not rank) if reading.execution else None
        if aftermath is None:
            yield sentence
        elif aftermath.start - sentence.start > _DUTY_LENGTH:
            stop = max(reading.folded.rfind(";", sentence.start, aftermath.start), sentence.start)
            if not reading.first("sanctions.failures", within=Span(stop, aftermath.start)):
                yield Span(sentence.start, aftermath.start)
            elif stop > sentence.start:
                yield Span(sentence.start, stop)


def _aftermath(reading: Reading, sentence: Span, *, first: bool) -> Span | None:
    """Return where a sentence starts to say what follows a failure.

    In the first sentence, « de tout retard » is about the duty, unless it opens the clause.
    """
    case = reading.first("sanctions.cases", within=sentence)
    inside = first and case is not None and case.start > sentence.start
    return reading.first(*(_AFTERMATH[:-1] if inside else _AFTERMATH), within=sentence)


def vague(reading: Reading) -> Span | None:
    """Return the first vague words that no figure explains.

    Of a clause about money, only the moments and the hedges count: its amounts are rates.
    """
    for span in reading.spans("vague.hedges"):
        sentence = reading.text.sentence(span)
        doubtful = sentence != reading.opening and _proof_is_vague(reading, sentence)
        if not (doubtful or _explained(reading, span) or reading.touched(span, _FIXED)):
            return span
    paid = money(reading) is not None
    for sentence in duties(reading):
        for groups, settled in _SETTLED:
            if paid and groups == ("vague.amounts",):
                continue
            for span in reading.spans(*groups, within=sentence):
                fixed = reading.touched(span, _FIXED) or settled(reading, span)
                if not (fixed or reading.denied(span)):
                    return span
    return None


def _proof_is_vague(reading: Reading, sentence: Span) -> bool:
    """Tell whether what is vague in a sentence is its proof: one defect, one signal."""
    return reading.first("proofs.vague", "paper_verbs.maybe_checked", within=sentence) is not None


def _explained(reading: Reading, span: Span, *dimensions: str) -> bool:
    """Tell whether a figure with its unit explains the words, in the same sentence.

    « Dans les deux parkings » dates nothing.
    """
    sentence = reading.text.sentence(span)
    for intro in reading.spans("vague.explained", within=Span(span.start, sentence.end)):
        if dimensions and reading.folded.startswith("dans les", intro.start):
            dimensions = ("duration",)
        if _numbers(reading, Span(intro.start, min(sentence.end, intro.end + 60)), *dimensions):
            return True
    after = reading.words(reading.after(span))
    reach = 45 if re.match(r"\s*[(:]", after) else 20
    stop = after.find(",")
    reach = min(reach, stop) if 0 <= stop < 20 else reach
    return bool(_numbers(reading, reading.after(span, reach), *dimensions))


def _amount(reading: Reading, span: Span) -> bool:
    """Tell whether a figure explains a vague amount, or is what « au maximum » bounds."""
    bound = expression("vague.bound").match(reading.words(span))
    bounded = bound and reading.measured(reading.ahead(span, _BOUND_REACH))
    return bool(bounded) or _explained(reading, span)


def _dated(reading: Reading, span: Span) -> bool:
    """Tell whether a delay or a date explains a vague moment: a share or a price does not."""
    times = reading.measured(reading.text.sentence(span), "times")
    if any(reading.follows(quantity.span, "vague.each") for quantity in times):
        return True
    opened = re.match(r"(?: \w+)? ?[(:]", reading.words(reading.after(span)))
    if opened and reading.first("duties.times", within=reading.after(span, _TOLD_WITHIN)):
        return True
    return _explained(reading, span, "duration", "times", "count", "bare", "name")


def _numbers(reading: Reading, within: Span, *dimensions: str) -> list[Quantity]:
    """List the quantities of a stretch; neither points nor « zéro papier » measure a bid."""
    found = [q for q in reading.measured(within, *dimensions) if (q.value, q.dimension) != _ZERO]
    if reading.place == "critere":
        found = [quantity for quantity in found if quantity.dimension != "points"]
    return found


def _settled(reading: Reading, span: Span, part: Span, *dimensions: str) -> bool:
    """Tell whether a part of a sentence holds a figure or a class, or a figure explains words."""
    return bool(
        _numbers(reading, part, *dimensions)
        or reading.first("precision.classes", within=part)
        or _explained(reading, span, *dimensions)
    )


def _figure(reading: Reading, span: Span) -> bool:
    """Tell whether the sentence holds a figure, a class or a closed list."""
    return _settled(reading, span, reading.text.sentence(span))


def _valued(reading: Reading, span: Span) -> bool:
    """Tell whether a figure or a class follows a quality, or stands before it in the same part."""
    start = reading.between(span, "vague.parts").start
    return _settled(reading, span, Span(start, reading.text.sentence(span).end), *_VALUES)


def _worked(reading: Reading, span: Span) -> bool:
    """Tell whether a manner of working is settled: explained, or beside a rhythm and a quantity."""
    counted = _numbers(reading, reading.text.sentence(span), "measure", "count", "share")
    manner = expression("vague.manner").match(reading.folded, span.start)
    rhythm = reading.execution and reading.near(span, "duties.times")
    return _amount(reading, span) or bool(manner and counted and rhythm)


def _measurable(reading: Reading, span: Span) -> bool:
    """Tell whether a criterion also says what is counted; elsewhere, nothing is asked."""
    if reading.place != "critere":
        return True
    after = reading.after(span)
    return bool(reading.first("award.measured", within=after) or _numbers(reading, after))


#: Vague words, and what settles them.
_SETTLED = (
    (("vague.amounts",), _worked),
    (("vague.deadlines",), _dated),
    (("vague.soft_verbs", "vague.degree_verbs"), _figure),
    (("qualities.qualities",), _valued),
    (("vague.criterion_words",), _measurable),
)
