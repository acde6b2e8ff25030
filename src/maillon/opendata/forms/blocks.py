"""Published values as texts, and blocks found whatever they are wrapped in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from maillon.base.wording import NBSP
from maillon.opendata.forms.json_text import PublishedNumber

_SHOWN = 60


def text_of(value: object) -> str | None:
    """Return a published value as text: lists are joined by ", ", blocks say their values.

    >>> text_of({"technique": ["Concours", "Accord-cadre"]}), text_of(True), text_of([])
    ('Concours, Accord-cadre', 'true', None)
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, PublishedNumber):
        return value.text
    if isinstance(value, list | dict):
        parts = [part for part in map(text_of, _leaves(value)) if part is not None]
        return ", ".join(parts) if parts else None
    return str(value)


def _leaves(value: object) -> Iterator[object]:
    """Yield what lists and blocks hold in the end, however deep, in their order."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(reversed([*value.values()]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        else:
            yield value


def shown(value: object) -> str:
    r"""Return a value between French quotes, shortened.

    >>> shown("Marché")
    '«\xa0Marché\xa0»'
    """
    text = " ".join((text_of(value) or "").split())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"«{NBSP}{text}{NBSP}»"


def id_of(entry: object) -> str | None:
    """Return the id of a contract, when it has one that can be shown.

    >>> id_of({"id": 12}), id_of([])
    ('12', None)
    """
    found = entry.get("id") if isinstance(entry, dict) else None
    return text_of(found) if isinstance(found, str | int | float) else None


def items(value: object, singular: str) -> Iterator[object]:
    """Yield the items of a list that may be wrapped, single, nested, empty or null.

    >>> list(items([{"titulaire": {"id": "1"}}, {"id": "2"}, [], {}], "titulaire"))
    [{'id': '1'}, {'id': '2'}]
    """
    if isinstance(value, list):
        for item in value:
            yield from items(item, singular)
    elif isinstance(value, dict) and singular in trimmed(value):
        yield from items(trimmed(value)[singular], singular)
    elif value is not None and value not in ("", {}):
        yield value


def inside(value: object, key: str) -> object:
    """Return what blocks hold under `key`; a plain value in place of a block is its `id`.

    >>> inside({"nom ": "Croix"}, "nom"), inside("21590163800019", "id")
    ('Croix', '21590163800019')
    """
    if isinstance(value, dict):
        return trimmed(value).get(key)
    if isinstance(value, list):
        return [inside(block, key) for block in value]
    return value if key in ("id", "code") else None


def trimmed(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a block whose keys have no spaces around them (`"nom "` is found in the wild).

    >>> trimmed({"nom ": "Croix"})
    {'nom': 'Croix'}
    """
    if len(f"-{'-'.join(block)}-".split()) == 1:  # no space anywhere: nearly always, so be quick
        return block
    return {key.strip(): value for key, value in block.items()}
