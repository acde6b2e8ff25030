"""What counts as an amount in the models: a number, not negative, that can still be added up."""

from __future__ import annotations

from typing import TypeGuard

LARGEST = 1e15
"""Beyond, in any unit, it is a slip of the keyboard; below, sums and products stay finite."""


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether a value is a number from −`LARGEST` to `LARGEST`.

    >>> is_number(-3), is_number(float("nan")), is_number(10**400), is_number(True)
    (True, False, False, False)
    """
    # No comparison with a NaN holds, and Python compares integers of any size with a float.
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and -LARGEST <= value <= LARGEST  # type: ignore[operator]


def is_amount(value: object, high: float = LARGEST) -> TypeGuard[float]:
    """Tell whether a value is a number from 0 to `high`.

    >>> is_amount(12), is_amount(-1), is_amount(1.5, high=1), is_amount("12")
    (True, False, False, False)
    """
    return is_number(value) and 0 <= value <= high
