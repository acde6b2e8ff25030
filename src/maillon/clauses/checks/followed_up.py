"""Check 7: who looks at the clause while the contract runs, and how often?"""

from __future__ import annotations

import re
from functools import lru_cache

from maillon.clauses.findings import Outcome, Verdict, finding
from maillon.clauses.kind import money
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Letters before a verb where its subject may stand.
_REACH = 160
_TO = "follow_up.to"
#: Verbs, and the turn by which the noun of who receives, or acts, comes after them.
_SOMEBODY = (
    ("follow_up.delivering", "follow_up.object"),
    ("paper_verbs.handing", _TO),
    ("follow_up.checking", "follow_up.by"),
)


def check(reading: Reading) -> Outcome:
    """Flag an execution duty without a function in charge, a repeated report or an indicator."""
    if not reading.execution or money(reading):
        return Verdict.NA
    tests = (_named, _repeated, _steered, _delivered)
    if reading.affirmed("follow_up.indicators") or any(test(reading) for test in tests):
        return Verdict.OK
    lack = "la personne chargée du suivi, ou un rendez-vous régulier"
    return finding("follow_up", lack, missing=True)


def _named(reading: Reading) -> bool:
    """Tell whether a function in charge is named, other than the noun that opens the clause."""
    actor = contractor(reading)
    return any(
        reading.words(span) != actor and not (actor and reading.words(span).endswith(f" {actor}"))
        for span in reading.spans("people.functions")
        if not reading.denied(span)
    )


def _repeated(reading: Reading) -> bool:
    """Tell whether a report or a meeting comes back at a rhythm, in one sentence.

    Nobody is given what the firm writes for itself, in its own log.
    """
    verbs = reading.spans("paper_verbs.handing")
    given = any(
        not expression("follow_up.writes").match(reading.folded, verb.start) for verb in verbs
    )
    for report in reading.spans("follow_up.reports", "proofs.documents"):
        slip = reading.touched(report, "follow_up.slips")
        around = reading.text.part(report) if slip else reading.text.sentence(report)
        if not given and reading.search("follow_up.log", around):
            continue
        if reading.first("follow_up.rhythms", within=around) and not reading.denied(report):
            return True
    return False


def _steered(reading: Reading) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party."""
    agents = reading.turns("follow_up.agent")
    return any(_watches(reading, agent[1]) for agent in agents) or any(
        acts(reading, verb) for verb in reading.spans("follow_up.steering")
    )


def _delivered(reading: Reading) -> bool:
    """Tell whether papers go to somebody, or are checked by somebody, else than a party."""
    for group, turn in _SOMEBODY:
        for verb in reading.spans(group):
            nouns = (
                found[1]
                for found in reading.turns(turn, reading.after(verb))
                if turn == _TO or found.start() == verb.end
            )
            followed = any(_function(noun) and _watches(reading, noun) for noun in nouns)
            if followed and not reading.denied(verb):
                return True
    return False


def _watches(reading: Reading, noun: str) -> bool:
    """Tell whether a noun names somebody who is neither a party nor who owes the duty."""
    lookalike = expression("people.lookalikes").fullmatch(noun)
    return _somebody(noun) and not lookalike and noun != contractor(reading)


def acts(reading: Reading, verb: Span) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party.

    « Dans la mesure du possible » holds no verb, and « pourra être contrôlé » a participle.
    """
    hedged = any(part.start <= verb.start < part.end for part in reading.spans("vague.hedges"))
    if hedged or reading.leads(verb, "follow_up.passive") or reading.denied(verb):
        return False
    start = reading.text.sentence(verb).start
    first = expression("follow_up.opening_function").match(reading.folded, start)
    return _function(_subject(reading, verb)) or bool(first and _somebody(first[1]))


def _subject(reading: Reading, verb: Span) -> str:
    """Return the noun that is the subject of a verb, before it or after « que »; or nothing."""
    before = reading.words(reading.ahead(verb, _REACH))
    if before.endswith(("que ", "qu'")):
        found = reading.follows(verb, "follow_up.object")
    else:
        part = re.split(r"[,;:]|(?<!\w)(?:et|qui)(?!\w)", before)[-1]
        found = expression("follow_up.subject").search(part)
    return found[1] if found else ""


def _function(noun: str) -> bool:
    """Tell whether a noun has the form of a function, or names a body that follows contracts."""
    groups = (("follow_up.function",), ("people.bodies", "people.functions"))
    return _somebody(noun) and any(expression(*one).fullmatch(noun) for one in groups)


def _somebody(noun: str) -> bool:
    """Tell whether a noun may be somebody's function: neither a party, a thing, nor a number."""
    numbered = not noun or noun[0].isdigit()
    return not (numbered or expression("people.nobody").fullmatch(noun))


@lru_cache(maxsize=8)
def contractor(reading: Reading) -> str:
    """Return the noun that opens the clause when it owes the duty, not when it checks it.

    Who acts is a party, whatever the trade: « L’ascensoriste dépose l’ancienne machine. »
    """
    first = reading.opening
    opening = expression("follow_up.opening").match(reading.folded, first.start, first.end)
    if not opening:
        return ""
    for verb in reading.spans("follow_up.checking", within=Span(opening.end(), first.end)):
        between = reading.folded[opening.end() : verb.start]
        if not re.search(r"[,;:]|(?<!\w)(?:et|qui|que)(?!\w)", between):
            return ""
    return opening[1]
