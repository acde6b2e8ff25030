"""A seeded source of draws that is the same to the byte on every machine.

Only `random()` is asked of Python's generator: its sequence is promised, that of its other methods
is not.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A seeded source of draws that is the same under every version of Python.

    >>> Draw(1).between(1, 6) == Draw(1).between(1, 6)
    True
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def happens(self, chance: float) -> bool:
        """Say yes with a chance."""
        return self._random() < chance

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, bounds included."""
        return low + int(self._random() * (high - low + 1))

    def amount(self, low: float, high: float) -> int:
        """Draw an amount, small ones more often than large ones, rounded to ten euros."""
        return 10 * round(low * math.pow(high / low, self._random()) / 10)

    def pick(self, items: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """Draw one item; without weights, the first are likelier, as in a concentrated market."""
        weights = weights or [1 / (rank + 1) for rank in range(len(items))]
        left = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def some(self, items: Sequence[T], size: int) -> list[T]:
        """Draw several different items, in the order in which they stand."""
        ranked = sorted((self._random(), rank) for rank in range(len(items)))[:size]
        return [items[rank] for rank in sorted(rank for _, rank in ranked)]

    def offers(self, mean: float) -> int:
        """Draw a number of offers, at least one, whose excess over one is exponential."""
        return 1 + int(-mean * math.log(1 - self._random()))
