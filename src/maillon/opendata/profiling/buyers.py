"""The buyers of a data set: a file of many buyers is no portrait of any of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, count, curly


@dataclass(frozen=True)
class Buyer:
    """One buyer of a data set.

    Attributes:
        id: its SIRET, or its identifier as published.
        name: its name; None where the form does not give it (the format of 2024 does not).
        contracts: its contracts, duplicates removed.
    """

    id: str
    name: str | None
    contracts: int

    @property
    def label(self) -> str:
        r"""The buyer in French, with how many contracts it has.

        >>> Buyer("21590163800019", "Croix", 2).label
        'Croix (21590163800019, 2\xa0marchés)'
        >>> Buyer("21590163800019", None, 2).label
        '21590163800019 (2\xa0marchés)'
        """
        contracts = count(self.contracts, "marché")
        if self.name is None:
            return f"{self.id} ({contracts})"
        return f"{curly(self.name)} ({self.id}, {contracts})"


class UnknownBuyer(MaillonError):
    """No contract of the data set is of the buyer that was asked for."""

    def __init__(self, buyer: str) -> None:
        super().__init__(
            f"Aucun marché de l’acheteur «{NBSP}{buyer}{NBSP}» dans ces fichiers.",
            remedy="Sans cette option, le profil nomme les acheteurs qui ont le plus de marchés.",
        )


def buyers_of(contracts: pl.DataFrame) -> tuple[Buyer, ...]:
    """Return the buyers of contracts, those of most contracts first.

    >>> buyers_of(pl.DataFrame({"acheteur_id": ["1", "2", "2"], "acheteur_nom": [None, "B", "b"]}))
    (Buyer(id='2', name='B', contracts=2), Buyer(id='1', name=None, contracts=1))
    """
    counted = (
        contracts.drop_nulls("acheteur_id")
        .group_by("acheteur_id")
        .agg(pl.col("acheteur_nom").drop_nulls().first(), pl.len().alias("contrats"))
        .sort("contrats", "acheteur_id", descending=(True, False))
    )
    return tuple(Buyer(*row) for row in counted.iter_rows())
