"""Which rows are the same contract published again: the explicit rule, each row with its twin.

Two rows are one contract when they have the same buyer, identifier, object (spaces and case set
aside) and holders. The one kept has the latest `datePublicationDonnees`, then the latest file name,
then the latest rank in the file. The same identifier with another object or another holder is
another lot: buyers publish several lots under one identifier. Rows without buyer or without
identifier cannot be compared: all are kept, and counted.

In the formats 1.4 and 1.5 an identifier ends with a two-digit counter of modifications: `…00` and
`…01` are one contract, before and after. The rule keeps both; they are told one by one, for the
total counts them twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from maillon.opendata.cleaning.texts import folded
from maillon.opendata.forms.raw import Form
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import KEY

IDENTITY = ("acheteur_id", "id")
RULE = (
    "deux lignes sont le même contrat quand acheteur.id, id, objet (espaces et casse ramenés) et "
    "titulaires (SIREN) sont les mêmes : on garde alors la datePublicationDonnees la plus récente, "
    "puis le nom de fichier le plus récent ; même id avec un autre objet ou un autre titulaire = "
    "un autre lot, gardé"
)
"""The rule in one French clause, as the reference profile words it."""
_SAME = (*IDENTITY, "objet_ramene", "titulaires")
_TWIN = ("montant", "datePublicationDonnees")
#: Columns of the rows removed, in their order; those in `_garde` are of the row that is kept.
COLUMNS = (
    *(*KEY, *IDENTITY, "objet", "titulaires", *_TWIN),
    *(f"{name}_garde" for name in (*KEY, *_TWIN)),
    "cas",
)


_FORMS = (Form.JSON_2019, Form.XML)
#: Seven characters at least; nobody modifies a contract ten times: `…78` and `…79` are two.
_NUMBERED = r"^.{5,14}0[0-9]$"


class Kind(StrEnum):
    """What a removed row is, beside the row that is kept; the value says it in French."""

    RESENT = "même montant, publié de nouveau"
    CORRECTED = "autre montant, publié à part : sans doute une correction"
    DOUBTFUL = "autre montant, publié le même jour : peut-être un second lot"


@dataclass(frozen=True)
class Twin:
    """A row that was removed, and the row of the same contract that is kept.

    Attributes:
        file: the file of the row removed; `kept_file`, like all `kept_…`, is of the row kept.
        rank: its rank in it, from 0.
        buyer: identifier of the buyer of both.
        id: identifier of both.
        object: object of the row removed; None when unknown.
        holders: holders of both, by SIREN, joined by « + »; empty when unknown.
        amount: its euros; None when unknown.
        published: day of its publication; None when unknown.
        kind: why it was removed.
    """

    file: str
    rank: int
    buyer: str
    id: str
    object: str | None
    holders: str
    amount: float | None
    published: date | None
    kept_file: str
    kept_rank: int
    kept_amount: float | None
    kept_published: date | None
    kind: Kind


@dataclass(frozen=True)
class Duplicates:
    """Rows removed, and contracts that the rule kept though they look alike.

    Attributes:
        twins: the rows removed, each with the row kept, in the order of files and ranks.
        lots: contracts kept under an identifier that their buyer already uses.
        unkeyed: contracts without buyer or identifier: all kept.
    """

    twins: tuple[Twin, ...] = ()
    lots: int = 0
    unkeyed: int = 0

    @property
    def total(self) -> int:
        """Rows removed."""
        return len(self.twins)

    @property
    def doubtful(self) -> int:
        """Rows removed that are perhaps a second lot."""
        return self.counted(Kind.DOUBTFUL)

    def counted(self, kind: Kind) -> int:
        """Rows removed of one kind."""
        return sum(twin.kind is kind for twin in self.twins)


def find_duplicates(
    contracts: pl.LazyFrame, holders: pl.LazyFrame, objects: pl.LazyFrame | None = None
) -> pl.DataFrame:
    """Return the rows to remove, each with its twin: the columns of :data:`COLUMNS`.

    Args:
        contracts: tidy contracts, with the columns of :data:`KEY` and :data:`IDENTITY`,
            `datePublicationDonnees` and `montant`.
        holders: tidy holders, read only where an identifier is repeated.
        objects: contracts with `objet`, read only there too; when it is not given, `contracts`.
    """
    keyed = contracts.select(*KEY, *IDENTITY, *_TWIN).drop_nulls(list(IDENTITY))
    repeated = keyed.group_by(IDENTITY).len().filter(pl.col("len") > 1).select(IDENTITY)
    rows = keyed.join(repeated, on=IDENTITY, how="semi").collect(engine="streaming")
    rows = rows.with_columns(pl.col("fichier").cast(pl.String()))
    if rows.is_empty():  # nothing else is read
        texts = ("objet", "objet_ramene", "titulaires")
        return _removed(rows.with_columns(pl.lit(None, pl.String()).alias(name) for name in texts))
    bought = _of(contracts if objects is None else objects, rows).select(*KEY, "objet")
    firm = pl.coalesce("siren", "titulaire_id", "titulaire_nom").alias("titulaires")
    firms = _of(holders, rows).select(*KEY, firm).group_by(KEY)
    joined = firms.agg(pl.col("titulaires").drop_nulls().unique().sort().str.join(" + "))
    for each in (bought, joined):
        own = each.collect(engine="streaming")
        rows = rows.join(own, on=KEY, how="left", maintain_order="left")
    return _removed(
        rows.with_columns(
            folded(pl.col("objet")).fill_null("").alias("objet_ramene"),
            pl.col("titulaires").fill_null(""),
        )
    )


def _of(table: pl.LazyFrame, rows: pl.DataFrame) -> pl.LazyFrame:
    """Return the rows of a table that belong to some contracts."""
    files = rows["fichier"].unique().to_list()
    return table.filter(pl.col("fichier").is_in(files)).join(
        rows.lazy().select(KEY), on=KEY, how="semi"
    )


def _removed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return all rows of a contract but the last one, each with that one."""
    last = pl.int_range(pl.len()).over(_SAME) == pl.len().over(_SAME) - 1
    at_once = (*_SAME, "fichier", "datePublicationDonnees")
    several = pl.col("montant").n_unique().over(at_once).max().over(_SAME) > 1
    kind = (
        pl.when(pl.col("montant").eq_missing(pl.col("montant_garde")))
        .then(pl.lit(Kind.RESENT.value))
        .when("plusieurs")
        .then(pl.lit(Kind.DOUBTFUL.value))
        .otherwise(pl.lit(Kind.CORRECTED.value))
    )
    return (
        rows.sort("datePublicationDonnees", *KEY, nulls_last=False)
        .with_columns(
            pl.col(*KEY, *_TWIN).last().over(_SAME).name.suffix("_garde"),
            last.alias("dernier"),
            several.alias("plusieurs"),
        )
        .filter(~pl.col("dernier"))
        .select(*COLUMNS[:-1], kind.alias("cas"))
        .sort(KEY)
    )


