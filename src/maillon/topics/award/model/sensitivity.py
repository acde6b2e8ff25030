"""How firmly an award stands: tie weights, stability intervals, effective weight, worth of a point.

On marks, offers A and B tie at the weight w* = (q_B − q_A)/((q_B − q_A) + (p_A − p_B)). Each total
is a straight line of w, so that the winner along the axis is the upper envelope of those lines.

The announced weight of a criterion is not its effective weight: a criterion on which all marks are
alike cannot decide. The effective weight is the share of the spread (range or standard deviation)
of its weighted marks in the spread of all.

Source: weight sensitivity and swing weights are standard results of multi-criteria decision
analysis; Belton and Stewart (2002), « Multiple Criteria Decision Analysis », ch. 5.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from maillon.base.amounts import OutOfModel
from maillon.topics.award.model.award import TIE, Award
from maillon.topics.award.model.price_scores import Bounds, PriceFormula, Terms


@dataclass(frozen=True, slots=True)
class Interval:
    """Weights of the price, from `low` to `high`, at which the same offers come first.

    `winners` are the places of those offers: several if their marks are the same.
    """

    low: float
    high: float
    winners: tuple[int, ...]

    @property
    def width(self) -> float:
        """Length of the interval, as a share of the axis."""
        return self.high - self.low


def critical_weight(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    """Return the weight of the price at which two offers tie, or None if they never do.

    Each offer is its price mark and its quality mark, on the same scale.

    >>> round(critical_weight((10, 6), (8.8, 7.6)), 3)
    0.571
    >>> critical_weight((10, 8), (9, 6)) is None  # the first is better at both
    True
    """
    cheaper, better = one[0] - other[0], other[1] - one[1]
    if abs(cheaper + better) < TIE:
        return None
    weight = better / (cheaper + better)
    return weight if 0 <= weight <= 1 else None


def stability(found: Award) -> tuple[Interval, ...]:
    """Cut the axis of price weights, from 0 to 1, into the intervals of each winner.

    >>> from maillon.topics.award.model.award import Offer, award
    >>> from maillon.topics.award.model.price_scores import formula
    >>> bids = [Offer("A", 100, 6), Offer("B", 112, 7.6), Offer("C", 135, 9.2)]
    >>> [round(part.high, 3) for part in stability(award(bids, formula("echelle"), 0.5))]
    [0.41, 0.571, 1.0]
    """
    marks = list(zip(found.price_marks, found.qualities, strict=True))
    ties = (critical_weight(one, other) for rank, one in enumerate(marks) for other in marks[:rank])
    inside = sorted(weight for weight in ties if weight is not None and TIE < weight < 1 - TIE)
    cuts = [0.0]
    for weight in inside:
        if weight - cuts[-1] > TIE:  # several offers may tie at one weight
            cuts.append(weight)
    cuts.append(1.0)
    parts: list[Interval] = []
    for low, high in pairwise(cuts):
        winners = _leaders(marks, (low + high) / 2)
        if parts and parts[-1].winners == winners:
            parts[-1] = Interval(parts[-1].low, high, winners)
        else:
            parts.append(Interval(low, high, winners))
    return tuple(parts)


def stable_around(found: Award) -> Interval:
    """Return the interval of the weights that keep the winner of `found`; a tie has no width."""
    for part in stability(found):
        if part.low <= found.weight <= part.high and part.winners == found.winners:
            return part
    return Interval(found.weight, found.weight, found.winners)


def _leaders(marks: Sequence[tuple[float, float]], weight: float) -> tuple[int, ...]:
    totals = [weight * price + (1 - weight) * quality for price, quality in marks]
    best = max(totals)
    return tuple(place for place, total in enumerate(totals) if total >= best - TIE)


def euros_per_point(
    formula: PriceFormula, price: float, bids: Bounds, weight: float, terms: Terms | None = None
) -> float | None:
    """Return how many euros more one point of quality makes up for, at `price`.

    The bounds of the bids stand still. None where one euro more costs no point at all: any price
    would do.

    >>> from maillon.topics.award.model.price_scores import bounds, formula
    >>> bids = bounds([100_000, 112_000, 135_000])
    >>> round(euros_per_point(formula("classique"), 112_000, bids, 0.5))
    12544
    """
    loss = weight * formula.loss(price, bids, terms or Terms())
    return (1 - weight) / loss if loss > 0 else None


#: How the spread of a criterion is measured.
SPREADS: dict[str, Callable[[Sequence[float]], float]] = {
    "range": lambda marks: max(marks) - min(marks),
    "deviation": statistics.pstdev,
}


def effective_weights(
    criteria: Sequence[Sequence[float]], weights: Sequence[float], *, spread: str = "range"
) -> tuple[float, ...] | None:
    """Return the share of each criterion in the spread of the weighted marks.

    `criteria` gives the marks of every offer, one sequence a criterion. None when nothing sets
    the offers apart.

    Raises:
        OutOfModel: there is not one weight a criterion, a criterion has no mark, or the weights
            do not sum to one.

    >>> [round(share, 2) for share in effective_weights([[10, 0], [6, 9]], [0.5, 0.5])]
    [0.77, 0.23]
    """
    if len(criteria) != len(weights) or not all(criteria):
        raise OutOfModel("Il faut des notes et un poids pour chaque critère.")
    if min(weights) < 0 or abs(sum(weights) - 1) > TIE:
        raise OutOfModel("Les poids sont des parts, et leur somme fait 100 %.")
    spreads = [
        weight * SPREADS[spread](marks) for marks, weight in zip(criteria, weights, strict=True)
    ]
    total = sum(spreads)
    return tuple(part / total for part in spreads) if total > TIE else None


def price_weight_told(found: Award, *, spread: str = "range") -> float | None:
    """Return the effective weight of the price in an award, or None if nothing tells bids apart."""
    shares = effective_weights(
        [found.price_marks, found.qualities], [found.weight, 1 - found.weight], spread=spread
    )
    return None if shares is None else shares[0]


def relative_spread(prices: Sequence[float]) -> float:
    """Return how far the highest price stands above the lowest, as a share of the lowest."""
    return (max(prices) - min(prices)) / min(prices)
