"""Read the tabular consolidation of decp.info: CSV or Parquet, one row a contract, holder, version.

A row is not a contract: adding up rows counts an amount once for each holder and each version.
Here a contract is one `uid`; its values are those of its current version
(:mod:`maillon.opendata.forms.versions` says which), its holders those of that version, its
modifications the versions after the first.

Only the number of each line's version is held in memory; the tables stay lazy, so that a national
file streams through them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl

from maillon.opendata.cleaning.dates import PARIS
from maillon.opendata.cleaning.texts import folded
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import Form, Incident, RawReading
from maillon.opendata.forms.versions import LINE, Versions, find_versions, line_columns
from maillon.opendata.tables import RAW, Tables, raw_schema

#: Columns of a version, under the names that the table of modifications gives them.
_VERSION_NAMES = {
    "dateNotificationModification": "dateNotification",
    "datePublicationDonneesModification": "datePublicationDonnees",
}
_CONTRACT_NAMES = {"source": "sourceDataset"}
#: Tables that this form does not fill.
_ABSENT = ("subcontracts", "concessions", "changed_holders", "subcontract_changes")
_BLOCK = 1 << 23
_SEPARATORS = ",;|\t"


def read_tabular(path: Path, name: str = "") -> RawReading:
    """Return the raw tables of a tabular file, whichever of its columns it has.

    The rank of a contract is that of the line that speaks for it, from 0. The reading is called
    `name`, or as the file when there is none.

    Raises:
        UnreadableFile: the file is cut, its lines have not all the same columns, it is not in
            UTF-8, or it has neither `uid` nor both `acheteur_id` and `id`.
    """
    name = name or path.name
    try:
        rows = _scan_parquet(path) if _is_parquet(path) else _scan_csv(path, name)
        columns = rows.collect_schema().names()
        if "uid" not in columns and not {"acheteur_id", "id"} <= set(columns):
            raise _damaged(name, "il n’a pas de colonne « uid »")
        lines = rows.select(line_columns(columns)).collect(engine="streaming")
        if "objet" in columns:
            lines = _folded_objects(rows, lines)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(name, "ce n’est pas un tableau lisible, en UTF-8") from error
    versions = find_versions(lines)
    tables = _tables(name, rows.drop(LINE), versions)
    filled = versions.lines - versions.blank
    incidents = {kind: getattr(versions, kind) for kind in ("several", "lots", "alone", "blank")}
    found = [Incident.of(kind, name, times=times) for kind, times in incidents.items() if times]
    return RawReading(name, Form.TABULAR, tables, filled, tuple(found))


def _folded_objects(rows: pl.LazyFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Set spaces and case aside in the objects of contracts whose lines have several."""
    several = lines.group_by("uid").agg(pl.col("objet").n_unique()).filter(pl.col("objet") > 1)
    wanted = lines.join(several, on="uid", how="semi").select(LINE).lazy()
    if several.is_empty():
        return lines
    objects = rows.select(LINE, "objet").join(wanted, on=LINE, how="semi")
    objects = objects.select(LINE, folded(pl.col("objet")).hash().alias("objet"))
    return lines.update(objects.collect(engine="streaming"), on=LINE)


def _damaged(name: str, why: str) -> UnreadableFile:
    return UnreadableFile.of("tabular-damaged", name=name, why=why)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _scan_csv(path: Path, name: str) -> pl.LazyFrame:
    separator, fault = csv_form(path)
    if fault:
        raise _damaged(name, fault)
    return pl.scan_csv(
        path, separator=separator, infer_schema=False, row_index_name=LINE, glob=False
    )


def _scan_parquet(path: Path) -> pl.LazyFrame:
    rows = pl.scan_parquet(path, row_index_name=LINE, glob=False)
    schema = rows.collect_schema()
    return rows.with_columns(as_texts({name: schema[name] for name in schema if name != LINE}))


