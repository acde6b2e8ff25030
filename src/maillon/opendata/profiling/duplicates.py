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

from maillon.opendata.cleaning.distinct import by_distinct
from maillon.opendata.cleaning.variants import plain_spelling
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
    """Two rows of one file with the same key, and two amounts or objects: perhaps two lots."""

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
        doubtful: the same key twice in one file, with two amounts or two objects: perhaps lots.
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


def find_duplicates(contracts: pl.LazyFrame, objects: pl.LazyFrame | None = None) -> pl.DataFrame:
    """Return the rows to remove: their key, identity, amount, that of the row kept, and `kind`.

    Args:
        contracts: tidy contracts, with the columns of :data:`KEY` and :data:`IDENTITY`,
            `datePublicationDonnees` and `montant`.
        objects: the same with `objet`, read only where a key is repeated in one file; when it is
            not given, `contracts` if they have it.
    """
    if objects is None and "objet" in contracts.collect_schema():
        objects = contracts
    columns = (*KEY, *IDENTITY, "datePublicationDonnees", "montant")
    keyed = contracts.select(columns).drop_nulls(list(IDENTITY))
    repeated = keyed.group_by(IDENTITY).len().filter(pl.col("len") > 1).select(IDENTITY)
    order = ("datePublicationDonnees", *KEY)
    rows = keyed.join(repeated, on=IDENTITY, how="semi").collect(engine="streaming")
    rows = _with_objects(rows.with_columns(pl.col("fichier").cast(pl.String())), objects)
    in_file = pl.struct("montant", "objet").n_unique().over(*IDENTITY, "fichier")
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_garde")) for name in ("montant", "objet")
    )
    is_kept = pl.int_range(pl.len()).over(IDENTITY) == pl.len().over(IDENTITY) - 1
    kind = (
        pl.when(same | pl.col("montant").eq_missing(pl.col("montant_garde")) & ~pl.col("lots"))
        .then(pl.lit(Kind.RESENT.value))
        .when("lots")
        .then(pl.lit(Kind.DOUBTFUL.value))
        .otherwise(pl.lit(Kind.CORRECTED.value))
    )
    return (
        rows.sort(order, nulls_last=False)
        .with_columns(
            pl.col("montant", "objet").last().over(IDENTITY).name.suffix("_garde"),
            (in_file > 1).any().over(IDENTITY).alias("lots"),
            is_kept.alias("garde"),
        )
        .filter(~pl.col("garde"))
        .select(*KEY, *IDENTITY, "montant", "montant_garde", kind.alias("kind"))
    )


def _with_objects(rows: pl.DataFrame, objects: pl.LazyFrame | None) -> pl.DataFrame:
    """Add the object of the rows whose key is repeated in one file, in plain spelling."""
    within = rows.filter((pl.len().over(*IDENTITY, "fichier") > 1).any().over(IDENTITY))
    if objects is None or within.is_empty():
        return rows.with_columns(pl.lit(None, pl.String()).alias("objet"))
    found = (
        objects.filter(pl.col("fichier").is_in(within["fichier"].unique().to_list()))
        .select(*KEY, "objet")
        .join(within.lazy().select(KEY), on=KEY, how="semi")
        .with_columns(by_distinct(pl.col("objet"), plain_spelling, pl.String()))
        .collect(engine="streaming")
    )
    return rows.join(found, on=KEY, how="left", maintain_order="left")


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
