"""Check 6: what happens when the clause is not kept, or when it is kept well?"""

from __future__ import annotations

import re

from maillon.clauses.findings import Outcome, Verdict, finding, first_finding
from maillon.clauses.kind import Money, money
from maillon.clauses.lexicon import expression
from maillon.clauses.penalties import past
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
#: What follows is nothing: « n’a pas d’incidence sur le montant ».
_NOTHING = re.compile(
    r"(?<!\w)(?:rien|aucune?|nul|ni|sans (?:suite|effet|incidence|consequence)"
    r"|pas d'(?:incidence|effet|consequence|impact))(?!\w)"
)
_NO_MORE = re.compile(r"(?<!\w)(?:aucune?|ni)(?!\w)")


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
    vain = first_finding(reading, {"vain_notice": past})
    if vain:
        return vain
    if any(test(reading) for test in (_sanctioned, _priced, _followed, _amount_apart, _lapse)):
        return Verdict.OK
    ruled_out = first_finding(reading, {"no_sequel": _ruled_out})
    return ruled_out or finding("no_sequel", "la suite d’un manquement", missing=True)


def _ruled_out(reading: Reading) -> Span | None:
    return reading.first(*_SANCTIONS, "sanctions.uncertain")


def _only_rhythm(reading: Reading) -> bool:
    """Tell whether a payment clause sets how often instalments come, and no delay to pay them."""
    return bool(reading.first("money.instalments")) and not reading.first("money.delays")


def _sanctioned(reading: Reading) -> bool:
    """Tell whether a sanction is named for good."""
    return any(
        not (_denied(reading, span) or _only_talk(reading, span) or _owed(reading, span))
        for span in reading.spans(*_SANCTIONS)
    )


def _denied(reading: Reading, span: Span) -> bool:
    """Tell whether the text rules a sanction out; « un jour sans plat vaut 80 € » does not."""
    verb = expression("sanctions.verbs").match(reading.folded, span.start)
    return not verb and reading.denied(span)


def _only_talk(reading: Reading, span: Span) -> bool:
    """Tell whether a sentence only says that a sanction may be talked about."""
    return reading.near(span, "sanctions.uncertain")


def _owed(reading: Reading, span: Span) -> bool:
    """Tell whether to redo or take back for free is the duty itself, in its first sentence.

    « Les coffrets sont repris sans frais » owes; « le lot refusé est repris sans frais » follows.
    """
    first = reading.text.sentences[0]
    if not first.holds(span) or span not in list(reading.spans("sanctions.redo")):
        return False
    return reading.first("sanctions.failures", "sanctions.cases", within=first) is None


def _followed(reading: Reading) -> bool:
    """Tell whether, after the duty, a failure has something to redo, give back or lose."""
    for sentence in reading.text.sentences[1:]:
        if _only_talk(reading, sentence):
            continue
        failure = reading.first("sanctions.failures", within=sentence)
        if failure and reading.affirmed("sanctions.consequences", within=sentence):
            return True
        effect = reading.first("sanctions.leads_to", within=sentence)
        if effect and not _leads_nowhere(reading, effect):
            return True
    return False


def _leads_nowhere(reading: Reading, verb: Span) -> bool:
    """Tell whether what a verb leads to is nothing: « ne donnent lieu à aucune retenue »."""
    denied = reading.folded[: verb.start].endswith(("ne ", "n'"))
    return denied or bool(_NO_MORE.search(reading.folded[verb.end : verb.end + 20]))


def _lapse(reading: Reading) -> bool:
    """Tell whether, after the duty, a sentence opens with a failure and says what becomes of it.

    « Une allée oubliée n’est pas portée en compte » does; « Tout écart est signalé » does not.
    """
    for stop in re.finditer(r"; |[.!?] ", reading.folded):
        start = stop.end()
        end = reading.text.sentence(Span(start, start)).end
        if expression("sanctions.lapses").match(reading.folded, start, end) and not (
            _NOTHING.search(reading.folded, start, end)
            or reading.first("sanctions.mild", "sanctions.uncertain", within=Span(start, end))
        ):
            return True
    return False


def _priced(reading: Reading) -> bool:
    """Tell whether a failure, or a success, has an amount attached to it."""
    return any(
        amount.dimension == "money"
        and reading.near(amount.span, "sanctions.failures", "sanctions.rewards")
        and not reading.denied(amount.span)
        and not _only_talk(reading, amount.span)
        for amount in reading.quantities
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
            return not _only_talk(reading, sentence)
    return False
