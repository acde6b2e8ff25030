"""`maillon law show|search|review|diff`: the registry on the command line, in text or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from textwrap import fill
from typing import Any

from maillon import arguments
from maillon.law.articles import article_text
from maillon.law.changes import Change, changes
from maillon.law.entries import Citation, Entry, Value, Watch
from maillon.law.registry import LegalError, Registry, registry
from maillon.wording import count, listing, long_date, short_date

#: From the least certain to the most certain.
CONFIDENCE = {
    "unverified": "point non vérifié",
    "low": "non citable",
    "medium": "à vérifier",
    "high": "confirmé",
}
DISCLAIMER = "Outil de formation, pas un conseil juridique."


def main(argv: Sequence[str] | None = None) -> int:
    """Run `maillon law …` and return its exit code.

    Raises:
        LegalError: the registry has no answer to give on that day.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    options = arguments.options("law", words)
    uses = {"show": show, "search": search, "review": review, "diff": diff}
    print(uses[words[0]](registry(), options))
    return 0


def show(rules: Registry, options: argparse.Namespace) -> str:
    """Describe a rule and the values that hold on a day.

    Raises:
        LegalError: no rule has this id, nothing holds on that day, or it may not be cited.
    """
    on = options.on or _today()
    found = _holding(rules, options.rule, on, options.scope)
    entry = found[0].entry
    if options.json:
        return _json(_entry_record(entry, on, found))
    lines = [f"{entry.label} ({entry.id})", ""]
    for citation in found:
        name = f"{citation.value.name} : " if len(found) > 1 else ""
        scope = f" [{citation.value.scope}]" if citation.value.scope else ""
        lines.append(f"Au {long_date(on)} : {name}{citation.text}, {citation.value.dates}{scope}")
    others = [value for value in entry.values if value not in {c.value for c in found}]
    if others:
        lines += ["", "Autres dates ou portées :"]
        lines += [f"  {value.name} : {value.text}, {value.dates}" for value in others]
    lines += ["", fill(entry.statement, 90)]
    if entry.note:
        lines += ["", fill(f"Note : {entry.note}", 90)]
    for point in rules.alerts(entry.id, on):
        lines += ["", fill(f"À vérifier : {point.subject}. {point.action}", 90)]
    lines += ["", f"Articles : {listing([article_text(article) for article in entry.articles])}"]
    lines += ["Sources :", *(f"  {source.title}{_address(source.url)}" for source in entry.sources)]
    lines.append(f"Fiabilité : {CONFIDENCE[entry.confidence]}. Relu le {_read_on(entry, on)}.")
    return "\n".join([*lines, DISCLAIMER])


def search(rules: Registry, options: argparse.Namespace) -> str:
    """List the rules that hold all the words, with their values of the day."""
    on = options.on or _today()
    found = rules.search(" ".join(options.search))
    if options.json:
        return _json([_entry_record(entry, on, _current(rules, entry, on)) for entry in found])
    if not found:
        words = " ".join(options.search)
        return f"Aucune règle ne contient « {words} ». Essayez un mot plus court, ou sans pluriel."
    lines = [f"{count(len(found), 'règle')} au {long_date(on)} :"]
    for entry in found:
        values = [
            f"{c.value.name} : {c.text}" if len(entry.scopes) > 1 else c.text
            for c in _current(rules, entry, on)
        ]
        said = " ; ".join(values) or "rien d’établi ce jour-là"
        mark = "" if entry.confidence == "high" else f" ({CONFIDENCE[entry.confidence]})"
        lines += [f"  {entry.id} : {entry.label}{mark}", f"      {said}"]
    return "\n".join(lines)


def review(rules: Registry, options: argparse.Namespace) -> str:
    """List what was last checked before a day, oldest first, the least certain first of a day."""
    every = [*map(_watched, rules.watch.values()), *map(_checked, rules.entries.values())]
    waiting = [item for item in every if item.last_checked < options.before]
    waiting.sort(key=lambda item: (item.last_checked, list(CONFIDENCE).index(item.confidence)))
    if options.json:
        return _json([asdict(i) | {"last_checked": i.last_checked.isoformat()} for i in waiting])
    if not waiting:
        return f"Tout a été relu depuis le {long_date(options.before)}."
    title = f"À relire, vus avant le {long_date(options.before)} : {count(len(waiting), 'point')}."
    return "\n".join([title, *map(_review_line, waiting)])


