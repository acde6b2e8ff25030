"""Duties out of scale with an amount or a duration that the clause itself states."""

from __future__ import annotations

from maillon.clauses.lexicon import expression
from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Pedagogical marks of what is out of scale; they bind nobody.
_HOUR_COST = 30.0
_WORK_SHARE = 0.5
_PENALTY_SHARE = 0.05
_COVER_TIMES = 10
_STAFF_AMOUNT = 1_000.0
_MANY = 5
_EACH_TIMES = 3
_REFERENCE_AMOUNT = 1_000.0
_SMALL_AMOUNT = 30_000.0
_SHORT_DAYS = 92.0
#: Letters before « pour deux journées » that opens a clause; before a duration once renewed.
_NEAR = 10
_RENEWED_WITHIN = 60


def contract_amount(reading: Reading) -> Quantity | None:
    """Return the amount of the contract when the clause states it."""
    for quantity in reading.measured(reading.whole, "money"):
        before = _same_part(reading, quantity, 60)
        if _opens(reading, quantity) and _last(reading, before, "scale.turnover") < 0:
            return quantity
        other = _last(reading, before, "scale.turnover", "scale.not_contract")
        if _last(reading, before, "scale.contract_amount") > other:
            return quantity  # the nearest word says what the amount is
        end = min(len(reading.folded), quantity.span.end + 40)
        if other < 0 and reading.first("scale.estimated", within=Span(quantity.span.end, end)):
            return quantity
    return None


def _opens(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether the first sentence gives an amount before tax: « le cocktail (4 800 € HT) »."""
    before_tax = reading.folded.startswith((" ht", " hors tax"), quantity.span.end)
    return before_tax and reading.opening.holds(quantity.span)


def _last(reading: Reading, within: Span, *groups: str) -> int:
    """Return where the last words of groups start in a stretch; -1 when there are none."""
    return max((span.start for span in reading.spans(*groups, within=within)), default=-1)


def itself(reading: Reading, span: Span) -> bool:
    """Tell whether « contrat » is the contract of the clause: no paper handed over, and no job."""
    contract = reading.folded.startswith("contrat", span.start)
    return contract and reading.leads(span, "scale.itself") is not None


def contract_duration(reading: Reading) -> Quantity | None:
    """Return the duration of the contract when the clause states it; hours count work."""
    for quantity in reading.measured(reading.whole, "duration"):
        if quantity.value < 1 or quantity.unit.startswith(("h", "min")):
            continue
        before = _same_part(reading, quantity, 45)
        opening = expression("scale.opening").search(reading.words(before))
        if (
            reading.follows(quantity.span, "scale.of_contract")
            or (opening and before.start < _NEAR)
            or reading.first("scale.lasting", within=before)
        ):
            return quantity
    return None


def _same_part(reading: Reading, quantity: Quantity, letters: int) -> Span:
    """Return the letters before a quantity, from the last stop on."""
    end = quantity.span.start
    start = max(0, end - letters)
    stop = max(reading.folded.rfind(sign, start, end) for sign in ".;")
    return Span(max(start, stop + 1), end)


def out_of_scale(reading: Reading) -> Span | None:
    """Return the words of a duty out of scale with the stated contract."""
    amount, duration = contract_amount(reading), contract_duration(reading)
    for quantity in reading.quantities:
        if amount and quantity is not amount and _too_much(reading, quantity, amount.value):
            return quantity.span
    for quantity in reading.measured(reading.whole, "duration"):
        if duration and quantity.value > duration.value and _lasts(reading, quantity):
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
        start = max(0, quantity.span.start - 60)
        cover = reading.leads(quantity.span, "scale.covers", start)
        return bool(cover) and quantity.value > _COVER_TIMES * amount
    return False


def _persons(reading: Reading, hours: Quantity) -> float:
    """Return how many persons each do the hours: « huit apprentis, 150 heures chacun »."""
    if not reading.near(hours.span, "scale.each"):
        return 1.0
    heads = reading.measured(reading.text.sentence(hours.span), "count")
    return max((head.value for head in heads if head is not hours), default=1.0)


def _lasts(reading: Reading, quantity: Quantity) -> bool:
    """Tell whether a duration is that of a duty, not of a renewal nor of what outlives it."""
    span = quantity.span
    if reading.leads(span, "scale.renewed", max(0, span.start - _RENEWED_WITHIN)):
        return False
    around = Span(max(0, span.start - 50), min(len(reading.folded), span.end + 30))
    return reading.first("scale.long_effects", within=around) is None
