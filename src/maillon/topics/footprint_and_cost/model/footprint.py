"""Two readings of the carbon of a purchase: from the money spent, from the goods received.

- Monetary: E = Σ spend (k€, without tax) · factor (kgCO2e per k€). The factor is the average of a
  branch, in the prices of one year: a rebate looks like a saving, and paying more for a cleaner
  good looks like a loss.
- Physical: E = Σ quantity · factor (kgCO2e per unit). It follows the goods, whatever they cost.

Source: documentation of the Base Carbone (ADEME), « Ratios monétaires »,
https://prod-basecarbonesolo.ademe-dri.fr/documentation/UPLOAD_DOC_FR/ratio-monetaires_3.htm
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from maillon.base.amounts import LARGEST, OutOfModel, check, check_choice, is_amount
from maillon.base.wording import NBSP, number
from maillon.territory import Status

PER_KEUR = "k€ HT"
"""What a monetary factor counts: thousands of euros without tax."""
PER_UNIT = "unité"
"""What a physical factor counts here: one chair, one computer."""
EUR_PER_KEUR = 1000
FIRST_YEAR, LAST_YEAR = 1990, 2050
"""Years that a factor can be of: before, nobody published any; after, it is a misprint."""
SHORTEST = 0.001
"""Years of service below which nothing was used: about nine hours."""


@dataclass(frozen=True, slots=True)
class EmissionFactor:
    """How much greenhouse gas one unit carries: `value` in kgCO2e per `unit`.

    `year` is the year of the factor: of its prices when it is monetary, of its study when it is
    physical. `status` is « sourcé », « hypothèse » or « fictif ».

    Raises:
        OutOfModel: there is no year from 1990 to 2050, no source, an unknown status, or a
            value that is negative, too large or no number.
    """

    label: str
    value: float
    unit: str
    year: int | None
    source: str
    status: Status

    def __post_init__(self) -> None:
        named = f"Le facteur «{NBSP}{self.label}{NBSP}»"
        check(named, self.value)
        if type(self.year) is not int:
            raise OutOfModel(
                f"{named} n’a pas d’année.",
                why="Un facteur mêle une méthode, des progrès réels et des prix : "
                "sans année, il ne se compare à rien.",
                remedy="Cherchez son année dans sa source, ou choisissez un autre facteur.",
            )
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise OutOfModel(
                f"{named} n’a pas d’année plausible.",
                why=f"Une année va ici de {FIRST_YEAR} à {LAST_YEAR}.",
                remedy="Recopiez son année depuis sa source.",
            )
        if not self.source.strip():
            raise OutOfModel(f"{named} n’a pas de source.", remedy="Dites d’où vient le nombre.")
        check_choice(f"Le statut de «{NBSP}{self.label}{NBSP}»", self.status, get_args(Status))


def monetary_footprint(lines: Iterable[tuple[float, EmissionFactor]]) -> float:
    """Return the footprint, in kgCO2e, of lines of spending: (k€ without tax, factor per k€).

    Raises:
        OutOfModel: a spend is negative, too large or no number, or a factor does not count
            k€.

    >>> furniture = EmissionFactor("meubles", 231, PER_KEUR, 2023, "tiers", "hypothèse")
    >>> round(monetary_footprint([(0.210, furniture)]), 1)
    48.5
    """
    return _footprint(lines, monetary=True)


def physical_footprint(lines: Iterable[tuple[float, EmissionFactor]]) -> float:
    """Return the footprint, in kgCO2e, of lines of goods: (quantity, factor per unit of it).

    Raises:
        OutOfModel: a quantity is negative, too large or no number, or a factor counts k€.
    """
    return _footprint(lines, monetary=False)


def _footprint(lines: Iterable[tuple[float, EmissionFactor]], *, monetary: bool) -> float:
    total = 0.0
    for amount, factor in lines:
        check("Une dépense ou une quantité", amount)
        if (factor.unit == PER_KEUR) is not monetary:
            wanted = f"une dépense en {PER_KEUR}" if monetary else "une quantité"
            raise OutOfModel(
                f"Le facteur «{NBSP}{factor.label}{NBSP}» s’applique par {factor.unit}.",
                why=f"Ce calcul multiplie {wanted}.",
                remedy="Prenez un facteur de la même unité que la ligne.",
            )
        total += amount * factor.value
    return total


@dataclass(frozen=True, slots=True)
class Purchase:
    """Some goods: how many, at what price each (€ without tax), of what physical factor.

    `years` is how long they serve.

    Raises:
        OutOfModel: a quantity, a price or what is spent is negative or too large, or the
            lifetime is below a few hours.
    """

    quantity: float
    unit_price: float
    physical: EmissionFactor
    years: float = 1.0

    def __post_init__(self) -> None:
        check("La quantité", self.quantity)
        check("Le prix", self.unit_price)
        check("La dépense", self.spend)
        if not is_amount(self.years) or self.years < SHORTEST:
            raise OutOfModel(
                "La durée d’usage doit dépasser zéro, et même quelques heures.",
                remedy="Donnez une durée en années.",
            )

    @property
    def spend(self) -> float:
        """What is paid, in euros without tax."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """What both thermometers read of one purchase, in kgCO2e, and what it costs in euros.

    `monetary` is None when no factor can be used.
    """

    monetary: float | None
    physical: float
    spend: float
    years: float = 1.0

    @property
    def physical_per_year(self) -> float:
        """The physical reading spread over the years of service, in kgCO2e a year."""
        return self.physical / self.years


def read(purchase: Purchase, money: EmissionFactor | None) -> TwoReadings:
    """Read a purchase on both thermometers; `money` is the factor per k€, None if refused.

    Raises:
        OutOfModel: the factors are not of the right units.
    """
    spend = purchase.spend / EUR_PER_KEUR
    return TwoReadings(
        monetary=None if money is None else monetary_footprint([(spend, money)]),
        physical=physical_footprint([(purchase.quantity, purchase.physical)]),
        spend=purchase.spend,
        years=purchase.years,
    )


def relative_change(before: float, after: float) -> float:
    """Return by what share `after` exceeds `before` (negative when it falls short).

    Raises:
        OutOfModel: `before` is not positive, so that nothing can be compared with it, or
            one of them is no number.
    """
    for value in (before, after):
        check("Une valeur à comparer", value, -LARGEST)
    # So small a start that the change is infinite is no start either.
    if before <= 0 or math.isinf((after - before) / before):
        raise OutOfModel(
            f"Une variation se lit par rapport à une valeur positive, pas à {number(before)}.",
            remedy="Choisissez un point de départ où quelque chose est acheté.",
        )
    return (after - before) / before