def diff(rules: Registry, options: argparse.Namespace) -> str:
    """List what changes between two days, whatever their order."""
    start, end = sorted((options.start, options.end))
    found = changes(rules, start, end)
    if options.json:
        return _json([_change_record(change) for change in found])
    period = f"entre le {long_date(start)} et le {long_date(end)}"
    if not found:
        return f"Rien ne change {period}, d’après le registre."
    lines = [f"{count(len(found), 'changement')} {period} :"]
    for change in found:
        before = change.before.text if change.before else "rien de connu"
        after = change.after.text if change.after else "plus rien"
        mark = "" if change.entry.confidence == "high" else " (à vérifier)"
        name = f", {change.name}" if len(change.entry.scopes) > 1 else ""
        lines.append(
            f"  {short_date(change.on)}  {change.entry.label}{name} : {before} → {after}{mark}"
            f" [{change.entry.id}]"
        )
    return "\n".join(lines)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _holding(rules: Registry, rule: str, on: date, scope: str | None) -> list[Citation]:
    """Return the value asked for, or all those of the day when no scope is given."""
    entry = rules.entry(rule)
    if scope is not None or entry.confidence == "low":
        return [rules.cite(rule, on, scope)]
    return _current(rules, entry, on) or [rules.cite(rule, on)]


def _current(rules: Registry, entry: Entry, on: date) -> list[Citation]:
    """Return what holds on a day, a value a scope; nothing where the rule may not be cited."""
    found = []
    for scope in entry.scopes:
        try:
            found.append(rules.cite(entry.id, on, scope))
        except LegalError:
            continue
    return found


def _read_on(entry: Entry, on: date) -> str:
    said = long_date(entry.last_checked)
    return said if on <= entry.last_checked else f"{said}, avant le jour demandé : vérifiez"


def _address(url: str | None) -> str:
    return f", {url}" if url else " (adresse non connue)"


@dataclass(frozen=True)
class _ToRead:
    """A line of the review: a rule, or a point that nobody could verify."""

    id: str
    label: str
    last_checked: date
    confidence: str
    action: str


def _watched(point: Watch) -> _ToRead:
    return _ToRead(point.id, point.subject, point.last_checked, "unverified", point.action)


def _checked(entry: Entry) -> _ToRead:
    return _ToRead(entry.id, entry.label, entry.last_checked, entry.confidence, entry.note)


def _review_line(item: _ToRead) -> str:
    action = f". {item.action}" if item.confidence == "unverified" else ""
    day, doubt = short_date(item.last_checked), CONFIDENCE[item.confidence]
    return f"  {day}  {doubt}  {item.id} : {item.label}{action}"


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _value_record(value: Value) -> dict[str, Any]:
    return {
        "name": value.name,
        "value": value.value,
        "unit": value.unit,
        "scope": value.scope or None,
        "valid_from": _iso(value.valid_from),
        "valid_to": _iso(value.valid_to),
        "text": value.text,
    }


def _entry_record(entry: Entry, on: date, found: Sequence[Citation]) -> dict[str, Any]:
    """Describe a rule; `value` and `unit` stand at the top when a single value holds."""
    record: dict[str, Any] = {
        "id": entry.id,
        "theme": entry.theme,
        "label": entry.label,
        "on": on.isoformat(),
    }
    if len(found) == 1:
        record |= _value_record(found[0].value)
    return record | {
        "values": [_value_record(citation.value) for citation in found],
        "history": [_value_record(value) for value in entry.values],
        "statement": entry.statement,
        "articles": list(entry.articles),
        "sources": [
            {"title": source.title, "url": source.url, "kind": source.kind}
            for source in entry.sources
        ],
        "confidence": entry.confidence,
        "status": entry.status,
        "last_checked": entry.last_checked.isoformat(),
        "note": entry.note,
    }


def _change_record(change: Change) -> dict[str, Any]:
    return {
        "on": change.on.isoformat(),
        "id": change.entry.id,
        "label": change.entry.label,
        "scope": change.scope or None,
        "name": change.name,
        "before": _value_record(change.before) if change.before else None,
        "after": _value_record(change.after) if change.after else None,
        "confidence": change.entry.confidence,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
