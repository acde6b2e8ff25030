"""Check 7: who looks at the clause while the contract runs, and how often?"""

from __future__ import annotations

import re
from typing import Final

from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import money
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_SUBJECT: Final = re.compile(
    r"(?:^|[\s'(,;])(?:la|le|l|les|une?|sa|son|ses|leurs?|cette?)[\s']+([\w-]+)"
    r"(?:[\s'][\w'-]+){0,5}?[\s']+$"
)
#: Whom papers go to: endings of the French names of functions, in folded text.
_PERSON: Final = re.compile(
    r"[ '](?:a|au|aux|par|chez|avec|devant|aupres d[eu]s?) ?(?<=[ ])(?:l'|la |le |les )?"
    r"(\w+(?:eur|euse|rice|ante?|ente?|able|iste|ienn?e?|iere?|gee?|cheffe)"
    r"|comite|commission|service|direction|chef)(?!\w)"
)
#: Nouns whose ending names a person only.
_AGENT: Final = re.compile(
    r"(?<!\w)(?:la |le |l'|une? |sa |son )(\w+(?:trice|iste|ienne|ologue|cheffe"
    r"|(?:ier|iere|eur|euse) (?:en chef|principal|referent|municipal|communal)))(?!\w)"
)
#: A function that opens a sentence, whatever stands before its verb.
_FIRST: Final = re.compile(
    r"\s*(?:la|le|l|les|une?)[ ']"
    r"(\w+(?:eur|euse|rice|iste|ienn?e?|iere|ere|ante?|logue|naire))(?!\w)"
)
_OBJECT: Final = re.compile(r"[\s']+(?:(?:la|le|l|les|une?|sa|son|leurs?)[\s']+)?([\w-]+)")


def check(reading: Reading) -> Outcome:
    """Flag an execution duty without a function in charge, a repeated report or an indicator."""
    if not reading.execution or money(reading):
        return Verdict.NA
    if reading.affirmed("follow_up.functions", "follow_up.indicators"):
        return Verdict.OK
    if _repeated(reading) or _steered(reading) or _delivered(reading):
        return Verdict.OK
    return Finding(
        "la personne chargée du suivi, ou un rendez-vous régulier",
        "Une clause que personne ne regarde pendant le marché s’oublie.",
        "Qui regarde, à quel rythme, et avec quel indicateur ?",
        missing=True,
    )


def _repeated(reading: Reading) -> bool:
    """Tell whether a report or a meeting comes back at a rhythm, in one sentence."""
    for report in reading.spans("follow_up.reports", "proofs.documents"):
        if reading.near(report, "follow_up.rhythms") and not reading.denied(report):
            return True
    return False


def _steered(reading: Reading) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party."""
    for agent in _AGENT.finditer(reading.folded):
        noun = agent.group(1)
        if _somebody(noun) and not expression("follow_up.lookalikes").fullmatch(noun):
            return True
    for verb in reading.spans("follow_up.steering"):
        if reading.denied(verb):
            continue
        first = _FIRST.match(reading.folded, reading.text.sentence(verb).start)
        if _somebody(_subject(reading, verb)) or (first and _somebody(first.group(1))):
            return True
    return False


def _subject(reading: Reading, verb: Span) -> str:
    """Return the noun that is the subject of a verb, before it or after « que »; or nothing."""
    sentence = reading.text.sentence(verb)
    before = reading.folded[sentence.start : verb.start]
    if before.endswith(("que ", "qu'")):
        found = _OBJECT.match(reading.folded, verb.end)
    else:
        found = _SUBJECT.search(re.split(r"[,;:]|(?<!\w)(?:et|qui)(?!\w)", before)[-1])
    return found.group(1) if found else ""


def _delivered(reading: Reading) -> bool:
    """Tell whether papers go to somebody, or are checked by somebody, else than a party."""
    for verb in reading.spans("follow_up.delivering"):
        end = reading.text.sentence(verb).end
        found = _OBJECT.match(reading.folded, verb.end, end)
        if found and _somebody(found.group(1)) and not reading.denied(verb):
            return True
    for verb in reading.spans("proofs.handing"):
        end = reading.text.sentence(verb).end
        for found in _PERSON.finditer(reading.folded, verb.end, end):
            if _somebody(found.group(1)) and not reading.denied(verb):
                return True
    return False


def _somebody(noun: str) -> bool:
    """Tell whether a noun may be somebody's function: neither a party, a thing, nor a number."""
    if not noun or noun[0].isdigit():
        return False
    return not expression("follow_up.nobody").fullmatch(noun)
