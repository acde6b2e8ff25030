"""A cleaning rule: what it counts, why, and the step that changes the values it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl


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


@dataclass(frozen=True)
class Step:
    """One change of one table.

    Attributes:
        table: the table.
        rules: what the change does, rule by rule.
        after: the columns after it.
        first: columns that the rules and the change are told from, computed once and not kept.
    """

    table: str
    rules: tuple[Rule, ...]
    after: tuple[pl.Expr, ...] = ()
    first: tuple[pl.Expr, ...] = ()


def apply(table: pl.LazyFrame, steps: Iterable[Step]) -> pl.LazyFrame:
    """Return the table after the steps, with one column a rule (named by its id) that counts.

    >>> known = Rule("vide:a", "…", "…", Effect.UNKNOWN, pl.col("a") == "")
    >>> steps = [Step("t", (known,), (pl.col("a").replace("", None),))]
    >>> apply(pl.LazyFrame({"a": ["", "b"]}), steps).collect().to_dict(as_series=False)
    {'a': [None, 'b'], 'vide:a': [True, False]}
    """
    for step in steps:
        flags = (rule.touches.alias(rule.id) for rule in step.rules)
        table = table.with_columns(*step.first).with_columns(*flags, *step.after)
        table = table.drop(expr.meta.output_name() for expr in step.first)
    return table
