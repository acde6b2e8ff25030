"""What the models can compute with: numbers within bounds, that can still be added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, number

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


class OutOfModel(MaillonError):
    """A value from which a model can compute nothing."""


def check(
    what: str,
    value: object,
    low: float = 0,
    high: float = LARGEST,
    *,
    whole: bool = False,
    remedy: str = "",
) -> None:
    """Refuse what is no number from `low` to `high`, or no whole one; `what` names it in French.

    `remedy` says what to do, where more can be said than to give such a number.

    Raises:
        OutOfModel: such a value, told with its bounds.
    """
    real = isinstance(value, int | float) and not isinstance(value, bool)
    if real and low <= value <= high and (type(value) is int or not whole):  # type: ignore[operator]
        return
    bounds = f"Le modèle va de {_plain(low)} à {_plain(high)}."
    if high >= LARGEST:
        bounds = f"Le modèle lit un nombre{' positif' * (low >= 0)}, sans démesure."
    raise OutOfModel(
        f"{what} vaut {_plain(value) if is_number(value) else str(value)[:9]}.",
        why=bounds,
        remedy=remedy or f"Donnez un nombre{' entier' * whole} qui convienne.",
    )


def check_choice(what: str, value: str, choices: Iterable[str]) -> None:
    """Refuse what is none of `choices`; `what` names it in French.

    Raises:
        OutOfModel: such a value, told with the choices.
    """
    choices = tuple(choices)
    if value not in choices:
        raise OutOfModel(
            f"{what} vaut «{NBSP}{value}{NBSP}».",
            remedy=f"Choisissez parmi{NBSP}: {', '.join(choices)}.",
        )


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)
