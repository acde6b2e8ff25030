"""Levels of a label that counts the insertion hours worked, contract after contract.

The label is the fictional « Main tendue » of Hautebrune: a level is reached from a number of
cumulated hours on. It looks at hours only: a large contract half kept may outrank a small one kept
in full. Source: two levels as in Arras (`shared/domain.md` §1), thresholds invented.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from maillon.base.amounts import is_amount
from maillon.base.errors import MaillonError


class LabelRefused(MaillonError):
    """Thresholds that make no label, or hours that nobody can have worked."""


def level(hours: float, thresholds: Sequence[float]) -> int:
    """Return the level reached with so many cumulated hours; 0 below the first threshold.

    Raises:
        LabelRefused: thresholds that do not rise, or hours that are no positive number.

    >>> level(299, [300, 1500]), level(300, [300, 1500]), level(2000, [300, 1500])
    (0, 1, 2)
    """
    _check(thresholds)
    _check_hours(hours)
    return bisect_right(thresholds, hours)


def _check_hours(hours: float) -> None:
    if not is_amount(hours):
        raise LabelRefused(
            "Le nombre d’heures est négatif, démesuré, ou n’est pas un nombre.",
            why="Le label compte des heures faites.",
            remedy="Donnez un nombre d’heures positif ou nul.",
        )


def _check(thresholds: Sequence[float]) -> None:
    if any(low >= high for low, high in pairwise([0.0, *thresholds])):
        raise LabelRefused(
            "Les seuils du label ne montent pas.", remedy="Rangez-les du plus bas au plus haut."
        )
