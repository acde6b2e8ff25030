"""Bounds of the law that a clause may overstep; every number comes from the registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from maillon import law
from maillon.clauses.findings import Finding
from maillon.clauses.kind import Money, freezes, money
from maillon.clauses.payments import calendar_days, payment_delays
from maillon.clauses.quantities import Quantity, quantities
from maillon.clauses.reading import Reading
from maillon.clauses.scale import contract_amount, contract_duration
from maillon.clauses.text import Span, fold
from maillon.wording import long_date

#: Days of a month, to compare durations.
_MONTH: Final = 30.0


def beyond(reading: Reading) -> Finding | None:
    """Return the finding of the first bound that the clause oversteps on the day of its notice."""
    kind = money(reading)
    tests: list[Callable[[Reading], Finding | None]] = [_payment_delay, _turnover]
    if kind is Money.PAYMENT:
        tests.append(_instalments)
    if kind is Money.ADVANCE:
        tests.append(_advance)
    if kind is Money.RETENTION:
        tests.append(_retention)
    if kind is Money.PRICE:
        tests.append(_firm_price)
    for test in tests:
        try:
            found = test(reading)
        except law.LegalError:
            continue  # the registry says nothing on that day: no signal rests on a guess
        if found:
            return found
    return None


def _number(reading: Reading, rule: str, scope: str | None = None) -> float:
    raw = law.value(rule, on=reading.day, scope=scope)
    if isinstance(raw, int | float):
        return float(raw)
    raise law.LegalError(f"« {rule} » n’a pas de valeur chiffrée.")


def _beyond(reading: Reading, words: str, rule: str, scope: str | None, question: str) -> Finding:
    citation = law.cite(rule, reading.day, scope)
    day = long_date(reading.day)
    why = f"{citation.entry.label} : le registre du cours donne {citation.text} au {day}."
    return Finding(words, why, question, (rule,))


def _payment_delay(reading: Reading) -> Finding | None:
    """Compare each delay to pay with the ceiling of the buyer, whatever else the text says."""
    scope = "pouvoir-adjudicateur"
    if reading.first("money.public_company"):
        scope = "entreprise-publique"
    elif reading.first("money.health_buyer"):
        scope = "sante"
    bound = _number(reading, "delai_paiement", scope)
    for delay in payment_delays(reading):
        if calendar_days(reading, delay) > bound:
            words = reading.text.quote(delay.span)
            question = "Quel délai de paiement pouvez-vous tenir sans dépasser ce plafond ?"
            return _beyond(reading, words, "delai_paiement", scope, question)
    return None


def _every(reading: Reading, duration: Quantity) -> bool:
    """Tell whether a duration is a rhythm, « tous les trois mois », and no delay."""
    return reading.folded[: duration.span.start].endswith(("tous les ", "toutes les "))


def _instalments(reading: Reading) -> Finding | None:
    """Compare the rhythm of instalments with the longest that the registry gives."""
    bound = _MONTH * _number(reading, "acomptes", "general")
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
            return _beyond(reading, reading.text.quote(found), "acomptes", "general", question)
    return None


def _advance(reading: Reading) -> Finding | None:
    refused = freezes(reading)
    amount, lasting = contract_amount(reading), contract_duration(reading)
    duration = lasting.value if lasting else _longest(reading)
    if not (refused and amount and duration):
        return None
    if amount.value <= _number(reading, "avance_seuil", "montant"):
        return None
    if duration <= _MONTH * _number(reading, "avance_seuil", "duree"):
        return None
    question = "Le marché dépasse ces deux seuils : quelle avance prévoyez-vous ?"
    return _beyond(reading, reading.text.quote(refused), "avance_seuil", "montant", question)


def _retention(reading: Reading) -> Finding | None:
    scope = _retention_scope(reading)
    bound = _number(reading, "retenue_garantie", scope)
    for quantity in reading.quantities:
        if quantity.dimension == "share" and round(quantity.value * 100, 6) > bound:
            words = reading.text.quote(quantity.span)
            question = "Quel taux de retenue protège l’acheteur sans dépasser ce plafond ?"
            return _beyond(reading, words, "retenue_garantie", scope, question)
    return None


def _retention_scope(reading: Reading) -> str:
    """Return whose ceiling the text states: what a small firm leaves depends on who buys."""
    if not reading.first("money.sme") or reading.first("money.health_buyer"):
        return "general"
    if reading.first("money.state"):
        return "pme-etat"
    return "pme-collectivite" if _large_authority(reading) else "general"


def _large_authority(reading: Reading) -> bool:
    """Tell whether the text states a buyer above the size at which the lower cap holds."""
    applies = law.cite("retenue_garantie", reading.day, "pme-collectivite").applies_to
    sizes = [q.value for q in quantities(fold(applies)) if q.dimension == "money"]
    return any(
        quantity.dimension == "money"
        and quantity.value >= min(sizes, default=float("inf"))
        and not reading.denied(quantity.span, subject=False)
        and not reading.folded[: quantity.span.start].endswith(("moins de ", "inferieures a "))
        for quantity in reading.quantities
    )


def _turnover(reading: Reading) -> Finding | None:
    """Compare a minimal turnover with the estimate, both stated in the clause."""
    named = reading.first("scale.turnover")
    if not named:
        return None
    times = _number(reading, "ca_minimal")
    question = "Quel chiffre d’affaires minimal suffit pour ce marché ?"
    sentence = reading.text.sentence(named)
    for quantity in reading.quantities:
        if (
            sentence.holds(quantity.span)
            and quantity.dimension == "times"
            and quantity.value > times
        ):
            words = reading.text.quote(quantity.span)
            return _beyond(reading, words, "ca_minimal", None, question)
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
        return _beyond(reading, words, "ca_minimal", None, question)
    return None


def _firm_price(reading: Reading) -> Finding | None:
    firm = reading.first("money.firm_price")
    exposed = reading.first("money.raw_materials")
    if not (firm and exposed) or reading.denied(firm, subject=False):
        return None
    bound = _number(reading, "prix_revisable") * _MONTH
    if _longest(reading) <= bound:
        return None
    question = "Quel indice officiel ferait suivre le prix des matières premières ?"
    return _beyond(reading, reading.text.quote(firm), "prix_revisable", None, question)


def _longest(reading: Reading) -> float:
    """Return the longest duration of the text, in days; 0 when it states none."""
    return max((q.value for q in reading.quantities if q.dimension == "duration"), default=0.0)
