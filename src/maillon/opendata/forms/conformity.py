"""Does a contract keep to the 2024 format?  Each fault is one French sentence.

The format is data (`forms/decp-2024.yaml`), compiled once.  Nearly all contracts conform: the
compiled check says so at once, and only the others are searched for every one of their faults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

from maillon.base.wording import NBSP, NNBSP
from maillon.base.yaml_files import read_yaml
from maillon.opendata.forms.blocks import shown

FORMAT = Path(__file__).parent / "decp-2024.yaml"
#: Rules on what a value holds; the others are on the value itself.
_INNER = ("properties", "items", "required", "additionalProperties")

#: Keys added to a schema: what checks the value with all it holds, and the value itself.
_CHECK, _OWN = "_check", "_own"
_Schema = dict[str, Any]


def nonconformities(contract: object, *, concession: bool = False) -> tuple[str, ...]:
    r"""Return what breaks the 2024 format in a contract (or a concession), a sentence a fault.

    >>> nonconformities({"dureeMois": "12"})[-1]
    'dureeMois\xa0: le texte «\xa012\xa0»\u202f; attendu\xa0: un nombre entier, au moins 1.'
    """
    schema = _format()["concession" if concession else "marche"]
    try:
        if _accepts(schema, contract):
            return ()
        return tuple(_faults(contract, schema, ""))
    except RecursionError:
        return ("Les blocs de ce contrat sont emboîtés trop profondément.",)


def _accepts(schema: _Schema, value: object) -> bool:
    try:
        schema[_CHECK](value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _faults(value: object, schema: _Schema, place: str) -> Iterator[str]:
    if not _accepts(schema[_OWN], value):
        yield _sentence(place, _found(value), _expected(schema))
    if isinstance(value, list) and "items" in schema:
        for rank, item in enumerate(value, 1):
            yield from _faults(item, schema["items"], f"{place} n°{NBSP}{rank}")
    elif isinstance(value, dict):
        fields = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield _sentence(_within(place, name), "absent", _expected(fields[name]))
        for name, inner in value.items():
            if name in fields:
                yield from _faults(inner, fields[name], _within(place, name))
            elif schema.get("additionalProperties") is False:
                yield _sentence(_within(place, name), "présent", "aucun champ de ce nom")


def _expected(schema: _Schema) -> str:
    """Say in French what is expected of a value."""
    return schema.get("description") or " ou ".join(map(shown, schema["enum"]))


def _within(place: str, name: str) -> str:
    return f"{place} > {name}" if place else name


def _sentence(place: str, found: str, expected: str) -> str:
    return f"{place or 'contrat'}{NBSP}: {found}{NNBSP}; attendu{NBSP}: {expected}."


def _found(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"le texte {shown(value)}"
    if isinstance(value, bool):
        return shown(value)
    if isinstance(value, list | dict):
        kind = "une liste" if isinstance(value, list) else "un bloc"
        return f"{kind} {shown(value)}" if value else f"{kind} vide"
    return f"le nombre {shown(value)}"


@cache
def _format() -> _Schema:
    """Return the format of contracts and that of concessions, with the checks of their values."""
    content: _Schema = read_yaml(FORMAT)
    kinds: _Schema = {kind: content[kind] for kind in ("marche", "concession")}
    checks = {
        kind: fastjsonschema.compile(rules, use_default=False) for kind, rules in kinds.items()
    }
    for kind, schema in kinds.items():
        _prepare(schema)
        schema[_CHECK] = checks[kind]
    return kinds


def _prepare(schema: _Schema) -> None:
    """Put in a schema the check of its value itself, whatever it holds, and so in those within."""
    if _OWN in schema:  # several fields share one
        return
    own = {key: rule for key, rule in schema.items() if key not in _INNER}
    schema[_OWN] = {_CHECK: _compiled(json.dumps(own))}
    for each in (*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])):
        _prepare(each)


@cache
def _compiled(rules: str) -> Callable[[Any], Any]:
    """Compile rules written in JSON, so that equal ones are shared."""
    check: Callable[[Any], Any] = fastjsonschema.compile(json.loads(rules), use_default=False)
    return check
