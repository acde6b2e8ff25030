"""Levels of a label that counts the insertion hours worked, contract after contract.

The label is the fictional « Main tendue » of Hautebrune: a level is reached from a number of
cumulated hours on. It looks at hours only: a large contract half kept may outrank a small one kept
in full. Source: two levels as in Arras (`shared/domain.md` §1), thresholds invented.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from maillon.base.amounts import OutOfModel, check


def level(hours: float, thresholds: Sequence[float]) -> int:
    """Return the level reached with so many cumulated hours; 0 below the first threshold.

    Raises:
        OutOfModel: thresholds that do not rise, or hours that are no positive number.

    >>> level(299, [300, 1500]), level(300, [300, 1500]), level(2000, [300, 1500])
    (0, 1, 2)
    """
    if any(low >= high for low, high in pairwise([0.0, *thresholds])):
        raise OutOfModel(
            "Les seuils du label ne montent pas.", remedy="Rangez-les du plus bas au plus haut."
        )
    check("Le nombre d’heures", hours)
    return bisect_right(thresholds, hours)
