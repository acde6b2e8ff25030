"""Check 7: who looks at the clause while the contract runs, and how often?"""

from __future__ import annotations

import re
from functools import lru_cache

from maillon.clauses.findings import Outcome, Verdict, finding
from maillon.clauses.kind import money
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: Nouns whose ending names a person only.
_AGENT = re.compile(
    r"(?<!\w)(?:la |le |l'|une? |sa |son )(\w+(?:trice|iste|ienne|ologue|cheffe"
    r"|(?:ier|iere|eur|euse) (?:en chef|principal|referent|municipal|communal)))(?!\w)"
)
_TO = re.compile(
    r"[ '](?:a|au|aux|chez|avec|devant|aupres d[eu]s?)(?: (?:la |le |les |l')?)(\w+)(?!\w)"
)
#: What the firm writes for itself.
_LOG = re.compile(
    r"(?<!\w)(?:dans|sur) (?:un|le|son) (?:registre|carnet|cahier|journal|livre|tableau)(?!\w)"
    r"|(?<!\w)(?:tient|remplit|tiennent|remplissent) (?:\w+ ){0,3}?"
    r"(?:un|le|son) (?:registre|carnet|cahier|journal|livre)(?!\w)"
)
_WRITES = re.compile(
    r"consign|rempl|tien|ten|tenu|not|inscri|renseign|report|etabl|dress|complet|mentionn|indiqu"
)
_BY = re.compile(r"[^.;:!?]{0,70}? par (?:la |le |les |l'|une? |son |sa |leur )?([\w-]+)")


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


def check(reading: Reading) -> Outcome:
    """Flag an execution duty without a function in charge, a repeated report or an indicator."""
    if not reading.execution or money(reading):
        return Verdict.NA
    if reading.affirmed("follow_up.indicators") or _named(reading):
        return Verdict.OK
    if _repeated(reading) or _steered(reading) or _delivered(reading):
        return Verdict.OK
    lack = "la personne chargée du suivi, ou un rendez-vous régulier"
    return finding("follow_up", lack, missing=True)


def _named(reading: Reading) -> bool:
    """Tell whether a function in charge is named, other than who owes the duty."""
    actor = contractor(reading)
    return any(
        not reading.denied(span) and not _is(reading.folded[span.start : span.end], actor)
        for span in reading.spans("people.functions")
    )


def _is(function: str, actor: str) -> bool:
    """Tell whether a function, its article aside, is the noun that opens the clause."""
    return function == actor or (bool(actor) and function.endswith(f" {actor}"))


def _repeated(reading: Reading) -> bool:
    """Tell whether a report or a meeting comes back at a rhythm, in one sentence."""
    slips = list(reading.spans("follow_up.slips"))
    for report in reading.spans("follow_up.reports", "proofs.documents"):
        slip = any(part.touches(report) for part in slips)
        around = reading.text.part(report) if slip else reading.text.sentence(report)
        kept = _LOG.search(reading.folded, around.start, around.end)
        if kept and not any(_gives(reading, verb) for verb in reading.spans("paper_verbs.handing")):
            continue  # nobody is given what the firm writes for itself
        if reading.first("follow_up.rhythms", within=around) and not reading.denied(report):
            return True
    return False


def _gives(reading: Reading, verb: Span) -> bool:
    """Tell whether a verb hands a paper over, or has it read: to write it is not enough."""
    return not _WRITES.match(reading.folded, verb.start)


def _steered(reading: Reading) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party."""
    for agent in _AGENT.finditer(reading.folded):
        if _watches(reading, agent.group(1)):
            return True
    return any(acts(reading, verb) for verb in reading.spans("follow_up.steering"))


def _delivered(reading: Reading) -> bool:
    """Tell whether papers go to somebody, or are checked by somebody, else than a party."""
    for verb in reading.spans("follow_up.delivering"):
        end = reading.text.sentence(verb).end
        if _follows(reading, noun_after(reading, verb, end)) and not reading.denied(verb):
            return True
    for verb in reading.spans("paper_verbs.handing"):
        end = reading.text.sentence(verb).end
        for found in _TO.finditer(reading.folded, verb.end, end):
            if _follows(reading, found.group(1)) and not reading.denied(verb):
                return True
    return any(_checked_by(reading, verb) for verb in reading.spans("follow_up.checking"))


def _checked_by(reading: Reading, verb: Span) -> bool:
    """Tell whether a participle of control has an agent: « relevés le lundi par le thermicien »."""
    found = _BY.match(reading.folded, verb.end, reading.text.sentence(verb).end)
    return found is not None and _follows(reading, found.group(1)) and not reading.denied(verb)


def _follows(reading: Reading, noun: str) -> bool:
    """Tell whether a noun is a function, or a body, that does not owe the duty."""
    return function(noun) and _watches(reading, noun)


def _watches(reading: Reading, noun: str) -> bool:
    """Tell whether a noun names somebody who is neither a party nor who owes the duty."""
    lookalike = expression("people.lookalikes").fullmatch(noun)
    return somebody(noun) and not lookalike and noun != contractor(reading)


def acts(reading: Reading, verb: Span) -> bool:
    """Tell whether the subject of a verb of control is somebody else than a party."""
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
