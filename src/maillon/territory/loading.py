"""Build the territory from its files, and refuse what nobody could trace back to its origin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from maillon.base.yaml_files import RegistryError, fault, read_file
from maillon.territory.families import Body, Family, Place
from maillon.territory.magnitudes import Column, Magnitude, Row, Source, Table

SCHEMA = Path(__file__).parent / "schema.yaml"
PLACE = "hautebrune.yaml"


def read_place(path: Path) -> Place:
    """Read the file of the territory.

    Raises:
        RegistryError: the file cannot be read, has not the form of `schema.yaml`, or holds a
            number whose origin is not told as its status demands.
    """
    content = read_file(path, SCHEMA, "place_file")
    sources = _sources(content, path.name)
    return Place(
        id=_own_id(content, path),
        label=content["label"],
        summary=content["summary"],
        magnitudes=_magnitudes(content, sources, path.name),
        bodies=_by_id(
            [
                Body(id=row["id"], label=row["label"], role=row["role"])
                for row in _unique(content["bodies"], path.name, "bodies")
            ]
        ),
    )


def read_families(folder: Path) -> dict[str, Family]:
    """Read every family of a folder, in the order of their ranks.

    Raises:
        RegistryError: as :func:`read_place`, or two families have one rank.
    """
    families: dict[int, Family] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == PLACE:
            continue
        family = read_family(path)
        if family.rank in families:
            raise fault(
                path.name,
                "rank",
                f"{family.rank} est déjà le rang de {families[family.rank].id}",
                "un rang par famille",
            )
        families[family.rank] = family
    return {families[rank].id: families[rank] for rank in sorted(families)}


def read_family(path: Path) -> Family:
    """Read the file of one purchase family.

    Raises:
        RegistryError: as :func:`read_place`, or a row has not one cell for each column.
    """
    content = read_file(path, SCHEMA, "family_file")
    sources = _sources(content, path.name)
    tables = [
        _table(row, sources, path.name) for row in _unique(content["tables"], path.name, "tables")
    ]
    return Family(
        id=_own_id(content, path),
        label=content["label"],
        rank=content["rank"],
        summary=content["summary"],
        magnitudes=_magnitudes(content, sources, path.name),
        tables=_by_id(tables),
    )


def _own_id(content: Mapping[str, Any], path: Path) -> str:
    """Return the id of a file, which is also its name: the two must not drift apart."""
    if content["id"] != path.stem:
        raise fault(
            path.name, "id", f"« {content['id']} » n’est pas le nom du fichier", f"« {path.stem} »"
        )
    return path.stem


def _unique(rows: list[dict[str, Any]], file: str, key: str) -> list[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            raise fault(
                file, f"{key} > {row['id']}", "est écrit deux fois", "un identifiant par élément"
            )
        seen.add(row["id"])
    return rows


def _by_id(items: list[Any]) -> Mapping[str, Any]:
    return MappingProxyType({item.id: item for item in items})


def _sources(content: Mapping[str, Any], file: str) -> dict[str, Source]:
    """Return the sources of a file by id, once each of them serves a number or a table."""
    rows = _unique(content["sources"], file, "sources")
    used = {row.get("source") for row in content["magnitudes"] + content.get("tables", [])}
    for row in rows:
        if row["id"] not in used:
            raise fault(
                file, f"sources > {row['id']}", "ne sert à aucun chiffre", "une source citée"
            )
    return {row["id"]: Source(row["title"], row["url"], row["kind"]) for row in rows}


def _magnitudes(
    content: Mapping[str, Any], sources: Mapping[str, Source], file: str
) -> Mapping[str, Magnitude]:
    magnitudes = []
    for row in _unique(content["magnitudes"], file, "magnitudes"):
        key = f"magnitudes > {row['id']}"
        origin = _origin(row, sources, file, key)
        value = _finite(row["value"], file, f"{key} > value")
        magnitudes.append(Magnitude(row["id"], row["label"], value, row["unit"], **origin))
    return _by_id(magnitudes)


def _origin(
    row: Mapping[str, Any], sources: Mapping[str, Source], file: str, key: str
) -> dict[str, Any]:
    """Return status, year, source and note, once they tell enough for that status."""
    named = row.get("source")
    if named is not None and named not in sources:
        raise fault(
            file, f"{key} > source", f"la source {named} n’existe pas", "un identifiant de sources"
        )
    source = sources[named] if named else None
    status, year, note = row["status"], row.get("year"), row.get("note", "")
    if status == "sourcé":
        missing = [name for name, told in (("source", source), ("year", year)) if told is None]
        if missing:
            raise _untold(
                file,
                key,
                f"il manque {' et '.join(missing)}",
                "sourcé avec une source et une année",
            )
    elif status == "fictif" and source is not None:
        raise _untold(
            file, key, "un chiffre fictif n’a pas de source", "hypothèse quand une source l’inspire"
        )
    if source is not None and source.kind == "commercial" and not note:
        raise _untold(
            file, key, "une source commerciale demande une note", "une note qui en dit la portée"
        )
    return {"status": status, "year": year, "source": source, "note": note}


def _untold(file: str, key: str, what: str, form: str) -> RegistryError:
    return fault(file, f"{key} > status", what, form)


def _table(row: Mapping[str, Any], sources: Mapping[str, Source], file: str) -> Table:
    key = f"tables > {row['id']}"
    columns = tuple(
        Column(**column) for column in _unique(row["columns"], file, f"{key} > columns")
    )
    rows = [
        _row(line, columns, file, f"{key} > {line['id']}")
        for line in _unique(row["rows"], file, f"{key} > rows")
    ]
    origin = _origin(row, sources, file, key)
    return Table(row["id"], row["label"], columns, _by_id(rows), **origin)


def _row(line: Mapping[str, Any], columns: tuple[Column, ...], file: str, key: str) -> Row:
    cells: dict[str, float | str] = {}
    for column in columns:
        if column.id not in line["cells"]:
            raise fault(
                file, key, f"la colonne {column.id} est vide", "une valeur pour chaque colonne"
            )
        cell = line["cells"][column.id]
        cells[column.id] = (
            cell if isinstance(cell, str) else _finite(cell, file, f"{key} > {column.id}")
        )
    for name in line["cells"]:
        if name not in cells:
            raise fault(
                file, key, f"la colonne {name} n’existe pas", "une valeur pour chaque colonne"
            )
    return Row(line["id"], line["label"], MappingProxyType(cells))


def _finite(value: float, file: str, key: str) -> float:
    """Return a number as a float, unless YAML wrote one that is none (`.nan`, `.inf`)."""
    if not math.isfinite(value):
        raise fault(file, key, f"« {value} » n’est pas un nombre", "un nombre écrit en chiffres")
    return float(value)
