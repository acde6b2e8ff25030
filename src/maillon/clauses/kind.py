"""What kind of clause a text is: a matter of money, and which one."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from maillon.clauses.lexicon import expression
from maillon.clauses.payments import payment_delays
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Letters of a sentence within which stand its matter, its subject, its first noun.
_HEAD = 110
_SUBJECT = 40
_ARTICLE_AND_NOUN = 16
#: What a failure costs.
COSTS = ("sanctions.deductions", "sanctions.priced_failures")


class Money(Enum):
    """What a money clause is about."""

    PAYMENT = "payment_delay"
    RETENTION = "retention"
    ADVANCE = "advance"
    PRICE = "price"


#: What makes a money clause wherever it stands in its sentence.
_ANYWHERE = (Money.RETENTION, Money.ADVANCE)


@lru_cache(maxsize=8)
def money(reading: Reading) -> Money | None:
    """Return what a money clause of execution is about, or None for any other clause.

    A sentence decides by its subject: a sanction on payment does not make a money clause. When
    the firm is the one who pays (its subcontractors, its farmers), the clause is a duty.
    """
    if not reading.execution:
        return None
    heading = expression("money.heading").match(reading.folded)
    if heading and heading.lastgroup:
        return Money[heading.lastgroup]
    sentences = [one for one in reading.text.sentences if not _on_failure(reading, one)]
    for matter in (_kept_back, _matter):
        for sentence in sentences:
            kind = matter(reading, sentence)
            if kind:
                return kind
    return Money.PAYMENT if payment_delays(reading) else None


def _on_failure(reading: Reading, sentence: Span) -> bool:
    """Tell whether a sentence says what a failure costs: it is about the duty, not money."""
    if reading.first("sanctions.contract", within=sentence):
        return True
    if sentence == reading.opening or reading.first("sanctions.late_payment", within=sentence):
        return False
    opens = _start(sentence, _SUBJECT)
    return reading.first("sanctions.cases", "sanctions.lacks", within=opens) is not None


def _kept_back(reading: Reading, sentence: Span) -> Money | None:
    """Return an advance refused, or a guarantee withheld: each names the matter by itself."""
    if any(
        reading.denied(span) or reading.first("money.refusals", within=sentence)
        for span in reading.spans("money.advance", within=sentence)
        if not unpaid(reading, span)
    ):
        return Money.ADVANCE
    if any(not unpaid(reading, span) for span in reading.spans("money.advance")):
        return None
    kept = reading.first("money.withheld", within=sentence)
    base = reading.first("money.instalments", within=sentence)
    withheld = kept and base and not reading.first("sanctions.failures", within=sentence)
    held = reading.first("money.guarantees", within=sentence) or withheld
    return Money.RETENTION if held else None


def _matter(reading: Reading, sentence: Span) -> Money | None:
    """Return the money that a sentence is about, if it is about money."""
    ours = reading.first("money.buyers", within=_start(sentence, _SUBJECT))
    if reading.first("money.not_ours", within=sentence) and not ours:
        return None
    paid = Money.PAYMENT if pays(reading, sentence) else None
    opens = sentence == reading.opening or reading.first(
        "money.moves", "money.firm_price", "money.varies", within=sentence
    )
    if opens and reading.first("money.price_heads", within=_start(sentence, _ARTICLE_AND_NOUN)):
        return paid or Money.PRICE
    head = _start(sentence, _HEAD)
    priced = reading.first("money.prices", within=head)
    if priced and reading.affirmed("money.moves", within=Span(priced.end, sentence.end)):
        return paid or Money.PRICE
    named = [
        (span.start, kind)
        for kind in Money
        for span in reading.spans(f"money.{kind.value}", within=sentence)
        if (span.start < head.end or kind in _ANYWHERE) and not unpaid(reading, span)
    ]
    return min(named, key=lambda pair: pair[0])[1] if named else paid


def pays(reading: Reading, sentence: Span) -> bool:
    """Tell whether a sentence says when the buyer pays: a verb, what is owed, and a delay.

    « La commune se libère des sommes dues dans les vingt jours » does.
    """
    paying = reading.affirmed("money.paying", within=sentence)
    subject = _start(sentence, _SUBJECT)
    public = reading.first("money.public_company", within=subject)
    if not paying or (reading.first("money.firms", within=subject) and not public):
        return False
    ours = public or reading.first("money.buyers", within=subject)
    owed = reading.first("money.owed", within=reading.whole if ours else sentence)
    return owed is not None and bool(reading.measured(sentence, "duration"))


def unpaid(reading: Reading, span: Span) -> bool:
    """Tell whether nobody is paid: « une collecte oubliée n’est pas payée », « fiche de paie »."""
    near = reading.folded[max(0, span.start - 16) : span.end]
    return any(expression(turn).search(near) for turn in ("money.not_paid", "money.no_money"))


def _start(sentence: Span, letters: int) -> Span:
    """Return the first letters of a sentence."""
    return Span(sentence.start, min(sentence.end, sentence.start + letters))


def freezes(reading: Reading) -> Span | None:
    """Return the words by which a money clause only refuses or freezes something."""
    refused = reading.first("money.refusals")
    if refused:
        return refused
    heading = expression("money.heading").match(reading.folded)
    none = heading and expression("money.none").match(reading.folded, heading.end())
    if none:
        return Span(*none.span())
    spans = reading.spans("money.advance", "money.retention")
    return next((span for span in spans if reading.denied(span)), None)


def only_freezes(reading: Reading, kind: Money) -> bool:
    """Tell whether a money clause refuses or freezes, and sets no rate nor index besides."""
    if kind is Money.PAYMENT:
        termed = reading.first("money.terms") or reading.measured(reading.whole, "duration")
        return not termed and reading.first("sanctions.late_interest") is not None
    if not freezes(reading):
        return False
    rated = kind is not Money.PRICE and reading.measured(reading.whole, "share")
    return not (rated or reading.affirmed("money.index"))
