"""How concentrated a set of suppliers is: shares, Herfindahl-Hirschman index, effective number.

Source: Herfindahl (1950) and Hirschman (1945); the scale to 10,000 is that of competition
authorities. The French term is « indice de Herfindahl-Hirschman » (IHH, or HHI).
"""

from __future__ import annotations

from collections.abc import Iterable

from maillon.base.amounts import is_amount
from maillon.base.wording import NBSP, number
from maillon.opendata.faults import Fault

FULL = 10_000.0
"""The index of a single supplier; ``n`` equal suppliers have ``FULL / n``."""


def shares(amounts: Iterable[float]) -> tuple[float, ...]:
    """Return the share of each amount in their total, from 0 to 1; they sum to 1.

    Raises:
        MaillonError: an amount is negative, too large or not a number, or nothing is bought.

    >>> shares([30, 10])
    (0.75, 0.25)
    """
    values = tuple(amounts)
    if not all(is_amount(value) for value in values):
        raise Fault.of("amount-no-number")
    total = sum(values)
    if not total > 0:
        raise Fault.of("nothing-bought")
    return tuple(value / total for value in values)


def herfindahl(amounts: Iterable[float]) -> float:
    """Return the Herfindahl-Hirschman index of the amounts bought from each supplier.

    It goes from ``FULL / n`` (``n`` equal suppliers) to :data:`FULL` (one supplier), and does not
    depend on the unit of the amounts nor on suppliers who sell nothing.

    Raises:
        MaillonError: like :func:`shares`.

    >>> round(herfindahl([1, 1, 1, 1, 1]))
    2000
    """
    return FULL * sum(share * share for share in shares(amounts))


def effective_number(index: float) -> float:
    """Return the number of equal suppliers that would be as concentrated as ``index``.

    Raises:
        MaillonError: ``index`` is not in ]0, 10,000].

    >>> effective_number(2500.0)
    4.0
    """
    if not 0 < index <= FULL * (1 + 1e-12):
        raise Fault.of("index-out")
    return FULL / index


def equals(effective: float) -> str:
    r"""Write a number of equivalent suppliers, all of one size.

    >>> equals(1.226), equals(5)
    ('1,2\xa0fournisseur équivalent', '5\xa0fournisseurs équivalents')
    """
    several = round(effective, 1) >= 2
    whole = round(float(effective), 1).is_integer()
    return (
        f"{number(effective, 0 if whole else 1)}{NBSP}fournisseur"
        f"{'s équivalents' if several else ' équivalent'}"
    )
