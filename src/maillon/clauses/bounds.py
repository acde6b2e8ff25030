"""Bounds of the law that a clause may overstep; every number comes from the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from maillon.base.numbers import parsed
from maillon.clauses.findings import Finding
from maillon.clauses.kind import Money, money
from maillon.clauses.payments import calendar_days, payment_delays
from maillon.clauses.quantities import MONTH
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import Bound, buyer_named, compared, figure
from maillon.clauses.scale import contract_amount
from maillon.clauses.sums import SUMS
from maillon.clauses.text import Span

#: Who pays, and the scope of its ceiling.
_PAYERS = {
    "money.public_company": "entreprise-publique",
    "money.health_buyer": "sante",
    "sums.local_body": "pouvoir-adjudicateur",
}


def beyond(reading: Reading) -> Finding | None:
    """Return the finding of the first bound that the clause oversteps on the day of its notice.

    Several sums beyond a value, whoever buys, make one finding on the words of the first.
    """
    tests: list[Callable[[Reading], Bound | None]] = [_payment_delay, _turnover]
    kind = money(reading)
    tests += [_instalments] if kind is Money.PAYMENT else []
    tests += [_firm_price] if kind is Money.PRICE else []
    first = next(compared(reading, tests), None)
    if first or not reading.execution:
        return first
    sums = list(compared(reading, (*SUMS, _interest, _recovery)))
    if not sums:
        return None
    why = " ".join(dict.fromkeys(one.why for one in sums))
    question = " ".join(dict.fromkeys(one.question for one in sums))
    refs = tuple(dict.fromkeys(chain.from_iterable(one.refs for one in sums)))
    return replace(sums[0], why=why, question=question, refs=refs)


def _payment_delay(reading: Reading) -> Bound | None:
    """Compare each delay to pay with the ceiling of the buyer, whatever else the text says."""
    for delay in payment_delays(reading):
        scopes = _payer(reading, delay.span)
        if calendar_days(reading, delay) > figure(reading, "delai_paiement", scopes[0]):
            return Bound(delay.span, "delai_paiement", "payment_delay", scopes)
    return None


def _payer(reading: Reading, delay: Span) -> tuple[str, ...]:
    """Return whose ceiling holds, then those that would if the text leaves the buyer unknown.

    Of several buyers in one sentence, the last named before a delay is the one that pays.
    """
    payers = [
        (span.start, scope)
        for group, scope in _PAYERS.items()
        for span in reading.spans(group, within=reading.ahead(delay))
    ]
    if payers:
        return (max(payers)[1],)
    ordinary = ("pouvoir-adjudicateur",)
    for group, scope in _PAYERS.items():
        if scope not in ordinary and reading.first(group):
            return (scope,)
    return ordinary if buyer_named(reading) else (*ordinary, "sante", "entreprise-publique")


def _instalments(reading: Reading) -> Bound | None:
    """Compare the rhythm of instalments, « tous les trois mois », with the longest admitted."""
    bound = MONTH * figure(reading, "acomptes", "general")
    for span in reading.spans("money.instalments"):
        sentence = reading.text.sentence(span)
        rhythms = (
            rhythm.span
            for rhythm in reading.measured(sentence, "duration")
            if rhythm.value > bound
            and reading.folded[: rhythm.span.start].endswith(("tous les ", "toutes les "))
        )
        slow = reading.first("money.slow_rhythms", within=sentence) or next(rhythms, None)
        if slow:
            return Bound(slow, "acomptes", "instalments", ("general",))
    return None


def _turnover(reading: Reading) -> Bound | None:
    """Compare a minimal turnover with the estimate, both stated in the clause."""
    turnover = reading.first("scale.turnover")
    if not turnover:
        return None
    times = figure(reading, "ca_minimal")
    sentence, estimate = reading.text.sentence(turnover), contract_amount(reading)
    over = [one.span for one in reading.measured(sentence, "times") if one.value > times]
    after = [
        amount
        for amount in reading.measured(reading.whole, "money")
        if amount is not estimate and amount.span.start > turnover.start
    ]
    if not over and estimate and after and after[0].value > times * estimate.value:
        over = [after[0].span]
    return Bound(over[0], "ca_minimal", "turnover") if over else None


def _firm_price(reading: Reading) -> Bound | None:
    """Compare the duration of a firm price with the longest when raw materials are exposed."""
    firm = reading.first("money.firm_price")
    if not (firm and reading.first("money.raw_materials")) or reading.denied(firm, subject=False):
        return None
    durations = (one.value for one in reading.measured(reading.whole, "duration"))
    if max(durations, default=0.0) <= figure(reading, "prix_revisable") * MONTH:
        return None
    return Bound(firm, "prix_revisable", "firm_price")


def _interest(reading: Reading) -> Bound | None:
    """Tell a rate of late interest whose increase is below that of the registry."""
    for sentence in reading.text.sentences:
        if not reading.first("sanctions.late_interest", within=sentence):
            continue
        rise = reading.search("sums.points", sentence)
        points = parsed(rise[1]) if rise else None
        if rise and points is not None and points < figure(reading, "interets_moratoires"):
            return Bound(Span(*rise.span()), "interets_moratoires", "interest")
    return None


def _recovery(reading: Reading) -> Bound | None:
    """Tell a fixed sum for recovery below that of the registry."""
    for words in reading.spans("sums.recovery"):
        for amount in reading.measured(reading.after(words), "money")[:1]:
            if amount.value < figure(reading, "indemnite_40"):
                return Bound(amount.span, "indemnite_40", "recovery")
    return None
