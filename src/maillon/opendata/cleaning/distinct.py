"""Compute once what a column says many times: a procedure, a day or a buyer comes round again."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def by_distinct(column: pl.Expr, compute: Callable[[str], object], kind: pl.DataType) -> pl.Expr:
    """Return what plain Python computes from a text, on the distinct texts of a column only.

    Args:
        column: texts that repeat.
        compute: what is worked out; it should remember its answers. Null stays null.
        kind: the type of the result.

    >>> years = pl.DataFrame({"a": ["2024", "2025", "2024", None]})
    >>> years.select(by_distinct(pl.col("a"), int, pl.Int64())).to_series().to_list()
    [2024, 2025, 2024, None]
    """

    def mapped(texts: pl.Series) -> pl.Series:
        once = texts.drop_nulls().unique()
        if once.is_empty():
            return pl.Series(texts.name, [None] * len(texts), kind)
        results = pl.Series([compute(text) for text in once], dtype=kind)
        return texts.replace_strict(once, results, default=None, return_dtype=kind)

    return column.map_batches(mapped, return_dtype=kind, is_elementwise=True)
