"""Whole-life cost of a purchase, and what it costs a year when lifetimes differ.

With price C0, energy E and upkeep M each year, resale V, N years and a discount rate r:

- LCC = C0 + Σ (E + M) / (1 + r)^t − V / (1 + r)^N, in euros of today;
- EAC = LCC / a(N, r), with the annuity a(N, r) = (1 − (1 + r)^−N) / r: the equal yearly payment
  that is worth the same. Its limit when r → 0 is LCC / N.

Writing (1 + r)^−N = 1 − r·a gives EAC = E + M + r·V + (C0 − V) / a: when C0 > V, keeping the thing
longer always costs less a year, and the lifetime at which two options tie has a closed form. It
supposes that nothing wears out: the model says so, and so does the workshop. Nothing resells above
its price: a purchase that earns money by being kept is no purchase.

Source: life-cycle costing, European Commission, http://ec.europa.eu/environment/gpp/lcc.htm;
equivalent annual cost is a standard result of investment appraisal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon.base.amounts import LARGEST, OutOfModel, check

SHORTEST, LONGEST = 0.001, 100
"""Years of the shortest lifetime, about nine hours, and of the longest that is believed."""
HIGHEST_RATE = 1.0
NEGLIGIBLE = 1e-15
"""A rate so small that it changes no digit, where dividing by it would lose some."""


def annuity(years: float, rate: float) -> float:
    """Return what 1 € a year, during `years` years, is worth today at `rate` a year.

    `years` need not be whole. At a rate of zero it is `years`.

    Raises:
        OutOfModel: the lifetime is not in [0.001, 100], or the rate not in [0, 1].

    >>> annuity(5, 0)
    5.0
    >>> round(annuity(5, 0.03), 4)
    4.5797
    """
    check("La durée", years, SHORTEST, LONGEST)
    check("Le taux d’actualisation", rate, 0, HIGHEST_RATE)
    if rate < NEGLIGIBLE:
        return float(years)
    # expm1 and log1p keep every digit when the rate is close to zero.
    return -math.expm1(-years * math.log1p(rate)) / rate


@dataclass(frozen=True, slots=True)
class Option:
    """Something to buy, in euros: price, energy and upkeep a year, resale at the end.

    Raises:
        OutOfModel: an amount is negative or too large, the resale is above the price, or the
            lifetime is not in [0.001, 100].
    """

    label: str
    price: float
    energy: float
    upkeep: float
    resale: float
    years: float

    def __post_init__(self) -> None:
        for amount in (self.price, self.energy, self.upkeep, self.resale):
            check("Un montant", amount)
        if self.resale > self.price:
            raise OutOfModel(
                "La reprise dépasse le prix d’achat.",
                why="Le coût par an deviendrait un gain.",
                remedy="Donnez une reprise au plus égale au prix.",
            )
        check("La durée", self.years, SHORTEST, LONGEST)

    def annual_cost(self, rate: float) -> float:
        """Return the equivalent annual cost, in euros a year; the lifetime need not be whole.

        Raises:
            OutOfModel: the rate is not in [0, 1].
        """
        factor = annuity(self.years, rate)
        sunk = self.price - self.resale
        return self.energy + self.upkeep + rate * self.resale + sunk / factor


def break_even_years(option: Option, target: float, rate: float) -> float | None:
    """Return how long `option` must be kept to cost `target` euros a year; its years are free.

    None when no lifetime up to 100 years does, or when every lifetime costs less than `target`.

    Raises:
        OutOfModel: the rate is not in [0, 1], or the target is too large or no number.

    >>> refurbished = Option("reconditionné", 420, 9, 30, 10, 3)
    >>> round(break_even_years(refurbished, 186.1, 0.03), 2)
    2.96
    """
    check("Le taux d’actualisation", rate, 0, HIGHEST_RATE)
    check("Un coût", target, -LARGEST)
    sunk = option.price - option.resale
    left = target - option.energy - option.upkeep - rate * option.resale
    if sunk <= 0 or left <= 0:
        return None
    wanted = sunk / left
    if wanted * rate >= 1:
        return None
    years = wanted if rate < NEGLIGIBLE else -math.log1p(-rate * wanted) / math.log1p(rate)
    return years if years <= LONGEST else None
