"""Levels of a label that counts the insertion hours worked, contract after contract.

The label is the fictional « Main tendue » of Hautebrune: a level is reached from a number of
cumulated hours on. It looks at hours only: a large contract half kept may outrank a small one kept
in full. Source: two levels as in Arras (``shared/domain.md`` §1), thresholds invented.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from maillon.errors import MaillonError


class LabelRefused(MaillonError):
    """Thresholds that make no label."""


def level(hours: float, thresholds: Sequence[float]) -> int:
    """Return the level reached with so many cumulated hours; 0 below the first threshold.

    Raises:
        LabelRefused: thresholds that do not rise.

    >>> level(299, [300, 1500]), level(300, [300, 1500]), level(2000, [300, 1500])
    (0, 1, 2)
    """
    _check(thresholds)
    return bisect_right(thresholds, hours)


def years_to(rank: int, hours_a_year: float, thresholds: Sequence[float]) -> float | None:
    """Return the years of contract before level `rank` (from 1); None if it never comes.

    Raises:
        LabelRefused: thresholds that do not rise, or a level that the label does not have.

    >>> years_to(1, 150, [300, 1500]), years_to(2, 0, [300, 1500])
    (2.0, None)
    """
    _check(thresholds)
    if not 1 <= rank <= len(thresholds):
        raise LabelRefused(f"Le label n’a pas de niveau {rank}.")
    return thresholds[rank - 1] / hours_a_year if hours_a_year > 0 else None


def _check(thresholds: Sequence[float]) -> None:
    if any(low >= high for low, high in pairwise([0.0, *thresholds])):
        raise LabelRefused(
            "Les seuils du label ne montent pas.", remedy="Rangez-les du plus bas au plus haut."
        )
