"""The main buyers and holders of a data set.

A file of many buyers is no portrait of any of them; a holder that most families of purchases depend
on is one whose failure would be felt widely.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, count, curly
from maillon.opendata.profiling.indicators import shared_out
from maillon.opendata.profiling.narrow import CONTRACT

#: Holders that a profile keeps.
MOST = 10


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


@dataclass(frozen=True)
class Holder:
    """One holder of contracts.

    Attributes:
        id: its SIREN, or the identifier as published when it is no SIRET.
        name: its name as published; None where the form does not give it.
        contracts: contracts that it holds, alone or not.
        divisions: CPV divisions of those, unknown ones not counted.
        amount: known euros of those, shared equally with co-holders.
    """

    id: str
    name: str | None
    contracts: int
    divisions: int
    amount: float


def main_holders(contracts: pl.DataFrame, holders: pl.DataFrame) -> tuple[Holder, ...]:
    """Return the holders of most divisions; of as many, those of most euros first.

    Args:
        contracts: with `contrat` (its number), `division` and `montant` (euros, null if unknown).
        holders: with `contrat`, `titulaire` (null if not identified) and `nom` (null if not said).

    >>> contracts = pl.DataFrame(
    ...     {"contrat": [0, 1], "division": ["15", "45"], "montant": [30.0, 10.0]}
    ... )
    >>> held = pl.DataFrame(
    ...     {"contrat": [0, 1, 1], "titulaire": ["a", "a", "b"], "nom": ["A", None, "B"]}
    ... )
    >>> main_holders(contracts, held)[0]
    Holder(id='a', name='A', contracts=2, divisions=2, amount=35.0)
    """
    counted = (
        shared_out(contracts, holders)
        .group_by("titulaire")
        .agg(
            pl.col("nom").drop_nulls().first(),
            pl.col(CONTRACT).n_unique().alias("contrats"),
            pl.col("division").drop_nulls().n_unique().alias("divisions"),
            pl.col("montant").sum(),
        )
        .sort("divisions", "montant", "titulaire", descending=(True, True, False))
    )
    return tuple(Holder(*row) for row in counted.head(MOST).iter_rows())
