"""The tables that every form of DECP is read into: raw first, then tidy.

DECP (« données essentielles de la commande publique ») come in five forms. An adapter turns each
into *raw* tables: texts as published, under the official names, one row a thing. Cleaning turns
raw tables into *tidy* ones, whatever the form was: typed columns, with the text as published
beside each value that was changed (`montant_brut`).

Column names are those of the official schemas (arrêté of 22 December 2022) and of the tabular
consolidation of decp.info; a row of any table belongs to the contract `(fichier, rang)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from maillon.base.yaml_files import read_yaml

KEY = ("fichier", "rang")
"""The file (its name) and the rank of the contract in it, from 0: what every row belongs to."""

_PAIRS: Mapping[str, Mapping[str, Any]] = {
    table: {
        name: ways if isinstance(ways, list) else [ways, None] for name, ways in columns.items()
    }
    for table, columns in read_yaml(Path(__file__).with_name("tables.yaml")).items()
}
RAW: Mapping[str, tuple[str, ...]] = {table: tuple(columns) for table, columns in _PAIRS.items()}
"""The columns of each raw table, as published: `tables.yaml` says where each is read."""

IN_BLOCKS, IN_FLAT = (
    {
        table: {name: pair[form] for name, pair in columns.items() if pair[form]}
        for table, columns in _PAIRS.items()
    }
    for form in (0, 1)
)
"""Where columns are read in blocks of JSON and XML; their other names in the flattened form."""

#: Considerations in three states: true (declared), false (declared absent), null (not said).
CONSIDERATIONS = ("env_clause", "env_critere", "soc_clause", "soc_critere", "soc_reserve")


@dataclass(frozen=True)
class Tables:
    """The tables of one reading, lazy so that a national file streams through them.

    Each holds the columns of :data:`KEY` and those of its entry in :data:`RAW`, as text when raw.
    Tidy contracts have in addition :data:`CONSIDERATIONS`, `montant_brut`, `departement` (where
    the contract is performed, null if unknown), `region`, `division` (two digits of the CPV), and
    `siren` for holders (nine digits, null unless the id is a SIRET).
    """

    contracts: pl.LazyFrame
    holders: pl.LazyFrame
    modifications: pl.LazyFrame
    subcontracts: pl.LazyFrame
    concessions: pl.LazyFrame
    changed_holders: pl.LazyFrame
    subcontract_changes: pl.LazyFrame

    @classmethod
    def made(cls, make: Callable[[str], pl.LazyFrame]) -> Tables:
        """Return tables that are made one by one, each from its name."""
        return cls(**{table: make(table) for table in RAW})

    @classmethod
    def joined(cls, several: Sequence[Tables]) -> Tables:
        """Return the tables of several readings, end to end."""
        return cls.made(lambda table: pl.concat([getattr(each, table) for each in several]))

    def changed(self, change: Callable[[pl.LazyFrame], pl.LazyFrame]) -> Tables:
        """Return the same with one change in each table."""
        return self.made(lambda table: change(getattr(self, table)))


def raw_schema(table: str) -> dict[str, pl.DataType]:
    """Return the columns of a raw table, with their types: text, but for the rank.

    >>> list(raw_schema("concessions"))[:3]
    ['fichier', 'rang', 'id']
    """
    texts: dict[str, pl.DataType] = dict.fromkeys(RAW[table], pl.String())
    return {"fichier": pl.String(), "rang": pl.Int64(), **texts}
