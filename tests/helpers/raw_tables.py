"""Raw tables made on the spot: a few columns of a few rows, the others null."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from maillon.opendata.cleaning.clean import Cleaned, clean
from maillon.opendata.forms.raw import RawRows


def cleaned(table: str, *rows: Mapping[str, str | None]) -> Cleaned:
    """Clean one table of these rows; the other tables are empty."""
    return cleaned_tables({table: rows})


def cleaned_tables(tables: Mapping[str, Iterable[Mapping[str, str | None]]]) -> Cleaned:
    """Clean these rows of some tables; the other tables are empty."""
    raw = RawRows("a.json")
    for table, rows in tables.items():
        for rank, row in enumerate(rows):
            raw.add(table, rank, row)
    return clean(raw.tables())


def tidy(table: str, column: str, *texts: str | None, **others: str) -> list[Any]:
    """Clean one column and return its values."""
    done = cleaned(table, *({column: text, **others} for text in texts))
    frame: pl.DataFrame = getattr(done.tables, table).collect()
    return frame[column].to_list()


def touched(done: Cleaned, table: str = "") -> dict[str, int]:
    """Return what the rules touched (those of one table only), by rule and column, but zeros."""
    return {
        f"{count.rule}:{count.column}".rstrip(":"): count.touched
        for count in done.counts()
        if count.touched and (not table or count.table == table)
    }


def write_csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write a tabular file whose columns are those of its first row."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
