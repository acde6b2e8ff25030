"""The numbers of the registry, and the words by which a text speaks of their rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from maillon.authoring.typed_law.quantities import UNITS, Quantity, Worth
from maillon.base.text import fold
from maillon.law import Entry, Registry, Value

_LARGE = 25_000  # euros: from there on, a sum may be a threshold
_DIGITS = 3  # significant ones: few write 216 000 € or 10,15 % by chance
_RARE = 3  # rules: a word that more of them have does not say which one is meant
_STEM = 6  # letters that two forms of a word share
#: Units in which few numbers are counted: a single rare word beside one says its rule.
_TELLING = frozenset({"jours", "points", "heures", "EUR/h"})
_WORD = re.compile("[a-z]{2,}")
_SMALL = frozenset(
    "au aux ce ces cet cette dans de des du elle en entre est et il la le les leur leurs ne ni ou"
    " par pas plus pour qu que qui sa sans se ses si son sont sous sur un une vers chez avec"
    " ht ttc eur euro euros jour jours mois an ans annee".split()
)

Stems = frozenset[str]


def stems(text: str) -> Stems:
    """Return what the words of a text keep once their endings are gone, small words left out.

    >>> sorted(stems("Les délais de paiement d’une facture"))
    ['delai', 'factur', 'paieme']
    """
    words = (word for word in _WORD.findall(fold(text)) if word not in _SMALL)
    return frozenset(re.sub("[sx]$", "", word)[:_STEM] for word in words)


@dataclass(frozen=True)
class Number:
    """A value that a text may hold: its rule, what it is worth, its unit."""

    entry: Entry
    value: Value
    worth: Worth
    unit: str

    @property
    def striking(self) -> bool:
        """Whether one word of its rule is enough beside it: a day, 10,15 %, 216 000 €."""
        if isinstance(self.worth, str):
            return True
        digits = len(f"{self.worth:f}".replace(".", "").strip("0"))
        return digits >= _DIGITS and (self.unit != "EUR" or self.worth >= _LARGE)

    def needs_no_word(self, quantity: Quantity) -> bool:
        """Tell whether its digits alone say what it is: 216 000 €, or 60 000 € HT."""
        large = isinstance(self.worth, float) and self.worth >= _LARGE
        return large and (quantity.sure or self.striking)

    def reference(self, today: date) -> str:
        """Return what to write after `{loi}`: the id, the scope and the day that are needed."""
        entry, value = self.entry, self.value
        scope = f"/{value.scope}" if value.scope and len(entry.scopes) > 1 else ""
        if value.last_day < today:
            return f"{entry.id}{scope}@{value.last_day}"
        later = value.valid_from is not None and value.valid_from > today
        return f"{entry.id}{scope}@{value.valid_from}" if later else f"{entry.id}{scope}"


class Rules:
    """The numbers of a registry, with the words of each rule."""

    def __init__(self, registry: Registry) -> None:
        entries = registry.entries
        self.today = registry.state_of_law
        self._numbers = tuple(_numbers(entries.values()))
        self._keywords = {rule: [*map(stems, entry.keywords)] for rule, entry in entries.items()}
        self._words = {
            rule: stems(entry.label).union(*self._keywords[rule]) for rule, entry in entries.items()
        }
        rules = Counter(stem for words in self._words.values() for stem in words)
        self._rare = frozenset(stem for stem, count in rules.items() if count <= _RARE)

    def matches(self, quantity: Quantity, said: Stems) -> list[Number]:
        """List the values that a quantity is among words of these stems: the nearest ones."""
        found = [
            number
            for number in self._numbers
            if number.worth == quantity.worth
            and quantity.unit in (number.unit, "")
            and (self._speaks_of(number, said) or number.needs_no_word(quantity))
        ]
        closeness = {number: self._closeness(number, said) for number in found}
        best = max(closeness.values(), default=None)
        nearest = [number for number in found if closeness[number] == best]
        return sorted(nearest, key=lambda number: number.value.last_day, reverse=True)

    def _speaks_of(self, number: Number, said: Stems) -> bool:
        """Tell whether words name a rule: one for a striking number, a keyword or two otherwise."""
        shared = self._words[number.entry.id] & said
        if number.striking:
            return bool(shared)
        enough = len(shared) > 1 or number.unit in _TELLING
        return bool(enough and shared & self._rare) or self._has_keyword(number, said)

    def _has_keyword(self, number: Number, said: Stems) -> bool:
        """Tell whether a whole keyword of a rule stands among words; a common word is none."""
        return any(
            keyword <= said and (len(keyword) > 1 or keyword & self._rare)
            for keyword in self._keywords[number.entry.id]
        )

    def _closeness(self, number: Number, said: Stems) -> tuple[bool, int, bool]:
        """Compare values that fit: one may be cited, is near by its words, is in force."""
        citable = number.entry.confidence != "low"
        words = len(self._words[number.entry.id] & said) + 2 * self._has_keyword(number, said)
        return citable, words, number.value.holds(self.today)


def _numbers(entries: Iterable[Entry]) -> Iterator[Number]:
    for entry in entries:
        for value in entry.values:
            worth, unit = value.value, _unit(value.unit)
            if isinstance(worth, str) and worth.startswith("1/"):
                yield Number(entry, value, float(worth[2:]), "fraction")
            elif isinstance(worth, str) and unit == "date":
                yield Number(entry, value, worth, unit)
            elif isinstance(worth, int | float) and worth and unit:
                yield Number(entry, value, float(worth), unit)


def _unit(registered: str) -> str:
    """Return the unit of quantities that a unit of the registry means; nothing for a text."""
    if registered in ("date", "MM-JJ"):
        return "date"
    return next((unit for unit in UNITS if registered.startswith(unit)), "")
