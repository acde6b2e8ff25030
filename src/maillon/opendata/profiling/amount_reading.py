"""Ways of adding up the amounts of contracts: the naive ones overstate, each for its own reason.

An official file can be added up row by row or contract by contract, with republished contracts or
without, and the amount of a modification can be taken for a new total (as the format asks) or for
a difference (as many buyers type it). Nothing says which is which: :data:`HALF` is a rule of thumb.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from maillon.opendata.profiling.duplicates import find_duplicates
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import KEY

HALF = 0.5
"""Under this part of the initial amount, the amount of a modification is read as a difference."""


class Unit(StrEnum):
    """What is added up once."""

    HOLDER = "titulaire"
    CONTRACT = "marche"


class Change(StrEnum):
    """How the amounts of modifications are read, the last one of a contract prevailing."""

    IGNORED = "depart"
    TOTAL = "total"
    DIFFERENCE = "ecart"
    JUDGED = "cas-par-cas"


@dataclass(frozen=True)
class AmountReading:
    """One way of adding up.

    Attributes:
        unit: whether an amount counts once for a contract, or once for each of its holders.
        duplicates: whether a contract published twice counts twice.
        change: how the amounts of modifications are read.
    """

    unit: Unit = Unit.CONTRACT
    duplicates: bool = False
    change: Change = Change.JUDGED

    def total(self, dataset: Dataset) -> float:
        """Return the sum of the known amounts of a data set, in euros excluding VAT.

        In :data:`Change.JUDGED`, an amount under half of the initial one is a difference, which is
        added; any other is the new total, which replaces all that came before. Differences add up.

        Args:
            dataset: contracts in a form that gives their initial amounts. The tabular form gives
                the amounts in force: it can be added up, but not with its modifications.
        """
        tables = dataset.cleaned.tables
        contracts = tables.contracts.select(
            *KEY, "acheteur_id", "id", "objet", "datePublicationDonnees", "montant"
        ).collect()
        if not self.duplicates:
            removed = find_duplicates(contracts.lazy(), tables.holders)
            contracts = contracts.join(removed, on=KEY, how="anti")
        amounts = contracts.select(*KEY, "montant")
        if self.change is not Change.IGNORED:
            amounts = self._modified(amounts, tables.modifications.select(*KEY, "montant"))
        if self.unit is Unit.HOLDER:
            amounts = amounts.join(tables.holders.select(*KEY).collect(), on=KEY)
        return float(amounts["montant"].sum())

    def _modified(self, amounts: pl.DataFrame, changes: pl.LazyFrame) -> pl.DataFrame:
        """Return the amounts after the modifications of each contract, in their order."""
        known = changes.drop_nulls("montant").collect()
        rows = known.join(amounts, on=KEY, suffix="_initial", maintain_order="left")
        new, initial = pl.col("montant"), pl.col("montant_initial")
        difference = {
            Change.TOTAL: pl.lit(value=False),
            Change.DIFFERENCE: pl.lit(value=True),
            Change.JUDGED: new < HALF * initial,
        }[self.change]
        total = ~pl.col("ecart")
        since_last_total = total.cum_sum(reverse=True) == 0
        after = (
            rows.with_columns(difference.alias("ecart"))
            .group_by(KEY, maintain_order=True)
            .agg(
                new.filter(since_last_total).sum().alias("ajoute"),
                new.filter(total).last().alias("remplace"),
            )
        )
        return amounts.join(after, on=KEY, how="left").select(
            *KEY,
            (pl.coalesce("remplace", "montant") + pl.col("ajoute").fill_null(0)).alias("montant"),
        )


@dataclass(frozen=True)
class RowSums:
    """What adding up the rows of a tabular file gives, beside one amount a contract.

    Attributes:
        rows: rows of the file.
        contracts: contracts in it.
        naive: sum of the column `montant` over the rows, in euros.
        total: sum of the amounts in force, one a contract, in euros.
    """

    rows: int
    contracts: int
    naive: float
    total: float

    @property
    def overstatement(self) -> float:
        """How many times the naive sum is the total."""
        return self.naive / self.total


def row_sums(published: pl.LazyFrame, dataset: Dataset) -> RowSums:
    """Compare the sum of the rows of a tabular file with the sum of its contracts.

    Args:
        published: the rows as published, with a column `montant`.
        dataset: the same file, read.
    """
    amounts = pl.col("montant").cast(pl.Float64, strict=False)
    rows, naive = published.select(pl.len(), amounts.sum().alias("naive")).collect().row(0)
    known = dataset.cleaned.tables.contracts.select(pl.len(), pl.col("montant").sum())
    contracts, total = known.collect(engine="streaming").row(0)
    return RowSums(rows, contracts, naive, total)
