"""Find the contracts of a JSON document, whichever envelope they came in, and read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maillon.base.wording import NBSP, number
from maillon.opendata.faults import UnknownForm
from maillon.opendata.forms.blocks import inside, text_of, trimmed
from maillon.opendata.forms.flattened import ENOUGH_COLUMNS, known_columns, read_records
from maillon.opendata.forms.json_text import load
from maillon.opendata.forms.native import CONCESSIONS, CONTRACT, read_entries
from maillon.opendata.forms.raw import Form, Incident, RawReading

#: Keys of a list of flat records, in the answers of data portals.
_RECORDS = ("results", "records", "data")
#: What a nested contract has and a flat record has not.
_NESTED = ("acheteur", "titulaires", "autoriteConcedante", "lieuExecution")


def read_json(data: bytes, name: str) -> RawReading:
    """Read a JSON file of DECP: native of 2024 or 2019, or flattened.

    Raises:
        UnreadableFile: the file is cut, or is not JSON.
        UnknownForm: it is JSON, but holds no list of contracts.
    """
    document, incidents = load(data, name)
    records = _flat_records(document)
    if records is not None:
        return read_records(records, name, (*incidents, *_rest(document, records, name)))
    form, entries, unknown = _entries(document, name)
    if unknown:
        left = Incident.of("unknown-list", name, names=", ".join(unknown))
        incidents = (*incidents, left)
    return read_entries(name, form, entries, incidents)


def _entries(document: Any, name: str) -> tuple[Form, list[tuple[str, Any]], list[str]]:
    """Return the form, the entries under their words, in order, and the lists unknown."""
    root = trimmed(document) if isinstance(document, dict) else {"marches": document}
    envelope = root.get("marches", root)
    if isinstance(envelope, dict):
        known = [key for key in envelope if key.strip() in (CONTRACT, *CONCESSIONS)]
        unknown = [key for key in envelope if key not in known and envelope[key]]
        if known or not (unknown or envelope is root):
            entries = [(key.strip(), each) for key in known for each in _listed(envelope[key])]
            return Form.JSON_2024, entries, unknown
        if set(_NESTED) & set(envelope):  # one contract, alone
            return Form.JSON_2019, [(CONTRACT, envelope)], []
    elif envelope is None and document is not None:
        return Form.JSON_2019, [], []
    elif isinstance(envelope, list):
        entries = list(_unwrapped(envelope))
        nested = any(isinstance(entry, dict) and set(_NESTED) & set(entry) for _, entry in entries)
        if nested or (not entries and envelope is not document):
            return Form.JSON_2019, entries, []
    raise UnknownForm.of("json-without-contracts", name=name, first=_first(document))


def _unwrapped(value: object) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a plain list, some of which may be wrapped as in 2024."""
    for entry in _listed(value):
        wrapped = trimmed(entry) if isinstance(entry, dict) else {}
        lists = [key for key in (CONTRACT, *CONCESSIONS) if key in wrapped]
        if not lists:
            yield CONTRACT, entry
        for key in lists:
            yield from ((key, item) for item in _listed(wrapped[key]))


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _flat_records(document: Any) -> list[Any] | None:
    """Return the records of a flattened answer, without their wrapping, or None."""
    if isinstance(document, dict):
        document = next((document[key] for key in _RECORDS if key in document), None)
        if document == []:
            return []
    if not isinstance(document, list):
        return None
    records = [_fields(record) for record in document]
    blocks = [record for record in records if isinstance(record, dict)]
    if any(isinstance(block.get(key), dict | list) for block in blocks for key in _NESTED):
        return None
    names = {name for block in blocks for name in block}
    return records if known_columns(names) >= ENOUGH_COLUMNS else None


def _fields(record: Any) -> Any:
    """Take a record out of the wrapping of older portal versions."""
    for key in ("record", "fields"):
        if isinstance(record, dict) and isinstance(record.get(key), dict):
            record = record[key]
    return record


def _rest(document: Any, records: list[Any], name: str) -> tuple[Incident, ...]:
    """Say when an answer is only one page of the whole."""
    answer = document if isinstance(document, dict) else {}
    total = answer.get("total_count", inside(answer.get("meta"), "total"))
    if not isinstance(total, int) or total <= len(records):
        return ()
    return (Incident.of("one-page", name, here=number(len(records)), total=number(total)),)


def _first(document: Any) -> str:
    if isinstance(document, dict):
        return f"«{NBSP}{next(iter(document), '')}{NBSP}»"
    return f"«{NBSP}{(text_of(document) or '')[:40]}{NBSP}»"
