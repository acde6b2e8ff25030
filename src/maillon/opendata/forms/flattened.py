"""Tables of one row a contract: data.economie.gouv.fr, and tables made at home.

Both put everything in columns: the holders in `titulaire_id_1` to `_3`, the last modification and
the last subcontract in columns of their own.  Column names are recognised without case, accents
or punctuation, so that `LieuExecution_code`, `lieuexecution_code` and `lieuExecution.code` are one.
Values stay as published: `CDL` (conditional, left empty), `MQ` (missing), `INX …` (ill-formed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import polars as pl

from maillon.base.text import slug
from maillon.opendata.forms.archives import stored
from maillon.opendata.forms.blocks import shown, text_of
from maillon.opendata.forms.raw import Form, Incident, RawReading
from maillon.opendata.forms.tabular import read_tabular
from maillon.opendata.tables import IN_FLAT, KEY, RAW, Tables

#: As many official columns, and a table is taken for one of contracts.
ENOUGH_COLUMNS = 4
#: A column of a holder: what it tells, and the rank of the holder if there are several.
_HOLDER = re.compile(r"titulaires?(id|typeidentifiant|nom|denominationsociale)[a-z]*([0-9]*)")
_HOLDER_COLUMNS = {
    "id": "titulaire_id",
    "typeidentifiant": "titulaire_typeIdentifiant",
    "nom": "titulaire_nom",
    "denominationsociale": "titulaire_nom",
}
#: What an unused group of columns holds: nothing, or « conditional, left empty ».
_UNUSED = ("", "CDL")
#: How the nature of a concession begins.
_CONCESSION_NATURE = "(?i)^(concession|d[ée]l[ée]gation de service)"
#: What makes rows one contract with several holders, when they have these in common.
_SAME_CONTRACT = ("acheteurid", "id", "montant", "objet")
_SAME_DAY = "datenotification"

#: Tables whose columns have names of their own in the flattened form.
_BELONGINGS = ("modifications", "subcontracts", "changed_holders", "subcontract_changes")
#: Columns added to the frame: whether a row is a concession, and the rank of its contract.
_CONCESSION_MARK = "_concession"
_OWN_RANK = "_contrat"

_Columns = dict[str, str]


def plain(name: str) -> str:
    """Return a column name without case, accents or punctuation.

    >>> plain("LieuExecution_typeCode"), plain("Durée (mois)")
    ('lieuexecutiontypecode', 'dureemois')
    """
    return slug(name).replace("-", "")


#: Table -> official column -> its plain name in the flattened form.
_FLAT = {table: IN_FLAT[table] for table in _BELONGINGS} | {
    table: {name: plain(name) for name in RAW[table]} for table in ("contracts", "concessions")
}
_KNOWN = {name for columns in _FLAT.values() for name in columns.values()}


def known_columns(names: Iterable[str]) -> int:
    """Say how many columns are among those that are read.

    >>> known_columns(["ID", "Montant", "titulaire_id_2", "couleur"])
    3
    """
    return sum(plain(name) in _KNOWN or bool(_HOLDER.fullmatch(plain(name))) for name in names)


def is_tabular(names: Iterable[str]) -> bool:
    """Say whether a table has a row for each holder and version, as that of decp.info.

    >>> is_tabular(["uid", "titulaire_id"]), is_tabular(["acheteur_id", "titulaire_id_1"])
    (True, False)
    """
    return "titulaire_id" in (found := set(names)) and bool(found & {"uid", "acheteur_id"})


def read_records(
    records: Sequence[Any], name: str, incidents: Iterable[Incident] = ()
) -> RawReading:
    """Read the records of a JSON answer: one flat block a contract.

    Raises:
        UnreadableFile: they are rows of the tabular form, and these cannot be read.
    """
    found = list(incidents)
    rows: dict[int, Mapping[str, Any]] = {}
    for rank, record in enumerate(records):
        if isinstance(record, dict) and any(map(text_of, record.values())):
            rows[rank] = record
        else:
            found.append(Incident.of("empty-record", name, rank, record=shown(record)))
    names = list(dict.fromkeys(key for record in rows.values() for key in record))
    columns = {key: [text_of(record.get(key)) for record in rows.values()] for key in names}
    if is_tabular(names):
        return _read_versions(pl.DataFrame(columns), name, found)
    frame = text_frame(list(rows), columns)
    return read_frame(frame, name, Form.FLATTENED, len(records), tuple(found))


def _read_versions(frame: pl.DataFrame, name: str, incidents: list[Incident]) -> RawReading:
    """Read records that are rows of the tabular form, as its own reader does."""
    packed = BytesIO()
    frame.write_parquet(packed)
    reading = read_tabular(stored(packed.getvalue(), name), name)
    return replace(reading, incidents=(*incidents, *reading.incidents))


def text_frame(ranks: Sequence[int], columns: Mapping[str, Sequence[str | None]]) -> pl.DataFrame:
    """Return columns of texts, one value a contract, with the ranks of the contracts in `rang`."""
    schema = {"rang": pl.Int64(), **dict.fromkeys(columns, pl.String())}
    return pl.DataFrame({**columns, "rang": ranks}, schema=schema)


def read_frame(
    frame: pl.DataFrame, name: str, form: Form, lines: int, incidents: tuple[Incident, ...]
) -> RawReading:
    """Build a reading from a frame of texts, one row a contract, with its rank in `rang`.

    Rows that differ by their holder alone are one contract with several holders, and are told.
    """
    names = [column for column in frame.columns if column != "rang"]
    by_name = _by_name(names)
    frame = frame.with_columns(_is_concession(by_name).alias(_CONCESSION_MARK))
    frame = frame.with_columns(_contract_rank(frame, by_name).alias(_OWN_RANK))
    joined = int((frame["rang"] != frame[_OWN_RANK]).sum())
    if joined:
        incidents = (*incidents, Incident.of("joined-holders", name, times=joined))
    lines -= int(frame[_CONCESSION_MARK].sum())
    return RawReading(name, form, flat_tables(frame.lazy(), name, names), lines, incidents)


def _by_name(names: Sequence[str]) -> _Columns:
    return {plain(name): name for name in reversed(names)}


def _is_concession(by_name: _Columns) -> pl.Expr:
    """Say whether a row is a concession: it has a conceding authority, and no buyer."""

    def fills(name: str) -> pl.Expr:
        if name not in by_name:
            return pl.lit(value=False)
        return ~pl.col(by_name[name]).fill_null("").is_in(_UNUSED)

    authority = fills("autoriteconcedanteid")
    if "nature" not in by_name:
        return authority & ~fills("acheteurid")
    says_so = pl.col(by_name["nature"]).str.contains(_CONCESSION_NATURE).fill_null(value=False)
    return authority & (says_so | ~fills("acheteurid"))


def _contract_rank(frame: pl.DataFrame, by_name: _Columns) -> pl.Series:
    """Return the rank of the contract of each row: its own, or that of its first holder's row."""
    rank = frame["rang"]
    held = [name for name in by_name.values() if _HOLDER.fullmatch(plain(name))]
    if not held or not set(_SAME_CONTRACT) <= set(by_name):
        return rank
    keys = [by_name[name] for name in (*_SAME_CONTRACT, _SAME_DAY) if name in by_name]
    repeated = frame.select("rang", *keys, *held).filter(
        ~pl.any_horizontal(pl.col(keys[:2]).fill_null("").is_in((*_UNUSED, "MQ")))
    )
    repeated = repeated.filter(repeated.select(keys).is_duplicated())
    first = pl.col("rang").first().over(keys)
    several = repeated.select(
        "rang",
        pl.when(pl.struct(held).n_unique().over(keys) > 1).then(first).alias(_OWN_RANK),
    ).drop_nulls()
    return (
        frame.select("rang")
        .join(several, on="rang", how="left", maintain_order="left")
        .select(pl.coalesce(_OWN_RANK, "rang"))
        .to_series()
    )


