"""The few columns that a profile needs, out of every table, held in memory.

A national file has some thirty columns and more than a million rows: only these are read, in one
streaming pass, and every indicator is then computed from them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from maillon.base.wording import listing
from maillon.opendata.cleaning.clean import Count
from maillon.opendata.cleaning.official_words import ENVIRONMENTAL, SOCIAL, STATES
from maillon.opendata.cleaning.places import region_of
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import Form
from maillon.opendata.profiling.unknown import SUFFIX, holds
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import CONSIDERATIONS, KEY

CONTRACT = "contrat"
"""The column that tells contracts apart: one whole number for the file and the rank in it."""

_COLUMNS = (
    *(
        *KEY,
        "acheteur_id",
        "acheteur_nom",
        "id",
        "montant",
        "datePublicationDonnees",
        "division",
        "procedure",
    ),
    *("offresRecues", "marcheInnovant", "sousTraitanceDeclaree", "departement", "region"),
    *CONSIDERATIONS,
)
#: Fields of contracts, then columns of holders, whose silence is explained.
_TOLD = (
    *("montant", "offresRecues", "marcheInnovant", "sousTraitanceDeclaree"),
    *("lieuExecution_code", SOCIAL, ENVIRONMENTAL),
)
_HELD = (f"titulaire_categorie{SUFFIX}", f"titulaire_region_code{SUFFIX}")
_RANK_BITS = 40
_SMALL = "PME"


@dataclass(frozen=True)
class Narrow:
    """What a profile is computed from; every frame has the column :data:`CONTRACT`.

    Attributes:
        contracts: the columns of a contract, and in addition `env` and `soc` (any consideration),
            `initial` (whether `montant` is the initial amount), `actes` (subcontracting declared),
            `pme` and `local` (a holder is an SME, or established in the région), null if unknown;
            and what :func:`~maillon.opendata.profiling.unknown.holds` says of their fields.
        holders: the holders, known by `titulaire`; null when the file does not identify them.
            Their `nom` is null where the form does not give it.
        changes: the modifications, with their amount.
        concessions: the concessions, with the authority that grants each.
        cleaning: what every cleaning rule touched.
    """

    contracts: pl.DataFrame
    holders: pl.DataFrame
    changes: pl.DataFrame
    concessions: pl.DataFrame
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

    def of_buyer(self, buyer: str) -> Narrow:
        """Return the contracts of one buyer, and all that belongs to them."""
        contracts = self.contracts.filter(pl.col("acheteur_id") == buyer)
        kept = {
            name: getattr(self, name).join(contracts.select(CONTRACT), on=CONTRACT, how="semi")
            for name in ("holders", "changes")
        }
        granted = self.concessions.filter(pl.col("autoriteConcedante_id") == buyer)
        return replace(self, contracts=contracts, concessions=granted, **kept)


def narrow(dataset: Dataset, region: str) -> Narrow:
    """Read what a profile needs; `region` is the one in which holders are looked for.

    Raises:
        UnreadableFile: a file that is streamed was damaged where nobody had read it yet.
    """
    wanted = {
        "contracts": [pl.col(_COLUMNS), *map(holds, _TOLD)],
        "holders": [
            pl.col(KEY),
            pl.coalesce("siren", "titulaire_id").alias("titulaire"),
            pl.col("titulaire_nom").alias("nom"),
            (pl.col("titulaire_categorie") == _SMALL).alias("pme"),
            (_established() == region).alias("local"),
            holds("titulaire_categorie"),
            holds("titulaire_region_code", "titulaire_departement_code"),
        ],
        "modifications": [pl.col(KEY), pl.col("montant")],
        "subcontracts": [pl.col(KEY)],
        "concessions": [pl.col("autoriteConcedante_id")],
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
        # Where at least one holder says: the greatest of true and false is true.
        holders.group_by(CONTRACT).agg(pl.col("pme", "local", *_HELD).max()),
        acts.unique().with_columns(pl.lit(value=True).alias("actes")),
        pl.col("fichier").cast(pl.String()).is_in(dataset.files_of(Form.TABULAR)),
    )
    own = _once(holders.select(CONTRACT, "titulaire", "nom"))
    return Narrow(contracts, own, changes, frames["concessions"], cleaning)


def _damaged(dataset: Dataset) -> UnreadableFile:
    streamed = [f"« {name} »" for name in dataset.files_of(Form.TABULAR)]
    return UnreadableFile.of("reading-stopped", names=listing(streamed) or "ces fichiers")


def _completed(
    contracts: pl.DataFrame, firms: pl.DataFrame, acts: pl.DataFrame, in_tabular: pl.Expr
) -> pl.DataFrame:
    """Add what the holders of each contract and its acts of subcontracting say."""
    for each in (firms, acts):
        contracts = contracts.join(each, on=CONTRACT, how="left", maintain_order="left")
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


def _once(holders: pl.DataFrame) -> pl.DataFrame:
    """Keep one row of a holder that a contract lists twice; those not identified all stay."""
    held_by_several = holders[CONTRACT].is_duplicated()
    again = (
        ~pl.struct(CONTRACT, "titulaire").is_first_distinct() & pl.col("titulaire").is_not_null()
    )
    several = holders.filter(held_by_several).filter(~again)
    return pl.concat([holders.filter(~held_by_several), several])


def _established() -> pl.Expr:
    by_department = pl.col("titulaire_departement_code").replace_strict(
        dict(region_of()), default=None
    )
    return pl.coalesce("titulaire_region_code", by_department)
