"""What kind of clause a text is: a matter of money, and which one."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Letters of a sentence within which stand its matter, its subject, its first noun.
_HEAD: Final = 110
_SUBJECT: Final = 40
_ARTICLE_AND_NOUN: Final = 16

_NOT_PAID: Final = re.compile(
    r"(?:ne |n')\w+ (?:pas |plus |ni )(?:pay|regl|factur)|(?<!\w)non paye"
)

#: « Fiches de paie » are papers of the firm, « à l’avance » is a moment: no money in either.
_NO_MONEY: Final = re.compile(
    r"(?:fiches?|bulletins?|feuilles?|service|logiciel) de (?=paie)"
    r"|(?<!\w)(?:a|par) (?=l'avance|avance)"
)


class Money(Enum):
    """What a money clause is about."""

    PAYMENT = "payment_delay"
    RETENTION = "retention"
    ADVANCE = "advance"
    PRICE = "price"


def money(reading: Reading) -> Money | None:
    """Return what a money clause of execution is about, or None for any other clause.

    A sentence decides by its subject: a sanction on payment does not make a money clause. When
    the firm is the one who pays (its subcontractors, its farmers), the clause is a duty.
    """
    if not reading.execution:
        return None
    for sentence in reading.text.sentences:
        if reading.first("sanctions.contract", within=sentence):
            continue
        head = _start(sentence, _HEAD)
        ours = reading.first("money.buyers", within=_start(sentence, _SUBJECT))
        if reading.first("money.not_ours", within=sentence) and not ours:
            continue
        found = [
            (span.start, kind)
            for kind in Money
            for span in reading.spans(f"money.{kind.value}", within=sentence)
            if (span.start < head.end or kind is Money.RETENTION) and not _unpaid(reading, span)
        ]
        if reading.first("money.price_heads", within=_start(sentence, _ARTICLE_AND_NOUN)):
            return Money.PRICE
        if found:
            return min(found, key=lambda pair: pair[0])[1]
    return None


def _unpaid(reading: Reading, span: Span) -> bool:
    """Tell whether nobody is paid: « une collecte oubliée n’est pas payée », « fiche de paie »."""
    near = reading.folded[max(0, span.start - 16) : span.end]
    return bool(_NOT_PAID.search(near) or _NO_MONEY.search(near))


def _start(sentence: Span, letters: int) -> Span:
    """Return the first letters of a sentence."""
    return Span(sentence.start, min(sentence.end, sentence.start + letters))


def freezes(reading: Reading) -> Span | None:
    """Return the words by which a money clause only refuses or freezes something."""
    refused = reading.first("money.refusals")
    if refused:
        return refused
    for span in reading.spans("money.advance", "money.retention"):
        if reading.denied(span):
            return span
    return None
