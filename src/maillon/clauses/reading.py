"""A clause being read: its folded text, its quantities, what it is about, words found in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from operator import attrgetter

from maillon.clauses.lexicon import expression
from maillon.clauses.negation import negated
from maillon.clauses.quantities import Quantity, dates, quantities
from maillon.clauses.record import Clause
from maillon.clauses.text import FoldedText, Span, without_note

#: More letters than any text has.
_ALL = sys.maxsize


def today() -> date:
    """Return the present day."""
    return datetime.now(tz=UTC).date()


@dataclass(frozen=True)
class Reading:
    """What every check reads of a clause.

    `today` stands for the day of the consultation, unless the text states one. `parts` are the
    readings of its paragraphs, when they are already made: words are not looked for twice.
    """

    clause: Clause
    today: date = field(default_factory=today)
    parts: tuple[Reading, ...] = field(default=(), repr=False, compare=False)
    _places: dict[str, list[Span]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def text(self) -> FoldedText:
        """The text of the clause, its own fields included."""
        return FoldedText(without_note(self.clause.full_text))

    @property
    def folded(self) -> str:
        """The text in lower case, without accents."""
        return self.text.folded

    @property
    def whole(self) -> Span:
        """The stretch of the whole text."""
        return Span(0, len(self.folded))

    @property
    def place(self) -> str:
        """Where the author says that the clause belongs."""
        return self.clause.place_declared

    @property
    def execution(self) -> bool:
        """Whether its author declares a duty of execution."""
        return self.place == "condition_execution"

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers of the text."""
        return quantities(self.folded)

    @cached_property
    def day(self) -> date:
        """The day of the consultation: that of its notice when the text states it."""
        for day, span in dates(self.folded):
            if self.near(span, "dates.notice"):
                return day
        return self.today

    def spans(self, *groups: str, within: Span | None = None) -> Iterator[Span]:
        """Give the places of the words of groups of the lexicon, denied or not."""
        if len(groups) == 1:
            places = self._every(groups[0])
        else:
            places = sorted(
                (span for group in groups for span in self._every(group)), key=attrgetter("start")
            )
        return (span for span in places if within is None or within.holds(span))

    def _every(self, group: str) -> list[Span]:
        """Return every place of the words of a group, looked for once."""
        if group not in self._places:
            if self.parts:
                places = self._moved(group)
            else:
                matches = expression(group).finditer(self.folded)
                places = [Span(*match.span()) for match in matches]
            self._places[group] = places
        return self._places[group]

    def _moved(self, group: str) -> list[Span]:
        """Move the places found in the paragraphs to where these stand in the whole."""
        spans, shift = [], 0
        for part in self.parts:
            spans += [Span(shift + s.start, shift + s.end) for s in part._every(group)]
            shift += len(part.folded) + 1
        return spans

    def first(self, *groups: str, within: Span | None = None) -> Span | None:
        """Return the first place of the words of groups, denied or not."""
        return next(self.spans(*groups, within=within), None)

    def affirmed(
        self, *groups: str, within: Span | None = None, subject: bool = True
    ) -> Span | None:
        """Return the first place of the words of groups that the text does not deny."""
        spans = self.spans(*groups, within=within)
        return next((span for span in spans if not self.denied(span, subject=subject)), None)

    def denied(self, span: Span, *, subject: bool = True) -> bool:
        """Tell whether the text denies the words of a stretch."""
        return negated(self.text, span, subject=subject)

    def near(self, span: Span, *groups: str) -> bool:
        """Tell whether the sentence of a stretch also holds words of groups."""
        return self.first(*groups, within=self.text.sentence(span)) is not None

    def touched(self, span: Span, *groups: str) -> bool:
        """Tell whether words of groups share a letter with a stretch."""
        return any(words.touches(span) for words in self.spans(*groups))

    def held(self, span: Span, *groups: str) -> bool:
        """Tell whether words of groups hold a whole stretch."""
        return any(words.holds(span) for words in self.spans(*groups))

    def words(self, span: Span) -> str:
        """Return the letters of a stretch, folded."""
        return self.folded[span.start : span.end]

    @property
    def opening(self) -> Span:
        """The first sentence."""
        return next(iter(self.text.sentences), Span(0, 0))

    def ahead(self, span: Span, letters: int = _ALL) -> Span:
        """Return what stands before a stretch in its sentence, or its last letters."""
        return Span(max(self.text.sentence(span).start, span.start - letters), span.start)

    def after(self, span: Span, letters: int = _ALL) -> Span:
        """Return what follows a stretch in its sentence, or its first letters."""
        return Span(span.end, min(self.text.sentence(span).end, span.end + letters))

    def between(self, span: Span, stops: str) -> Span:
        """Return what surrounds a stretch in its sentence, between two places of a turn."""
        ahead, after = self.ahead(span), self.after(span)
        start = max((found.end() for found in self.turns(stops, ahead)), default=ahead.start)
        stop = self.search(stops, after)
        return Span(start, stop.start() if stop else after.end)

    def search(self, turn: str, within: Span | None = None) -> re.Match[str] | None:
        """Return the first place of a turn of phrase of the lexicon."""
        return next(self.turns(turn, within), None)

    def turns(self, turn: str, within: Span | None = None) -> Iterator[re.Match[str]]:
        """Give the places of a turn of phrase of the lexicon, with what its parts hold."""
        start, end = (within.start, within.end) if within else (0, len(self.folded))
        return expression(turn).finditer(self.folded, start, end)

    def follows(self, span: Span, turn: str) -> re.Match[str] | None:
        """Return the turn of phrase that stands right after a stretch."""
        return expression(turn).match(self.folded, span.end)

    def leads(self, span: Span, turn: str, start: int = 0) -> re.Match[str] | None:
        """Return the turn of phrase that ends right before a stretch; nothing before `start`."""
        return expression(turn).search(self.folded[start : span.start])

    def measured(self, within: Span, *dimensions: str) -> list[Quantity]:
        """List the quantities of a stretch, of the dimensions named, or all but names."""
        return [
            quantity
            for quantity in self.quantities
            if within.holds(quantity.span)
            and (quantity.dimension in dimensions if dimensions else quantity.dimension != "name")
        ]
