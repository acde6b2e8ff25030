"""The few columns that a profile needs, out of every table, held in memory.

A national file has some thirty columns and more than a million rows: only these are read, in one
streaming pass, and every indicator is then computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from maillon.opendata.cleaning.clean import Count
from maillon.opendata.cleaning.considerations import ENVIRONMENTAL, SOCIAL, STATES
from maillon.opendata.cleaning.places import region_of
from maillon.opendata.forms.raw import Form, UnreadableFile
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import CONSIDERATIONS, KEY
from maillon.wording import listing

CONTRACT: Final = "contrat"
"""The column that tells contracts apart: one whole number for the file and the rank in it."""

_COLUMNS: Final = (
    *(*KEY, "acheteur_id", "id", "montant", "datePublicationDonnees", "division", "procedure"),
    *("offresRecues", "marcheInnovant", "sousTraitanceDeclaree", "departement", "region"),
    *CONSIDERATIONS,
)
_RANK_BITS: Final = 40
_SMALL: Final = "PME"


@dataclass(frozen=True)
class Narrow:
    """What a profile is computed from; every frame has the column :data:`CONTRACT`.

    Attributes:
        contracts: the columns of a contract, and in addition `env` and `soc` (any consideration),
            `initial` (whether `montant` is the initial amount), `actes` (subcontracting declared),
            `pme` and `local` (a holder is an SME, or established in the région), null if unknown.
        holders: the holders, known by `titulaire`; null when the file does not identify them.
        changes: the modifications, with their amount.
        concessions: how many concessions the files hold.
        cleaning: what every cleaning rule touched.
    """

    contracts: pl.DataFrame
    holders: pl.DataFrame
    changes: pl.DataFrame
    concessions: int
    cleaning: tuple[Count, ...]

    def without(self, removed: pl.DataFrame) -> Narrow:
        """Return the same without some contracts (file and rank), and all that belongs to them."""
        if removed.is_empty():
            return self
        numbers = removed.select(_number(self.contracts.schema["fichier"]))
        kept = {
            name: getattr(self, name).join(numbers, on=CONTRACT, how="anti")
            for name in ("contracts", "holders", "changes")
        }
        return replace(self, **kept)


def narrow(dataset: Dataset, region: str) -> Narrow:
    """Read what a profile needs; `region` is the one in which holders are looked for.

    Raises:
        UnreadableFile: a file that is streamed was damaged where nobody had read it yet.
    """
    wanted = {
        "contracts": [pl.col(_COLUMNS)],
        "holders": [
            pl.col(KEY),
            pl.coalesce("siren", "titulaire_id").alias("titulaire"),
            (pl.col("titulaire_categorie") == _SMALL).alias("pme"),
            (_established() == region).alias("local"),
        ],
        "modifications": [pl.col(KEY), pl.col("montant")],
        "subcontracts": [pl.col(KEY)],
        "concessions": [pl.col(KEY)],
    }
    try:
        frames, cleaning = dataset.cleaned.collect(wanted)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _damaged(dataset) from error
    files = pl.Enum(frames["contracts"]["fichier"].unique().sort())
    holders, changes, acts = (
        frames[table].select(_number(files), pl.exclude(KEY))
        for table in ("holders", "modifications", "subcontracts")
    )
    contracts = _completed(
        frames["contracts"].with_columns(_number(files), pl.col("fichier").cast(files)),
        {
            "pme": _told(holders, "pme"),
            "local": _told(holders, "local"),
            "actes": acts.unique().with_columns(pl.lit(value=True).alias("actes")),
        },
        pl.col("fichier").cast(pl.String()).is_in(_tabular_files(dataset, files.categories)),
    )
    own = holders.select(CONTRACT, "titulaire")
    return Narrow(contracts, own, changes, frames["concessions"].height, cleaning)


def _damaged(dataset: Dataset) -> UnreadableFile:
    streamed = [f"« {each.name} »" for each in dataset.readings if each.form is Form.TABULAR]
    return UnreadableFile(
        f"La lecture s’est arrêtée au milieu de {listing(streamed) or 'ces fichiers'}.",
        why="Le fichier est abîmé, ou il a changé pendant la lecture.",
        remedy="Téléchargez-le à nouveau, puis recommencez.",
    )


def _completed(
    contracts: pl.DataFrame, told: Mapping[str, pl.DataFrame], in_tabular: pl.Expr
) -> pl.DataFrame:
    for each in told.values():
        contracts = contracts.join(each, on=CONTRACT, how="left")
    says_acts = pl.col("sousTraitanceDeclaree").is_not_null() & ~in_tabular
    return contracts.with_columns(
        pl.any_horizontal(list(STATES[ENVIRONMENTAL])).alias("env"),
        pl.any_horizontal(list(STATES[SOCIAL])).alias("soc"),
        pl.coalesce("actes", pl.when(says_acts).then(statement=False)),
        (~in_tabular).alias("initial"),
    )


def _number(files: pl.DataType) -> pl.Expr:
    place = pl.col("fichier").cast(files, strict=False).to_physical().cast(pl.Int64())
    return (place * (1 << _RANK_BITS) + pl.col("rang")).alias(CONTRACT)


def _tabular_files(dataset: Dataset, files: pl.Series) -> list[str]:
    """Return the files in the tabular form, and those of an archive in that form."""
    tabular = [each.name for each in dataset.readings if each.form is Form.TABULAR]
    return [
        file
        for file in files
        if any(file == name or file.startswith(f"{name}/") for name in tabular)
    ]


def _established() -> pl.Expr:
    by_department = pl.col("titulaire_departement_code").replace_strict(
        dict(region_of()), default=None
    )
    return pl.coalesce("titulaire_region_code", by_department)


def _told(holders: pl.DataFrame, name: str) -> pl.DataFrame:
    """Say for each contract whether one of its holders is so, where at least one says."""
    return holders.drop_nulls(name).group_by(CONTRACT).agg(pl.col(name).any())