def duplicates_of(removed: pl.DataFrame, kept: pl.DataFrame) -> Duplicates:
    """Return what :func:`find_duplicates` removed, and what it kept.

    Args:
        removed: what it returned.
        kept: the contracts that remain, with the columns of :data:`IDENTITY`.
    """
    keyed = kept.select(IDENTITY).drop_nulls()
    twins = (Twin(*(*row[:-1], Kind(row[-1]))) for row in removed.iter_rows())
    lots = keyed.height - keyed.n_unique() if keyed.height else 0
    return Duplicates(tuple(twins), lots, kept.height - keyed.height)


@dataclass(frozen=True)
class NumberedVersion:
    """A contract that looks like a later version of another one, and is counted beside it.

    `amount` is in euros, None when unknown; `first_id` is the identifier of the other, whose
    counter is the lowest; `buyer` is that of both.
    """

    file: str
    rank: int
    buyer: str
    id: str
    amount: float | None
    first_id: str


def numbered_versions(dataset: Dataset) -> tuple[NumberedVersion, ...]:
    """Return the later versions: same buyer, day and object, and identifiers equal but for the end.

    Lots of one procedure have such identifiers too, but each its object.
    """
    files = dataset.files_of(*_FORMS)
    if not files:
        return ()
    same = ("acheteur_id", "debut", "dateNotification", "objet")
    identifier = pl.col("id")
    rows = (
        dataset.cleaned.tables.contracts.filter(
            pl.col("fichier").is_in(files) & identifier.str.contains(_NUMBERED)
        )
        .select(*KEY, "acheteur_id", "id", "montant", "dateNotification", "objet")
        .with_columns(identifier.str.head(-2).alias("debut"))
        .drop_nulls(same)
        .collect(engine="streaming")
    )
    later = (
        rows.sort("id", *KEY)
        .with_columns(identifier.first().over(same).alias("premier"))
        .filter(identifier != pl.col("premier"))
        .unique(["acheteur_id", "id"], keep="last", maintain_order=True)
        .sort(KEY)
    )
    columns = (*KEY, "acheteur_id", "id", "montant", "premier")
    return tuple(NumberedVersion(*row) for row in later.select(columns).iter_rows())
