"""Read the registry's YAML files, check their form, and build the entries.

A fault is told in French with its file, its key and the accepted form, which is the `description`
of that key in `schema.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from maillon.errors import MaillonError
from maillon.law.entries import Entry, Source, Value, Watch

SCHEMA = Path(__file__).parent / "schema.yaml"
SOURCES, WATCH = "sources.yaml", "watch.yaml"

Fault = Callable[[str, str], "RegistryError"]


class RegistryError(MaillonError):
    """A file of the registry cannot be used; the message names file, key and accepted form."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without surprises: dates stay text, and a key written twice is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"« {key.value} » est écrit deux fois", key.start_mark
                )
            seen.add(key.value)
        built: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return built


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_files(folder: Path) -> tuple[dict[str, str], dict[str, Entry], dict[str, Watch]]:
    """Return the themes (id to French label), the entries and the watch points of a folder.

    Raises:
        RegistryError: a file cannot be read, has not the form of `schema.yaml`, or contradicts
            another one (same id twice, unknown source, two values for one scope on one day).
    """
    sources = {
        row["id"]: Source(**{**row, "date_seen": _day(row["date_seen"], SOURCES, row["id"])})
        for row in _unique(_read(folder / SOURCES, "sources_file")["sources"], SOURCES)
    }
    files = [
        (path, _read(path, "rules_file"))
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in (SOURCES, WATCH)
    ]
    files.sort(key=lambda file: file[1]["rank"])
    themes: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    for path, content in files:
        themes[content["theme"]] = content["label"]
        for row in content["entries"]:
            if row["id"] in entries:
                raise _fault(path.name, row["id"], "est déjà le nom d’une règle", "un autre nom")
            entries[row["id"]] = _entry(row, content["theme"], sources, path.name)
    rows = _unique(_read(folder / WATCH, "watch_file")["watch"], WATCH)
    return themes, entries, {row["id"]: _watch(row, entries) for row in rows}


