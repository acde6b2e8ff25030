"""Offers, totals and ranking: what a price formula and a weight make of the same bids.

The total of an offer is w·p + (1 − w)·q, where w is the weight of the price, p its mark and q the
mark of quality, all criteria but the price together. « Monetised quality » needs neither formula
nor weight: offers are ranked by P − v·q, where v is what one point is worth, in euros.

Sources: award on best price-quality ratio, directive 2014/24/EU, art. 67; ranking by a price
corrected of quality, Bergman and Lundberg (2013), « Tender evaluation and award methodologies in
public procurement ».
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from maillon.base.amounts import OutOfModel, check
from maillon.topics.award.model.price_scores import SCALE, PriceFormula, Terms

TIE = 1e-9
"""Points under which two totals are the same."""
MOST_OFFERS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """A bid: a name, a price in euros and a mark of quality from 0 to `SCALE`.

    Raises:
        OutOfModel: the price is not above zero, or the mark not on the scale.
    """

    name: str
    price: float
    quality: float

    def __post_init__(self) -> None:
        if not 0 < self.price < math.inf:
            raise OutOfModel(f"{self.name} : le prix doit être supérieur à zéro.")
        if not 0 <= self.quality <= SCALE:
            raise OutOfModel(f"{self.name} : la note de qualité va de 0 à {SCALE:.0f}.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no offer yet: its name, its price and quality as read, or else as typed."""

    name: str
    price: float | str | None
    quality: float | str | None


@dataclass(frozen=True, slots=True)
class Award:
    """The marks, totals and ranks of `offers`, in their order.

    `weight` is the weight of the price, from 0 to 1. `ranks` start from 1; ties share a rank.
    """

    offers: tuple[Offer, ...]
    weight: float
    price_marks: tuple[float, ...]
    totals: tuple[float, ...]
    ranks: tuple[int, ...]

    @property
    def qualities(self) -> tuple[float, ...]:
        """The marks of quality."""
        return tuple(offer.quality for offer in self.offers)

    @property
    def winners(self) -> tuple[int, ...]:
        """Places of the offers that come first: several if they tie."""
        return tuple(place for place, rank in enumerate(self.ranks) if rank == 1)

    @property
    def winner_names(self) -> tuple[str, ...]:
        """Names of the offers that come first."""
        return tuple(self.offers[place].name for place in self.winners)


def award(
    offers: Sequence[Offer], formula: PriceFormula, weight: float, terms: Terms | None = None
) -> Award:
    """Mark, total and rank `offers`; `weight` is the weight of the price, from 0 to 1.

    Raises:
        OutOfModel: there is no offer, or the weight is not a share.

    >>> from maillon.topics.award.model.price_scores import formula
    >>> bids = [Offer("A", 100, 6), Offer("B", 112, 7.6), Offer("C", 135, 9.2)]
    >>> [award(bids, formula(name), 0.5).winner_names[0] for name in ("classique", "min-max")]
    ['C', 'A']
    """
    if not offers:
        raise OutOfModel("Il n’y a pas d’offre.", remedy="Donnez un nom, un prix et une note.")
    check("Le poids du prix", weight, 0, 1)
    marks = formula.marks([offer.price for offer in offers], terms)
    totals = tuple(
        weight * mark + (1 - weight) * offer.quality
        for mark, offer in zip(marks, offers, strict=True)
    )
    return Award(tuple(offers), weight, marks, totals, ranks(totals))


def ranks(totals: Sequence[float]) -> tuple[int, ...]:
    """Return the rank of each total, the highest first; totals within `TIE` share a rank.

    >>> ranks([8.0, 8.3, 8.3, 7.0])
    (3, 1, 1, 4)
    """
    return tuple(1 + sum(other > total + TIE for other in totals) for total in totals)


def corrected_prices(offers: Sequence[Offer], euros_per_point: float) -> tuple[float, ...]:
    """Return each price less what its quality is worth, in euros: the lowest comes first.

    Raises:
        OutOfModel: a point is worth less than nothing.

    >>> corrected_prices([Offer("A", 100, 6), Offer("B", 112, 7.6)], 10)
    (40, 36.0)
    """
    check("La valeur d’un point", euros_per_point)
    return tuple(offer.price - euros_per_point * offer.quality for offer in offers)


def spread_qualities(offers: Sequence[Offer], factor: float) -> tuple[Offer, ...]:
    """Move each mark of quality to `factor` times its distance from the mean, on the scale.

    Under 1, marks draw together, as they do when nobody dares to use the whole scale.

    >>> [bid.quality for bid in spread_qualities([Offer("A", 1, 6), Offer("B", 1, 8)], 0.5)]
    [6.5, 7.5]
    """
    mean = sum(offer.quality for offer in offers) / max(1, len(offers))
    return tuple(
        Offer(
            offer.name,
            offer.price,
            min(SCALE, max(0.0, mean + factor * (offer.quality - mean))),
        )
        for offer in offers
    )
