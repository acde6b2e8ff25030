"""The sums of a clause against the registry: advance, retention, penalties, interest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from maillon import law
from maillon.base.numbers import NUMBER, parsed
from maillon.clauses.findings import Finding
from maillon.clauses.kind import Money, freezes, money, unpaid
from maillon.clauses.quantities import MONTH, Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import beyond, compared, figure, sme_scope, sme_scopes
from maillon.clauses.scale import contract_amount, contract_duration
from maillon.clauses.text import Span

#: What parts a share from the category named after it.
_ANOTHER = re.compile(r"[,;:]|(?<!\w)et(?!\w)")
#: From how many times the rate of the general conditions a daily penalty is told: no law.
_TIMES = 3
#: « 1/1000 du montant », « V × R / 500 », « un millième »: a fraction of the price.
_RATIO = re.compile(r"(?<![\d/])(?:v ?[x*.] ?r|\d) ?/ ?(\d{1,3}(?:[ .]\d{3})+|\d+)(?![\d/])")
_RATIO_OF = re.compile(r"(?<![\d/])(\d) ?/ ?(\d{1,3}(?:[ .]\d{3})+|\d{2,})")
_WORDED = re.compile(
    r"(?<!\w)(un|deux|trois|quatre|cinq|dix)[ -]((?:deux|trois|cinq|dix)-?)?(cent|mill)iemes?(?!\w)"
)
_SCALE = {"cent": 100, "mill": 1000}
_CENT = 100
_CCAGS = {
    "sums.works": "jour-travaux",
    "sums.goods": "jour-fcs-tic",
    "sums.studies": "jour-pi-moe-mi",
}
#: « 1 % de la valeur, par jour »
_BY_DAY = re.compile(r"[^,;.]{0,50},? ?(?:par|pour chaque|chaque) jour")
_PENALTY = ("sanctions.deductions", "sanctions.priced_failures")
_POINTS = re.compile(rf"major\w+ d[e'] ?({NUMBER}) points?(?! de pourcentage de plus)")


def overstepping(reading: Reading) -> Iterator[Finding]:
    """Give the signals of sums beyond a value of the registry, whoever buys."""
    return compared(reading, _BOUNDS if reading.execution else ())


def reminders(reading: Reading) -> tuple[Finding, ...]:
    """Return what to compare when the value depends on a buyer that the text does not name."""
    return tuple(compared(reading, _CASES if reading.execution else ()))


def _first(
    reading: Reading,
    shares: Iterable[Quantity],
    crossed: Callable[[float], bool],
    rule: str,
    scopes: tuple[str, ...],
    name: str,
) -> Finding | None:
    """Return the signal of the first share, in per cent, that crosses a bound."""
    for share in shares:
        if crossed(_percent(share)):
            return beyond(reading, share.span, rule, scopes, name)
    return None


def _percent(share: Quantity) -> float:
    return round(share.value * _CENT, 6)


# --- Advance ------------------------------------------------------------------------------------


def _advance_owed(reading: Reading) -> Finding | None:
    """Tell an advance refused, or left to choice, where both thresholds make it due."""
    refused = freezes(reading) if money(reading) is Money.ADVANCE else None
    refused = refused or _optional(reading)
    if not (refused and _owed(reading) is True):
        return None
    return beyond(reading, refused, "avance_seuil", ("montant", "duree"), "advance_owed")


def _advance_maybe(reading: Reading) -> Finding | None:
    optional = _optional(reading)
    if not optional or _owed(reading) is not None:
        return None
    return beyond(reading, optional, "avance_seuil", ("montant", "duree"), "advance_maybe")


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
    longest = max((q.value for q in reading.quantities if q.dimension == "duration"), default=0.0)
    duration = lasting.value if lasting else longest
    least = MONTH * figure(reading, "avance_seuil", "duree")
    if amount and amount.value <= figure(reading, "avance_seuil", "montant"):
        return False
    if lasting and lasting.value <= least:
        return False
    return duration > least if amount and duration else None


def _advance_rate(reading: Reading) -> Finding | None:
    """Compare the rate of an advance with the floor that binds every buyer, or the one named."""
    if _owed(reading) is False:
        return None
    for share in _rates(reading, "sums.advance"):
        better = _better(reading, share)
        for scope in ("plancher", *([f"plancher-{better}"] if better else [])):
            if _percent(share) < figure(reading, "avance_taux", scope):
                return beyond(reading, share.span, "avance_taux", (scope,), "advance_rate")
    return None


def _advance_cases(reading: Reading) -> Finding | None:
    """Remember the floors of small firms when the rate of an advance is below one of them."""
    scopes = tuple(f"plancher-{scope}" for scope in sme_scopes(reading))
    if _owed(reading) is False or _advance_rate(reading) or not scopes or sme_scope(reading):
        return None
    most = max(figure(reading, "avance_taux", scope) for scope in scopes)
    shares, every = _rates(reading, "sums.advance"), ("plancher", *scopes)
    return _first(reading, shares, most.__gt__, "avance_taux", every, "advance_rate")


def _rates(reading: Reading, group: str) -> Iterator[Quantity]:
    """Give the shares that are the rate of something: the last word told before them says so."""
    for share in reading.quantities:
        if share.dimension != "share":
            continue
        clause = _clause(reading, share.span)
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
    theirs = [_theirs(reading, small, shares) for small in named]
    return scope if any(one is share for one in theirs) else ""


def _theirs(reading: Reading, small: Span, shares: list[Quantity]) -> Quantity:
    """Return the share of small firms: « 3 % pour une PME », else the first told after them."""
    before = [share for share in shares if share.span.end <= small.start]
    after = [share for share in shares if share.span.start >= small.end]
    between = reading.folded[before[-1].span.end : small.start] if before else ""
    if before and (not after or not _ANOTHER.search(between)):
        return before[-1]
    return after[0]


def _clause(reading: Reading, span: Span) -> Span:
    """Return what surrounds a stretch, between two semicolons of its sentence."""
    sentence = reading.text.sentence(span)
    start = max(reading.folded.rfind(";", sentence.start, span.start), sentence.start)
    end = reading.folded.find(";", span.end, sentence.end)
    return Span(start, end if end >= 0 else sentence.end)


# --- Retention ----------------------------------------------------------------------------------


def _retention(reading: Reading) -> Finding | None:
    """Compare a retention with the highest ceiling that may bind the buyer of the text."""
    for share in _withheld(reading):
        scope = _better(reading, share) or "general"
        if _percent(share) > figure(reading, "retenue_garantie", scope):
            return beyond(reading, share.span, "retenue_garantie", (scope,), "retention")
    return None


def _retention_cases(reading: Reading) -> Finding | None:
    scopes = sme_scopes(reading)
    if not scopes or sme_scope(reading) or _retention(reading):
        return None
    least = min(figure(reading, "retenue_garantie", scope) for scope in scopes)
    shares, every = _withheld(reading), ("general", *scopes)
    return _first(reading, shares, least.__lt__, "retenue_garantie", every, "retention")


def _withheld(reading: Reading) -> Iterator[Quantity]:
    """Give the rates of a guarantee withheld on what is paid."""
    kept = money(reading) is Money.RETENTION
    if kept or reading.first("money.guarantees"):
        for share in _rates(reading, "sums.retention"):
            if kept or reading.near(share.span, "money.guarantees"):
                yield share


# --- Penalties ----------------------------------------------------------------------------------


def _uncapped(reading: Reading) -> Finding | None:
    """Tell penalties that the text leaves without any total."""
    for span in reading.spans("sums.uncapped"):
        if any(other.touches(span) for other in reading.spans("sums.other_limits")):
            continue
        if reading.first("sums.penalties", within=_clause(reading, span)):
            return beyond(reading, span, "penalites", ("plafond",), "penalty_cap")
    return None


def _daily(reading: Reading) -> Finding | None:
    """Tell a daily penalty that is several times the rate of the general conditions."""
    scopes = _ccag(reading)
    bound = _TIMES * max(_part(reading, scope) for scope in scopes)
    for rate, span in _daily_rates(reading):
        if rate >= bound:
            return beyond(reading, span, "penalites", (*scopes, "plafond"), "daily_penalty")
    return None


def _daily_cases(reading: Reading) -> Finding | None:
    scopes = _ccag(reading)
    if len(scopes) == 1 or _daily(reading):
        return None
    bound = _TIMES * min(_part(reading, scope) for scope in scopes)
    for rate, span in _daily_rates(reading):
        if rate >= bound:
            return beyond(reading, span, "penalites", scopes, "daily_penalty")
    return None


def _ccag(reading: Reading) -> tuple[str, ...]:
    """Return the scopes of the general conditions that the text may follow."""
    named = tuple(scope for group, scope in _CCAGS.items() if reading.first(group))
    return named if len(named) == 1 else tuple(_CCAGS.values())


def _part(reading: Reading, scope: str) -> Fraction:
    return Fraction(str(law.value("penalites", on=reading.day, scope=scope)))


def _daily_rates(reading: Reading) -> Iterator[tuple[float, Span]]:
    """Give the parts of the price that each day of lateness costs."""
    for sentence in reading.text.sentences:
        if not reading.first("sums.per_day", within=sentence) or not reading.first(
            *_PENALTY, within=sentence
        ):
            continue
        for share in reading.measured(sentence, "share"):
            if _each_day(reading, share.span) and not reading.near(share.span, "money.guarantees"):
                yield share.value, share.span
        for ratio in _RATIO_OF.finditer(reading.folded, sentence.start, sentence.end):
            yield int(ratio[1]) / int(re.sub(r"\D", "", ratio[2])), Span(*ratio.span())
        for ratio in _RATIO.finditer(reading.folded, sentence.start, sentence.end):
            if ratio[0].startswith("v"):
                yield 1 / int(re.sub(r"\D", "", ratio[1])), Span(*ratio.span())
        for worded in _WORDED.finditer(reading.folded, sentence.start, sentence.end):
            times = parsed((worded[2] or "un").strip("-")) or 1.0
            yield (parsed(worded[1]) or 1.0) / (times * _SCALE[worded[3]]), Span(*worded.span())


def _each_day(reading: Reading, share: Span) -> bool:
    """Tell whether a share is that of one day: neither a cap, nor the share of a shortfall."""
    part = reading.text.part(share)
    daily = reading.first("sums.per_day", within=part) or _BY_DAY.match(reading.folded, share.end)
    return bool(daily) and not reading.first("sums.caps", within=part)


# --- Late payment -------------------------------------------------------------------------------


def _interest(reading: Reading) -> Finding | None:
    """Tell a rate of late interest whose increase is below that of the registry."""
    for sentence in reading.text.sentences:
        if not reading.first("sanctions.late_interest", within=sentence):
            continue
        rise = _POINTS.search(reading.folded, sentence.start, sentence.end)
        points = parsed(rise[1]) if rise else None
        if rise and points is not None and points < figure(reading, "interets_moratoires"):
            span = Span(*rise.span())
            return beyond(reading, span, "interets_moratoires", (None,), "interest")
    return None


def _recovery(reading: Reading) -> Finding | None:
    """Tell a fixed sum for recovery below that of the registry."""
    for words in reading.spans("sums.recovery"):
        after = Span(words.end, reading.text.sentence(words).end)
        for amount in reading.measured(after, "money")[:1]:
            if amount.value < figure(reading, "indemnite_40"):
                return beyond(reading, amount.span, "indemnite_40", (None,), "recovery")
    return None


_BOUNDS = (_advance_owed, _advance_rate, _retention, _uncapped, _daily, _interest, _recovery)
_CASES = (_advance_maybe, _advance_cases, _retention_cases, _daily_cases)
