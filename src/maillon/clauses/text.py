"""French text folded for matching, with the way back to the words as they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from maillon.base.text import folded_sign

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\s*\n\s*")
#: Abbreviations whose point ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s('])(?:art|[lrd]|m|mme|mm|n|no|p|pp|cf|ex|env|max|min|etc|tel|ref|st|ste|inc|al|vol)"
    r"\.$",
    re.IGNORECASE,
)

#: The note that the library puts before a copied clause: it is no part of it.
_NOTE = re.compile(r"\[\s*note\s+à\s+supprimer[^\]]*\]\s*", re.IGNORECASE)


def without_note(text: str) -> str:
    """Return a text without the note of the library, which is to be removed before use."""
    return _NOTE.sub("", text)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of folded text, from `start` to `end` (excluded)."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Tell whether the other stretch lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Tell whether the two stretches share a letter."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class FoldedText:
    """A text, its folded form, and where each folded letter comes from.

    >>> text = FoldedText("Le maître d’œuvre vérifie.")
    >>> text.folded, text.quote(Span(text.folded.index("oeuvre"), text.folded.index("oeuvre") + 6))
    ("le maitre d'oeuvre verifie.", 'œuvre')
    """

    original: str

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        letters: list[str] = []
        origins: list[int] = []
        for place, sign in enumerate(self.original):
            for letter in folded_sign(sign):
                if letter == " " and letters[-1:] in ([" "], ["\n"]):
                    continue
                letters.append(letter)
                origins.append(place)
        origins.append(len(self.original))
        return "".join(letters), origins

    @property
    def folded(self) -> str:
        """The text in lower case, without accents."""
        return self._letters[0]

    def quote(self, span: Span) -> str:
        """Return the words of a stretch as their writer typed them."""
        origins = self._letters[1]
        if span.end <= span.start:
            return ""
        return self.original[origins[span.start] : origins[span.end - 1] + 1].strip()

    def place(self, folded_place: int) -> int:
        """Return where a place of the folded text stands in the text as written."""
        return self._letters[1][folded_place]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order; « art. » and decimals do not end one.

        >>> text = FoldedText("Voir l’art. 9 du CCAP. Il paie 1.5 fois ; sinon, non.")
        >>> [text.quote(span) for span in text.sentences]
        ['Voir l’art. 9 du CCAP.', 'Il paie 1.5 fois ; sinon, non.']
        """
        spans, start = [], 0
        folded = self.folded
        for found in _SENTENCE_END.finditer(folded):
            before = folded[start : found.start()]
            if not self._capital(found.end()):
                continue
            if _ABBREVIATION.search(before):
                continue
            if before.strip():
                spans.append(Span(start, found.start()))
            start = found.end()
        if folded[start:].strip():
            spans.append(Span(start, len(folded)))
        return tuple(spans)

    def _capital(self, place: int) -> bool:
        """Tell whether a sentence may start at a folded place: anything but a small letter."""
        origins = self._letters[1]
        return place >= len(self.folded) or not self.original[origins[place]].islower()

    def sentence(self, span: Span) -> Span:
        """Return the sentence in which a stretch starts."""
        for sentence in self.sentences:
            if sentence.start <= span.start < max(sentence.end, sentence.start + 1):
                return sentence
        return Span(0, len(self.folded))

    def part(self, span: Span) -> Span:
        """Return what surrounds a stretch, between two stops of its sentence."""
        sentence = self.sentence(span)
        before = self.folded[sentence.start : span.start]
        after = self.folded[span.end : sentence.end]
        start = sentence.start + max(before.rfind(sign) for sign in ",;:(") + 1
        stops = [place for sign in ",;:)" if (place := after.find(sign)) >= 0]
        return Span(start, span.end + min(stops, default=len(after)))
