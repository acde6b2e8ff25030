"""The delays that a text gives to pay the firm, whatever else the same sentence speaks of."""

from __future__ import annotations

from maillon.clauses.lexicon import expression
from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: What a delay may measure; the act of paying alone matters, the others are its rivals.
_PAYING = "payments.acts"
_LIGHT = "payments.light"
_RIVALS = ("payments.checks", "payments.works", _LIGHT, "payments.lasting")
_WEEK = 7


def payment_delays(reading: Reading) -> list[Quantity]:
    """List the durations that a text gives to pay the firm, in calendar days.

    A sentence may also speak of a check or of the service performed: a delay is that of the last
    act told before it, circumstances left out, or else of the first act told after it.
    """
    return [
        delay
        for delay in reading.measured(reading.whole, "duration")
        if not reading.leads(delay.span, "payments.no_delay")
        and not reading.follows(delay.span, "payments.beforehand")
        and _pays_in(reading, delay.span)
    ]


def calendar_days(reading: Reading, delay: Quantity) -> float:
    """Return a delay in calendar days, at least: thirty working days last six weeks."""
    working = reading.follows(delay.span, "payments.working_days")
    if not working:
        return delay.value
    return (delay.value - 1) * _WEEK / (5 if working["five"] is not None else 6)


def _pays_in(reading: Reading, delay: Span) -> bool:
    """Tell whether what a delay measures is the payment of the firm by the buyer."""
    clause = reading.between(delay, "payments.stops")
    before = _acts_before(reading, Span(clause.start, delay.start))
    after = _acts(reading, Span(delay.end, clause.end))
    ahead = reading.folded[clause.start : delay.start]
    opened = expression("payments.opens").fullmatch(ahead) or not ahead.strip()
    closed = (
        after
        and after[0][0] == _PAYING
        and expression("payments.closed").fullmatch(reading.folded[delay.end : after[0][1].start])
    )
    acts = after[:1] if closed or (opened and not before) else before[-1:]
    return any(group == _PAYING and _ours(reading, act, clause) for group, act in acts)


def _acts_before(reading: Reading, within: Span) -> list[tuple[str, Span]]:
    """List the acts told before a delay, without circumstances nor what stands between commas.

    « Le paiement s’effectue » is one act, and so is « le paiement des fournitures livrées ».
    """
    acts: list[tuple[str, Span]] = []
    for group, act in _acts(reading, within):
        paid = any(known == _PAYING for known, _ in acts)
        ahead, rest = reading.folded[within.start : act.start], reading.folded[act.end : within.end]
        completed = expression("payments.completed").fullmatch(rest)
        which = expression("payments.participle").fullmatch(reading.words(act))
        if group == _PAYING:
            if which and not completed and reading.leads(act, "payments.bills"):
                continue  # « le relevé des factures payées »
        elif (paid and group == _LIGHT and acts[-1][0] == _PAYING) or (
            paid and which and not reading.leads(act, "payments.passive")
        ):
            continue
        elif not completed:
            aside = paid and "," in rest and "," in reading.folded[acts[-1][1].end : act.start]
            if aside or expression("payments.circumstance").search(ahead):
                continue
        acts.append((group, act))
    return acts


def _acts(reading: Reading, within: Span) -> list[tuple[str, Span]]:
    """List what the words of a stretch may make a delay measure, in order."""
    others = list(reading.spans("payments.no_acts", within=within))
    found = [
        (group, span)
        for group in (_PAYING, *_RIVALS)
        for span in reading.spans(group, within=within)
        if not any(other.touches(span) for other in others)
    ]
    return sorted(found, key=lambda act: act[1].start)


def _ours(reading: Reading, act: Span, clause: Span) -> bool:
    """Tell whether the buyer pays, and pays the firm: neither a supplier of it nor other sums.

    « Mandate un expert » and « acquitte un message » pay nobody.
    """
    before = reading.folded[clause.start : act.start]
    passive = reading.leads(act, "payments.passive", clause.start)
    waits = reading.follows(act, "payments.before")
    if reading.leads(act, "payments.unpaid", clause.start) and not waits:
        return False
    paid = reading.first("money.firms", within=clause) and passive
    payment = expression("payments.payment").match(reading.folded, act.start)
    if not (paid or payment or reading.first("money.owed")):
        return False
    others = expression("payments.other_sums").search(before)
    if others and not reading.first("money.owed", within=clause):
        return False
    if reading.first("money.buyers", "money.public_company", within=clause):
        return True
    if reading.first("money.not_ours", within=clause):
        return False
    firm = reading.first("money.firms", within=Span(clause.start, act.start))
    if firm is None or reading.leads(firm, "payments.towards", clause.start):
        return True
    return bool(passive) or "," in reading.folded[firm.end : act.start]
