"""The retention (retenue de garantie): its ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillon.law import inputs
from maillon.law.figures import cents, figure, rate
from maillon.law.inputs import Number
from maillon.law.registry import cite
from maillon.law.sme import BUYERS, favours_sme, sme_scope

__all__ = ["BUYERS", "Retention", "retention"]


@dataclass(frozen=True, slots=True)
class Retention:
    """The highest retention: a rate in per cent and the amount in euros that it gives."""

    rate: Decimal
    ceiling: Decimal


def retention(
    amount: Number, on: date, buyer: str, large: bool = False, sme: bool = False
) -> Retention:
    """Return the ceiling of the retention on an amount in euros.

    `on`: the day the contract's consultation was launched, since the decree that lowered it
    binds consultations launched after it. `buyer`: a key of `BUYERS`; `large`: its expenses
    pass the size that opens better terms to small firms; `sme`: the holder is one. The State
    owes small firms the reduced ceiling since the code; before 2025, other buyers kept the general
    one. Source: CCP R2191-32, R2191-33.

    Raises:
        MaillonError: bad amount, day or buyer.
        NotInForce: the registry knows no ceiling on that day.

    >>> retention(100_000, date(2025, 1, 1), "etat", sme=True).ceiling
    Decimal('3000.00')
    >>> retention(100_000, date(2024, 12, 31), "collectivite", large=True, sme=True).ceiling
    Decimal('5000.00')
    """
    base = inputs.amount(amount)
    inputs.day(on, "Le jour")
    better = favours_sme(buyer, large) and sme
    rule = cite("retenue_garantie", on, sme_scope(buyer) if better else "general")
    return Retention(figure(rule), cents(base * rate(rule)))
