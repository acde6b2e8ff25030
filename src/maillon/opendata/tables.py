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

import polars as pl

from maillon.base.yaml_files import read_yaml

KEY = ("fichier", "rang")
"""The file (its name) and the rank of the contract in it, from 0: what every row belongs to."""

_Columns = Mapping[str, str | list[str | None] | None]
_PLACES: Mapping[str, _Columns] = read_yaml(Path(__file__).with_name("tables.yaml"))
RAW: Mapping[str, tuple[str, ...]] = {table: tuple(columns) for table, columns in _PLACES.items()}
"""The columns of each raw table, as published: `tables.yaml` says where each is read."""

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


def in_blocks(table: str) -> dict[str, str]:
    """Return where each column of a table is read in the blocks of JSON and XML.

    >>> in_blocks("holders")["titulaire_nom"]
    'denominationSociale'
    """
    places = {name: _pair(place)[0] for name, place in _PLACES[table].items()}
    return {name: place for name, place in places.items() if place}


def in_flat(table: str) -> dict[str, str]:
    """Return the name of each column of a table in the flattened form, where it is another.

    >>> in_flat("modifications")["modification_id"]
    'idmodification'
    """
    places = {name: _pair(place)[1] for name, place in _PLACES[table].items()}
    return {name: place for name, place in places.items() if place}


def _pair(place: str | list[str | None] | None) -> tuple[str | None, str | None]:
    if isinstance(place, list):
        nested, flat = place
        return nested, flat
    return place, None
