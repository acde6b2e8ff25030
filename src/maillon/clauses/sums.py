"""The sums of a clause against the registry: advance, retention, penalties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from maillon import law
from maillon.base.numbers import parsed
from maillon.clauses.findings import Finding
from maillon.clauses.kind import COSTS, Money, freezes, money, unpaid
from maillon.clauses.quantities import MONTH, Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import Bound, compared, figure, sme_scope, sme_scopes
from maillon.clauses.scale import contract_amount, contract_duration
from maillon.clauses.text import Span

#: From how many times the rate of the general conditions a daily penalty is told: no law.
_TIMES = 3
_SCALE = {"cent": 100, "mill": 1000}
_CENT = 100
_CCAGS = {
    "sums.works": "jour-travaux",
    "sums.goods": "jour-fcs-tic",
    "sums.studies": "jour-pi-moe-mi",
}
_THRESHOLDS = ("montant", "duree")


def reminders(reading: Reading) -> tuple[Finding, ...]:
    """Return what to compare when the value depends on a buyer that the text does not name."""
    return tuple(compared(reading, _CASES if reading.execution else ()))


def _percent(share: Quantity) -> float:
    return round(share.value * _CENT, 6)


def _advance_owed(reading: Reading) -> Bound | None:
    """Tell an advance refused, or left to choice, where both thresholds make it due."""
    refused = freezes(reading) if money(reading) is Money.ADVANCE else None
    refused = refused or _optional(reading)
    if not (refused and _owed(reading) is True):
        return None
    return Bound(refused, "avance_seuil", "advance_owed", _THRESHOLDS)


def _advance_maybe(reading: Reading) -> Bound | None:
    optional = _optional(reading)
    if not optional or _owed(reading) is not None:
        return None
    return Bound(optional, "avance_seuil", "advance_maybe", _THRESHOLDS)


def _optional(reading: Reading) -> Span | None:
    """Return the words that leave an advance to the choice of the buyer."""
    for span in reading.spans("sums.optional"):
        due = reading.near(span, "sums.not_optional", "money.subcontractors")
        if reading.near(span, "sums.advance") and not due:
            return span if money(reading) in (Money.ADVANCE, None) else None
    return None


def _owed(reading: Reading) -> bool | None:
    """Tell whether the contract owes an advance; None when the text says too little of it."""
    amount, lasting = contract_amount(reading), contract_duration(reading)
    durations = (one.value for one in reading.measured(reading.whole, "duration"))
    duration = lasting.value if lasting else max(durations, default=0.0)
    least = MONTH * figure(reading, "avance_seuil", "duree")
    if amount and amount.value <= figure(reading, "avance_seuil", "montant"):
        return False
    if lasting and lasting.value <= least:
        return False
    return duration > least if amount and duration else None


def _advance_rate(reading: Reading) -> Bound | None:
    """Compare the rate of an advance with the floor that binds every buyer, or the one named."""
    if _owed(reading) is False:
        return None
    for share in _rates(reading, "sums.advance"):
        better = _better(reading, share)
        for scope in ("plancher", *([f"plancher-{better}"] if better else [])):
            if _percent(share) < figure(reading, "avance_taux", scope):
                return Bound(share.span, "avance_taux", "advance_rate", (scope,))
    return None


def _advance_cases(reading: Reading) -> Bound | None:
    """Remember the floors of small firms when the rate of an advance is below one of them."""
    scopes = tuple(f"plancher-{scope}" for scope in sme_scopes(reading))
    if _owed(reading) is False or _advance_rate(reading) or not scopes or sme_scope(reading):
        return None
    most = max(figure(reading, "avance_taux", scope) for scope in scopes)
    for share in _rates(reading, "sums.advance"):
        if _percent(share) < most:
            return Bound(share.span, "avance_taux", "advance_rate", ("plancher", *scopes))
    return None


def _rates(reading: Reading, group: str) -> Iterator[Quantity]:
    """Give the shares that are the rate of something: the last word told before them says so."""
    for share in reading.measured(reading.whole, "share"):
        clause = reading.between(share.span, "sums.stops")
        before, after = Span(clause.start, share.span.start), Span(share.span.end, clause.end)
        own = [span for span in reading.spans(group, within=before) if not unpaid(reading, span)]
        others = list(reading.spans("sums.other_rates", within=before))
        if own or others:
            if own and own[-1].start > max((span.start for span in others), default=-1):
                yield share
        elif reading.affirmed(group, within=after):
            yield share


def _better(reading: Reading, share: Quantity) -> str:
    """Return the terms of small firms when a share is theirs: of two, the nearest to them."""
    scope = sme_scope(reading)
    sentence = reading.text.sentence(share.span)
    named = list(reading.spans("money.sme", within=sentence))
    if not scope or not named:
        return scope
    shares = reading.measured(sentence, "share")
    return scope if any(_theirs(reading, small, shares) is share for small in named) else ""


def _theirs(reading: Reading, small: Span, shares: list[Quantity]) -> Quantity:
    """Return the share of small firms: « 3 % pour une PME », else the first told after them."""
    before = [share for share in shares if share.span.end <= small.start]
    after = [share for share in shares if share.span.start >= small.end]
    if before:
        between = Span(before[-1].span.end, small.start)
        if not after or not reading.search("sums.another", between):
            return before[-1]
    return after[0]


def _retention(reading: Reading) -> Bound | None:
    """Compare a retention with the highest ceiling that may bind the buyer of the text."""
    for share in _withheld(reading):
        scope = _better(reading, share) or "general"
        if _percent(share) > figure(reading, "retenue_garantie", scope):
            return Bound(share.span, "retenue_garantie", "retention", (scope,))
    return None


def _retention_cases(reading: Reading) -> Bound | None:
    """Remember the ceilings for small firms when a retention is above one of them."""
    scopes = sme_scopes(reading)
    if not scopes or sme_scope(reading) or _retention(reading):
        return None
    least = min(figure(reading, "retenue_garantie", scope) for scope in scopes)
    for share in _withheld(reading):
        if _percent(share) > least:
            return Bound(share.span, "retenue_garantie", "retention", ("general", *scopes))
    return None


def _withheld(reading: Reading) -> Iterator[Quantity]:
    """Give the rates of a guarantee withheld on what is paid."""
    kept = money(reading) is Money.RETENTION
    if kept or reading.first("money.guarantees"):
        for share in _rates(reading, "sums.retention"):
            if kept or reading.near(share.span, "money.guarantees"):
                yield share


def _uncapped(reading: Reading) -> Bound | None:
    """Tell penalties that the text leaves without any total."""
    for span in reading.spans("sums.uncapped"):
        penalty = reading.first("sums.penalties", within=reading.between(span, "sums.stops"))
        if penalty and not reading.touched(span, "sums.other_limits"):
            return Bound(span, "penalites", "penalty_cap", ("plafond",))
    return None


def _daily(reading: Reading) -> Bound | None:
    """Tell a daily penalty that is several times the rate of the general conditions."""
    return _daily_over(reading, max, "plafond")


def _daily_cases(reading: Reading) -> Bound | None:
    """Remember those rates when they differ, and the penalty is far above the lowest."""
    several = len(_ccag(reading)) > 1 and not _daily(reading)
    return _daily_over(reading, min) if several else None


def _daily_over(
    reading: Reading, pick: Callable[[Iterable[Fraction]], Fraction], *more: str
) -> Bound | None:
    scopes = _ccag(reading)
    parts = [Fraction(str(law.value("penalites", on=reading.day, scope=one))) for one in scopes]
    bound = _TIMES * pick(parts)
    for rate, span in _daily_rates(reading):
        if rate >= bound:
            return Bound(span, "penalites", "daily_penalty", (*scopes, *more))
    return None


def _ccag(reading: Reading) -> tuple[str, ...]:
    """Return the scopes of the general conditions that the text may follow."""
    named = tuple(scope for group, scope in _CCAGS.items() if reading.first(group))
    return named if len(named) == 1 else tuple(_CCAGS.values())


def _daily_rates(reading: Reading) -> Iterator[tuple[float, Span]]:
    """Give the parts of the price that each day of lateness costs."""
    for sentence in reading.text.sentences:
        daily = reading.first("sums.per_day", within=sentence)
        if not (daily and reading.first(*COSTS, within=sentence)):
            continue
        for share in reading.measured(sentence, "share"):
            if _each_day(reading, share.span) and not reading.near(share.span, "money.guarantees"):
                yield share.value, share.span
        for ratio in reading.turns("sums.ratio_of", sentence):
            yield int(ratio[1]) / int(re.sub(r"\D", "", ratio[2])), Span(*ratio.span())
        for ratio in reading.turns("sums.ratio", sentence):
            if ratio[0].startswith("v"):
                yield 1 / int(re.sub(r"\D", "", ratio[1])), Span(*ratio.span())
        for worded in reading.turns("sums.worded", sentence):
            times = parsed((worded[2] or "un").strip("-")) or 1.0
            yield (parsed(worded[1]) or 1.0) / (times * _SCALE[worded[3]]), Span(*worded.span())


def _each_day(reading: Reading, share: Span) -> bool:
    """Tell whether a share is that of one day: neither a cap, nor the share of a shortfall."""
    part = reading.text.part(share)
    daily = reading.first("sums.per_day", within=part) or reading.follows(share, "sums.by_day")
    return bool(daily) and not reading.first("sums.caps", within=part)


#: What the sums of a duty are compared with, whoever buys; then, when it depends on the buyer.
SUMS = (_advance_owed, _advance_rate, _retention, _uncapped, _daily)
_CASES = (_advance_maybe, _advance_cases, _retention_cases, _daily_cases)
