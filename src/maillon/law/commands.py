"""`maillon law show|search|review|diff|cases`: the registry on the command line."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import fill, wrap
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import count, long_date, short_date
from maillon.law.articles import article_text
from maillon.law.cases import check_cases, read_cases
from maillon.law.changes import Change, changes
from maillon.law.entries import CONFIDENCE, Citation, Entry, Value
from maillon.law.official import address
from maillon.law.records import change_record, entry_record
from maillon.law.registry import LegalError, Registry, registry

#: From the least certain to the most certain.
DOUBT = {"unverified": "point non vérifié"} | dict(reversed(CONFIDENCE.items()))
#: Days after a check from which a person is told to read the source again.
STALE_DAYS = 90
#: Characters of a line of the terminal.
WIDTH = 90
DISCLAIMER = "Outil de formation, pas un conseil juridique."


def main(options: argparse.Namespace) -> int:
    """Run `maillon law …` and return its exit code.

    Raises:
        LegalError: the registry has no answer to give on that day.
    """
    uses = {"show": show, "search": search, "review": review, "diff": diff, "cases": cases}
    print(uses[options.use](registry(), options))
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
        return _json(entry_record(entry, on, found, rules.alerts(entry.id, on)))
    lines = [f"{entry.label} ({entry.id})", ""]
    for point in rules.alerts(entry.id, on):
        warning = f"ATTENTION : la règle a pu changer à cette date. {point.action}"
        lines += [fill(warning, WIDTH), ""]
    lines.append(f"Au {long_date(on)} :")
    for citation in found:
        lines += _told_value(citation.value)
    others = [value for value in entry.values if value not in {c.value for c in found}]
    if others:
        lines += ["", "Autres dates ou portées :"]
        for value in others:
            lines += _told_value(value)
    lines += ["", fill(entry.statement, WIDTH)]
    if entry.note:
        lines += ["", fill(f"Note : {entry.note}", WIDTH)]
    lines += ["", "Articles :", *(_located(article) for article in entry.articles)]
    lines += ["Sources :", *(f"  {source.title}{_address(source.url)}" for source in entry.sources)]
    lines.append(f"Fiabilité : {CONFIDENCE[entry.confidence]}. Relu le {_read_on(entry, on)}.")
    return "\n".join([*lines, DISCLAIMER])


def _told_value(value: Value) -> list[str]:
    """Say a value: what it sets, since when, its article, and whom it binds."""
    scope = f" [{value.scope}]" if value.scope else ""
    said = f"{value.name} : {value.text}, {value.dates} ({article_text(value.article)}){scope}"
    return [*_wrapped(said, "  "), *_wrapped(f"oblige : {value.applies_to}", "    ")]


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")


def search(rules: Registry, options: argparse.Namespace) -> str:
    """List the rules that hold all the words, with their values of the day."""
    on = options.on or _today()
    if not " ".join(options.search).strip():
        raise MaillonError("Il manque un mot à chercher.", remedy="Exemple : law search avance.")
    found = rules.search(" ".join(options.search))
    if options.json:
        return _json(
            [
                entry_record(entry, on, _current(rules, entry, on), rules.alerts(entry.id, on))
                for entry in found
            ]
        )
    if not found:
        words = " ".join(options.search)
        return f"Aucune règle ne contient « {words} ». Essayez un mot plus court."
    lines = [f"{count(len(found), 'règle')} au {long_date(on)} :"]
    for entry in found:
        mark = "" if entry.confidence == "high" else f" ({CONFIDENCE[entry.confidence]})"
        lines.append(f"  {entry.id} : {entry.label}{mark}")
        current = _current(rules, entry, on)
        for citation in current:
            name = f"{citation.value.name} : " if len(entry.scopes) > 1 else ""
            lines += _wrapped(f"{name}{citation.text}, pour {citation.applies_to}", "      ")
        if not current:
            lines.append("      rien d’établi ce jour-là")
    return "\n".join(lines)


def review(rules: Registry, options: argparse.Namespace) -> str:
    """List what was last checked before a day, oldest first, the least certain first of a day."""
    every = [
        _ToRead(point.id, point.subject, point.last_checked, "unverified", point.action)
        for point in rules.watch.values()
    ] + [
        _ToRead(entry.id, entry.label, entry.last_checked, entry.confidence, entry.note)
        for entry in rules.entries.values()
    ]
    waiting = [item for item in every if item.last_checked < options.before]
    waiting.sort(key=lambda item: (item.last_checked, list(DOUBT).index(item.confidence)))
    if options.json:
        return _json([asdict(i) | {"last_checked": i.last_checked.isoformat()} for i in waiting])
    if not waiting:
        return f"Tout a été relu depuis le {long_date(options.before)}."
    title = f"{count(len(waiting), 'point')} à relire, vus avant le {long_date(options.before)} :"
    return "\n".join([title, *map(_review_line, waiting)])


def diff(rules: Registry, options: argparse.Namespace) -> str:
    """List what changes between two days, whatever their order."""
    start, end = sorted((options.start, options.end))
    found = changes(rules, start, end)
    if options.json:
        return _json([change_record(change) for change in found])
    period = f"entre le {long_date(start)} et le {long_date(end)}"
    if not found:
        return f"Rien ne change {period}, d’après le registre."
    lines = [f"{count(len(found), 'changement')} {period} :"]
    for change in found:
        told = _told(change)
        mark = "" if change.entry.confidence == "high" else " (à vérifier)"
        name = f", {change.name}" if len(change.entry.scopes) > 1 else ""
        lines.append(
            f"  {short_date(change.on)}  {change.entry.label}{name} : {told}{mark}"
            f" [{change.entry.id}]"
        )
    return "\n".join(lines)


def cases(rules: Registry, options: argparse.Namespace) -> str:
    """Try the cases of the files, or of the course's own, and report in French.

    Raises:
        MaillonError: a case fails; the message holds a line for each.
    """
    folder = Path(options.folder)
    faults = check_cases(folder)
    tried = count(len(read_cases(folder)), "cas", "cas")
    if faults:
        raise MaillonError("\n".join([*faults, f"{tried} : {count(len(faults), 'erreur')}."]))
    return f"{tried} : tout est juste."


def _told(change: Change) -> str:
    if change.before is None:
        return f"nouveau, {change.after.text}" if change.after else ""
    if change.after is None:
        return f"prend fin ({change.before.text})"
    return f"{change.before.text} → {change.after.text}"


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
    late = (on - entry.last_checked).days > STALE_DAYS
    return f"{said} : relisez la source avant de vous en servir" if late else said


def _located(article: str) -> str:
    """Write an article with the address of its official page, where it has one."""
    page = address(article)
    return f"  {article_text(article)}" + (f", {page}" if page else "")


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


def _review_line(item: _ToRead) -> str:
    action = f". {item.action}" if item.confidence == "unverified" else ""
    day, doubt = short_date(item.last_checked), DOUBT[item.confidence]
    return f"  {day}  {doubt}  {item.id} : {item.label}{action}"


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
