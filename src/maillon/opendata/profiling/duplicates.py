"""Which rows are the same contract published again: the explicit rule, and each case counted.

A contract is known by its buyer and its identifier. Among rows with the same key, the one kept has
the latest `datePublicationDonnees`, then the latest file name, then the latest rank in the file.
Rows without buyer or without identifier cannot be compared: all are kept, and counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import polars as pl

from maillon.opendata.tables import KEY

IDENTITY: Final = ("acheteur_id", "id")
RULE: Final = (
    "clé (acheteur.id, id) ; en cas de doublon on garde la datePublicationDonnees la plus récente, "
    "puis le nom de fichier le plus récent"
)
"""The rule in one French clause, as the reference profile words it."""


class Kind(StrEnum):
    """What a removed row is, beside the row that is kept."""

    RESENT = "renvoi"
    CORRECTED = "montant corrigé"
    DOUBTFUL = "deux lots, peut-être"


@dataclass(frozen=True)
class Doubt:
    """Two rows of one file with the same key and two amounts: perhaps two lots, under one id."""

    file: str
    rank: int
    buyer: str
    id: str
    amount: float | None
    kept_amount: float | None


@dataclass(frozen=True)
class DuplicateCounts:
    """Rows removed, by kind, and contracts that could not be compared.

    Attributes:
        resent: the same contract with the same amount, sent again.
        corrected: the same contract with another amount, in another file.
        doubtful: the same key twice in one file with two amounts: perhaps two lots.
        unkeyed: contracts without buyer or identifier: all kept.
        doubts: the doubtful ones, one by one.
    """

    resent: int
    corrected: int
    doubtful: int
    unkeyed: int
    doubts: tuple[Doubt, ...] = ()

    @property
    def total(self) -> int:
        """Rows removed."""
        return self.resent + self.corrected + self.doubtful


def find_duplicates(contracts: pl.LazyFrame) -> pl.DataFrame:
    """Return the rows to remove: their key, identity, amount, that of the row kept, and `kind`.

    Args:
        contracts: tidy contracts, with the columns of :data:`KEY` and :data:`IDENTITY`,
            `datePublicationDonnees` and `montant`.
    """
    columns = (*KEY, *IDENTITY, "datePublicationDonnees", "montant")
    keyed = contracts.select(columns).drop_nulls(list(IDENTITY))
    repeated = keyed.group_by(IDENTITY).len().filter(pl.col("len") > 1).select(IDENTITY)
    order = ("datePublicationDonnees", *KEY)
    rows = keyed.join(repeated, on=IDENTITY, how="semi").collect(engine="streaming")
    in_file = pl.col("montant").n_unique().over(*IDENTITY, "fichier")
    kept = pl.col("montant").last().over(IDENTITY)
    is_kept = pl.int_range(pl.len()).over(IDENTITY) == pl.len().over(IDENTITY) - 1
    kind = (
        pl.when(pl.col("montant").eq_missing(pl.col("montant_garde")))
        .then(pl.lit(Kind.RESENT.value))
        .when("lots")
        .then(pl.lit(Kind.DOUBTFUL.value))
        .otherwise(pl.lit(Kind.CORRECTED.value))
    )
    return (
        rows.sort(order, nulls_last=False)
        .with_columns(
            kept.alias("montant_garde"),
            (in_file > 1).any().over(IDENTITY).alias("lots"),
            is_kept.alias("garde"),
        )
        .filter(~pl.col("garde"))
        .select(*KEY, *IDENTITY, "montant", "montant_garde", kind.alias("kind"))
        .with_columns(pl.col("fichier").cast(pl.String()))
    )


def count_duplicates(removed: pl.DataFrame, unkeyed: int) -> DuplicateCounts:
    """Count the rows that :func:`find_duplicates` returned, by kind."""
    by_kind = dict(removed.group_by("kind").len().iter_rows())
    doubtful = removed.filter(pl.col("kind") == Kind.DOUBTFUL.value).drop("kind").sort(KEY)
    return DuplicateCounts(
        resent=by_kind.get(Kind.RESENT.value, 0),
        corrected=by_kind.get(Kind.CORRECTED.value, 0),
        doubtful=by_kind.get(Kind.DOUBTFUL.value, 0),
        unkeyed=unkeyed,
        doubts=tuple(Doubt(*row) for row in doubtful.iter_rows()),
    )
