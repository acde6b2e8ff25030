"""Bounds of the law that a clause may overstep; every number comes from the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from maillon.clauses.findings import Finding
from maillon.clauses.kind import Money, money
from maillon.clauses.payments import calendar_days, payment_delays
from maillon.clauses.quantities import MONTH, Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import beyond as overstep
from maillon.clauses.registry_values import buyer_named, compared, figure
from maillon.clauses.scale import contract_amount
from maillon.clauses.sums import overstepping
from maillon.clauses.text import Span

#: Who pays, and the scope of its ceiling.
_PAYERS = {
    "money.public_company": "entreprise-publique",
    "money.health_buyer": "sante",
    "sums.local_body": "pouvoir-adjudicateur",
}


def beyond(reading: Reading) -> Finding | None:
    """Return the finding of the first bound that the clause oversteps on the day of its notice."""
    tests: list[Callable[[Reading], Finding | None]] = [_payment_delay, _turnover]
    kind = money(reading)
    tests += [_instalments] if kind is Money.PAYMENT else []
    tests += [_firm_price] if kind is Money.PRICE else []
    first = next(compared(reading, tests), None)
    return first or _joined(list(overstepping(reading)))


def _joined(sums: list[Finding]) -> Finding | None:
    """Return one finding of several on the same words."""
    if not sums:
        return None
    why = " ".join(dict.fromkeys(one.why for one in sums))
    question = " ".join(dict.fromkeys(one.question for one in sums))
    refs = tuple(dict.fromkeys(chain.from_iterable(one.refs for one in sums)))
    return replace(sums[0], why=why, question=question, refs=refs)


def _payment_delay(reading: Reading) -> Finding | None:
    """Compare each delay to pay with the ceiling of the buyer, whatever else the text says."""
    for delay in payment_delays(reading):
        scopes = _payer(reading, delay.span)
        if calendar_days(reading, delay) > figure(reading, "delai_paiement", scopes[0]):
            return overstep(reading, delay.span, "delai_paiement", scopes, "payment_delay")
    return None


def _payer(reading: Reading, delay: Span) -> tuple[str, ...]:
    """Return whose ceiling holds, then those that would if the text leaves the buyer unknown.

    Of several buyers in one sentence, the last named before a delay is the one that pays.
    """
    ordinary = ("pouvoir-adjudicateur",)
    before = Span(reading.text.sentence(delay).start, delay.start)
    payers = [
        (span.start, scope)
        for group, scope in _PAYERS.items()
        for span in reading.spans(group, within=before)
    ]
    if payers:
        return (max(payers)[1],)
    for group, scope in _PAYERS.items():
        if scope not in ordinary and reading.first(group):
            return (scope,)
    return ordinary if buyer_named(reading) else (*ordinary, "sante", "entreprise-publique")


def _every(reading: Reading, duration: Quantity) -> bool:
    """Tell whether a duration is a rhythm, « tous les trois mois », and no delay."""
    return reading.folded[: duration.span.start].endswith(("tous les ", "toutes les "))


def _instalments(reading: Reading) -> Finding | None:
    """Compare the rhythm of instalments with the longest that the registry gives."""
    bound = MONTH * figure(reading, "acomptes", "general")
    for span in reading.spans("money.instalments"):
        sentence = reading.text.sentence(span)
        rhythms = [
            rhythm.span
            for rhythm in reading.measured(sentence, "duration")
            if rhythm.value > bound and _every(reading, rhythm)
        ]
        slow = reading.first("money.slow_rhythms", within=sentence) or next(iter(rhythms), None)
        if slow:
            return overstep(reading, slow, "acomptes", ("general",), "instalments")
    return None


def _turnover(reading: Reading) -> Finding | None:
    """Compare a minimal turnover with the estimate, both stated in the clause."""
    turnover = reading.first("scale.turnover")
    if not turnover:
        return None
    times = figure(reading, "ca_minimal")
    sentence, estimate = reading.text.sentence(turnover), contract_amount(reading)
    over = [q.span for q in reading.measured(sentence, "times") if q.value > times]
    after = [
        amount
        for amount in reading.quantities
        if amount.dimension == "money"
        and amount is not estimate
        and amount.span.start > turnover.start
    ]
    if not over and estimate and after and after[0].value > times * estimate.value:
        over = [after[0].span]
    return overstep(reading, over[0], "ca_minimal", (None,), "turnover") if over else None


def _firm_price(reading: Reading) -> Finding | None:
    """Compare the duration of a firm price with the longest when raw materials are exposed."""
    firm = reading.first("money.firm_price")
    if not (firm and reading.first("money.raw_materials")) or reading.denied(firm, subject=False):
        return None
    longest = max((q.value for q in reading.quantities if q.dimension == "duration"), default=0.0)
    if longest <= figure(reading, "prix_revisable") * MONTH:
        return None
    return overstep(reading, firm, "prix_revisable", (None,), "firm_price")
