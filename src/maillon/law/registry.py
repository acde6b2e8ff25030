"""The registry: what the law says on a day, and what it cannot say.

It never guesses. A day without a value, several values for one day, a rule that nobody could
verify: each is an error, in French, that says what may be asked instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from maillon.base.errors import MaillonError
from maillon.base.text import fold
from maillon.base.wording import NBSP, long_date
from maillon.law.entries import Citation, Entry, Raw, Source, Value, Watch
from maillon.law.loading import read_files

#: The registry that the course ships.
DATA = Path(__file__).parent / "data"


class LegalError(MaillonError):
    """The registry has no answer to give; the French message says why."""


class UnknownEntry(LegalError):
    """No rule has this id."""


class NotInForce(LegalError):
    """No value of the rule is known to hold on that day."""


class AmbiguousScope(LegalError):
    """Several values hold on that day: the question must say which one."""


class UnverifiedRule(LegalError):
    """Nobody could verify the rule: it may be watched, not cited."""


@dataclass(frozen=True)
class Registry:
    """The rules by id, in the order of the themes, and the points to watch.

    >>> registry = load(DATA)
    >>> registry.value("seuil_ue_fs_local", on=date(2026, 1, 1))
    216000
    """

    themes: Mapping[str, str]
    entries: Mapping[str, Entry]
    watch: Mapping[str, Watch]

    @property
    def state_of_law(self) -> date:
        """The day up to which every rule was checked: what « état du droit au … » announces."""
        return min(entry.last_checked for entry in self.entries.values())

    @property
    def last_check(self) -> date:
        """The day of the latest check of a rule; others may have been read before."""
        return max(entry.last_checked for entry in self.entries.values())

    def state_told(self, rules: Collection[str] = ()) -> str:
        """Say in French up to when rules were checked: those, or all of them when none is named."""
        entries = self.entries.values()
        days = [rule.last_checked for rule in entries if not rules or rule.id in rules]
        first, last = min(days), max(days)
        latest = "" if first == last else f" (dernière relecture{NBSP}: {long_date(last)})"
        return f"État du droit au {long_date(first)}{latest}."

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source that an entry rests on, by id."""
        return {source.id: source for entry in self.entries.values() for source in entry.sources}

    def entry(self, rule: str) -> Entry:
        """Return a rule, citable or not.

        Raises:
            UnknownEntry: no rule has this id; the message gives the nearest ones.
            UnverifiedRule: the id is that of a point to watch.
        """
        if not isinstance(rule, str):
            raise UnknownEntry("Une règle se désigne par son identifiant.")
        rule = rule.strip().lower()
        if rule in self.entries:
            return self.entries[rule]
        if rule in self.watch:
            raise UnverifiedRule(
                f"« {rule} » est un point à vérifier, pas une règle.",
                remedy=f"{self.watch[rule].action}",
            )
        near = difflib.get_close_matches(rule, self.entries, n=3)
        hint = f"Vouliez-vous dire : {', '.join(near)} ?" if near else ""
        raise UnknownEntry(
            f"Aucune règle ne s’appelle « {rule} ».",
            remedy=hint or "Cherchez-la par un mot : maillon law search MOT.",
        )

    def cite(self, rule: str, on: date | None, scope: str | None = None) -> Citation:
        """Return the value of a rule that holds on a day, with all that it rests on.

        `on` None stands for the day of the rule's last check: what the course knows best.
        `scope` tells which value is wanted where several hold on the same day.

        Raises:
            UnknownEntry: no rule has this id.
            UnverifiedRule: the rule is of low confidence, or is a point to watch.
            NotInForce: no value is known to hold on that day.
            AmbiguousScope: several values hold and `scope` is not given, or is not one of theirs.
        """
        entry = self.entry(rule)
        if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
            raise LegalError(
                f"« {on} » n’est pas un jour.", remedy="Donnez une date du calendrier, sans heure."
            )
        on = on or entry.last_checked
        if entry.confidence == "low":
            raise UnverifiedRule(
                f"« {entry.label} » ne peut pas être citée comme règle.", why=entry.note
            )
        if scope and scope not in entry.scopes:
            raise AmbiguousScope(
                f"« {rule} » n’a pas de portée « {scope} ».", remedy=_scopes_hint(entry.values)
            )
        wanted = [value for value in entry.values if not scope or value.scope == scope]
        holding = [value for value in wanted if value.holds(on)]
        if not holding:
            raise NotInForce(
                f"Aucune valeur de « {rule} » n’est établie au {long_date(on)}.",
                why=_known_days(wanted, on),
                remedy="Choisissez un autre jour, ou vérifiez la règle à la source.",
            )
        if len(holding) > 1:
            raise AmbiguousScope(
                f"Plusieurs valeurs de « {rule} » tiennent le {long_date(on)}.",
                remedy=_scopes_hint(holding),
            )
        return Citation(entry, holding[0], on)

    def value(self, rule: str, *, on: date, scope: str | None = None) -> Raw:
        """Return the value of a rule on a day, without its unit; same errors as `cite`."""
        return self.cite(rule, on, scope).number

    def alerts(self, rule: str, on: date) -> tuple[Watch, ...]:
        """List the points to watch that may have changed the rule by that day."""
        return tuple(
            point
            for point in self.watch.values()
            if rule in point.entries and point.effective_from and point.effective_from <= on
        )

    def search(self, words: str) -> list[Entry]:
        """List the rules that hold every word of `words` in their texts, articles or keywords.

        Case, accents and plurals are ignored; rules that have the words in their label come first.
        """
        wanted = [_singular(word) for word in plain(words).split()]
        found = [
            (sum(word in _stems(entry.label) for word in wanted), entry)
            for entry in self.entries.values()
            if wanted and all(word in _searched(entry) for word in wanted)
        ]
        return [entry for _, entry in sorted(found, key=lambda pair: -pair[0])]


