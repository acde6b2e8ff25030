"""What changed in the law between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillon.law.entries import Entry, Value
from maillon.law.registry import Registry


@dataclass(frozen=True, slots=True)
class Change:
    """A value that starts, ends or gives way to another one on a day.

    `before` None: the rule said nothing until then, as far as the registry knows. `after`
    None: it says nothing any more.
    """

    on: date
    entry: Entry
    scope: str
    before: Value | None
    after: Value | None

    @property
    def name(self) -> str:
        """The French name of the value that changes."""
        value = self.after or self.before
        return value.name if value else ""


def changes(registry: Registry, start: date, end: date) -> tuple[Change, ...]:
    """List the changes after `start`, up to `end` included, by date then in the registry's order.

    A value whose start is not known changes nothing: nobody knows when it began. Two values that
    follow each other with the same content are no change. Entries of low confidence are left out.

    >>> from maillon.law.registry import DATA, load
    >>> found = changes(load(DATA), date(2025, 12, 31), date(2026, 1, 1))
    >>> [(c.before.value, c.after.value) for c in found if c.entry.id == "seuil_ue_fs_local"]
    [(221000, 216000)]
    """
    found = [
        change
        for entry in registry.entries.values()
        if entry.confidence != "low"
        for scope in entry.scopes
        for change in _of_scope(entry, scope)
        if start < change.on <= end
    ]
    return tuple(sorted(found, key=lambda change: change.on))


def _of_scope(entry: Entry, scope: str) -> list[Change]:
    values = [value for value in entry.values if value.scope == scope]
    values.sort(key=lambda value: value.valid_from or date.min)
    found: list[Change] = []
    before: Value | None = None
    for value in values:
        start = value.valid_from or date.min
        if before is not None and before.valid_to and before.valid_to + timedelta(1) < start:
            found.append(Change(before.valid_to + timedelta(1), entry, scope, before, None))
            before = None
        same = before and (before.value, before.unit) == (value.value, value.unit)
        if value.valid_from and not same:
            found.append(Change(start, entry, scope, before, value))
        before = value
    if before is not None and before.valid_to:
        found.append(Change(before.valid_to + timedelta(1), entry, scope, before, None))
    return found
