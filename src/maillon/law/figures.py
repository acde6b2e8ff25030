"""Numbers of the calculators: read from the registry, rounded, written in French."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from maillon.base.wording import euros
from maillon.law.entries import Citation

_CENT = Decimal("0.01")


def figure(citation: Citation) -> Decimal:
    """Return the number of a rule as an exact decimal, in the unit of the registry."""
    return Decimal(str(citation.number))


def rate(citation: Citation) -> Decimal:
    """Return a percentage of the registry as a share (1 is the whole)."""
    return figure(citation) / 100


def cents(value: Decimal) -> Decimal:
    """Round to the hundredth, half up, as one rounds euros.

    >>> cents(Decimal("500.545")), cents(Decimal(40))
    (Decimal('500.55'), Decimal('40.00'))
    """
    return value.quantize(_CENT, ROUND_HALF_UP)


def money(value: Decimal) -> str:
    r"""Write an amount in euros, with its cents when it has some.

    >>> money(Decimal("540.5")), money(Decimal("40.00"))
    ('540,50\xa0€', '40\xa0€')
    """
    return euros(float(value), 2 if value % 1 else 0)