def plain(text: str) -> str:
    """Return a text without case, accents nor typographic signs, to compare words.

    >>> plain("L’Avance à 5 %")
    'l avance a 5 %'
    """
    return " ".join(fold(text).replace("'", " ").split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _stems(text: str) -> set[str]:
    return {_singular(word) for word in plain(text).split()}


def _searched(entry: Entry) -> str:
    texts = (entry.id, entry.label, entry.statement, *entry.keywords, *entry.articles)
    names = (f"{value.name} {value.text} {value.applies_to}" for value in entry.values)
    return plain(" ".join([*texts, *names]))


def _scopes_hint(values: tuple[Value, ...] | list[Value]) -> str:
    scopes = {value.scope: value for value in values if value.scope}
    if not scopes:
        return "Cette règle n’a qu’une portée : n’en donnez pas."
    listed = " ; ".join(
        f"{scope} ({value.name}, pour {value.applies_to})" for scope, value in scopes.items()
    )
    return f"Précisez la portée, selon qui achète et quoi : {listed}."


def _known_days(values: list[Value], on: date) -> str:
    """Say which days the values cover, and why this one is not among them."""
    for value in values:
        if value.verified_until and value.verified_until < on <= (value.valid_to or date.max):
            return f"La valeur n’est vérifiée que jusqu’au {long_date(value.verified_until)}."
        if value.valid_from is None and on < value.first_day and not value.valid_to:
            return (
                "On ne sait pas depuis quand elle s’applique ; "
                f"elle est attestée depuis le {long_date(value.first_day)}."
            )
    first = min(value.first_day for value in values)
    last = max(value.last_day for value in values)
    if on < first:
        return f"La première valeur connue s’applique depuis le {long_date(first)}."
    return f"La dernière valeur connue s’arrête au {long_date(last)}."


@cache
def load(folder: Path) -> Registry:
    """Read and check the registry of a folder, once.

    Raises:
        RegistryError: a file cannot be used; the message names file, key and accepted form.
    """
    return Registry(*read_files(folder))


_active: ContextVar[Path] = ContextVar("law_folder", default=DATA)


def registry() -> Registry:
    """Return the registry in use: the one that the course ships, unless `using` says else."""
    return load(_active.get())


@contextmanager
def using(folder: Path) -> Iterator[Registry]:
    """Use the registry of another folder inside a `with` block."""
    token = _active.set(folder)
    try:
        yield registry()
    finally:
        _active.reset(token)


def entry(rule: str) -> Entry:
    """Return a rule of the registry in use; see `Registry.entry`."""
    return registry().entry(rule)


def cite(rule: str, on: date | None, scope: str | None = None) -> Citation:
    """Return a dated value with its sources; see `Registry.cite`."""
    return registry().cite(rule, on, scope)


def known(rule: str, on: date, scope: str | None = None) -> Citation | None:
    """Return what `cite` does, or None on a day for which no value is established."""
    try:
        return cite(rule, on, scope)
    except NotInForce:
        return None


def value(rule: str, *, on: date, scope: str | None = None) -> Raw:
    """Return the value in force on a day; see `Registry.value`.

    >>> value("dispense_fs", on=date(2026, 3, 31)), value("dispense_fs", on=date(2026, 4, 1))
    (40000, 60000)
    """
    return registry().value(rule, on=on, scope=scope)
