"""The few columns that a profile needs, out of every table, held in memory.

A national file has some thirty columns and more than a million rows: only these are read, in one
streaming pass, and every indicator is then computed from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from maillon.opendata.considerations import ENVIRONMENTAL, SOCIAL, STATES
from maillon.opendata.places import region_of
from maillon.opendata.raw import Form
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import CONSIDERATIONS, KEY

_CONTRACT: Final = (
    *(*KEY, "acheteur_id", "id", "montant", "datePublicationDonnees", "division", "procedure"),
    *("offresRecues", "marcheInnovant", "departement", "region", *CONSIDERATIONS),
)
_SMALL: Final = "PME"


@dataclass(frozen=True)
class Narrow:
    """What a profile is computed from.

    Attributes:
        contracts: the columns of a contract, and in addition `env` and `soc` (any consideration),
            `initial` (whether `montant` is the initial amount), `actes` (subcontracting declared),
            `pme` and `local` (a holder is an SME, or established in the région), null if unknown.
        holders: the holders, known by `titulaire`; null when the file does not identify them.
        changes: the modifications, with their amount.
        concessions: how many concessions the files hold.
    """

    contracts: pl.DataFrame
    holders: pl.DataFrame
    changes: pl.DataFrame
    concessions: int

    def without(self, removed: pl.DataFrame) -> Narrow:
        """Return the same without the contracts of some keys, and all that belongs to them."""
        if removed.is_empty():
            return self
        kept = {
            name: getattr(self, name).join(removed, on=KEY, how="anti")
            for name in ("contracts", "holders", "changes")
        }
        return replace(self, **kept)


def narrow(dataset: Dataset, region: str) -> Narrow:
    """Read what a profile needs; `region` is the one in which holders are looked for."""
    tables = dataset.cleaned.tables
    contracts, holders, changes, acts, concessions = pl.collect_all(
        [
            tables.contracts.select(*_CONTRACT, "sousTraitanceDeclaree"),
            tables.holders.select(
                *KEY,
                pl.coalesce("siren", "titulaire_id").alias("titulaire"),
                (pl.col("titulaire_categorie") == _SMALL).alias("pme"),
                (_established() == region).alias("local"),
            ),
            tables.modifications.select(*KEY, "montant"),
            tables.subcontracts.select(*KEY, pl.lit(value=True).alias("actes")).unique(),
            tables.concessions.select(pl.len()),
        ],
        engine="streaming",
    )
    in_tabular = pl.any_horizontal(
        pl.lit(value=False),
        *(_of(each.name) for each in dataset.readings if each.form is Form.TABULAR),
    )
    says_acts = pl.col("sousTraitanceDeclaree").is_not_null() & ~in_tabular
    no_act = pl.when(says_acts).then(statement=False)
    contracts = (
        contracts.join(acts, on=KEY, how="left")
        .join(_told(holders, "pme"), on=KEY, how="left")
        .join(_told(holders, "local"), on=KEY, how="left")
        .with_columns(
            _any(STATES[ENVIRONMENTAL]).alias("env"),
            _any(STATES[SOCIAL]).alias("soc"),
            pl.coalesce("actes", no_act),
            (~in_tabular).alias("initial"),
        )
    )
    return Narrow(contracts, holders.select(*KEY, "titulaire"), changes, concessions.item())


def _of(name: str) -> pl.Expr:
    """Say whether rows come from a file, or from a file of that archive."""
    file = pl.col("fichier")
    return (file == name) | file.str.starts_with(f"{name}/")


def _established() -> pl.Expr:
    by_department = pl.col("titulaire_departement_code").replace_strict(
        dict(region_of()), default=None
    )
    return pl.coalesce("titulaire_region_code", by_department)


def _told(holders: pl.DataFrame, name: str) -> pl.DataFrame:
    """Say for each contract whether one of its holders is so, where at least one says."""
    return holders.drop_nulls(name).group_by(KEY).agg(pl.col(name).any())


def _any(states: Iterable[str]) -> pl.Expr:
    return pl.any_horizontal(list(states))
