"""What the registry holds: entries with dated values, their sources, and points to watch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from maillon.base.wording import NBSP, listing, long_date, number
from maillon.law.articles import article_text

#: How sure a rule is, in the words that people read; from the surest.
CONFIDENCE = {"high": "confirmé", "medium": "à vérifier", "low": "à ne pas citer"}
Raw = int | float | str | tuple[str, ...]

#: Units written in words, by their name in the files: (for one, for several).
_UNITS = {
    "EUR": ("€", "€"),
    "EUR HT": ("€ HT", "€ HT"),
    "EUR TTC": ("€ TTC", "€ TTC"),
    "EUR/h": ("€ par heure", "€ par heure"),
    "jours": ("jour", "jours"),
    "ans": ("an", "ans"),
    "points": ("point", "points"),
    "heures/an": ("heure par an", "heures par an"),
    "× montant estimé": ("fois le montant estimé", "fois le montant estimé"),
}
#: Units written before the value.
_BEFORE = {"n° CE": "n°", "affaire": "affaire"}
#: Entry into force of the code: the start of a rule that may be older, for want of a better one.
CODE_IN_FORCE = date(2019, 4, 1)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Units that say what kind of text a value is; they are not printed after it.
_SILENT = {"date", "texte", "liste", "booléen", "année", "formule", "référence", "MM-JJ", "article"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read; `consulted` is false for a page that another source only cites."""

    id: str
    title: str
    kind: str
    url: str | None
    date_seen: date
    consulted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a rule and the days on which it holds, both bounds included.

    `valid_from` None: the start is not known, and the value holds from `attested_from`, the
    first day for which a source shows it. `valid_to` None: still in force.
    `verified_until`: nobody checked what holds after that day. `scope` tells apart the values
    of a rule that hold on the same day; `applies_to` says whom the value binds, and `article`
    which article sets it.
    """

    name: str
    value: Raw
    unit: str
    valid_from: date | None
    valid_to: date | None
    scope: str = ""
    applies_to: str = ""
    article: str = ""
    verified_until: date | None = None
    attested_from: date | None = None

    @property
    def first_day(self) -> date:
        """First day on which the value may be used."""
        return self.valid_from or self.attested_from or date.max

    @property
    def last_day(self) -> date:
        """Last day on which the value may be used; `date.max` when it has no known end."""
        return min(self.valid_to or date.max, self.verified_until or date.max)

    def holds(self, on: date) -> bool:
        """Tell whether the value may be used on that day."""
        return self.first_day <= on <= self.last_day

    @property
    def text(self) -> str:
        r"""The value and its unit, as a French sentence would write them.

        >>> Value("seuil", 216000, "EUR HT", None, None).text
        '216\u202f000\xa0€ HT'
        >>> Value("taux", 10.4, "%", None, None).text
        '10,4\xa0%'
        >>> Value("date", "2026-08-21", "date", None, None).text
        '21\xa0août 2026'
        >>> Value("numéro", 417580, "n° CE", None, None).text
        'n°\xa0417580'
        """
        return _worded(self.value, self.unit)

    @property
    def dates(self) -> str:
        r"""The days on which the value holds, in French.

        >>> Value("seuil", 1, "EUR", date(2026, 4, 1), None).dates
        'depuis le 1er\xa0avril 2026'
        """
        if self.valid_from is None:
            start = "début non vérifié"
        elif self.valid_to:
            start = f"du {long_date(self.valid_from)}"
        else:
            start = f"depuis le {long_date(self.valid_from)}"
            start += " au moins" if self.valid_from == CODE_IN_FORCE else ""
        if self.valid_to:
            link = " au" if self.valid_from else ", jusqu’au"
            return f"{start}{link} {long_date(self.valid_to)}"
        if self.verified_until:
            return f"{start}, vérifié jusqu’au {long_date(self.verified_until)}"
        return start


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule: what it says, its values by date, its articles, its sources.

    `applies_to` says whom it binds; a value may narrow it.
    `confidence`: `high` (official text or several sources that agree), `medium` (a single
    source, printed « à vérifier ») or `low` (cannot be cited).
    """

    id: str
    theme: str
    label: str
    statement: str
    keywords: tuple[str, ...]
    values: tuple[Value, ...]
    articles: tuple[str, ...]
    sources: tuple[Source, ...]
    confidence: str
    status: str
    last_checked: date
    note: str = ""
    to_read: tuple[str, ...] = ()
    applies_to: str = ""

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of its values, in the order of the file."""
        return tuple(dict.fromkeys(value.scope for value in self.values))


@dataclass(frozen=True, slots=True)
class Watch:
    """A point that nobody could verify: it may be watched, never cited as law."""

    id: str
    subject: str
    state: str
    action: str
    entries: tuple[str, ...]
    last_checked: date
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A value of the registry, as it stood on a day."""

    entry: Entry
    value: Value
    on: date

    @property
    def number(self) -> Raw:
        """The value without its unit."""
        return self.value.value

    @property
    def unit(self) -> str:
        """The unit, as the registry names it."""
        return self.value.unit

    @property
    def text(self) -> str:
        """The value and its unit, in French."""
        return self.value.text

    @property
    def article(self) -> str:
        """The article that sets the value, as a sentence quotes it."""
        return article_text(self.value.article)

    @property
    def applies_to(self) -> str:
        """Whom the value binds, in French."""
        return self.value.applies_to

    @property
    def to_check(self) -> bool:
        """Whether the value must be printed with « à vérifier »."""
        return self.entry.confidence != "high"


def _worded(value: Raw, unit: str) -> str:
    if isinstance(value, tuple):
        return listing([f"«\u00a0{item}\u00a0»" for item in value])
    if unit in _BEFORE:
        return f"{_BEFORE[unit]}{NBSP}{value}"
    if isinstance(value, str):
        written = _dated(value, unit)
        return written if unit in _SILENT else f"{written}{NBSP}{unit}"
    plain = number(value, _decimals(value)) if unit != "année" else str(value)
    if unit in _SILENT:
        return plain
    one, several = _UNITS.get(unit, (unit, unit))
    return f"{plain}{NBSP}{one if abs(value) < 2 else several}"


def _dated(text: str, unit: str) -> str:
    """Write a date in words, with its year or without; leave any other text as it is."""
    if unit == "MM-JJ":
        return long_date(date.fromisoformat(f"2000-{text}")).removesuffix(" 2000")
    return long_date(date.fromisoformat(text)) if _ISO_DATE.fullmatch(text) else text


def _decimals(value: float) -> int:
    """Decimals that the value was written with: 2,40 % and 2,4 % are the same rate."""
    return len(repr(value).partition(".")[2].rstrip("0")) if isinstance(value, float) else 0
