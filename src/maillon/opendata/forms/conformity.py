"""Does a contract keep to the 2024 format?  Each fault is one French sentence.

The format is data (`forms/decp-2024.yaml`), compiled once.  Nearly all contracts conform: the
compiled check says so at once, and only the others are searched for every one of their faults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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

_Check = Callable[[Any], Any]


def nonconformities(contract: object, *, concession: bool = False) -> tuple[str, ...]:
    r"""Return what breaks the 2024 format in a contract (or a concession), a sentence a fault.

    >>> nonconformities({"dureeMois": "12"})[-1]
    'dureeMois\xa0: le texte «\xa012\xa0»\u202f; attendu\xa0: un nombre entier, au moins 1.'
    """
    kind = "concession" if concession else "marche"
    try:
        return () if _conforms(kind, contract) else tuple(_faults(contract, _node(kind), ""))
    except RecursionError:
        return ("Les blocs de ce contrat sont emboîtés trop profondément.",)


def _conforms(kind: str, contract: object) -> bool:
    try:
        _compiled(kind)(contract)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


@dataclass(frozen=True)
class _Node:
    """What the format says of one value.

    Attributes:
        check: raises when the value itself, whatever it holds, is wrong.
        expected: what is expected, in French.
        required: the fields that a block must have.
        closed: whether a block may have no other field than `fields`.
        fields: what is said of each field of a block.
        items: what is said of each item of a list.
    """

    check: _Check
    expected: str
    required: tuple[str, ...]
    closed: bool
    fields: Mapping[str, _Node]
    items: _Node | None


def _faults(value: object, node: _Node, place: str) -> Iterator[str]:
    try:
        node.check(value)
    except fastjsonschema.JsonSchemaValueException:
        yield _sentence(place, _found(value), node.expected)
    if isinstance(value, list) and node.items:
        for rank, item in enumerate(value, 1):
            yield from _faults(item, node.items, f"{place} n°{NBSP}{rank}")
    elif isinstance(value, dict):
        for name in node.required:
            if name not in value:
                expected = node.fields[name].expected
                yield _sentence(_within(place, name), "absent", expected)
        for name, inner in value.items():
            if name in node.fields:
                yield from _faults(inner, node.fields[name], _within(place, name))
            elif node.closed:
                yield _sentence(_within(place, name), "présent", "aucun champ de ce nom")


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
def _format() -> Mapping[str, Any]:
    """Return the format; read once, because its nodes are shared."""
    content: dict[str, Any] = read_yaml(FORMAT)
    return content


@cache
def _compiled(kind: str) -> _Check:
    check: _Check = fastjsonschema.compile(_format()[kind], use_default=False)
    return check


@cache
def _node(kind: str) -> _Node:
    return _described(_format()[kind])


def _described(schema: Mapping[str, Any]) -> _Node:
    own = {key: rule for key, rule in schema.items() if key not in _INNER}
    expected = schema.get("description") or " ou ".join(map(shown, schema["enum"]))
    return _Node(
        check=_own_check(json.dumps(own)),
        expected=expected,
        required=tuple(schema.get("required", ())),
        closed=schema.get("additionalProperties") is False,
        fields={name: _described(inner) for name, inner in schema.get("properties", {}).items()},
        items=_described(schema["items"]) if "items" in schema else None,
    )


@cache
def _own_check(rules: str) -> _Check:
    """Compile the rules on a value itself, written in JSON so that equal ones are shared."""
    check: _Check = fastjsonschema.compile(json.loads(rules), use_default=False)
    return check