def as_texts(schema: Mapping[str, pl.DataType]) -> Iterator[pl.Expr]:
    """Yield each column as text: lists joined by ", ", instants on their day in France.

    >>> frame = pl.DataFrame({"a": [["x", "y"]], "b": [True]})
    >>> frame.select(as_texts(frame.schema)).row(0)
    ('x, y', 'true')
    """
    for name, kind in schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.List | pl.Array):
            column = column.cast(pl.List(pl.String())).list.join(", ")
        elif isinstance(kind, pl.Struct):
            column = column.struct.json_encode()
        elif isinstance(kind, pl.Datetime) and kind.time_zone:
            column = column.dt.convert_time_zone(PARIS.key).dt.date()
        yield column.cast(pl.String())


def _tables(file: str, rows: pl.LazyFrame, versions: Versions) -> Tables:
    names = rows.collect_schema().names()

    def table(name: str, lines: pl.DataFrame, renamed: Mapping[str, str]) -> pl.LazyFrame:
        published = {column: renamed.get(column, column) for column in RAW[name]}
        marks = _marks(versions.lines, lines).lazy()
        # Side by side with the file rather than joined to it: nothing is kept in memory.
        marked = pl.concat([rows, marks], how="horizontal").filter(pl.col("rang") >= 0)
        return marked.select(
            pl.lit(file).alias("fichier"),
            "rang",
            *(
                (pl.col(old) if old in names else pl.lit(None, pl.String())).alias(new)
                for new, old in published.items()
            ),
        )

    return Tables(
        contracts=table("contracts", versions.contracts, _CONTRACT_NAMES),
        holders=table("holders", versions.holders, {}),
        modifications=table("modifications", versions.changes, _VERSION_NAMES),
        **{name: pl.LazyFrame(schema=raw_schema(name)) for name in _ABSENT},
    )


def _marks(height: int, lines: pl.DataFrame) -> pl.DataFrame:
    """Return one row a line of the file: the rank of its contract, or -1 when it is not wanted."""
    ranks = np.full(height, -1, dtype=np.int64)
    ranks[lines[LINE].to_numpy()] = lines["rang"].to_numpy()
    return pl.DataFrame({"rang": ranks})


def csv_form(path: Path) -> tuple[str, str]:
    """Return the separator of a CSV file in UTF-8, and what shows that it was cut; empty if whole.

    A reader that pads short lines makes wrong totals out of a download cut in the middle. This
    counts separators and line ends outside quotes, at the speed of the disk and in constant memory.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        first = file.readline()
        header = first.decode("utf-8-sig", errors="replace")
        separator = max(_SEPARATORS, key=header.count)
        columns = header.count(separator) + 1
        others = bytes(set(range(256)) - set(f'{separator}"\n'.encode()))
        separators = ends = 0
        quoted = False
        last = first[-1:]
        fault = _encoding_fault(first)
        rest = b""
        while not fault and (block := file.read(_BLOCK)):
            last = block[-1:]
            # Up to the end of a line, where no character is cut.
            whole, end, after = (rest + block).rpartition(b"\n")
            rest, block = after, whole + end
            fault = _encoding_fault(block)
            pieces = block.translate(None, others).split(b'"')
            outside = b"".join(pieces[quoted::2])
            quoted ^= len(pieces) % 2 == 0
            lines = outside.count(b"\n")
            ends += lines
            separators += len(outside) - lines
    if not fault and quoted:
        fault = "un guillemet ouvert n’est jamais fermé"
    elif not fault and last != b"\n":
        fault = "sa dernière ligne n’est pas terminée"
    elif not fault and separators != ends * (columns - 1):
        fault = f"toutes ses lignes n’ont pas {columns} colonnes comme la première"
    return separator, fault


def _encoding_fault(block: bytes) -> str:
    """Say what is wrong with the characters of a block: a column nobody reads counts too."""
    try:
        pl.Series([block], dtype=pl.Binary()).cast(pl.String())  # faster than Python decodes
    except pl.exceptions.PolarsError:
        return "un de ses caractères n’est pas en UTF-8"
    return ""
