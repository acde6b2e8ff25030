"""The figures of a profile and its main buyers and holders, out of a narrow table of each.

A file of many buyers is no portrait of any of them; a holder that most families of purchases depend
on is one whose failure would be felt widely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, count, curly
from maillon.opendata.concentration import FULL
from maillon.opendata.profiling.narrow import CONTRACT
from maillon.opendata.profiling.unknown import Reasons

#: Holders that a profile keeps.
MOST = 10


@dataclass(frozen=True)
class Share:
    """How many contracts say yes, out of those that say yes or no.

    Attributes:
        yes: contracts that say yes.
        known: contracts that say yes or no: the denominator.
        unknown: contracts that do not say.
        amount_yes: euros of those that say yes (excluding VAT, known amounts).
        amount_known: euros of those that say yes or no.
        why: why the others do not say, where that was looked for.
    """

    yes: int
    known: int
    unknown: int
    amount_yes: float = 0.0
    amount_known: float = 0.0
    why: Reasons = ()

    @property
    def share(self) -> float | None:
        """The share by number, from 0 to 1; None when nobody says."""
        return self.yes / self.known if self.known else None

    @property
    def amount_share(self) -> float | None:
        """The share by amount, from 0 to 1; None when no euro is known to say."""
        return self.amount_yes / self.amount_known if self.amount_known else None

    @property
    def count(self) -> int | None:
        """The number that say yes; None when nobody says (which is not zero)."""
        return self.yes if self.known else None


@dataclass(frozen=True)
class Concentration:
    """Herfindahl-Hirschman index of holders (0–10,000), None when there is nothing to share out.

    Attributes:
        amount: by amount, co-holders of a contract sharing it equally.
        number: by number of contracts, shared likewise.
        holders: distinct holders (SIREN, or the identifier as published when it is no SIRET).
        contracts: contracts counted: those with at least one identified holder.
    """

    amount: float | None = None
    number: float | None = None
    holders: int = 0
    contracts: int = 0


@dataclass(frozen=True)
class Modifications:
    """Modifications, and what their amounts look like beside the initial amount of the contract.

    The official amount is the new total; many buyers enter the difference. The tabular form gives
    the amount in force, not the initial one: its amounts are left out.

    Attributes:
        contracts: contracts modified at least once; None when no file can tell.
        count: modifications.
        amounts: modifications whose amount and whose initial amount are known.
        below_half: those under half of the initial amount: differences, most likely.
    """

    contracts: int | None
    count: int
    amounts: int
    below_half: int


_AMOUNT = pl.col("montant")


def share(contracts: pl.DataFrame, says: pl.Expr) -> Share:
    """Return how many contracts say yes, and to how many euros.

    >>> contracts = pl.DataFrame({"montant": [1.0, 3.0, None], "bio": [True, False, None]})
    >>> share(contracts, pl.col("bio"))
    Share(yes=1, known=2, unknown=1, amount_yes=1.0, amount_known=4.0, why=())
    """
    answered = says.is_not_null()
    counted = contracts.select(
        says.sum().alias("yes"),
        answered.sum().alias("known"),
        (~answered).sum().alias("unknown"),
        _AMOUNT.filter(says).sum().alias("amount_yes"),
        _AMOUNT.filter(answered).sum().alias("amount_known"),
    )
    return Share(*counted.row(0))


def tally(contracts: pl.DataFrame, column: str) -> dict[str, int]:
    """Count the contracts of each value of a column, where it is known, most first."""
    counted = contracts.drop_nulls(column).group_by(column).len()
    return dict(counted.sort("len", column, descending=(True, False)).iter_rows())


def co_held(holders: pl.DataFrame) -> int:
    """Count the contracts with several identified holders."""
    return int(holders.drop_nulls("titulaire").group_by(CONTRACT).len()["len"].gt(1).sum())


def concentrations(
    contracts: pl.DataFrame, holders: pl.DataFrame
) -> Mapping[str | None, Concentration]:
    """Return the concentration of holders in each CPV division (None: not known).

    Args:
        contracts: with `contrat` (its number), `division` and `montant` (euros, null if unknown).
        holders: with `contrat` and `titulaire` (null if not identified); a contract held by
            several is shared equally, those that are not identified included.
    """
    shared = shared_out(contracts, holders)
    by_holder = shared.group_by("division", "titulaire").agg(pl.col("montant", "part").sum())
    counted = shared.group_by("division").agg(pl.col(CONTRACT).n_unique().alias("contracts"))
    indices = (
        by_holder.group_by("division")
        .agg(
            herfindahl(_AMOUNT).alias("amount"),
            herfindahl(pl.col("part")).alias("number"),
            pl.len().alias("holders"),
        )
        .join(counted, on="division", nulls_equal=True)
    )
    return {division: Concentration(*rest) for division, *rest in indices.iter_rows()}


def shared_out(contracts: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """Return the identified holders of contracts, with their part of each and of its amount.

    Takes what :func:`concentrations` takes; adds `part` (from 0 to 1), `division` and `montant`
    (euros, that part of the contract's) to the columns of the holders.
    """
    held = holders.group_by(CONTRACT).len("several")
    return (
        holders.drop_nulls("titulaire")
        .join(held, on=CONTRACT)
        .join(contracts.select(CONTRACT, "division", "montant"), on=CONTRACT)
        .with_columns((1 / pl.col("several")).alias("part"))
        .with_columns((_AMOUNT * pl.col("part")).alias("montant"))
    )


def herfindahl(bought: pl.Expr) -> pl.Expr:
    """Return the index of :func:`maillon.opendata.concentration.herfindahl`, as an expression.

    Null when nothing is bought.

    >>> pl.DataFrame({"a": [30.0, 10.0]}).select(herfindahl(pl.col("a"))).item()
    6250.0
    """
    total = bought.sum()
    return pl.when(total > 0).then(FULL * (bought / total).pow(2).sum())


def modifications(contracts: pl.DataFrame, changes: pl.DataFrame, *, known: bool) -> Modifications:
    """Compare the amounts of modifications with the initial amount of their contract.

    Args:
        contracts: with `contrat`, `montant` and `initial` (whether that amount is the initial
            one).
        changes: modifications, with `contrat` and `montant`.
        known: whether the files can tell that a contract was modified.
    """
    own = contracts.select(CONTRACT, "initial", pl.col("montant").alias("avant"))
    rows = changes.join(own, on=CONTRACT)
    both = rows.filter("initial").drop_nulls(["montant", "avant"])
    return Modifications(
        rows[CONTRACT].n_unique() if known or rows.height else None,
        rows.height,
        both.height,
        both.filter(pl.col("avant") / 2 > _AMOUNT).height,
    )


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
