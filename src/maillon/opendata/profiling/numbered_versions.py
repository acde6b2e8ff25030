"""Contracts of 2019 that are one contract published again under its next number.

In the formats 1.4 and 1.5 an identifier ends with a two-digit counter of modifications: `…00` and
`…01` are one contract, before and after. The rule of duplicates (buyer, identifier) keeps both;
they are told here one by one, for the total counts them twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from maillon.opendata.forms.raw import Form
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import KEY

_FORMS = (Form.JSON_2019, Form.XML)
#: Seven characters at least; nobody modifies a contract ten times: `…78` and `…79` are two.
_NUMBERED = r"^.{5,14}0[0-9]$"


@dataclass(frozen=True)
class NumberedVersion:
    """A contract that looks like a later version of another one, and is counted beside it.

    Attributes:
        file: its file.
        rank: its rank in it, from 0.
        buyer: identifier of the buyer of both.
        id: its identifier.
        amount: its euros; None when unknown.
        first_id: the identifier of the other, whose counter is the lowest.
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
