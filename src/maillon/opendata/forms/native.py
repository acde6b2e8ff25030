"""Contracts as nested blocks, in JSON or XML, of 2019, of the drafts or of 2024: into raw rows.

The three generations differ by wrapping more than by names, so one tolerant reading serves all:
a list may be wrapped (`{"techniques": {"technique": [...]}}`), plain, single, nested or null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maillon.opendata.forms.blocks import id_of, inside, items, shown, text_of, trimmed
from maillon.opendata.forms.conformity import nonconformities
from maillon.opendata.forms.raw import Form, Incident, Nonconformity, RawReading, RawRows
from maillon.opendata.tables import IN_BLOCKS, RAW

CONTRACT = "marche"
CONCESSIONS = ("contrat-concession", "contrat_concession", "contratConcession")
"""The words under which lists and elements hold contracts, and concessions."""

#: Table -> the list of its blocks in a contract, and the name of one block.
_BLOCKS = {
    "holders": ("titulaires", "titulaire"),
    "modifications": ("modifications", "modification"),
    "subcontracts": ("actesSousTraitance", "acteSousTraitance"),
    "subcontract_changes": ("modificationsActesSousTraitance", "modificationActeSousTraitance"),
}
#: Table -> column -> the places where it may be read: a key, or a block and a key in it.
_PLACES = {
    table: {
        column: [way.partition("/")[::2] for way in ways.split("|")]
        for column, ways in IN_BLOCKS[table].items()
    }
    for table in RAW
}

Texts = dict[str, str | None]


def read_entries(
    name: str, form: Form, entries: Iterable[tuple[str, object]], incidents: Iterable[Incident]
) -> RawReading:
    """Read the entries of a file in their order, each under the word that holds it.

    Those of the format of 2024 in JSON are compared with it.
    """
    rows, found, lines = RawRows(name), list(incidents), 0
    nonconforming = []
    for rank, (word, entry) in enumerate(entries):
        concession = word in CONCESSIONS or is_concession(entry)
        lines += not concession
        if word != CONTRACT and not concession:
            found.append(Incident.of("unknown-element", name, rank, tag=word))
            continue
        found.extend(add_entry(rows, rank, entry, concession=concession))
        if form is Form.JSON_2024 and isinstance(entry, dict):
            faults = nonconformities(entry, concession=concession)
            if faults:
                nonconforming.append(Nonconformity(name, rank, id_of(entry), faults))
    return RawReading(name, form, rows.tables(), lines, tuple(found), tuple(nonconforming))


def is_concession(entry: object) -> bool:
    """Say whether an entry of a list that mixes contracts and concessions is a concession.

    >>> is_concession({"_type": "Contrat de concession"}), is_concession({"_type": "Marché"})
    (True, False)
    """
    if not isinstance(entry, dict):
        return False
    kind = entry.get("_type")
    if isinstance(kind, str) and "concession" in kind.lower():
        return True
    return "autoriteConcedante" in entry and not entry.get("acheteur")


def add_entry(
    rows: RawRows, rank: int, entry: object, *, concession: bool = False
) -> tuple[Incident, ...]:
    """Add to `rows` what an entry says, and return what could not be read.

    >>> rows = RawRows("lycee.json")
    >>> add_entry(rows, 0, {"id": "2024-01", "titulaires": [{"titulaire": {"id": "1"}}]})
    ()
    >>> [incident.reason for incident in add_entry(rows, 1, {})]
    ['Aucun champ connu n’y est rempli.']
    """
    if not isinstance(entry, dict):
        return (Incident.of("no-block", rows.file, rank, entry=shown(entry)),)
    try:
        return tuple(_added(rows, rank, trimmed(entry), concession=concession))
    except RecursionError:
        name = "concession" if concession else "contrat"
        return (Incident.of("too-deep", rows.file, rank, name=name),)


def _added(
    rows: RawRows, rank: int, entry: Mapping[str, Any], *, concession: bool
) -> Iterator[Incident]:
    table = "concessions" if concession else "contracts"
    values = _texts(table, entry)
    if not any(values.values()):
        yield Incident.of("no-known-field", rows.file, rank)
        return
    belongings = [] if concession else list(_belongings(entry))
    rows.add(table, rank, values)
    for other, singular, item, texts in belongings:
        if any(texts.values()):
            rows.add(other, rank, texts)
        elif text_of(item):
            place = (rows.file, rank, values["id"])
            yield Incident.of("block-without-field", *place, name=singular, block=shown(item))


def _belongings(contract: Mapping[str, Any]) -> Iterator[tuple[str, str, object, Texts]]:
    """Yield table, name and content of each block of a contract, with what was read in it."""
    for table, (plural, singular) in _BLOCKS.items():
        for item in items(contract.get(plural), singular):
            texts = _texts(table, item)
            yield table, singular, item, texts
            if table == "modifications" and isinstance(item, dict):
                for holder in items(trimmed(item).get("titulaires"), "titulaire"):
                    own = _texts("changed_holders", holder)
                    if any(own.values()):
                        own["modification_id"] = texts["modification_id"]
                    yield "changed_holders", "titulaire", holder, own


def _texts(table: str, block: object) -> Texts:
    """Read what a block says of each column of a table; what is no block says nothing."""
    known = trimmed(block) if isinstance(block, dict) else {}
    return {column: _text(known, ways) for column, ways in _PLACES[table].items()}


def _text(block: Mapping[str, Any], ways: Iterable[tuple[str, ...]]) -> str | None:
    for name, key in ways:
        value = inside(block.get(name), key) if key else block.get(name)
        if value is not None:
            return text_of(value)
    return None
