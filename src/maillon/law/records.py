"""What `maillon law … --json` writes: plain records, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from maillon.law.changes import Change
from maillon.law.entries import Citation, Entry, Value, Watch
from maillon.law.official import address


def value_record(value: Value) -> dict[str, Any]:
    """Describe a value, its unit and its days."""
    return {
        "name": value.name,
        "value": value.value,
        "unit": value.unit,
        "scope": value.scope or None,
        "applies_to": value.applies_to,
        "article": value.article,
        "article_url": address(value.article),
        "valid_from": _iso(value.valid_from),
        "valid_to": _iso(value.valid_to),
        "text": value.text,
    }


def entry_record(
    entry: Entry, on: date, found: Sequence[Citation], alerts: Sequence[Watch] = ()
) -> dict[str, Any]:
    """Describe a rule; `value` and `unit` stand at the top when a single value holds.

    `alerts`: the points to watch that may have changed the rule by that day.
    """
    record: dict[str, Any] = {
        "id": entry.id,
        "theme": entry.theme,
        "label": entry.label,
        "on": on.isoformat(),
    }
    if len(found) == 1:
        record |= value_record(found[0].value)
    return record | {
        "values": [value_record(citation.value) for citation in found],
        "history": [value_record(value) for value in entry.values],
        "statement": entry.statement,
        "applies_to": entry.applies_to,
        "articles": list(entry.articles),
        "article_urls": {article: address(article) for article in entry.articles},
        "sources": [
            {"title": source.title, "url": source.url, "kind": source.kind}
            for source in entry.sources
        ],
        "confidence": entry.confidence,
        "status": entry.status,
        "last_checked": entry.last_checked.isoformat(),
        "checked_before_day": entry.last_checked < on,
        "alerts": [{"id": point.id, "action": point.action} for point in alerts],
        "note": entry.note,
    }


def change_record(change: Change) -> dict[str, Any]:
    """Describe a change between two days."""
    return {
        "on": change.on.isoformat(),
        "id": change.entry.id,
        "label": change.entry.label,
        "scope": change.scope or None,
        "name": change.name,
        "before": value_record(change.before) if change.before else None,
        "after": value_record(change.after) if change.after else None,
        "confidence": change.entry.confidence,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
