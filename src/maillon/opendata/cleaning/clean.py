"""Turn raw tables into tidy ones, and count what each rule touched.

Every rule is data (:class:`~maillon.opendata.cleaning.rules.Rule`): an identifier, what it does,
why, what becomes of the values, and an expression that finds them. A table comes out with as many
rows as it came in; the text as published stays beside every column that a step changes
(`montant_brut`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from maillon.opendata.cleaning.amounts import amount_steps
from maillon.opendata.cleaning.considerations import consideration_steps
from maillon.opendata.cleaning.cpv import cpv_steps
from maillon.opendata.cleaning.dates import date_step
from maillon.opendata.cleaning.firms import holder_steps, siret_rules
from maillon.opendata.cleaning.numbers import months_step, offers_step, share_step, yes_no_step
from maillon.opendata.cleaning.places import place_steps
from maillon.opendata.cleaning.rules import Effect, Rule, Step, apply
from maillon.opendata.cleaning.texts import empty_step, entity_steps, trimmed_step
from maillon.opendata.cleaning.variants import variant_steps
from maillon.opendata.tables import RAW, Tables

RAW_SUFFIX: Final = "_brut"
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

    @property
    def unreadable(self) -> int:
        """Values that the rule made unknown."""
        return self.touched if self.effect is Effect.UNKNOWN else 0


@dataclass(frozen=True)
class Cleaned:
    """Tidy tables, as many rows as the raw ones, and what counts the rules.

    Attributes:
        tables: the tidy tables.
        marked: the same with one column a rule, which :meth:`counts` adds up.
    """

    tables: Tables
    marked: Mapping[str, pl.LazyFrame]

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
        for table, marked in self.marked.items():
            flags = [pl.col(rule.id) for rule in rules(table)]
            if table in wanted:
                read = marked.select(*wanted[table], *flags).collect(engine="streaming")
                sums = read.select(flag.sum() for flag in flags)
                frames[table] = read.drop(sums.columns)
            else:
                sums = marked.select(flag.sum() for flag in flags).collect(engine="streaming")
            counts += [Count.of(rule, table, sums[rule.id].item()) for rule in rules(table)]
        return frames, tuple(counts)


def clean(raw: Tables) -> Cleaned:
    """Clean raw tables; nothing is read before a table is collected or the rules are counted."""
    marked = {table: _marked(getattr(raw, table), table) for table in RAW}
    tidy = {table: frame.drop(rule.id for rule in rules(table)) for table, frame in marked.items()}
    return Cleaned(Tables(**tidy), marked)


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
    own = {
        "contracts": _contract_steps,
        "holders": _holder_steps,
        "modifications": _modification_steps,
        "subcontracts": _subcontract_steps,
    }
    empty = empty_step(table, RAW[table])
    return (empty, *own[table]()) if table in own else (empty,)


def _contract_steps() -> tuple[Step, ...]:
    table = "contracts"
    columns = ("nature", "procedure", "lieuExecution_typeCode", "formePrix", "ccag")
    return (
        trimmed_step(table, ["id"], inside=False),
        _filled_id_step(),
        trimmed_step(table, ["acheteur_id", "lieuExecution_code"], inside=True),
        *entity_steps(table, ["objet", "acheteur_nom"]),
        Step(table, siret_rules("acheteur_id")),
        *variant_steps(table, {column: column for column in columns}),
        *place_steps(),
        *cpv_steps(),
        *amount_steps(table),
        months_step(table),
        offers_step(),
        *(share_step(column) for column in ("tauxAvance", "origineUE", "origineFrance")),
        *(
            yes_no_step(column)
            for column in ("marcheInnovant", "attributionAvance", "sousTraitanceDeclaree")
        ),
        *(date_step(table, column) for column in ("dateNotification", "datePublicationDonnees")),
        *consideration_steps(),
    )


def _filled_id_step() -> Step:
    filled = pl.col("id").str.contains(r"^[0\W_]+$")
    rule = Rule(
        "id-remplissage:id",
        "Identifiant de contrat fait de zéros : considéré comme inconnu",
        "Plusieurs contrats le portent : il ne distingue rien.",
        Effect.UNKNOWN,
        filled,
    )
    return Step("contracts", (rule,), (pl.when(~filled).then(pl.col("id")),))


def _holder_steps() -> tuple[Step, ...]:
    table, kind = "holders", "titulaire_typeIdentifiant"
    return (
        trimmed_step(table, ["titulaire_id"], inside=True),
        *entity_steps(table, ["titulaire_nom"]),
        *variant_steps(table, {kind: kind}),
        *holder_steps(),
    )


def _modification_steps() -> tuple[Step, ...]:
    table = "modifications"
    dates = ("dateNotificationModification", "datePublicationDonneesModification")
    return (
        *entity_steps(table, ["modification_objet"]),
        *amount_steps(table),
        months_step(table),
        *(date_step(table, column) for column in dates),
    )


def _subcontract_steps() -> tuple[Step, ...]:
    table = "subcontracts"
    return (
        trimmed_step(table, ["sousTraitant_id"], inside=True),
        *variant_steps(table, {"sousTraitant_typeIdentifiant": "titulaire_typeIdentifiant"}),
        Step(table, siret_rules("sousTraitant_id", "sousTraitant_typeIdentifiant")),
        *amount_steps(table),
        months_step(table),
        *(date_step(table, column) for column in ("dateNotification", "datePublicationDonnees")),
    )
