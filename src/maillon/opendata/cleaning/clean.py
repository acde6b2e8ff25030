"""Turn raw tables into tidy ones, and count what each rule touched.

Every rule is data (:class:`~maillon.opendata.cleaning.rules.Rule`): an identifier, what it does,
why, what becomes of the values, and an expression that finds them. A table comes out with as many
rows as it came in; the text as published stays beside every column that a step changes
(`montant_brut`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from maillon.opendata.cleaning.cpv import cpv_steps
from maillon.opendata.cleaning.dates import date_step
from maillon.opendata.cleaning.firms import (
    holder_steps,
    lost_digits_step,
    siret_rules,
    trimmed_step,
    zeros_step,
)
from maillon.opendata.cleaning.numbers import (
    amount_steps,
    months_step,
    offers_step,
    share_step,
    yes_no_step,
)
from maillon.opendata.cleaning.official_words import consideration_steps, variant_steps
from maillon.opendata.cleaning.places import place_steps
from maillon.opendata.cleaning.rules import Effect, Rule, Step, apply
from maillon.opendata.cleaning.texts import empty_step, entity_steps
from maillon.opendata.tables import RAW, Tables

#: Rows that are cleaned at a time.
_SLICE = 1 << 16
RAW_SUFFIX = "_brut"
"""What ends the name of the column that keeps the text as published."""


@dataclass(frozen=True)
class Count:
    """What one rule touched in one data set.

    Attributes:
        rule: identifier of the rule.
        label: what it does, in French.
        why: why, in French.
        table: the table it looks at.
        column: the column it looks at; empty when it looks at all of them.
        effect: what becomes of the values.
        touched: values touched.
    """

    rule: str
    label: str
    why: str
    table: str
    column: str
    effect: Effect
    touched: int

    @classmethod
    def of(cls, rule: Rule, table: str, touched: int | None) -> Count:
        """Return the count of a rule; `touched` is None for a table without rows."""
        name = rule.id.partition(":")[0]
        return cls(name, rule.label, rule.why, table, rule.column, rule.effect, int(touched or 0))


@dataclass(frozen=True)
class Cleaned:
    """Tidy tables, as many rows as the raw ones, and what counts the rules.

    Attributes:
        tables: the tidy tables.
        raw: what they are made from.
    """

    tables: Tables
    raw: Tables

    def counts(self) -> tuple[Count, ...]:
        """Add up what every rule touched, in one pass over each table, zeros included."""
        return self.collect({})[1]

    def collect(
        self, wanted: Mapping[str, Sequence[pl.Expr]]
    ) -> tuple[dict[str, pl.DataFrame], tuple[Count, ...]]:
        """Read columns of tidy tables and count the rules, in the same pass over each table.

        Args:
            wanted: for some tables, what to read of each row.
        """
        frames, counts = {}, []
        for table in RAW:
            frames[table], touched = _collected(
                getattr(self.raw, table), table, wanted.get(table, ())
            )
            counts += [
                Count.of(rule, table, times)
                for rule, times in zip(rules(table), touched, strict=True)
            ]
        return frames, tuple(counts)


def clean(raw: Tables) -> Cleaned:
    """Clean raw tables; nothing is read before a table is collected or the rules are counted."""

    def tidy(table: str) -> pl.LazyFrame:
        return _marked(getattr(raw, table), table).drop(rule.id for rule in rules(table))

    return Cleaned(Tables.made(tidy), raw)


def _collected(
    raw: pl.LazyFrame, table: str, wanted: Sequence[pl.Expr]
) -> tuple[pl.DataFrame, Sequence[int | None]]:
    """Clean a table, slice after slice; return what is wanted of it, and what each rule touched.

    A slice is read by streaming and then cleaned in memory: hundreds of short expressions cost
    more than they compute on the small pieces that streaming hands over.
    """
    names = [rule.id for rule in rules(table)]
    kept, sums = [], []

    def keep(rows: pl.DataFrame) -> None:
        marked = _marked(rows.lazy(), table)
        done = marked.select(*wanted, *names).collect(engine="in-memory")
        sums.append(done.select(pl.col(names).sum()))
        kept.append(done.drop(names))

    for rows in raw.collect_batches(chunk_size=_SLICE, lazy=True, engine="streaming"):
        keep(rows)
    if not kept:  # a table without rows has columns
        keep(pl.DataFrame(schema=raw.collect_schema()))
    return pl.concat(kept), pl.concat(sums).sum().row(0)


def _marked(frame: pl.LazyFrame, table: str) -> pl.LazyFrame:
    changed = {expr.meta.output_name() for step in steps(table) for expr in step.after}
    kept = pl.col(sorted(changed & set(RAW[table]))).name.suffix(RAW_SUFFIX)
    return apply(frame.with_columns(kept), steps(table))


def rules(table: str) -> tuple[Rule, ...]:
    """Return the rules of a table, in the order in which they are applied.

    >>> [rule.id for rule in rules("concessions")][:3]
    ['case-vide', 'marque-cdl', 'marque-mq']
    """
    return tuple(rule for step in steps(table) for rule in step.rules)


@cache
def steps(table: str) -> tuple[Step, ...]:
    """Return the steps of a table, in the order in which they are applied."""
    dates = [date_step(column) for column in RAW[table] if column.startswith("date")]
    amounts = (*amount_steps(), months_step())
    own: Mapping[str, tuple[Step, ...]] = {
        "contracts": (*_contract_steps(amounts), *dates, *consideration_steps()),
        "holders": _holder_steps(),
        "changed_holders": _holder_steps(),
        "modifications": (*entity_steps(["modification_objet"]), *amounts, *dates),
        "subcontracts": (
            trimmed_step(["sousTraitant_id"], inside=True),
            lost_digits_step(["sousTraitant_id"]),
            *variant_steps({"sousTraitant_typeIdentifiant": "titulaire_typeIdentifiant"}),
            Step(siret_rules("sousTraitant_id", "sousTraitant_typeIdentifiant")),
            *amounts,
            *dates,
        ),
        "subcontract_changes": (*amounts, *dates),
        "concessions": (),
    }
    return (empty_step(RAW[table]), *own[table])


def _contract_steps(amounts: tuple[Step, ...]) -> Iterator[Step]:
    yield trimmed_step(["id"], inside=False)
    yield zeros_step()
    yield trimmed_step(["acheteur_id", "lieuExecution_code"], inside=True)
    yield lost_digits_step(["id", "acheteur_id"])
    yield from entity_steps(["objet", "acheteur_nom"])
    yield Step(siret_rules("acheteur_id"))
    listed = ("nature", "procedure", "lieuExecution_typeCode", "formePrix", "ccag")
    yield from variant_steps({column: column for column in listed})
    yield from (*place_steps(), *cpv_steps(), *amounts)
    yield offers_step()
    yield from map(share_step, ("tauxAvance", "origineUE", "origineFrance"))
    yield from map(yes_no_step, ("marcheInnovant", "attributionAvance", "sousTraitanceDeclaree"))


def _holder_steps() -> tuple[Step, ...]:
    kind = "titulaire_typeIdentifiant"
    return (
        trimmed_step(["titulaire_id"], inside=True),
        lost_digits_step(["titulaire_id"]),
        *entity_steps(["titulaire_nom"]),
        *variant_steps({kind: kind}),
        *holder_steps(),
    )
