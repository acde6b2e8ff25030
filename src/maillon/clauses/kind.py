"""What kind of clause a text is: a matter of money, and which one."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from maillon.clauses.payments import payment_delays
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Letters of a sentence within which stand its matter, its subject, its first noun.
_HEAD = 110
_SUBJECT = 40
_ARTICLE_AND_NOUN = 16

_NOT_PAID = re.compile(r"(?:ne |n')\w+ (?:pas |plus |ni )(?:pay|regl|factur)|(?<!\w)non paye")

#: A heading that says the matter in one word: « Avance : néant », « PAIEMENT. ».
_HEADING = re.compile(
    r"\s*(?:[\dav.)-]{1,5} )?(?:(?P<PAYMENT>(?:delai de )?(?:paiement|reglement|mandatement)s?)"
    r"|(?P<ADVANCE>avances?)|(?P<RETENTION>retenue(?: de garantie)?)"
    r"|(?P<PRICE>(?:(?:revision|actualisation|variation|forme) )?(?:d[eu]s? )?(?:prix|tarifs?)"
    r"|revision))"
    r" ?(?:[:.(]|- )"
)
_NONE = re.compile(r"\s*(?:neant|sans objet|aucune?|non)(?!\w)")
#: « Fiches de paie » are papers of the firm, « à l’avance » is a moment: no money in either.
_NO_MONEY = re.compile(
    r"(?:fiches?|bulletins?|feuilles?|service|logiciel) de (?=paie)"
    r"|(?<!\w)(?:a|par) (?=l'avance|avance)|(?:renonce\w*|excuse\w*|connue?s?) (?=d'avance)"
)


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
    heading = _HEADING.match(reading.folded)
    if heading and heading.lastgroup:
        return Money[heading.lastgroup]
    for matter in (_kept_back, _matter):
        for sentence in reading.text.sentences:
            kind = matter(reading, sentence)
            if kind:
                return kind
    return Money.PAYMENT if payment_delays(reading) else None


def _kept_back(reading: Reading, sentence: Span) -> Money | None:
    """Return an advance refused, or a guarantee withheld: each names the matter by itself."""
    if reading.first("sanctions.contract", within=sentence) or _failure(reading, sentence):
        return None
    if any(
        reading.denied(span) or reading.first("money.refusals", within=sentence)
        for span in reading.spans("money.advance", within=sentence)
        if not unpaid(reading, span)
    ):
        return Money.ADVANCE
    return Money.RETENTION if _withheld(reading, sentence) else None


def _failure(reading: Reading, sentence: Span) -> bool:
    """Tell whether a later sentence says what a failure costs: it is about the duty, not money."""
    if sentence in reading.text.sentences[:1]:
        return False
    opens = _start(sentence, _SUBJECT)
    lacking = reading.first("sanctions.cases", "sanctions.lacks", within=opens)
    return lacking is not None and not reading.first("sanctions.late_payment", within=sentence)


def _matter(reading: Reading, sentence: Span) -> Money | None:
    """Return the money that a sentence is about, if it is about money."""
    if reading.first("sanctions.contract", within=sentence) or _failure(reading, sentence):
        return None
    ours = reading.first("money.buyers", within=_start(sentence, _SUBJECT))
    if reading.first("money.not_ours", within=sentence) and not ours:
        return None
    opens = sentence in reading.text.sentences[:1] or reading.first(
        "money.moves", "money.firm_price", "money.varies", within=sentence
    )
    if opens and reading.first("money.price_heads", within=_start(sentence, _ARTICLE_AND_NOUN)):
        return Money.PAYMENT if pays(reading, sentence) else Money.PRICE
    head = _start(sentence, _HEAD)
    priced = reading.first("money.prices", within=head)
    if priced and reading.affirmed("money.moves", within=Span(priced.end, sentence.end)):
        return Money.PAYMENT if pays(reading, sentence) else Money.PRICE
    found = [
        (span.start, kind)
        for kind in Money
        for span in reading.spans(f"money.{kind.value}", within=sentence)
        if (span.start < head.end or kind in _ANYWHERE) and not unpaid(reading, span)
    ]
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return Money.PAYMENT if pays(reading, sentence) else None


def _withheld(reading: Reading, sentence: Span) -> bool:
    """Tell whether a sentence keeps money as a guarantee: neither an advance nor a penalty."""
    if any(not unpaid(reading, span) for span in reading.spans("money.advance")):
        return False
    if reading.first("money.guarantees", within=sentence):
        return True
    kept = reading.first("money.withheld", within=sentence)
    base = reading.first("money.instalments", within=sentence)
    return bool(kept and base) and not reading.first("sanctions.failures", within=sentence)


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
    return bool(_NOT_PAID.search(near) or _NO_MONEY.search(near))


def _start(sentence: Span, letters: int) -> Span:
    """Return the first letters of a sentence."""
    return Span(sentence.start, min(sentence.end, sentence.start + letters))


def freezes(reading: Reading) -> Span | None:
    """Return the words by which a money clause only refuses or freezes something."""
    refused = reading.first("money.refusals")
    if refused:
        return refused
    heading = _HEADING.match(reading.folded)
    none = heading and _NONE.match(reading.folded, heading.end())
    if none:
        return Span(*none.span())
    for span in reading.spans("money.advance", "money.retention"):
        if reading.denied(span):
            return span
    return None


def only_freezes(reading: Reading, kind: Money) -> bool:
    """Tell whether a money clause refuses or freezes, and sets no rate nor index besides."""
    if kind is Money.PAYMENT:
        named = reading.first("money.terms") or reading.measured(reading.whole, "duration")
        return not named and reading.first("sanctions.late_interest") is not None
    if not freezes(reading):
        return False
    rated = kind is not Money.PRICE and reading.measured(reading.whole, "share")
    return not (rated or reading.affirmed("money.index"))
