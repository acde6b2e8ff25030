"""Brands, labels, standards and certificates that a clause imposes with nothing equivalent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from maillon.base.text import fold
from maillon.clauses.lexicon import expression, words
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: A word written as a name: a capital in a sentence, perhaps with figures.
_NAME = re.compile(r"[A-ZÀ-Ý][\wÀ-ÿ'’-]*[a-zà-ÿ0-9][\w-]*")
#: The name that follows « façon » or « type », perhaps between quotes.
_LIKENED = re.compile(r"[«\"“\s]*(?:d['’]|l['’])?(?:[a-zà-ÿ]+ ){0,2}[«\"“\s]*([A-ZÀ-Ý]\S+)")
#: A European standard: « EN 388 », not « en 2027 ». Its letters fold one by one.
_EUROPEAN = re.compile(r"(?<!\w)EN\s\d{2,}(?!\w)")
#: Letters after a name where « déjà posé » may stand.
_LAID = 30
#: Signs that may stand against a name.
_SIGNS = '"\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}.,;:()'
#: A product, in small letters, and a name that follows it at once.
_BARE = re.compile(r"(?<![\w’'-])([a-zà-ÿ]{4,})\s([A-ZÀ-Ý][a-zà-ÿ][\wÀ-ÿ-]+)")


class Name(NamedTuple):
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
    others = [*reading.spans("labels.labels", "labels.standards"), *_european(reading)]
    brands = [
        *reading.spans("brands.brands"),
        *(span for span in reading.spans("brands.brand_words") if _capital(reading, span)),
        *_disguised(reading),
        *_bare_names(reading),
    ]
    names = [*(Name(span, False) for span in others), *(Name(span, True) for span in brands)]
    for name in sorted(names, key=attrgetter("span.start")):
        if reading.touched(name.span, "labels.legal_categories"):
            continue
        if _open(reading, name.span) or reading.denied(name.span):
            continue
        if not (name.brand and _already_there(reading, name.span)):
            return name
    return None


def _european(reading: Reading) -> Iterator[Span]:
    for found in _EUROPEAN.finditer(reading.text.original):
        start = reading.folded.find(fold(found.group()))
        span = Span(start, start + len(found.group()))
        if not _shouted(reading, span):
            yield span


def institution(reading: Reading, span: Span) -> bool:
    """Tell whether a common word names somebody: « l’Office », « la Fondation des Trois-Ponts ».

    It has its capital after « la » or « l’ », or stands right after a buyer.
    """
    if not reading.text.quote(span)[:1].isupper():
        return False
    start = max(0, span.start - 40)
    turns = ("brands.definite", "brands.after_buyer")
    return any(reading.leads(span, turn, start) for turn in turns)


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
    before = reading.ahead(span)
    there, supplied = (
        max((words.end for words in reading.spans(group, within=before)), default=-1)
        for group in ("brands.there", "brands.supplied")
    )
    if there >= 0:
        return there > supplied
    laid = reading.first("brands.there", "brands.laid", within=reading.after(span, _LAID))
    likened = reading.first("brands.brand_markers", within=before)
    return laid is not None and supplied < 0 and not likened


def _capital(reading: Reading, span: Span) -> bool:
    """Tell whether a common word is a brand: a capital in a sentence, and no institution."""
    inside = span.start > reading.text.sentence(span).start
    capital = inside and reading.text.quote(span)[:1].isupper()
    return capital and not (_shouted(reading, span) or institution(reading, span))


def _shouted(reading: Reading, span: Span) -> bool:
    """Tell whether the whole sentence is in capitals, where none of them marks a name."""
    return reading.text.quote(reading.text.sentence(span)).isupper()


def _generic() -> set[str]:
    """Return the names that are no brand."""
    return {fold(word) for word in words("brands.generic")}


def _disguised(reading: Reading) -> Iterator[Span]:
    """Give the names that follow « façon », « type », « modèle » and the like."""
    for marker in reading.spans("brands.brand_markers"):
        after = reading.text.quote(Span(marker.end, min(len(reading.folded), marker.end + 40)))
        name = _LIKENED.match(after)
        word = name[1].strip(_SIGNS) if name else ""
        if _NAME.fullmatch(word) and fold(word) not in _generic() and not word.isupper():
            start = reading.folded.find(fold(word), marker.end)
            yield Span(marker.start, start + len(fold(word)))


def _bare_names(reading: Reading) -> Iterator[Span]:
    """Give the names that follow a product in a specification: « la membrane Novatex »."""
    text = reading.text.original if reading.place == "specification" else ""
    for match in _BARE.finditer(text):
        noun, name = fold(match[1]), fold(match[2])
        if name in _generic() or expression("brands.scales").fullmatch(noun):
            continue
        start = reading.folded.find(f"{noun} {name}") + len(noun) + 1
        if start > len(noun):
            yield Span(start, start + len(name))
