"""Check 7: who looks at the clause while the contract runs, and how often?"""

from __future__ import annotations

import re
from typing import Final

from maillon.clauses.agents import acts, somebody
from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import money
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading

#: Whom papers go to: endings of the French names of functions, in folded text.
_PERSON: Final = re.compile(
    r"[ '](?:a|au|aux|par|chez|avec|devant|aupres d[eu]s?) ?(?<=[ ])(?:l'|la |le |les )?"
    r"(\w+(?:eur|euse|rice|ante?|ente?|able|iste|ienn?e?|iere?|chargee?|cheffe)"
    r"|comite|commission|service|direction|chef)(?!\w)"
)
#: Nouns whose ending names a person only.
_AGENT: Final = re.compile(
    r"(?<!\w)(?:la |le |l'|une? |sa |son )(\w+(?:trice|iste|ienne|ologue|cheffe"
    r"|(?:ier|iere|eur|euse) (?:en chef|principal|referent|municipal|communal)))(?!\w)"
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
    slips = list(reading.spans("follow_up.slips"))
    for report in reading.spans("follow_up.reports", "proofs.documents"):
        slip = any(part.start < report.end and report.start < part.end for part in slips)
        around = reading.text.part(report) if slip else reading.text.sentence(report)
        if reading.first("follow_up.rhythms", within=around) and not reading.denied(report):
            return True
    return False


def _steered(reading: Reading) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party."""
    for agent in _AGENT.finditer(reading.folded):
        noun = agent.group(1)
        if somebody(noun) and not expression("follow_up.lookalikes").fullmatch(noun):
            return True
    return any(acts(reading, verb) for verb in reading.spans("follow_up.steering"))


def _delivered(reading: Reading) -> bool:
    """Tell whether papers go to somebody, or are checked by somebody, else than a party."""
    for verb in reading.spans("follow_up.delivering"):
        end = reading.text.sentence(verb).end
        found = _OBJECT.match(reading.folded, verb.end, end)
        if found and somebody(found.group(1)) and not reading.denied(verb):
            return True
    for verb in reading.spans("proofs.handing"):
        end = reading.text.sentence(verb).end
        for found in _PERSON.finditer(reading.folded, verb.end, end):
            if somebody(found.group(1)) and not reading.denied(verb):
                return True
    return False
