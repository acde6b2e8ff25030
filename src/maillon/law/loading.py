"""Build the registry from its files: entries, sources, points to watch, and what links them."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import fault, read_file
from maillon.law.entries import Entry, Source, Value, Watch

SCHEMA = Path(__file__).parent / "schema.yaml"
SOURCES, WATCH = "sources.yaml", "watch.yaml"


def read_files(folder: Path) -> tuple[dict[str, str], dict[str, Entry], dict[str, Watch]]:
    """Return the themes (id to French label), the entries and the watch points of a folder.

    Raises:
        RegistryError: a file cannot be read, has not the form of `schema.yaml`, or contradicts
            another one (same id twice, unknown source, two values for one scope on one day).
    """
    sources = {
        row["id"]: Source(**{**row, "date_seen": _day(row["date_seen"], SOURCES, row["id"])})
        for row in _unique(read_file(folder / SOURCES, SCHEMA, "sources_file")["sources"], SOURCES)
    }
    files = [
        (path, read_file(path, SCHEMA, "rules_file"))
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in (SOURCES, WATCH)
    ]
    files.sort(key=lambda file: file[1]["rank"])
    themes: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    for path, content in files:
        if content["theme"] in themes:
            raise fault(path.name, "theme", f"{content['theme']} est déjà un thème", "un autre nom")
        themes[content["theme"]] = content["label"]
        for row in content["entries"]:
            if row["id"] in entries:
                raise fault(path.name, row["id"], "est déjà le nom d’une règle", "un autre nom")
            entries[row["id"]] = _entry(row, content["theme"], sources, path.name)
    rows = _unique(read_file(folder / WATCH, SCHEMA, "watch_file")["watch"], WATCH)
    return themes, entries, {row["id"]: _watch(row, entries) for row in rows}


def _unique(rows: list[dict[str, Any]], file: str) -> list[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            raise fault(file, row["id"], "est écrit deux fois", "un identifiant par élément")
        seen.add(row["id"])
    return rows


def _day(text: str, file: str, key: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault(
            file, key, f"« {text} » n’est pas une date du calendrier", "« 'AAAA-MM-JJ' »"
        ) from None


def _entry(row: dict[str, Any], theme: str, sources: dict[str, Source], file: str) -> Entry:
    unknown = [source for source in row["sources"] if source not in sources]
    if unknown:
        raise fault(
            file,
            f"{row['id']} > sources",
            f"la source {unknown[0]} n’existe pas",
            f"un identifiant de {SOURCES}",
        )
    checked = _day(row["last_checked"], file, f"{row['id']} > last_checked")
    shared = {"applies_to": row["applies_to"], "article": row["articles"][0]}
    values = tuple(
        _value({**shared, **value}, f"{row['id']} > values", file) for value in row["values"]
    )
    for value in values:
        if value.article not in row["articles"]:
            raise fault(
                file,
                f"{row['id']} > values > article",
                f"« {value.article} » n’est pas un article de la règle",
                "un des articles de la règle",
            )
    if len({bool(value.scope) for value in values}) > 1:
        raise fault(
            file,
            f"{row['id']} > values",
            "une valeur n’a pas de portée, une autre en a une",
            "une portée (scope) pour chaque valeur, ou pour aucune",
        )
    for first, second in combinations(values, 2):
        day = max(first.first_day, second.first_day)
        if first.scope == second.scope and day <= min(first.last_day, second.last_day):
            raise fault(
                file,
                f"{row['id']} > values",
                f"deux valeurs tiennent le {day:%d/%m/%Y} pour la même portée",
                "des dates qui se suivent, ou une portée (scope) pour chacune",
            )
    own = {
        "theme": theme,
        "values": values,
        "sources": tuple(sources[source] for source in row["sources"]),
        "last_checked": checked,
    }
    lists = {name: tuple(row.get(name, ())) for name in ("keywords", "articles", "to_read")}
    return Entry(**{**row, **lists, **own})


def _value(row: dict[str, Any], key: str, file: str) -> Value:
    """Build a value, once its days and its number make sense."""
    days = {
        name: _day(row[name], file, f"{key} > {name}") if row.get(name) else None
        for name in ("valid_from", "valid_to", "verified_until", "attested_from")
    }
    start, end = days["valid_from"], days["valid_to"]
    if start and end and end < start:
        raise fault(
            file, f"{key} > valid_to", "la fin précède le début", "une date après valid_from"
        )
    if start is None and days["attested_from"] is None:
        raise fault(
            file,
            f"{key} > attested_from",
            "manque, alors que le début n’est pas connu",
            "le premier jour où une source montre la valeur",
        )
    raw = row["value"]
    if isinstance(raw, float) and not math.isfinite(raw):
        raise fault(
            file, f"{key} > value", f"« {raw} » n’est pas un nombre", "un nombre écrit en chiffres"
        )
    if row["unit"] in ("date", "MM-JJ"):
        _day(raw if row["unit"] == "date" else f"2000-{raw}", file, f"{key} > value")
    return Value(**{**row, **days, "value": tuple(raw) if isinstance(raw, list) else raw})


def _watch(row: dict[str, Any], entries: dict[str, Entry]) -> Watch:
    unknown = [entry for entry in row["entries"] if entry not in entries]
    if unknown:
        raise fault(
            WATCH,
            f"{row['id']} > entries",
            f"la règle {unknown[0]} n’existe pas",
            "un identifiant de règle",
        )
    if row["id"] in entries:
        raise fault(WATCH, row["id"], "est déjà le nom d’une règle", "un autre nom")
    days = {
        name: _day(row[name], WATCH, f"{row['id']} > {name}") if row.get(name) else None
        for name in ("last_checked", "effective_from")
    }
    return Watch(**{**row, **days, "entries": tuple(row["entries"])})
