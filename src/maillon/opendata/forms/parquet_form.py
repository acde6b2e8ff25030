"""The columns of a Parquet file as published texts, whatever their types are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from maillon.opendata.cleaning.dates import PARIS


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
