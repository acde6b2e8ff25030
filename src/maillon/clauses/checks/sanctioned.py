"""Check 6: what happens when the clause is not kept, or when it is kept well?"""

from __future__ import annotations

import re

from maillon.clauses.findings import Outcome, Verdict, finding
from maillon.clauses.kind import COSTS, Money, money
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_SANCTIONS = (
    "sanctions.deductions",
    "sanctions.refusals",
    "sanctions.redo",
    "sanctions.contract",
    "sanctions.incentives",
    "sanctions.priced_failures",
)


def check(reading: Reading) -> Outcome:
    """Flag a duty without penalty, deduction, refusal, redo, termination or incentive."""
    if not reading.execution:
        return Verdict.NA
    kind = money(reading)
    if kind is Money.PAYMENT and not _only_rhythm(reading):
        if reading.affirmed("sanctions.late_interest"):
            return Verdict.OK
        return finding("late_interest", "les intérêts de retard", missing=True)
    if kind:
        return Verdict.NA
    vain = past(reading)
    if vain:
        return finding("vain_notice", reading.text.quote(vain))
    if any(test(reading) for test in (_sanctioned, _priced, _followed, _amount_apart, _lapse)):
        return Verdict.OK
    words = reading.first(*_SANCTIONS, "sanctions.uncertain")
    if words:
        return finding("no_sequel", reading.text.quote(words))
    return finding("no_sequel", "la suite d’un manquement", missing=True)


def _only_rhythm(reading: Reading) -> bool:
    """Tell whether a payment clause sets how often instalments come, and no delay to pay them."""
    return bool(reading.first("money.instalments")) and not reading.first("money.delays")


def _sanctioned(reading: Reading) -> bool:
    """Tell whether a sanction is named for good: neither ruled out, nor only talked about.

    « Un jour sans plat vaut 80 € » rules nothing out.
    """
    verbs = expression("sanctions.verbs")
    return any(
        (verbs.match(reading.folded, span.start) or not reading.denied(span))
        and not reading.near(span, "sanctions.uncertain")
        and not _owed(reading, span)
        for span in reading.spans(*_SANCTIONS)
    )


def _owed(reading: Reading, span: Span) -> bool:
    """Tell whether to redo or take back for free is the duty itself, in its first sentence.

    « Les coffrets sont repris sans frais » owes; « le lot refusé est repris sans frais » follows.
    """
    first = reading.opening
    if not first.holds(span) or span not in reading.spans("sanctions.redo"):
        return False
    return reading.first("sanctions.failures", "sanctions.cases", within=first) is None


def _followed(reading: Reading) -> bool:
    """Tell whether, after the duty, a failure has something to redo, give back or lose.

    « Ne donnent lieu à aucune retenue » leads nowhere.
    """
    for sentence in reading.text.sentences[1:]:
        if reading.first("sanctions.uncertain", within=sentence):
            continue
        failure = reading.first("sanctions.failures", within=sentence)
        if failure and reading.affirmed("sanctions.consequences", within=sentence):
            return True
        effect = reading.first("sanctions.leads_to", within=sentence)
        if effect and not reading.folded[: effect.start].endswith(("ne ", "n'")):
            end = min(effect.end + 20, len(reading.folded))
            if not reading.search("sanctions.no_more", Span(effect.end, end)):
                return True
    return False


def _lapse(reading: Reading) -> bool:
    """Tell whether, after the duty, a sentence opens with a failure and says what becomes of it.

    « Une allée oubliée n’est pas portée en compte » does; « Tout écart est signalé » does not.
    """
    for stop in re.finditer(r"; |[.!?] ", reading.folded):
        part = reading.after(Span(stop.end(), stop.end()))
        if expression("sanctions.lapses").match(reading.folded, part.start, part.end) and not (
            reading.search("sanctions.nothing", part)
            or reading.first("sanctions.mild", "sanctions.uncertain", within=part)
        ):
            return True
    return False


def _priced(reading: Reading) -> bool:
    """Tell whether a failure, or a success, has an amount attached to it."""
    return any(
        reading.near(amount.span, "sanctions.failures", "sanctions.rewards")
        and not reading.denied(amount.span)
        and not reading.near(amount.span, "sanctions.uncertain")
        for amount in reading.measured(reading.whole, "money")
    )


def _amount_apart(reading: Reading) -> bool:
    """Tell whether a sentence, after that of the duty, sets an amount or a share of the price."""
    for sentence in reading.text.sentences[1:]:
        if reading.first("sanctions.plain_amounts", within=sentence):
            continue
        amounts = reading.measured(sentence, "money")
        if reading.first("sanctions.bases", within=sentence):
            amounts += reading.measured(sentence, "share")
        if any(not reading.denied(amount.span) for amount in amounts):
            return reading.first("sanctions.uncertain", within=sentence) is None
    return False


def past(reading: Reading) -> Span | None:
    """Return the formal notice that comes after what it asks to repair, if one does.

    A yearly shortfall or a meal not served is over when it is found: no notice cures it, unlike a
    report that may still be handed in.
    """
    for notice in reading.spans("penalties.notices"):
        sentence = reading.text.sentence(notice)
        costs = reading.near(notice, *COSTS) or reading.measured(sentence, "money")
        if not costs or reading.near(notice, "penalties.cured") or reading.denied(notice):
            continue
        short = reading.near(notice, "penalties.shortfalls")
        if reading.near(notice, "penalties.lost") or (short and _by_period(reading, sentence)):
            return notice
    return None


def _by_period(reading: Reading, sentence: Span) -> bool:
    """Tell whether the penalty, or a volume of the duty, is counted over a time that is over."""
    if reading.first("penalties.ends", within=sentence):
        return True
    return any(
        reading.search("penalties.rhythm", part)
        and reading.measured(part, "share", "count", "bare", "duration", "measure")
        and not reading.first("penalties.reports", within=part)
        for part in reading.text.sentences
        if part.start < sentence.start
    )
