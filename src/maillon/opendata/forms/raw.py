"""What reading a file gives: raw tables, what could not be read, and what breaks the format.

Nothing is dropped silently: a contract that cannot be read is an :class:`Incident`, one by one; a
file that may be incomplete is an `UnreadableFile`, never a shorter total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from maillon.base.wording import count
from maillon.base.yaml_files import read_yaml
from maillon.opendata.tables import RAW, Tables, raw_schema


class Form(StrEnum):
    """The forms in which DECP are found; the value is the id, `label` the French name."""

    JSON_2024 = "json-2024"
    JSON_2019 = "json-2019"
    XML = "xml"
    FLATTENED = "data-economie"
    SEPARATED = "tableau-maison"
    TABULAR = "tabulaire"
    ARCHIVE = "archive"

    @property
    def label(self) -> str:
        """The form in French.

        >>> Form.XML.label
        'XML, un élément par donnée'
        """
        return _LABELS[self]


_LABELS: Mapping[Form, str] = {
    Form.JSON_2024: "JSON réglementaire de 2024",
    Form.JSON_2019: "JSON de 2019, ou ébauche de 2022",
    Form.XML: "XML, un élément par donnée",
    Form.FLATTENED: "tableau aplati de data.economie.gouv.fr",
    Form.SEPARATED: "tableau maison, une ligne par contrat",
    Form.TABULAR: "tableau consolidé de decp.info",
    Form.ARCHIVE: "archive de plusieurs formes",
}


@dataclass(frozen=True)
class Incident:
    """Something of a file that was not read as it stands.

    Attributes:
        file: name of the file, as in the column `fichier`.
        rank: rank of the contract in the file, from 0; None when the whole file is meant.
        id: id of the contract, when it could be read.
        reason: what happened, one French sentence.
        kept: whether the contract is in the tables all the same, without what is told here.
    """

    file: str
    rank: int | None
    id: str | None
    reason: str
    kept: bool = False

    @classmethod
    def of(
        cls,
        kind: str,
        file: str,
        rank: int | None = None,
        contract: str | None = None,
        *,
        times: int = 0,
        **words: object,
    ) -> Incident:
        """Return an incident of `incidents.yaml`, whose text names `words` and counts `times`."""
        row = _incidents()[kind]
        if "count" in row:
            words["count"] = count(times, *row["count"])
        return cls(file, rank, contract, row["text"].format(**words), row.get("kept", False))


@cache
def _incidents() -> Any:
    return read_yaml(Path(__file__).with_name("incidents.yaml"))


@dataclass(frozen=True)
class Nonconformity:
    """A contract that breaks the 2024 format: it is read all the same, and reported.

    Attributes:
        file: name of the file, as in the column `fichier`.
        rank: rank of the contract in the file, from 0.
        id: id of the contract, when it has one.
        faults: one French sentence a fault.
    """

    file: str
    rank: int
    id: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The form of one file of an archive, and how many of its entries stand for a contract."""

    form: Form
    lines: int


@dataclass(frozen=True)
class RawReading:
    """One file as read.

    Attributes:
        name: the file's name, that of the column `fichier` (or how it begins, for an archive).
        form: the form that was recognised.
        tables: the raw tables, lazy.
        lines: how many entries of the file stand for a contract, those that could not be read
            included; concessions are not counted.  In the tabular form, the rows.
        incidents: what was not read as it stands.
        nonconforming: the contracts that break the 2024 format (form `json-2024` alone).
        members: the files of an archive, by their name in it.
    """

    name: str
    form: Form
    tables: Tables
    lines: int
    incidents: tuple[Incident, ...] = ()
    nonconforming: tuple[Nonconformity, ...] = ()
    members: Mapping[str, Part] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, Part]:
        """The files that were read (several in an archive), by name in the column `fichier`."""
        if self.members:
            return {f"{self.name}/{member}": part for member, part in self.members.items()}
        return {self.name: Part(self.form, self.lines)}


class RawRows:
    """Rows gathered one by one, then turned into raw tables.

    >>> rows = RawRows("lycee.json")
    >>> rows.add("concessions", 0, {"id": "2024-C1", "objet": "Bac à sable"})
    >>> rows.tables().concessions.collect()["objet"].to_list()
    ['Bac à sable']
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._rows: dict[str, list[tuple[str | int | None, ...]]] = {table: [] for table in RAW}

    def add(self, table: str, rank: int, values: Mapping[str, str | None]) -> None:
        """Add a row of `table` that belongs to the contract `rank`; absent columns are null."""
        cells = (values.get(column) for column in RAW[table])
        self._rows[table].append((self.file, rank, *cells))

    def tables(self) -> Tables:
        """Return the tables of all that was added."""

        def table(name: str) -> pl.LazyFrame:
            rows = self._rows[name]
            return pl.DataFrame(rows, schema=raw_schema(name), orient="row").lazy()

        return Tables.made(table)
