"""The holders that most families of purchases depend on: where one failure would be felt widely."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from maillon.opendata.profiling.indicators import shared_out
from maillon.opendata.profiling.narrow import CONTRACT

#: Holders that a profile keeps.
MOST = 10


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
