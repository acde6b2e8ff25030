"""Bounds of the law that a clause may overstep; every number comes from the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from maillon import law
from maillon.clauses import buyers
from maillon.clauses.findings import Finding
from maillon.clauses.kind import Money, money
from maillon.clauses.payments import calendar_days, payment_delays
from maillon.clauses.quantities import MONTH, Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import beyond as overstep
from maillon.clauses.registry_values import figure
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
    kind = money(reading)
    tests: list[Callable[[Reading], Finding | None]] = [_payment_delay, _turnover]
    if kind is Money.PAYMENT:
        tests.append(_instalments)
    if kind is Money.PRICE:
        tests.append(_firm_price)
    for test in tests:
        try:
            found = test(reading)
        except law.LegalError:
            continue  # the registry says nothing on that day: no signal rests on a guess
        if found:
            return found
    sums = list(overstepping(reading))
    if not sums:
        return None
    why = " ".join(dict.fromkeys(one.why for one in sums))
    question = " ".join(dict.fromkeys(one.question for one in sums))
    refs = tuple(dict.fromkeys(ref for one in sums for ref in one.refs))
    return replace(sums[0], why=why, question=question, refs=refs)


def _payment_delay(reading: Reading) -> Finding | None:
    """Compare each delay to pay with the ceiling of the buyer, whatever else the text says."""
    for delay in payment_delays(reading):
        scopes = _payer(reading, delay.span)
        bound = figure(reading, "delai_paiement", scopes[0])
        if calendar_days(reading, delay) > bound:
            words = reading.text.quote(delay.span)
            question = "Quel délai de paiement pouvez-vous tenir sans dépasser ce plafond ?"
            return overstep(reading, words, "delai_paiement", scopes, question)
    return None


def _payer(reading: Reading, delay: Span) -> tuple[str, ...]:
    """Return whose ceiling holds, then those that would if the text leaves the buyer untold.

    Of several buyers in one sentence, the last named before a delay is the one that pays.
    """
    ordinary = ("pouvoir-adjudicateur",)
    before = Span(reading.text.sentence(delay).start, delay.start)
    named = [
        (span.start, scope)
        for group, scope in _PAYERS.items()
        for span in reading.spans(group, within=before)
    ]
    if named:
        return (max(named)[1],)
    for group, scope in _PAYERS.items():
        if scope not in ordinary and reading.first(group):
            return (scope,)
    return ordinary if buyers.named(reading) else (*ordinary, "sante", "entreprise-publique")


def _every(reading: Reading, duration: Quantity) -> bool:
    """Tell whether a duration is a rhythm, « tous les trois mois », and no delay."""
    return reading.folded[: duration.span.start].endswith(("tous les ", "toutes les "))


def _instalments(reading: Reading) -> Finding | None:
    """Compare the rhythm of instalments with the longest that the registry gives."""
    bound = MONTH * figure(reading, "acomptes", "general")
    for span in reading.spans("money.instalments"):
        sentence = reading.text.sentence(span)
        slow = reading.first("money.slow_rhythms", within=sentence)
        spaced = [
            quantity.span
            for quantity in reading.measured(sentence, "duration")
            if quantity.value > bound and _every(reading, quantity)
        ]
        found = slow or (spaced[0] if spaced else None)
        if found:
            question = "À quel rythme verser les acomptes sans dépasser cette durée ?"
            return overstep(reading, reading.text.quote(found), "acomptes", ("general",), question)
    return None


def _turnover(reading: Reading) -> Finding | None:
    """Compare a minimal turnover with the estimate, both stated in the clause."""
    named = reading.first("scale.turnover")
    if not named:
        return None
    times = figure(reading, "ca_minimal")
    question = "Quel chiffre d’affaires minimal suffit pour ce marché ?"
    sentence = reading.text.sentence(named)
    for quantity in reading.quantities:
        if (
            sentence.holds(quantity.span)
            and quantity.dimension == "times"
            and quantity.value > times
        ):
            words = reading.text.quote(quantity.span)
            return overstep(reading, words, "ca_minimal", (None,), question)
    estimate = contract_amount(reading)
    asked = [
        quantity
        for quantity in reading.quantities
        if quantity.dimension == "money"
        and quantity is not estimate
        and quantity.span.start > named.start
    ]
    if estimate and asked and asked[0].value > times * estimate.value:
        words = reading.text.quote(asked[0].span)
        return overstep(reading, words, "ca_minimal", (None,), question)
    return None


def _firm_price(reading: Reading) -> Finding | None:
    firm = reading.first("money.firm_price")
    exposed = reading.first("money.raw_materials")
    if not (firm and exposed) or reading.denied(firm, subject=False):
        return None
    bound = figure(reading, "prix_revisable") * MONTH
    if _longest(reading) <= bound:
        return None
    question = "Quel indice officiel ferait suivre le prix des matières premières ?"
    return overstep(reading, reading.text.quote(firm), "prix_revisable", (None,), question)


def _longest(reading: Reading) -> float:
    """Return the longest duration of the text, in days; 0 when it states none."""
    return max((q.value for q in reading.quantities if q.dimension == "duration"), default=0.0)
