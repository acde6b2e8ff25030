"""Independence of irrelevant bids: may a bid that cannot win change who wins?

A formula obeys independence when no bid, by coming in without coming first, changes the first of
the others. The absolute formula obeys it always; those that read the lowest price alone obey it as
long as the newcomer is not the cheapest; min–max reads both ends and obeys it in neither case.

Source: the axiom is Arrow's; ranking paradoxes of relative price scores, Stilger, Siderius and van
Raaij (2017), https://repub.eur.nl/pub/99582.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import product

from maillon.topics.award.model.award import Offer, award
from maillon.topics.award.model.price_scores import SCALE, PriceFormula, Terms, bounds

#: Of a newcomer: its price, in shares of the bounds of the bids, and its mark.
_STEPS = 24
_FARTHEST = 3.0


def changes_winner(
    offers: Sequence[Offer],
    newcomer: Offer,
    formula: PriceFormula,
    weight: float,
    terms: Terms | None = None,
) -> bool:
    """Tell whether `newcomer` changes the first of `offers` without coming first itself.

    >>> from maillon.topics.award.model.price_scores import formula
    >>> bids = [Offer("A", 100, 6), Offer("B", 112, 7.6), Offer("C", 135, 9.2)]
    >>> hopeless = Offer("D", 250, 3)
    >>> [changes_winner(bids, hopeless, formula(name), 0.5) for name in ("min-max", "echelle")]
    [True, False]
    """
    before = award(offers, formula, weight, terms)
    after = award([*offers, newcomer], formula, weight, terms)
    return len(offers) not in after.winners and after.winners != before.winners


def counter_example(
    offers: Sequence[Offer],
    formula: PriceFormula,
    weight: float,
    terms: Terms | None = None,
    *,
    cheapest: bool = True,
) -> Offer | None:
    """Search a newcomer that breaks independence for these offers; None if the search finds none.

    `cheapest` also tries newcomers under the lowest price. Finding none on a grid proves nothing
    in general: the tests say for which formulas it is proved.
    """
    for newcomer in _newcomers(offers, cheapest=cheapest):
        if changes_winner(offers, newcomer, formula, weight, terms):
            return newcomer
    return None


def _newcomers(offers: Sequence[Offer], *, cheapest: bool) -> Iterable[Offer]:
    """Propose newcomers: the dearest and the weakest first, for they look the most harmless."""
    prices = [offer.price for offer in offers]
    low, high = min(prices), max(prices)
    dearer = [high + rank / _STEPS * _FARTHEST * high for rank in range(1, _STEPS + 1)]
    within = [low + rank / _STEPS * (high - low) for rank in range(1, _STEPS)]
    cheaper = [low * rank / _STEPS for rank in range(_STEPS - 1, 0, -1)] if cheapest else []
    qualities = [rank / 4 * SCALE for rank in range(4)]
    for quality, price in product(qualities, [*dearer, *within, *cheaper]):
        yield Offer("Nouvelle offre", price, quality)


def reversal_rate(formula: PriceFormula, *, draws: int = 20_000, seed: int = 0) -> float:
    """Return how often a weak fourth bid changes the first of three, at equal weights.

    Each draw takes three bids, price U(80, 140) and quality U(4, 10), then an intruder, price
    U(80, 180) and quality U(2, 5). A draw that the intruder wins is no reversal.
    """
    chance, terms = random.Random(seed), Terms()
    reversals = 0
    for _ in range(draws):
        bids = [(chance.uniform(80, 140), chance.uniform(4, 10)) for _ in range(3)]
        intruder = (chance.uniform(80, 180), chance.uniform(2, 5))
        before = _leader(bids, formula, terms)
        after = _leader([*bids, intruder], formula, terms)
        reversals += after not in (before, len(bids))
    return reversals / draws


def _leader(bids: Sequence[tuple[float, float]], formula: PriceFormula, terms: Terms) -> int:
    """Return the place of the first bid (price, quality) at equal weights; drawn bids never tie."""
    limits = bounds([price for price, _ in bids])
    totals = [formula.mark(price, limits, terms) + quality for price, quality in bids]
    return max(range(len(bids)), key=totals.__getitem__)
