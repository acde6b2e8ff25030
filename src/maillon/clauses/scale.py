"""Duties out of scale with an amount or a duration that the clause itself states."""

from __future__ import annotations

import re

from maillon.clauses.lexicon import expression
from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Pedagogical marks of what is out of scale; they bind nobody.
_HOUR_COST = 30.0
_WORK_SHARE = 0.5
_PENALTY_SHARE = 0.05
_COVER_TIMES = 10
_COVERS = ("assur", "garanti", "caution")
_STAFF_AMOUNT = 1_000.0
_MANY = 5
_EACH_TIMES = 3
_REFERENCE_AMOUNT = 1_000.0
_SMALL_AMOUNT = 30_000.0
_SHORT_DAYS = 92.0
#: « Pour deux journées de formation » opens a clause with its duration.
_OPENING = re.compile(r"^\s*pour (?:les |ces |cette |une? )?$")
#: « les trente-six mois du contrat »
_OF_CONTRACT = re.compile(
    r" (?:du|de la|de l'|de ce|de) ?(?:marche|contrat|mission|chantier|etude|location)"
)
_NEAR = 10
#: « Tout au long du contrat », « au présent contrat ».
_ITSELF = re.compile(r"(?<!\w)(?:du|au|ce|present|dudit|audit) $")
#: « sans que sa durée totale excède quatre ans »: how long the contract lasts once renewed.
_RENEWED = re.compile(
    r"(?<!\w)(?:(?:duree|periode)s? (?:totale|globale|maximale|cumulee)|reconduc|reconduit)\D*$"
)
_RENEWED_WITHIN = 60


def contract_amount(reading: Reading) -> Quantity | None:
    """Return the amount of the contract when the clause states it."""
    for quantity in reading.quantities:
        if quantity.dimension != "money":
            continue
        before = Span(max(0, quantity.span.start - 60), quantity.span.start)
        before = _same_part(reading, before)
        if _opens(reading, quantity) and _last(reading, before, "scale.turnover") < 0:
            return quantity
        other = _last(reading, before, "scale.turnover", "scale.not_contract")
        named = _last(reading, before, "scale.contract_amount")
        if named > other:  # the nearest word says what the amount is
            return quantity
        if other >= 0:
            continue
        after = Span(quantity.span.end, min(len(reading.folded), quantity.span.end + 40))
        if reading.first("scale.estimated", within=after):
            return quantity
    return None


def _opens(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether the first sentence gives an amount before tax: « le cocktail (4 800 € HT) »."""
    before_tax = reading.folded.startswith((" ht", " hors tax"), quantity.span.end)
    return before_tax and reading.text.sentences[0].holds(quantity.span)


def _last(reading: Reading, within: Span, *groups: str) -> int:
    """Return where the last words of groups start in a stretch; -1 when there are none."""
    return max((span.start for span in reading.spans(*groups, within=within)), default=-1)


def itself(reading: Reading, span: Span) -> bool:
    """Tell whether « contrat » is the contract of the clause: no paper handed over, and no job."""
    return reading.folded.startswith("contrat", span.start) and bool(
        _ITSELF.search(reading.folded[: span.start])
    )


def contract_duration(reading: Reading) -> Quantity | None:
    """Return the duration of the contract when the clause states it."""
    for quantity in reading.quantities:
        if quantity.dimension != "duration" or quantity.value < 1:
            continue
        if quantity.unit.startswith(("h", "min")):
            continue  # hours count work, not the length of a contract
        if _OF_CONTRACT.match(reading.folded, quantity.span.end):
            return quantity
        before = _same_part(reading, Span(max(0, quantity.span.start - 45), quantity.span.start))
        if _OPENING.search(reading.folded[before.start : before.end]) and before.start < _NEAR:
            return quantity
        if reading.first("scale.lasting", within=before):
            return quantity
    return None


def _same_part(reading: Reading, span: Span) -> Span:
    """Shorten a stretch so that it starts after the last stop before its end."""
    words = reading.folded[span.start : span.end]
    cut = max(words.rfind(sign) for sign in ".;")
    return Span(span.start + cut + 1, span.end)


def out_of_scale(reading: Reading) -> Span | None:
    """Return the words of a duty out of scale with the stated contract."""
    amount, duration = contract_amount(reading), contract_duration(reading)
    for quantity in reading.quantities:
        if amount and quantity is not amount and _too_much(reading, quantity, amount.value):
            return quantity.span
    for quantity in reading.quantities:
        if duration and quantity is not duration and _too_long(reading, quantity, duration):
            return quantity.span
    small = amount is not None and amount.value <= _SMALL_AMOUNT
    short = duration is not None and duration.value <= _SHORT_DAYS
    return reading.affirmed("scale.heavy") if small or short else None


def _too_much(reading: Reading, quantity: Quantity, amount: float) -> bool:
    """Tell whether hours, staff, references or sums are too many for the amount of a contract."""
    candidature = reading.place == "candidature"
    if quantity.dimension == "duration" and quantity.unit.startswith("heure"):
        hours = quantity.value * 24 * _persons(reading, quantity)
        return hours * _HOUR_COST > _WORK_SHARE * amount
    if quantity.dimension == "count":
        if candidature and expression("scale.staff").fullmatch(quantity.unit):
            return quantity.value * _STAFF_AMOUNT > amount
        track = quantity.value > _MANY and expression("scale.track").fullmatch(quantity.unit)
        return bool(track) and quantity.value * _REFERENCE_AMOUNT > amount
    if quantity.dimension == "money":
        if candidature and reading.near(quantity.span, "scale.track"):
            return quantity.value > _EACH_TIMES * amount
        if reading.near(quantity.span, "sanctions.deductions"):
            return quantity.value > _PENALTY_SHARE * amount
        cover = any(word in reading.before(quantity.span, 60) for word in _COVERS)
        return cover and quantity.value > _COVER_TIMES * amount
    return False


def _persons(reading: Reading, hours: Quantity) -> float:
    """Return how many persons each do the hours: « huit apprentis, 150 heures chacun »."""
    sentence = reading.text.sentence(hours.span)
    if not reading.first("scale.each", within=sentence):
        return 1.0
    heads = reading.measured(Span(sentence.start, sentence.end), "count")
    return max((head.value for head in heads if head is not hours), default=1.0)


def _too_long(reading: Reading, quantity: Quantity, duration: Quantity) -> bool:
    if _RENEWED.search(reading.before(quantity.span, _RENEWED_WITHIN)):
        return False
    start, end = quantity.span.start - 50, quantity.span.end + 30
    around = Span(max(0, start), min(len(reading.folded), end))
    return (
        quantity.dimension == "duration"
        and quantity.value > duration.value
        and reading.first("scale.long_effects", within=around) is None
    )
