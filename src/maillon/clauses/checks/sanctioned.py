"""Check 6: what happens when the clause is not kept, or when it is kept well?"""

from __future__ import annotations

import re

from maillon.clauses.findings import Finding, Outcome, Verdict
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
_WHY = "Un engagement sans suite dépend de la seule bonne volonté."


#: What follows is nothing: « n’a pas d’incidence sur le montant ».
_NOTHING = re.compile(
    r"(?<!\w)(?:rien|aucune?|nul|ni|sans (?:suite|effet|incidence|consequence)"
    r"|pas d'(?:incidence|effet|consequence|impact))(?!\w)"
)


def check(reading: Reading) -> Outcome:
    """Flag a duty without penalty, deduction, refusal, redo, termination or incentive."""
    if not reading.execution:
        return Verdict.NA
    kind = money(reading)
    if kind is Money.PAYMENT and not _only_rhythm(reading):
        return _late_interest(reading)
    if kind:
        return Verdict.NA
    notice = past(reading)
    if notice:
        return Finding(
            reading.text.quote(notice),
            "Ce qui est constaté après coup ne se répare plus : la mise en demeure reste vaine.",
            "Comment le titulaire peut-il encore réparer ? Sinon, chiffrez au bilan, sans délai.",
        )
    for span in reading.spans(*_SANCTIONS):
        if not (_denied(reading, span) or _only_talk(reading, span.start) or _owed(reading, span)):
            return Verdict.OK
    if _priced(reading) or _followed(reading) or _amount_apart(reading) or _lapse(reading):
        return Verdict.OK
    ruled_out = reading.first(*_SANCTIONS, "sanctions.uncertain")
    if ruled_out:
        return Finding(reading.text.quote(ruled_out), _WHY, "Que se passe-t-il en cas d’écart ?")
    return Finding(
        "la suite d’un manquement", _WHY, "Que se passe-t-il en cas d’écart ?", missing=True
    )


def _owed(reading: Reading, span: Span) -> bool:
    """Tell whether to redo or take back for free is the duty itself, in its first sentence.

    « Les coffrets sont repris sans frais » owes; « le lot refusé est repris sans frais » follows.
    """
    first = reading.text.sentences[0]
    if not first.holds(span) or span not in list(reading.spans("sanctions.redo")):
        return False
    return reading.first("sanctions.failures", "sanctions.cases", within=first) is None


def _denied(reading: Reading, span: Span) -> bool:
    """Tell whether the text rules a sanction out; « un jour sans plat vaut 80 € » does not."""
    if expression("sanctions.verbs").match(reading.folded, span.start):
        return False
    return reading.denied(span)


def _followed(reading: Reading) -> bool:
    """Tell whether, after the duty, a failure has something to redo, give back or lose."""
    for sentence in reading.text.sentences[1:]:
        if _only_talk(reading, sentence.start):
            continue
        failure = reading.first("sanctions.failures", within=sentence)
        if failure and reading.affirmed("sanctions.consequences", within=sentence):
            return True
        led = reading.first("sanctions.leads_to", within=sentence)
        if led and not _leads_nowhere(reading, led):
            return True
    return False


def _lapse(reading: Reading) -> bool:
    """Tell whether, after the duty, a sentence opens with a failure and says what becomes of it.

    « Une allée oubliée n’est pas portée en compte » does; « Tout écart est signalé » does not.
    """
    folded = reading.folded
    starts = [found.end() for found in re.finditer(r"; |[.!?] ", folded)]
    for start in starts:
        end = reading.text.sentence(Span(start, start)).end
        if not expression("sanctions.lapses").match(folded, start, end):
            continue
        rest = Span(start, end)
        nothing = _NOTHING.search(folded, start, end)
        if not (nothing or reading.first("sanctions.mild", "sanctions.uncertain", within=rest)):
            return True
    return False


def _leads_nowhere(reading: Reading, verb: Span) -> bool:
    """Tell whether what a verb leads to is nothing: « ne donnent lieu à aucune retenue »."""
    before, after = reading.folded[: verb.start], reading.folded[verb.end : verb.end + 20]
    return before.endswith(("ne ", "n'")) or bool(re.search(r"(?<!\w)(?:aucune?|ni)(?!\w)", after))


def _priced(reading: Reading) -> bool:
    """Tell whether a failure, or a success, has an amount attached to it."""
    return any(
        quantity.dimension == "money"
        and reading.near(quantity.span, "sanctions.failures", "sanctions.rewards")
        and not reading.denied(quantity.span)
        and not _only_talk(reading, quantity.span.start)
        for quantity in reading.quantities
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
            return not _only_talk(reading, sentence.start)
    return False


def _only_talk(reading: Reading, place: int) -> bool:
    """Tell whether a sentence only says that a sanction may be talked about."""
    for sentence in reading.text.sentences:
        if sentence.start <= place < sentence.end:
            return reading.first("sanctions.uncertain", within=sentence) is not None
    return False


def _only_rhythm(reading: Reading) -> bool:
    """Tell whether a payment clause sets how often instalments come, and no delay to pay them."""
    return bool(reading.first("money.instalments")) and not reading.first("money.delays")


def _late_interest(reading: Reading) -> Outcome:
    if reading.affirmed("sanctions.late_interest"):
        return Verdict.OK
    return Finding(
        "les intérêts de retard",
        "Un retard de paiement pèse sur la trésorerie des entreprises, surtout des petites.",
        "Que reçoit le titulaire quand le paiement tarde ?",
        ("interets_moratoires",),
        missing=True,
    )
