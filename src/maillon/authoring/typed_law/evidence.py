"""Weigh what surrounds a quantity: does the sentence state a rule of the registry with it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from maillon.authoring.typed_law.context import Segment, goes_on
from maillon.authoring.typed_law.dates import Day
from maillon.authoring.typed_law.forms import Quantity
from maillon.authoring.typed_law.hidden import QUOTE
from maillon.authoring.typed_law.lexicon import Stems, Words, groups, listed, stems_of
from maillon.authoring.typed_law.number_words import fold
from maillon.authoring.typed_law.rules import AKIN, LARGE, PLAIN, VAGUE, Number, Topic, articles

#: From this weight on, a number of the registry is refused; an unknown one needs more.
KNOWN, UNKNOWN = 3, 5
_MEASURE = 2  # what it weighs that the topic itself names a measure: « taux moratoire »
_REACH = 6  # words between a measure and the number that is its value
_OF = re.compile(r"\s*(?:par\b|de\b|d'|en\b|du\b|des\b|a\s+titre)")
_TO = re.compile(r"(?:\bvaut|\batteint|\bde|\ba|:|\bd'|\(|=)\s*(?:la\s+|les?\s+)?$")
_BOUND = re.compile(
    r"\b(?:sous|jusqu'a|inferieure?s?\s+a|superieure?s?\s+a|au-?\s?dela\s+de|au-?\s?dessus\s+de"
    r"|en\s+dessous\s+de|au-?\s?dessous\s+de|a\s+partir\s+de|des|passe|moins\s+de|plus\s+de"
    r"|depass\w+|exced\w+|atteint|atteindre|franchi\w+|au\s+moins|au\s+plus|maximum|minimum)"
    r"\s+(?:de\s+)?(?:(?:la|le|un|une)\s+(?:barre|limite|somme|seuil|montant|plafond|chiffre)"
    r"\s+(?:de\s+|des\s+)|les?\s+)?$"
)
_BETWEEN = re.compile(
    r"\bentre\b[^.;:\d]*\bet\s+(?:les?\s+)?$"
)  # « entre la dispense et 90 000 € »
_AND = re.compile(r"^\W*(?:et|ou|puis|a|jusqu)\b")
_FOLLOWING = frozenset("en a et ou pour depuis des hors puis au".split())


@dataclass(frozen=True)
class Evidence:
    """The words of a segment and of what stands above and before it.

    `ordinary` are stems that too many entries of the registry have to say which one is meant.
    """

    segment: Segment
    topics: tuple[Topic, ...]
    ordinary: frozenset[str] = frozenset()

    @cached_property
    def here(self) -> Words:
        """The words of the sentence."""
        return Words(self.segment.text)

    @cached_property
    def frame(self) -> Words:
        """The words of the headings, of the table header, of the lead-in."""
        return Words(self.segment.frame)

    @cached_property
    def _named(self) -> Words:
        """The names around the number of a program and those of its function, together."""
        return Words(f"{self.segment.frame} ; {self.segment.text}")

    @cached_property
    def _before(self) -> Words:
        return Words(self.segment.before)

    @cached_property
    def _after(self) -> Words:
        return Words(self.segment.after if goes_on(self.segment.after) else "")

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
        about = max(self._topic(topic), PLAIN * self._touches(quantity, topic))
        if number.unit != "date":
            about = max(about, self._kinship(topic, about))
        sure = self.segment.strict and number.telling and not _is_plain_price(quantity, number)
        if quantity.unit in ("", "?") and not sure:
            return about if about >= PLAIN else 0  # a number of a program, without unit
        spoken = about > 0 or number.entry.theme in self._themes
        if about == 0 and (self.segment.citing or spoken):
            about = AKIN
        day = quantity.readings[0]
        whole = isinstance(day, Day) and day.whole
        if isinstance(day, Day) and day.day is None and about <= AKIN:
            return 0
        alone = sure or whole or (number.telling and self.segment.given is None)
        least = VAGUE if number.worth == 1 or self.segment.given is not None else AKIN
        if not alone and number.small and about < least:
            return 0
        total = about + self._wording(quantity.unit, topic)
        total += KNOWN if sure else self._marks(quantity, number, topic, spoken=spoken)
        total += self.segment.strict and about >= VAGUE
        return max(about, AKIN) if total >= KNOWN else 0

    def _marks(self, quantity: Quantity, number: Number, topic: Topic, *, spoken: bool) -> int:
        """Weigh how the quantity itself is written, and what touches it."""
        day = quantity.readings[0]
        if isinstance(day, Day):
            return number.striking + (spoken if day.whole else -2 if day.day is None else 0)
        text = self.segment.text
        total = 0 if number.is_rounded(day, quantity.power) else number.striking
        if quantity.tax == "HT" and not number.small and not text[: quantity.start].endswith(QUOTE):
            total += KNOWN
        return total + (not number.small and self._is_bounded(quantity))

    def _touches(self, quantity: Quantity, topic: Topic) -> bool:
        """Tell whether a word of the topic touches the quantity: « 3 % de retenue »."""
        if self.segment.given is not None:
            return False
        text, words_here = fold(self.segment.text), self.here.stems
        after, before = self.here.rank_at(quantity.end), self.here.rank_at(quantity.start) - 1
        follows = _OF.match(text[quantity.end :]) and words_here[after : after + 1]
        if before > 0 and words_here[before] in stems_of("measures", "verbs"):
            before -= 1
        leads = _TO.search(text[: quantity.start]) and words_here[max(before, 0) : before + 1]
        return bool(topic.touching.intersection([*(follows or ()), *(leads or ())]))

    def _is_bounded(self, quantity: Quantity) -> bool:
        """Tell whether a bound or a measure leads to the quantity: « sous les 60 000 € »."""
        if _BOUND.search(fold(self.segment.text[: quantity.start])):
            return True
        start = self.here.rank_at(quantity.start)
        return any(self._leads(wording, start) for wording in listed("measures"))

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
        near = max(topic.weight(self.here), topic.weight(self.frame), topic.weight(self._after))
        if self.segment.given is not None:
            near = max(near, topic.weight(self._named))
        return max(near, topic.weight(self._before) - (not self.segment.goes_on))

    def _kinship(self, topic: Topic, about: int) -> int:
        """Weigh the words that the sentence shares with what the registry says of the entry."""
        shared = len(self._rare & topic.vocabulary)
        return min(PLAIN, shared) if about else VAGUE * (shared >= 2)

    @cached_property
    def _rare(self) -> frozenset[str]:
        here = self.here.stems if self.segment.given is None else ()
        return frozenset(here) - self.ordinary

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
        if _BETWEEN.search(fold(self.segment.text[: quantity.start])):
            return False
        start, end = self.here.rank_at(quantity.start), self.here.rank_at(quantity.end)
        nouns = [*listed("measures"), *(topic.found(self.here) if quantity.unit != "EUR" else ())]
        if any(self._leads(wording, start) for wording in [*nouns, *listed("measures", "bounds")]):
            return True
        if _AND.match(fold(self.segment.text[quantity.end :])):
            return False  # « entre 90 000 € et le seuil européen »
        return any(first == end for wording in nouns for first, _ in self.here.places_of(wording))

    def _leads(self, wording: Stems, start: int) -> bool:
        return any(
            last < start <= last + 1 + _REACH
            and not stems_of("measures", "breaks").intersection(self.here.stems[last + 1 : start])
            for _, last in self.here.places_of(wording)
        )


def _is_plain_price(quantity: Quantity, number: Number) -> bool:
    """Tell whether a number of a program without unit is too small to be a rate for sure: 3.65."""
    worth = number.worth
    same = quantity.unit == "?" and quantity.readings[0] == worth
    return same and isinstance(worth, Decimal) and worth < 10


def as_amount(segment: Segment, quantity: Quantity) -> Quantity:
    """Read a large number without unit as euros, unless a noun says what it counts.

    >>> as_amount(Segment("60 000 habitants", 1), Quantity(0, 6, (Decimal(60000),), "")).unit
    ''
    """
    first = quantity.readings[0]
    if quantity.unit or isinstance(first, Day):
        return quantity
    if 0 < first < 1:  # « M × 0,104 »: a rate
        return replace(quantity, readings=(first, first * 100))
    if first < LARGE:
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
