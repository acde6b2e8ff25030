"""What calculators accept; anything else is refused in French."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from maillon.base.errors import MaillonError

Number = int | float | Decimal

_LARGEST = Decimal(10) ** 12
_YEARS = range(1900, 2200)
_DAYS = 100_000


def amount(value: Number, name: str = "Le montant") -> Decimal:
    """Return an amount in euros as an exact decimal.

    Raises:
        MaillonError: not a number, negative, or beyond a thousand billion euros.

    >>> amount(0.1)
    Decimal('0.1')
    """
    exact = _exact(value, name, "un montant en euros, par exemple 60000")
    if not 0 <= exact < _LARGEST:
        raise MaillonError(
            f"{name} vaut {value}.",
            why="Un montant va de zéro à mille milliards d’euros.",
            remedy="Corrigez le montant.",
        )
    return exact


def share(value: Number, name: str) -> Decimal:
    """Return a share, from 0 to 1, as an exact decimal.

    Raises:
        MaillonError: not a number, or outside 0 to 1.

    >>> share(0.5, "La part")
    Decimal('0.5')
    """
    exact = _exact(value, name, "une part entre 0 et 1")
    if not 0 <= exact <= 1:
        raise MaillonError(
            f"{name} vaut {value}.",
            why="Une part va de 0 (rien) à 1 (tout).",
            remedy="Divisez le pourcentage par cent, puis recommencez.",
        )
    return exact


def positive(value: Number, name: str) -> Decimal:
    """Return a number above zero and at most a thousand billion, as an exact decimal.

    Raises:
        MaillonError: not such a number.
    """
    exact = _exact(value, name, "un nombre plus grand que zéro")
    if not 0 < exact < _LARGEST:
        raise MaillonError(f"{name} vaut {value}.", remedy="Donnez un nombre plus grand que zéro.")
    return exact


def days(value: int, name: str) -> int:
    """Return a whole number of days, zero or more.

    Raises:
        MaillonError: not such a number.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _DAYS:
        raise MaillonError(
            f"{name} n’est pas utilisable.",
            remedy=f"Donnez un nombre entier de jours, de 0 à {_DAYS}.",
        )
    return value


def day(value: date, name: str) -> date:
    """Return a day of the calendar, as given.

    Raises:
        MaillonError: not a date (a date with an hour is refused too), or a far-off year.
    """
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    if not is_day or value.year not in _YEARS:
        raise MaillonError(
            f"{name} n’est pas un jour utilisable : {value}.",
            remedy=f"Donnez une date entre {_YEARS[0]} et {_YEARS[-1]}.",
        )
    return value


def choice(value: str, labels: Mapping[str, str], name: str) -> str:
    """Return a word of a closed vocabulary, as given.

    Raises:
        MaillonError: not one of them; the message lists them with their meaning.
    """
    if not isinstance(value, str) or value not in labels:
        known = ", ".join(f"{key} ({label})" for key, label in labels.items())
        raise MaillonError(f"{name} ne peut pas être « {value} ».", remedy=f"Choix : {known}.")
    return value


def _exact(value: Number, name: str, form: str) -> Decimal:
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    # An integer may be longer than what Python writes.
    huge = isinstance(value, int) and abs(value) >= _LARGEST
    exact = Decimal(str(value)) if number and not huge else Decimal("NaN")
    if not exact.is_finite():
        shown = "trop grand" if huge else str(value)
        raise MaillonError(f"{name} n’est pas un nombre : {shown}.", remedy=f"Donnez {form}.")
    return exact + 0  # no negative zero
