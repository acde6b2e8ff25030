"""The numbers of the registry as a text may hold them: worth, unit, topic, and how to cite them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

from maillon.authoring.typed_law.dates import Day
from maillon.authoring.typed_law.forms import Quantity, words
from maillon.authoring.typed_law.lexicon import Stems, Words, stems, stems_of
from maillon.authoring.typed_law.number_words import fold
from maillon.law import Entry, Registry, Value

#: What a topic weighs: several words or jargon, an ordinary word, another entry of the theme.
PLAIN, VAGUE, AKIN = 3, 2, 1
LARGE = 25_000  # euros: amounts that say by themselves that they may be thresholds

_FRACTION = re.compile(r"[1V]/(\d+)")
_ARTICLE = re.compile(r"\b([LRD])\.?[\s\u00a0\u202f]?(\d{3,4}(?:-\d+)*)")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Number:
    """A value of an entry that a text may hold: what it is worth and in which unit."""

    entry: Entry
    value: Value
    worth: Decimal | date | Day
    unit: str

    def reads(self, readings: tuple[Decimal | Day, ...]) -> bool:
        """Tell whether one of the readings of a quantity is this value."""
        if isinstance(self.worth, date):
            return any(isinstance(day, Day) and day.fits(self.worth) for day in readings)
        if isinstance(self.worth, Day):
            return any(isinstance(day, Day) and _same_day(day, self.worth) for day in readings)
        return self.worth in readings

    def may_be(self, quantity: Quantity) -> bool:
        """Tell whether a quantity may be this value: its unit first, then its readings."""
        fits = quantity.unit in (self.unit, "?") or (not quantity.unit and self.telling)
        first = quantity.readings[0]
        return fits and (self.reads(quantity.readings) or self.is_rounded(first, quantity.power))

    def is_rounded(self, reading: Decimal | Day, power: int) -> bool:
        """Tell whether a number of millions is this one, rounded: « 5,4 millions d’euros »."""
        if not isinstance(self.worth, Decimal) or self.unit != "EUR" or self.worth < 10**6:
            return False
        if not isinstance(reading, Decimal) or power < 6 or reading == self.worth:
            return False
        written = reading.normalize().as_tuple()
        step = Decimal(10) ** int(written.exponent)
        return len(written.digits) > 1 and round(self.worth / step) * step == reading

    @property
    def telling(self) -> bool:
        """Whether a program that holds it most likely holds the value: nobody invents 0.104.

        People invent halves, quarters and eighths, and small amounts.
        """
        if isinstance(self.worth, date):
            return True
        if not isinstance(self.worth, Decimal) or self.unit == "fraction":
            return False
        if self.unit == "EUR":
            return self.worth >= LARGE
        digits = len(str(self.worth).replace(".", "").strip("0"))
        return digits >= 3 and (self.worth * 8 % 1 != 0 or self.worth >= 1000)

    @property
    def small(self) -> bool:
        """Whether it is too ordinary to be recognised without its topic."""
        if self.unit == "fraction":
            return False
        return not (isinstance(self.worth, Decimal) and self.unit == "EUR" and self.worth >= LARGE)

    @property
    def striking(self) -> int:
        """What its digits say alone: nobody writes 5 404 000 € or 10,15 % by chance."""
        if isinstance(self.worth, date):
            return 1
        if not isinstance(self.worth, Decimal) or self.worth == 0:
            return 0
        if self.unit == "fraction":
            return 3 if self.worth % 1000 == 0 and self.worth > 1000 else 1
        digits = len(str(self.worth).replace(".", "").strip("0"))
        if self.unit == "EUR":
            return 3 if digits >= 3 and self.worth >= 100_000 else 0
        return 2 if self.telling else 1 if digits >= 3 else 0


def _same_day(day: Day, usual: Day) -> bool:
    return (day.month, day.day) == (usual.month, usual.day)


def numbers(entry: Entry) -> tuple[Number, ...]:
    """List the numbers and dates of an entry; texts, lists and numbers of cases are not any."""
    found = []
    for value in entry.values:
        known = _worth(value)
        if known is not None:
            found.append(Number(entry, value, *known))
    return tuple(found)


def _worth(value: Value) -> tuple[Decimal | date | Day, str] | None:
    raw, unit = value.value, _unit(value.unit)
    if isinstance(raw, str):
        fraction = _FRACTION.fullmatch(raw)
        if fraction:
            return Decimal(fraction[1]), "fraction"
        month_day = _MONTH_DAY.fullmatch(raw)
        if month_day and unit == "date":
            return Day(None, int(month_day[1]), int(month_day[2])), "date"
        return (date.fromisoformat(raw), unit) if unit == "date" else None
    if isinstance(raw, tuple | bool) or not unit:
        return None
    try:
        return Decimal(str(raw)), unit
    except InvalidOperation:
        return None


def _unit(unit: str) -> str:
    known = words()["registry_units"]
    fitting = [prefix for prefix in known if unit.startswith(prefix)]
    return str(known[max(fitting, key=len)]) if fitting else ""


@dataclass(frozen=True)
class Topic:
    """An entry with its numbers, and the wordings that tell that a sentence speaks of it."""

    entry: Entry
    numbers: tuple[Number, ...]

    @cached_property
    def wordings(self) -> tuple[tuple[Stems, int], ...]:
        """The stems of its keywords and what each weighs, the heaviest first."""
        said = words()["topics"].get(self.entry.id, "").strip().splitlines()
        known = {stems(keyword) for keyword in self.entry.keywords}
        jargon = {(word,) for wording in known for word in wording if word in stems_of("jargon")}
        found = {*known, *map(stems, said)} - {()}
        weighed = [
            (w, PLAIN if len(w) > 1 or w in jargon else VAGUE) for w in sorted(found | jargon)
        ]
        return tuple(sorted(weighed, key=lambda pair: -pair[1]))

    @cached_property
    def touching(self) -> frozenset[str]:
        """The stems that name the entry when they touch its number."""
        return frozenset(stems(words()["touching"].get(self.entry.id, "")))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all that the registry says of the entry."""
        entry = self.entry
        names = [f"{value.name} {value.applies_to}" for value in entry.values]
        said = " ".join([entry.label, entry.statement, *entry.keywords, *names])
        return frozenset(word for word in stems(said) if not word.isdigit() and len(word) > 2)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles of the entry, as « r2122-8 »."""
        return articles(" ".join(self.entry.articles))

    def found(self, *texts: Words) -> list[Stems]:
        """List its wordings that are in one of the texts, the heaviest first."""
        return [w for w, _ in self.wordings if any(text.holds([w]) for text in texts)]

    def weight(self, text: Words) -> int:
        """Weigh how plainly a text speaks of the entry; two ordinary words make a plain topic."""
        found = [weight for wording, weight in self.wordings if text.holds([wording])]
        return PLAIN if len(found) > 1 else sum(found)


def articles(text: str) -> frozenset[str]:
    """Return the articles that a text names.

    >>> sorted(articles("CCP R2122-8, art. L. 2112-2"))
    ['l2112-2', 'r2122-8']
    """
    return frozenset(fold(letter) + number for letter, number in _ARTICLE.findall(text))


def topics(registry: Registry) -> tuple[Topic, ...]:
    """Return the topics of a registry: its entries, with their numbers when they have some."""
    return tuple(Topic(entry, numbers(entry)) for entry in registry.entries.values())


def reference(number: Number, today: date) -> str:
    """Return what to write after `{loi}` to cite a value: its id, its scope, its day if needed."""
    entry, value = number.entry, number.value
    scope = f"/{value.scope}" if value.scope and len(entry.scopes) > 1 else ""
    day = ""
    if value.last_day < today:
        day = f"@{value.last_day.isoformat()}"
    elif value.valid_from and value.valid_from > today:
        day = f"@{value.valid_from.isoformat()}"
    return f"{entry.id}{scope}{day}"