def _read(path: Path, kind: str) -> dict[str, Any]:
    """Read a file and check that it has the form of `kind`."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(
            f"{path.name} est introuvable ou illisible.",
            remedy="Remettez le fichier du registre, enregistré en UTF-8.",
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", ligne {mark.line + 1}" if mark else ""
        said = getattr(error, "problem", "") or ""
        what = f" : {said}" if said.startswith("«") else ""
        raise RegistryError(
            f"{path.name}{line} n’est pas du YAML valable{what}.",
            remedy="Écrivez une clé par ligne, avec le même retrait que ses voisines.",
        ) from error
    try:
        _validator(kind)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise _form_fault(path.name, content, error) from error
    return dict(content)


@cache
def _validator(kind: str) -> Callable[[Any], Any]:
    definitions = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))["definitions"]
    compiled: Callable[[Any], Any] = fastjsonschema.compile(
        {"$ref": f"#/definitions/{kind}", "definitions": definitions}, use_default=False
    )
    return compiled


def _form_fault(
    file: str, content: Any, error: fastjsonschema.JsonSchemaValueException
) -> RegistryError:
    """Say which key has the wrong form, naming rows by their id rather than by their number."""
    names: list[str] = []
    here = content
    for step in error.path[1:]:
        here = here[int(step)] if isinstance(here, list) else here.get(step)
        named = here.get("id") if isinstance(here, dict) else None
        if str(step).isdecimal():
            names.append(str(named) if named else f"n° {int(step) + 1}")
        else:
            names.append(str(step))
    place = " > ".join(names) or "fichier entier"
    if error.rule == "required":
        missing = [key for key in error.rule_definition if key not in error.value]
        what = f"il manque {', '.join(missing)}"
    elif error.rule == "additionalProperties":
        unknown = [key for key in error.value if key not in error.definition["properties"]]
        what = f"{', '.join(map(str, unknown))} n’a pas sa place ici"
    else:
        what = f"« {_short(error.value)} » n’a pas la forme attendue"
    return _fault(file, place, what, error.definition.get("description", "voir schema.yaml"))


def _fault(file: str, key: str, what: str, form: str) -> RegistryError:
    return RegistryError(f"{file}, clé « {key} » : {what}.", remedy=f"Forme acceptée : {form}.")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _unique(rows: list[dict[str, Any]], file: str) -> list[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            raise _fault(file, row["id"], "est écrit deux fois", "un identifiant par élément")
        seen.add(row["id"])
    return rows


def _day(text: str, file: str, key: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _fault(
            file, key, f"« {text} » n’est pas une date du calendrier", "« 'AAAA-MM-JJ' »"
        ) from None


def _entry(row: dict[str, Any], theme: str, sources: dict[str, Source], file: str) -> Entry:
    unknown = [source for source in row["sources"] if source not in sources]
    if unknown:
        raise _fault(
            file,
            f"{row['id']} > sources",
            f"la source {unknown[0]} n’existe pas",
            f"un identifiant de {SOURCES}",
        )
    checked = _day(row["last_checked"], file, f"{row['id']} > last_checked")
    values = tuple(_value(value, f"{row['id']} > values", file, checked) for value in row["values"])
    for first, second in combinations(values, 2):
        if first.scope == second.scope and _overlap(first, second):
            day = max(first.first_day, second.first_day)
            raise _fault(
                file,
                f"{row['id']} > values",
                f"deux valeurs tiennent le {day:%d/%m/%Y} pour la même portée",
                "des dates qui se suivent, ou une portée (scope) pour chacune",
            )
    return Entry(
        id=row["id"],
        theme=theme,
        label=row["label"],
        statement=row["statement"],
        keywords=tuple(row["keywords"]),
        values=values,
        articles=tuple(row["articles"]),
        sources=tuple(sources[source] for source in row["sources"]),
        confidence=row["confidence"],
        status=row["status"],
        last_checked=checked,
        note=row.get("note", ""),
        to_read=tuple(row.get("to_read", ())),
    )


def _value(row: dict[str, Any], key: str, file: str, checked: date) -> Value:
    """Build a value; where its start is not known, it is attested from the last check on."""
    days = {
        name: _day(row[name], file, f"{key} > {name}") if row.get(name) else None
        for name in ("valid_from", "valid_to", "verified_until", "attested_from")
    }
    start, end = days["valid_from"], days["valid_to"]
    if start and end and end < start:
        raise _fault(
            file, f"{key} > valid_to", "la fin précède le début", "une date après valid_from"
        )
    if start is None and days["attested_from"] is None:
        # A value that has ended was attested before its end, on a day that nobody noted.
        days["attested_from"] = min(checked, end) if end else checked
    raw = row["value"]
    return Value(**{**row, **days, "value": tuple(raw) if isinstance(raw, list) else raw})


def _overlap(first: Value, second: Value) -> bool:
    return first.first_day <= second.last_day and second.first_day <= first.last_day


def _watch(row: dict[str, Any], entries: dict[str, Entry]) -> Watch:
    unknown = [entry for entry in row["entries"] if entry not in entries]
    if unknown:
        raise _fault(
            WATCH,
            f"{row['id']} > entries",
            f"la règle {unknown[0]} n’existe pas",
            "un identifiant de règle",
        )
    if row["id"] in entries:
        raise _fault(WATCH, row["id"], "est déjà le nom d’une règle", "un autre nom")
    days = {
        name: _day(row[name], WATCH, f"{row['id']} > {name}") if row.get(name) else None
        for name in ("last_checked", "effective_from")
    }
    return Watch(**{**row, **days, "entries": tuple(row["entries"])})


def paths(folder: Path) -> Iterator[Path]:
    """Yield the files that the registry of `folder` is made of, sorted."""
    yield from sorted(folder.glob("*.yaml"))
