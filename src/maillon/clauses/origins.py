"""Where goods come from and where firms sit: the words of a clause that say so."""

from __future__ import annotations

import re

from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_PLACES = (
    "origin.goods",
    "origin.seat",
    "origin.residence",
    "origin.distance",
)
#: The seat and the address of a firm, which say who it is as well as where.
_ADDRESS = re.compile(r"siege|adresse|etabli|domicili")
_WRITES = re.compile(
    r"(?<!\w)(?:indique|mentionne|precise|declare|renseigne|inscrit)\w* (?:[\w']+ ?,? ?){0,6}$"
)
#: Letters between a verb of coming and the area that goods come from.
_NEAR = 30
#: A place written as a name, after its preposition.
_MADE_IN = re.compile(
    r"[^,;:()]{0,25}?"
    r"(?:(?:en|dans|à|au|aux)\s(?:les?\s|la\s|l[’'])?|(?:du\s|des\s|de\sla\s|de\sl[’']|de\s|d[’']))"
    r"([A-ZÀ-Ý][a-zà-ÿ]\S+)"
)
_COMING_FROM = re.compile(
    r"(?:de\s|du\s|des\s|d[’'])(?:la\s|les\s|l[’'])?(?!Agric|Commerce|Union)([A-ZÀ-Ý][a-zà-ÿ]+)"
)
_OF_NAME = re.compile(r"s?\s(?:de\s|du\s|des\s|d[’'])(?:la\s|l[’'])?[A-ZÀ-Ý][a-zà-ÿ]{3,}")
_FROM = re.compile(r"[ '](?:de|du|des|d'|de la|de l')[ ']?$")
#: Letters before an adjective where its noun may stand.
_REACH = 160
#: Letters between goods and the place that they come from.
_THING_REACH = 40
#: A new noun between goods and an adjective: « le papier de la revue régionale ».
_NEW_NOUN = re.compile(r"(?<!\w)(?:la|le|les|l|du|des|une?|son|sa|ses|leurs?|ce|cette)[ ']")
#: Words after which an adjective of place is a noun, or belongs to an institution.
_NOUN_AHEAD = re.compile(
    r"(?<!\w)(?:le|la|les|l'|des|ces|aux|du|un|en|ses|leurs|langue|ecolabel|label|norme|parlement|"
    r"union|conseil|collectivites?) ?$"
)
#: At most eight words of the same part of a sentence; the noun that an adjective follows.
_AHEAD = re.compile(r"(?:[^\s,;:]+[\s,]+){0,8}$")
_LAST_WORD = re.compile(r"(\w+)(?:\s+\w+\s+(?:et|ou))?[\s'-]+$")


def place(reading: Reading) -> Span | None:
    """Return the first words that demand an origin, an address or a distance; None without any."""
    allowed = list(reading.spans("origin.allowed"))
    places = [*reading.spans(*_PLACES), *_adjectives(reading), *_made_in(reading)]
    places += [*_from_place(reading), *_quarried(reading)]
    for span in sorted(places, key=_start):
        if any(part.touches(span) for part in allowed) or reading.near(span, "origin.neutral"):
            continue
        if _identifies(reading, span):
            continue
        words = reading.folded[span.start : span.end]
        if ("union" in words or "tiers" in words) and reading.first("origin.data"):
            continue
        if reading.near(span, "origin.shut_out") or not reading.denied(span):
            return span
    return None


def _identifies(reading: Reading, span: Span) -> bool:
    """Tell whether a seat says who the firm is: its number, its form, an address to write down."""
    words = reading.folded[span.start : span.end]
    if not _ADDRESS.search(words):
        return False
    named = reading.execution and reading.near(span, "origin.identified")
    return named or bool(_WRITES.search(reading.folded[: span.start]))


def _made_in(reading: Reading) -> list[Span]:
    """List the places, written as names or as areas, where goods are made or come from."""
    found = []
    for made in reading.spans("goods.making"):
        after = _after(reading, made)
        area = reading.first("places.areas", within=after)
        if area:
            found.append(Span(made.start, area.end))
        name = _MADE_IN.match(reading.text.quote(after))
        if name:
            found.append(Span(made.start, made.end + name.end() + 1))
    for coming in reading.spans("goods.coming"):
        area = reading.first("places.areas", within=_after(reading, coming))
        if area and area.start - coming.end < _NEAR:
            found.append(Span(coming.start, area.end))
        name = _COMING_FROM.match(reading.text.quote(_after(reading, coming)))
        if name:
            found.append(Span(coming.start, coming.end + name.end() + 1))
    return found


def _from_place(reading: Reading) -> list[Span]:
    """List the goods or firms that a place follows: « granit extrait de Bretagne »."""
    found = []
    for place in reading.spans("places.places"):
        sentence = reading.text.sentence(place)
        of = _FROM.search(reading.folded, sentence.start, place.start)
        if not (of and reading.text.quote(place)[:1].isupper()):
            continue
        ahead = Span(max(sentence.start, of.start() - _THING_REACH), of.start())
        holders = [span.end for span in reading.spans("places.place_holders", within=ahead)]
        groups = ("goods.things", "goods.making", "goods.coming")
        things = list(reading.spans(*groups, within=ahead))
        if things and max(holders, default=-1) < things[-1].start:
            found.append(Span(things[-1].start, place.end))
    return found


def _quarried(reading: Reading) -> list[Span]:
    """List the materials or foods that a proper name follows: « granit du Sidobre »."""
    found = []
    for thing in reading.spans("goods.materials"):
        named = _OF_NAME.match(reading.text.original, reading.text.place(thing.end))
        if named:
            found.append(Span(thing.start, thing.end + named.end() - named.start()))
    return found


def _after(reading: Reading, span: Span) -> Span:
    """Return the letters of the sentence that follow a stretch."""
    return Span(span.end, min(reading.text.sentence(span).end, span.end + 60))


def _adjectives(reading: Reading) -> list[Span]:
    """List the adjectives of place put on goods or firms: « produits frais et locaux ».

    « Local » needs a thing before it, since a « réunion locale » has no origin; « français » is an
    origin unless an institution bears it (« norme française »).
    """
    found = []
    for span in reading.spans("places.demonyms", "places.local_words"):
        before = reading.folded[max(0, span.start - _REACH) : span.start]
        if _NOUN_AHEAD.search(before):
            continue
        sentence = reading.text.sentence(span)
        near = _AHEAD.search(before)
        reach = span.start - (len(before) - near.start()) if near else span.start
        ahead = Span(max(sentence.start, reach), span.start)
        word = _LAST_WORD.search(before)
        if not word or expression("places.institutions").fullmatch(word.group(1)):
            continue
        if expression("places.local_words").match(reading.folded, span.start):
            things = list(reading.spans("goods.things", within=ahead))
            if things and not _NEW_NOUN.search(reading.folded, things[-1].end, span.start):
                found.append(span)
        else:
            found.append(span)
    return found


def _start(span: Span) -> int:
    return span.start
