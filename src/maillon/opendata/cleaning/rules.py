"""A cleaning rule: what it counts, why, and the step that changes the values it speaks of.

What each rule says is data (`rules.yaml`); which values it touches is an expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from maillon.base.yaml_files import read_yaml


class Effect(StrEnum):
    """What becomes of the values that a rule touches."""

    REWRITTEN = "réécrit"
    UNKNOWN = "inconnu"
    KEPT = "gardé"


@dataclass(frozen=True)
class Rule:
    """What is counted, and what becomes of it.

    Attributes:
        id: its name, then the column it looks at, where several columns share the rule.
        label: what it does, in French.
        why: why, in French.
        effect: what becomes of the values.
        touches: over the table before the step, true where a value is concerned (or how many are).
    """

    id: str
    label: str
    why: str
    effect: Effect
    touches: pl.Expr

    @property
    def column(self) -> str:
        """The column it looks at; empty when it looks at all of them."""
        return self.id.partition(":")[2]


def rule(name: str, touches: pl.Expr, **bounds: int) -> Rule:
    r"""Return a rule of `rules.yaml`, whose texts may give the bounds that the code applies.

    Args:
        name: its name in the file, then the column it looks at: `cpv-cle:codeCPV`.
        touches: true where a value is concerned.
        bounds: the numbers that its texts name.

    >>> rule("duree-longue:dureeMois", pl.col("dureeMois") > 180, longest=180).label
    'Durée de plus de 180 mois\xa0: gardée telle quelle'
    """
    texts = _texts()[name.partition(":")[0]]
    label, why = (texts[key].format(**bounds) for key in ("label", "why"))
    return Rule(name, label, why, Effect(texts["effect"]), touches)


def unreadable(name: str, value: pl.Expr, **bounds: int) -> Rule:
    """Return the rule that counts the texts of a column which give no `value`; as :func:`rule`."""
    text = pl.col(name.partition(":")[2])
    return rule(name, text.is_not_null() & value.is_null(), **bounds)


@cache
def _texts() -> Any:
    return read_yaml(Path(__file__).with_name("rules.yaml"))


@dataclass(frozen=True)
class Step:
    """One change of one table.

    Attributes:
        rules: what the change does, rule by rule.
        after: the columns after it.
        first: columns that the rules and the change are told from, computed once and not kept.
    """

    rules: tuple[Rule, ...]
    after: tuple[pl.Expr, ...] = ()
    first: tuple[pl.Expr, ...] = ()


def apply(table: pl.LazyFrame, steps: Iterable[Step]) -> pl.LazyFrame:
    """Return the table after the steps, with one column a rule (named by its id) that counts.

    >>> known = rule("case-vide:a", pl.col("a") == "")
    >>> steps = [Step((known,), (pl.col("a").replace("", None),))]
    >>> apply(pl.LazyFrame({"a": ["", "b"]}), steps).collect().to_dict(as_series=False)
    {'a': [None, 'b'], 'case-vide:a': [True, False]}
    """
    for step in steps:
        flags = (rule.touches.alias(rule.id) for rule in step.rules)
        table = table.with_columns(*step.first).with_columns(*flags, *step.after)
        table = table.drop(expr.meta.output_name() for expr in step.first)
    return table


def by_distinct(column: pl.Expr, compute: Callable[[str], object], kind: pl.DataType) -> pl.Expr:
    """Return what plain Python computes from a text, on the distinct texts of a column only.

    A procedure, a day or a buyer comes round again in a file: each is worked out once.

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
