"""Brands, labels, standards and certificates that a clause imposes with nothing equivalent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from maillon.base.text import fold
from maillon.clauses.lexicon import expression, words
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: A word written as a name: a capital in a sentence, perhaps with figures.
_NAME = re.compile(r"[A-ZÀ-Ý][\wÀ-ÿ'’-]*[a-zà-ÿ0-9][\w-]*")

#: A European standard: « EN 388 », not « en 2027 ». Its letters fold one by one.
_EUROPEAN = re.compile(r"(?<!\w)EN\s\d{2,}(?!\w)")
#: Letters after a name where « déjà posé » may stand.
_LAID = 30
#: Signs that may stand against a name.
_SIGNS = '"\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}.,;:()'
_DEFINITE = re.compile(r"(?<!\w)(?:la |l'|au |du |le (?=$))$")
_AFTER_BUYER = re.compile(
    r"(?<!\w)(?:acheteu\w+|maitre d'ouvrage|syndicat"
    r"|commune|ville|departement|region|metropole|etablissement)"
    r"(?: (?:mixte|public|local|intercommunal))?,? $"
)
#: A product, in small letters, and a name that follows it at once.
_BARE = re.compile(r"(?<![\w’'-])([a-zà-ÿ]{4,})\s([A-ZÀ-Ý][a-zà-ÿ][\wÀ-ÿ-]+)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name imposed: its place in the text, and whether it is that of a `brand` or not."""

    span: Span
    brand: bool


def imposed_brand(reading: Reading) -> Span | None:
    """Return the first name imposed, when it is that of a brand."""
    name = imposed_name(reading)
    return name.span if name and name.brand else None


def imposed_label(reading: Reading) -> Span | None:
    """Return the first name imposed, when it is that of a label, a standard or a certificate."""
    name = imposed_name(reading)
    return name.span if name and not name.brand else None


@lru_cache(maxsize=8)
def imposed_name(reading: Reading) -> Name | None:
    """Return a label, a standard, a certificate or a brand to which nothing else is equivalent."""
    legal = list(reading.spans("labels.legal_categories"))
    others = list(reading.spans("labels.labels", "labels.standards"))
    for found in _EUROPEAN.finditer(reading.text.original):
        start = reading.folded.find(fold(found.group()))
        span = Span(start, start + len(found.group()))
        if not _shouted(reading, span):
            others.append(span)
    brands = list(reading.spans("brands.brands"))
    brands += [
        span
        for span in reading.spans("brands.brand_words")
        if _capital(reading, span) and not institution(reading, span)
    ]
    brands += [*_disguised(reading), *_bare_names(reading)]
    named = [Name(span, brand=False) for span in others]
    named += [Name(span, brand=True) for span in brands]
    for name in sorted(named, key=_start):
        if any(part.touches(name.span) for part in legal):
            continue
        if _open(reading, name.span) or reading.denied(name.span):
            continue
        if name.brand and _already_there(reading, name.span):
            continue
        return name
    return None


def institution(reading: Reading, span: Span) -> bool:
    """Tell whether a common word names somebody: « l’Office », « la Fondation des Trois-Ponts ».

    It has its capital after « la » or « l’ », or stands right after a buyer.
    """
    if not reading.text.quote(span)[:1].isupper():
        return False
    before = reading.folded[max(0, span.start - 40) : span.start]
    return bool(_DEFINITE.search(before) or _AFTER_BUYER.search(before))


def _start(name: Name) -> int:
    return name.span.start


def _open(reading: Reading, span: Span) -> bool:
    """Tell whether the sentence of a name admits something else, for good."""
    sentence = reading.text.sentence(span)
    if reading.affirmed("labels.equivalence", within=sentence):
        return True
    if reading.first("labels.or_not", within=Span(span.start, sentence.end)):
        return True
    after = Span(sentence.end, len(reading.folded))
    other = reading.affirmed("labels.others", within=after)
    return other is not None and reading.near(other, "labels.accepted")


def _already_there(reading: Reading, span: Span) -> bool:
    """Tell whether a name describes what the place already has: the last words before it say so."""
    sentence = reading.text.sentence(span)
    before = Span(sentence.start, span.start)
    there = max((s.end for s in reading.spans("brands.there", within=before)), default=-1)
    supplied = max((s.end for s in reading.spans("brands.supplied", within=before)), default=-1)
    if there < 0:
        after = Span(span.end, min(sentence.end, span.end + _LAID))
        laid = reading.first("brands.there", "brands.laid", within=after)
        likened = reading.first("brands.brand_markers", within=before)
        return laid is not None and supplied < 0 and not likened
    return there > supplied


def _capital(reading: Reading, span: Span) -> bool:
    """Tell whether a common word is written as a name: a capital, elsewhere than at the start."""
    inside = span.start > reading.text.sentence(span).start
    return inside and reading.text.quote(span)[:1].isupper() and not _shouted(reading, span)


def _shouted(reading: Reading, span: Span) -> bool:
    """Tell whether the whole sentence is in capitals, where none of them marks a name."""
    return reading.text.quote(reading.text.sentence(span)).isupper()


def _disguised(reading: Reading) -> list[Span]:
    """List the names that follow « façon », « type », « modèle » and the like."""
    found = []
    generic = {fold(word) for word in words("brands.generic")}
    for marker in reading.spans("brands.brand_markers"):
        after = reading.text.quote(Span(marker.end, min(len(reading.folded), marker.end + 40)))
        name = re.match(
            r"[«\"“\s]*(?:d['’]|l['’])?(?:[a-zà-ÿ]+ ){0,2}[«\"“\s]*([A-ZÀ-Ý]\S+)", after
        )
        if not name:
            continue
        word = name.group(1).strip(_SIGNS)
        if _NAME.fullmatch(word) and fold(word) not in generic and not word.isupper():
            start = reading.folded.find(fold(word), marker.end)
            found.append(Span(marker.start, start + len(fold(word))))
    return found


def _bare_names(reading: Reading) -> list[Span]:
    """List the names that follow a product in a specification: « la membrane Novatex »."""
    if reading.place != "specification":
        return []
    found = []
    known = {fold(word) for word in words("brands.generic")}
    for match in _BARE.finditer(reading.text.original):
        noun, name = fold(match.group(1)), fold(match.group(2))
        if name in known or expression("brands.scales").fullmatch(noun):
            continue
        start = reading.folded.find(f"{noun} {name}") + len(noun) + 1
        if start > len(noun):
            found.append(Span(start, start + len(name)))
    return found
