"""Suppliers of suppliers: shares, concentration and traceability, tier after tier.

`s¹` are the shares of the holders (tier 1) in what the buyer spends. Row `i` of the purchase
matrix `T` says from whom holder `i` buys, in shares that sum to 1. The shares of tier 2 are
`s² = s¹ · T`, and so on: what is bought from a supplier counts for all its customers together.

The concentration of each tier is its Herfindahl-Hirschman index, from `10,000 / n` to 10,000
(`opendata.concentration`). Source: `shared/domain.md` §3.2.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from maillon.base.amounts import OutOfModel, check, check_choice, is_amount
from maillon.base.wording import NBSP
from maillon.opendata.concentration import effective_number, herfindahl, shares

Matrix = tuple[tuple[float, ...], ...]
TOLERANCE = 1e-9
"""How far from 1 the sum of a row may be: rounding, not a missing supplier."""
LAST_TIER = 50
"""Tier beyond which nobody traces anything."""


SIZES = ("TPE", "PME", "ETI", "GE", "SIAE")
"""Very small, small or medium, mid-sized and large firms, and work-integration enterprises."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A supplier as people read it: its name and its size class.

    Raises:
        OutOfModel: the size class is none of `SIZES`.
    """

    label: str
    size: str

    def __post_init__(self) -> None:
        check_choice(f"La taille de «{NBSP}{self.label}{NBSP}»", self.size, SIZES)


def purchase_matrix(rows: Iterable[Iterable[float]]) -> Matrix:
    """Return a checked purchase matrix: one row a customer, one column a supplier.

    Raises:
        OutOfModel: no row, rows of different lengths, a share outside 0 to 1, or a row whose
            shares do not sum to 1.
    """
    matrix = tuple(tuple(row) for row in rows)
    if not matrix or len({len(row) for row in matrix}) != 1:
        raise OutOfModel(
            "Les lignes d’achats n’ont pas toutes le même nombre de fournisseurs.",
            remedy="Donnez une part à chaque fournisseur, zéro s’il n’y a pas d’achat.",
        )
    for rank, row in enumerate(matrix, 1):
        if not all(is_amount(share, 1) for share in row) or abs(math.fsum(row) - 1) > TOLERANCE:
            raise OutOfModel(
                f"Les parts d’achat de la ligne n°{NBSP}{rank} ne font pas un tout.",
                why="Chaque part va de 0 à 100 %, et leur somme vaut 100 %.",
                remedy="Vérifiez qu’aucun fournisseur ne manque et qu’aucun ne compte deux fois.",
            )
    return tuple(tuple(map(float, row)) for row in matrix)


def next_tier(customers: Sequence[float], matrix: Matrix) -> tuple[float, ...]:
    """Return the shares of the next tier, s · T.

    Raises:
        OutOfModel: the matrix has not one row a customer.
    """
    if len(customers) != len(matrix):
        raise OutOfModel(
            "Les achats ne correspondent pas aux fournisseurs du rang précédent.",
            remedy="Donnez une ligne d’achats à chacun d’eux.",
        )
    return tuple(
        math.fsum(share * row[column] for share, row in zip(customers, matrix, strict=True))
        for column in range(len(matrix[0]))
    )


@dataclass(frozen=True)
class SupplyTiers:
    """What the buyer spends with each holder, then the purchase matrix of each tier after it.

    Raises:
        OutOfModel: a matrix is not row-stochastic or does not follow the tier before it.
        MaillonError: an amount is negative, or nothing is bought.
    """

    amounts: tuple[float, ...]
    matrices: tuple[Matrix, ...] = ()

    def __post_init__(self) -> None:
        for matrix in self.matrices:
            purchase_matrix(matrix)
        _ = self.shares  # a matrix that does not fit is refused now, not later

    @cached_property
    def shares(self) -> tuple[tuple[float, ...], ...]:
        """Shares of each tier in the spending, tier 1 first; each tier sums to 1."""
        tiers = [shares(self.amounts)]
        for matrix in self.matrices:
            tiers.append(next_tier(tiers[-1], matrix))
        return tuple(tiers)

    @property
    def indices(self) -> tuple[float, ...]:
        """Herfindahl-Hirschman index of each tier, 0 to 10,000."""
        return tuple(herfindahl(tier) for tier in self.shares)

    @property
    def effective(self) -> tuple[float, ...]:
        """Number of equal suppliers that each tier is worth."""
        return tuple(effective_number(index) for index in self.indices)


def common_source(holders: int, shared: float, others: Sequence[Sequence[float]]) -> Matrix:
    """Return the matrix of `holders` who all buy a share `shared` from one supplier.

    That supplier is the first column. The rest is bought elsewhere: each of `others` splits it
    between the other suppliers, and holders follow these splits in turn.

    Five holders who buy 90 % from the same supplier, and the rest so that 7 % goes to a second one
    and 3 % to a third, make an index of 10,000 · (0.90² + 0.07² + 0.03²) = 8,158 at tier 2.

    Raises:
        OutOfModel: no holder, no split, or shares that do not sum to 1.

    >>> common_source(2, 0.5, [(1, 0), (0, 1)])
    ((0.5, 0.5, 0.0), (0.5, 0.0, 0.5))
    """
    if holders < 1 or not others:
        raise OutOfModel(
            "Il faut au moins un titulaire et un autre fournisseur.",
            remedy="Ajoutez-les, puis recommencez.",
        )
    splits = purchase_matrix(others)
    return purchase_matrix(
        (shared, *((1 - shared) * share for share in splits[rank % len(splits)]))
        for rank in range(holders)
    )


def coverage(known: float, tier: int) -> float:
    """Return the share of spending whose origin is known at a tier: c^k.

    `known` (c, 0 to 1) is the share that each tier can trace one step further.

    Raises:
        OutOfModel: `known` is not in 0 to 1, or the tier is no whole number from 1 to 50.

    >>> round(coverage(0.7, 3), 3)
    0.343
    """
    check("La part tracée", known, 0, 1)
    check("Le rang", tier, 1, LAST_TIER, whole=True)
    return float(known**tier)
