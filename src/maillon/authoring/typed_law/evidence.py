"""Weigh what surrounds a quantity: does the sentence state a rule of the registry with it?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from maillon.authoring.typed_law.context import Segment
from maillon.authoring.typed_law.dates import Day
from maillon.authoring.typed_law.forms import Quantity
from maillon.authoring.typed_law.lexicon import Stems, Words, groups, listed, stems_of
from maillon.authoring.typed_law.number_words import fold
from maillon.authoring.typed_law.rules import AKIN, LARGE, PLAIN, VAGUE, Number, Topic, articles

#: From this weight on, a number of the registry is refused; an unknown one needs more.
KNOWN, UNKNOWN = 3, 5
_MEASURE = 2  # what it weighs that the topic itself names a measure: « taux moratoire »
_REACH = 6  # words between a measure and the number that is its value
_FOLLOWING = frozenset("en a et ou pour depuis des hors puis au".split())


@dataclass(frozen=True)
class Evidence:
    """The words of a segment and of what stands above and before it."""

    segment: Segment
    topics: tuple[Topic, ...]

    @cached_property
    def here(self) -> Words:
        """The words of the sentence."""
        return Words(self.segment.text)

    @cached_property
    def frame(self) -> Words:
        """The words of the headings, of the table header, of the lead-in."""
        return Words(self.segment.frame)

    @cached_property
    def _before(self) -> Words:
        return Words(self.segment.before)

    @cached_property
    def _articles(self) -> frozenset[str]:
        return articles(f"{self.segment.text} {self.segment.frame}")

    @cached_property
    def _themes(self) -> frozenset[str]:
        """The themes that the sentence plainly speaks of."""
        return frozenset(
            topic.entry.theme for topic in self.topics if topic.weight(self.here) >= PLAIN
        )

    def of_value(self, quantity: Quantity, number: Number, topic: Topic) -> int:
        """Weigh that the quantity is typed for a value of the registry; 0 when it is not."""
        about = self._topic(topic)
        if quantity.unit == "?":  # a number of a program, without unit: the topic must be plain
            return about if about >= PLAIN else 0
        if about == 0 and (self.segment.citing or number.entry.theme in self._themes):
            about = AKIN
        if number.small and about < (VAGUE if number.worth == 1 else AKIN):
            return 0
        total = about + self._wording(quantity.unit, topic) + number.striking
        total += KNOWN if quantity.tax == "HT" and not number.small else 0
        day = quantity.readings[0]
        total -= 2 if isinstance(day, Day) and day.day is None else 0
        return max(about, AKIN) if total >= KNOWN else 0

    def of_measure(self, quantity: Quantity, topic: Topic) -> int:
        """Weigh that the quantity, which is no value of the entry, is given as one; 0 if not."""
        about = topic.weight(self.here)
        if self.segment.given is not None or quantity.readings[0] == 1:
            return 0  # numbers of programs, and « une année », claim nothing
        if about < PLAIN or not self._is_measured(quantity, topic):
            return 0
        named = stems_of("measures")
        about += _MEASURE if any(named.intersection(w) for w in topic.found(self.here)) else 0
        return about if about + self._wording(quantity.unit, topic) >= UNKNOWN else 0

    def _topic(self, topic: Topic) -> int:
        """Weigh how plainly the entry is spoken of; its articles are plain."""
        if self._articles & topic.articles:
            return PLAIN
        near = max(topic.weight(self.here), topic.weight(self.frame))
        return max(near, topic.weight(self._before) - 1)

    def _wording(self, unit: str, topic: Topic) -> int:
        """Weigh the wordings of `words.toml` in the sentence and above it.

        A word that takes from the weight counts only outside the keywords of the entry: « moyen »
        tells a story, « moyens d’exécution » does not.
        """
        own = {stem for wording in topic.found(self.here, self.frame) for stem in wording}
        total = 0
        for group in groups():
            if group.only in ("", unit):
                wordings = [w for w in group.wordings if group.weight > 0 or not own.issuperset(w)]
                if self.here.holds(wordings) or self.frame.holds(wordings):
                    total += group.weight
        return total

    def _is_measured(self, quantity: Quantity, topic: Topic) -> bool:
        """Tell whether a measure, or the topic, leads to the quantity or directly follows it."""
        start, end = self.here.rank_at(quantity.start), self.here.rank_at(quantity.end)
        nouns = [*listed("measures"), *(topic.found(self.here) if quantity.unit != "EUR" else ())]
        if any(self._leads(wording, start) for wording in [*nouns, *listed("measures", "bounds")]):
            return True
        return any(first == end for wording in nouns for first, _ in self.here.places_of(wording))

    def _leads(self, wording: Stems, start: int) -> bool:
        return any(
            last < start <= last + 1 + _REACH
            and not stems_of("measures", "breaks").intersection(self.here.stems[last + 1 : start])
            for _, last in self.here.places_of(wording)
        )


def as_amount(segment: Segment, quantity: Quantity) -> Quantity:
    """Read a large number without unit as euros, unless a noun says what it counts.

    >>> as_amount(Segment("60 000 habitants", 1), Quantity(0, 6, (Decimal(60000),), "")).unit
    ''
    """
    first = quantity.readings[0]
    if quantity.unit or isinstance(first, Day) or first < LARGE:
        return quantity
    following = fold(segment.text[quantity.end :]).split()
    if following and following[0].isalnum() and following[0] not in _FOLLOWING:
        return quantity
    return replace(quantity, unit="EUR")


def is_chosen(numbers: list[Number], quantity: Quantity) -> bool:
    """Tell whether people may choose the number: none, or between the bounds of an entry."""
    first = quantity.readings[0]
    if isinstance(first, Day):
        return not first.whole
    lower, upper = (
        [
            number.worth
            for number in numbers
            if isinstance(number.worth, Decimal)
            and Words(number.value.name).holds(listed("measures", side))
        ]
        for side in ("lower", "upper")
    )
    return first == 0 or (bool(lower and upper) and min(lower) < first < max(upper))
