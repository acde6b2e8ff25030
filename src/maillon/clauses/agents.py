"""Who checks, reads or steers: the subjects of verbs, when they are somebody's function."""

from __future__ import annotations

import re
from functools import lru_cache

from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_SUBJECT = re.compile(
    r"(?:^|[\s'(,;])(?:la|le|l|les|une?|sa|son|ses|leurs?|cette?)[\s']+([\w-]+)"
    r"(?:[\s'][\w'-]+){0,5}?[\s']+$"
)
#: Letters before a verb where its subject may stand.
_REACH = 160
#: A function that opens a sentence, whatever stands before its verb.
_FIRST = re.compile(
    r"\s*(?:la|le|l|les|une?)[ ']"
    r"(\w+(?:eur|euse|rice|iste|ienn?e?|iere|ere|ante?|logue|naire))(?!\w)"
)
_OBJECT = re.compile(r"[\s']+(?:(?:la|le|l|les|une?|sa|son|leurs?)[\s']+)?([\w-]+)")
#: The subject that opens a clause, after a moment: « Dès la pose, l’ascensoriste dépose… ».
_OPENING = re.compile(
    r"\s*(?:(?:article|art)[\s\w.-]{1,40}[.:-] ?)?(?:[^,.;:]{0,90}, )?"
    r"(?:la |le |l'|les |un |une )(\w+)"
)
#: Endings of the French names of functions.
_FUNCTION = re.compile(
    r"\w+(?:eur|euse|rice|ante?|(?<!m)ente?|able|iste|ienn?e?|iere?|ere|logue|aire|cheffe)s?"
)
#: What makes a participle of a word that reads as a verb: « pourra être contrôlé ».
_PASSIVE = re.compile(r"(?<!\w)(?:etre|est|sont|sera|seront|soit|soient|ete) $")


def acts(reading: Reading, verb: Span) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party.

    >>> from maillon.clauses.record import Clause
    >>> def checks(words):
    ...     reading = Reading(Clause(words))
    ...     return any(acts(reading, verb) for verb in reading.spans("follow_up.steering"))
    >>> checks("La gardienne vérifie le bon."), checks("Le titulaire vérifie le bon.")
    (True, False)
    """
    passive = _PASSIVE.search(reading.folded[: verb.start])
    if passive or reading.denied(verb) or _hedged(reading, verb):
        return False
    first = _FIRST.match(reading.folded, reading.text.sentence(verb).start)
    return function(_subject(reading, verb)) or bool(first and somebody(first.group(1)))


def _hedged(reading: Reading, verb: Span) -> bool:
    """Tell whether a verb is in truth a noun: « dans la mesure du possible »."""
    return any(part.start <= verb.start < part.end for part in reading.spans("vague.hedges"))


def _subject(reading: Reading, verb: Span) -> str:
    """Return the noun that is the subject of a verb, before it or after « que »; or nothing."""
    sentence = reading.text.sentence(verb)
    before = reading.folded[max(sentence.start, verb.start - _REACH) : verb.start]
    if before.endswith(("que ", "qu'")):
        return noun_after(reading, verb, len(reading.folded))
    found = _SUBJECT.search(re.split(r"[,;:]|(?<!\w)(?:et|qui)(?!\w)", before)[-1])
    return found.group(1) if found else ""


def noun_after(reading: Reading, verb: Span, end: int) -> str:
    """Return the noun that follows a verb, its article left out, before `end`; or nothing."""
    found = _OBJECT.match(reading.folded, verb.end, end)
    return found.group(1) if found else ""


def function(noun: str) -> bool:
    """Tell whether a noun has the form of a function, or names a body that follows contracts."""
    form = _FUNCTION.fullmatch(noun) or expression("people.bodies", "people.functions").fullmatch(
        noun
    )
    return bool(form) and somebody(noun)


def somebody(noun: str) -> bool:
    """Tell whether a noun may be somebody's function: neither a party, a thing, nor a number."""
    if not noun or noun[0].isdigit():
        return False
    return not expression("people.nobody").fullmatch(noun)


@lru_cache(maxsize=8)
def contractor(reading: Reading) -> str:
    """Return the noun that opens the clause when it owes the duty, not when it checks it.

    Who acts is a party, whatever the trade: « L’ascensoriste dépose l’ancienne machine. »
    """
    first = reading.text.sentences[0] if reading.text.sentences else Span(0, 0)
    opening = _OPENING.match(reading.folded, first.start, first.end)
    if not opening:
        return ""
    noun = opening.group(1)
    for verb in reading.spans("follow_up.checking", within=Span(opening.end(), first.end)):
        if not re.search(
            r"[,;:]|(?<!\w)(?:et|qui|que)(?!\w)", reading.folded[opening.end() : verb.start]
        ):
            return ""
    return noun
