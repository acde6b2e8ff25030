"""A clause being read: its folded text, its quantities, what it is about, words found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from maillon.clauses.lexicon import expression
from maillon.clauses.negation import negated
from maillon.clauses.quantities import Quantity, dates, quantities
from maillon.clauses.record import Clause
from maillon.clauses.text import FoldedText, Span, without_note


def _today() -> date:
    return datetime.now(tz=UTC).date()


@dataclass(frozen=True)
class Reading:
    """What every check reads of a clause.

    ``today`` stands for the day of the consultation, unless the text states one. ``parts`` are the
    readings of its paragraphs, when they are already made: words are not looked for twice.
    """

    clause: Clause
    today: date = field(default_factory=_today)
    parts: tuple[Reading, ...] = field(default=(), repr=False, compare=False)
    _found: dict[str, list[Span]] = field(default_factory=dict, repr=False, compare=False)

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
        notice = expression("dates.notice")
        for day, span in dates(self.folded):
            sentence = self.text.sentence(span)
            if notice.search(self.folded, sentence.start, sentence.end):
                return day
        return self.today

    def spans(self, *groups: str, within: Span | None = None) -> Iterator[Span]:
        """Give the places of the words of groups of the lexicon, denied or not."""
        if len(groups) == 1:
            places = self._places(groups[0])
        else:
            places = [span for group in groups for span in self._places(group)]
            places.sort(key=_start)
        return (span for span in places if within is None or within.holds(span))

    def _places(self, group: str) -> list[Span]:
        """Give every place of the words of a group, looked for once."""
        if group not in self._found:
            if self.parts:
                self._found[group] = self._from_parts(group)
            else:
                matches = expression(group).finditer(self.folded)
                self._found[group] = [Span(*match.span()) for match in matches]
        return self._found[group]

    def _from_parts(self, group: str) -> list[Span]:
        """Move the places found in the paragraphs to where these stand in the whole."""
        spans, shift = [], 0
        for part in self.parts:
            spans += [Span(shift + s.start, shift + s.end) for s in part._places(group)]
            shift += len(part.folded) + 1
        return spans

    def first(self, *groups: str, within: Span | None = None) -> Span | None:
        """Return the first place of the words of groups, denied or not."""
        return next(self.spans(*groups, within=within), None)

    def affirmed(
        self, *groups: str, within: Span | None = None, subject: bool = True
    ) -> Span | None:
        """Return the first place of the words of groups that the text does not deny."""
        for span in self.spans(*groups, within=within):
            if not self.denied(span, subject=subject):
                return span
        return None

    def denied(self, span: Span, *, subject: bool = True) -> bool:
        """Tell whether the text denies the words of a stretch."""
        return negated(self.text, span, subject=subject)

    def near(self, span: Span, *groups: str) -> bool:
        """Tell whether the sentence of a stretch also holds words of groups."""
        return self.first(*groups, within=self.text.sentence(span)) is not None

    def measured(self, within: Span, *dimensions: str) -> list[Quantity]:
        """List the quantities of a stretch, of the dimensions named, or all but names."""
        return [
            quantity
            for quantity in self.quantities
            if within.holds(quantity.span)
            and (quantity.dimension in dimensions if dimensions else quantity.dimension != "name")
        ]

    def matches(self, pattern: str) -> re.Match[str] | None:
        """Return the first match of an expression on the folded text."""
        return re.search(pattern, self.folded)


def _start(span: Span) -> int:
    return span.start
