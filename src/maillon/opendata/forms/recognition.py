"""Recognise the form of a file by its content, never by its name, and read it into raw tables."""

from __future__ import annotations

import codecs
from io import BytesIO
from pathlib import Path

import polars as pl

from maillon.opendata.faults import UnknownForm, UnreadableFile
from maillon.opendata.forms.archives import gunzipped, members, stored
from maillon.opendata.forms.decoding import decode
from maillon.opendata.forms.flattened import ENOUGH_COLUMNS, is_tabular, known_columns, read_frame
from maillon.opendata.forms.json_form import read_json
from maillon.opendata.forms.raw import Form, Incident, Part, RawReading
from maillon.opendata.forms.separated import header, read_separated
from maillon.opendata.forms.tabular import as_texts, read_tabular
from maillon.opendata.forms.xml_form import read_xml
from maillon.opendata.tables import Tables

#: Enough bytes to hold the first line of a table.
_HEAD = 1 << 16
_ZIP, _GZIP, _PARQUET = b"PK\3\4", b"\x1f\x8b", b"PAR1"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: A damaged Parquet may make Polars panic, which is no `Exception`.
_POLARS_FAILS = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
_WEB_PAGE = (b"<!doctype html", b"<html")


def read_raw(path: Path) -> RawReading:
    """Read a file of DECP, whatever its form.

    Raises:
        UnreadableFile: it cannot be opened, is empty, cut or damaged.
        UnknownForm: it is none of the forms that are read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if _holds_rows_of_versions(head, path):
            return read_tabular(path, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile.of("unopened", name=path.name) from error
    return read_data(data, path.name)


def read_data(data: bytes, name: str) -> RawReading:
    """Read the content of a file of DECP, whatever its form.

    Raises:
        UnreadableFile: it is empty, cut or damaged.
        UnknownForm: it is none of the forms that are read.
    """
    if data.startswith(_ZIP):
        return _archive(data, name)
    if data.startswith(_GZIP):
        return read_data(gunzipped(data, name), name)
    if data.startswith(_PARQUET):
        return _parquet(data, name)
    if data.startswith(_UTF_16):
        data = decode(data, name)[0].encode()
    start = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        raise UnreadableFile.of("empty", name=name)
    if start.lower().startswith(_WEB_PAGE):
        raise UnknownForm.of("web-page", name=name)
    if start.startswith((b"{", b"[")):
        return read_json(data, name)
    if start.startswith(b"<"):
        return read_xml(data, name)
    names = _columns(start)
    if is_tabular(names):
        return read_tabular(stored(data, name), name)
    if known_columns(names) >= ENOUGH_COLUMNS:
        return read_separated(data, name)
    raise UnknownForm.of("unrecognised", name=name)


def _columns(start: bytes) -> list[str]:
    """Return the column names of a table, from the first bytes of its file."""
    first = start.partition(b"\n")[0].decode("utf-8", errors="replace")
    return header(first.rstrip("\r"))[1]


def _holds_rows_of_versions(head: bytes, path: Path) -> bool:
    """Say whether a file, which may be huge, is to be streamed."""
    if head.startswith(_PARQUET):
        return is_tabular(_parquet_columns(path, path.name))
    if head.startswith((_ZIP, _GZIP, *_UTF_16, b"{", b"[", b"<")):
        return False
    return is_tabular(_columns(head.removeprefix(codecs.BOM_UTF8)))


def _parquet(data: bytes, name: str) -> RawReading:
    names = _parquet_columns(BytesIO(data), name)
    if is_tabular(names):
        return read_tabular(stored(data, name), name)
    wanted = [column for column in names if known_columns([column])]
    if len(wanted) < ENOUGH_COLUMNS:
        raise UnknownForm.of("parquet-without-contracts", name=name)
    try:
        frame = pl.read_parquet(BytesIO(data), columns=wanted)
        frame = frame.select(pl.int_range(pl.len()).alias("rang"), *as_texts(frame.schema))
    except _POLARS_FAILS as error:
        raise UnreadableFile.of("parquet-damaged", name=name) from error
    return read_frame(frame, name, Form.FLATTENED, frame.height, ())


def _parquet_columns(source: Path | BytesIO, name: str) -> list[str]:
    try:
        return list(pl.read_parquet_schema(source))
    except (*_POLARS_FAILS, OSError) as error:
        raise UnreadableFile.of("parquet-damaged", name=name) from error


def _archive(data: bytes, name: str) -> RawReading:
    """Read the files of a zip; those that are no data are reported, those cut are an error."""
    read: dict[str, RawReading] = {}
    incidents: list[Incident] = []
    for member, content in members(data, name):
        if content.startswith(_ZIP):
            incidents.append(Incident.of("nested-archive", f"{name}/{member}"))
            continue
        try:
            read[member] = read_data(content, f"{name}/{member}")
        except UnknownForm as error:
            incidents.append(Incident(f"{name}/{member}", None, None, error.what))
    if not read:
        raise UnknownForm.of("archive-without-contracts", name=name)
    readings = read.values()
    forms = {reading.form for reading in readings}
    return RawReading(
        name,
        forms.pop() if len(forms) == 1 else Form.ARCHIVE,
        Tables.joined([reading.tables for reading in readings]),
        sum(reading.lines for reading in readings),
        (*incidents, *(found for reading in readings for found in reading.incidents)),
        tuple(found for reading in readings for found in reading.nonconforming),
        {member: Part(reading.form, reading.lines) for member, reading in read.items()},
    )