def flat_tables(frame: pl.LazyFrame, file: str, names: Sequence[str]) -> Tables:
    """Return the raw tables of a frame of one row a contract, which :func:`read_frame` marked."""
    by_name = _by_name(names)
    frame = frame.with_columns(fichier=pl.lit(file))
    whole = frame.filter(~pl.col(_CONCESSION_MARK))
    contracts = whole.filter(pl.col("rang") == pl.col(_OWN_RANK))
    rows = whole.with_columns(pl.col(_OWN_RANK).alias("rang"))
    belongings = {
        table: _used(_table(rows, table, _FLAT[table], by_name)).unique(maintain_order=True)
        for table in _BELONGINGS
    }
    return Tables(
        contracts=_table(contracts, "contracts", _FLAT["contracts"], by_name),
        holders=_holders(rows, names),
        concessions=_table(
            frame.filter(_CONCESSION_MARK), "concessions", _FLAT["concessions"], by_name
        ),
        **belongings,
    )


def _table(frame: pl.LazyFrame, table: str, wanted: _Columns, by_name: _Columns) -> pl.LazyFrame:
    """Select the columns of a raw table; those that the file has not are null."""
    own = {column: by_name.get(wanted.get(column, "")) for column in RAW[table]}
    return frame.select(
        *KEY,
        *(
            (pl.lit(None, pl.String()) if name is None else pl.col(name)).alias(column)
            for column, name in own.items()
        ),
    )


def _holders(frame: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    groups: dict[str, _Columns] = {"": {}}
    for name in names:
        found = _HOLDER.fullmatch(plain(name))
        if found:
            groups.setdefault(found[2], {}).setdefault(_HOLDER_COLUMNS[found[1]], name)
    same = {name: name for name in names}
    told = ("titulaire_id", "titulaire_nom")
    slots = [_used(_table(frame, "holders", columns, same), told) for columns in groups.values()]
    return pl.concat(slots).unique(maintain_order=True)


def _used(table: pl.LazyFrame, told: Iterable[str] | None = None) -> pl.LazyFrame:
    """Keep the rows in which at least one text (of those `told`) says something."""
    every = pl.selectors.string() - pl.selectors.by_name("fichier")
    texts = every.as_expr() if told is None else pl.col(list(told))
    return table.filter(pl.any_horizontal(texts.is_not_null() & ~texts.is_in(_UNUSED)))
