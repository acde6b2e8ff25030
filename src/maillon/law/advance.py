"""The advance that a contract owes: whether it is due, and between which amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillon.base.errors import MaillonError
from maillon.law import inputs
from maillon.law.figures import cents, figure, rate
from maillon.law.inputs import Number
from maillon.law.registry import cite
from maillon.law.sme import BUYERS, favours_sme, sme_scope

__all__ = ["BUYERS", "Advance", "advance"]

#: An advance is computed on one year of the contract at most.
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Advance:
    """An advance: base and amounts in euros, taxes included; rates in per cent of the base.

    Not due: the base is given, and every rate and amount is zero (nothing is owed).
    """

    due: bool
    base: Decimal
    floor_rate: Decimal
    ceiling_rate: Decimal
    minimum: Decimal
    maximum: Decimal


def advance(
    amount_ht: Number,
    amount_ttc: Number,
    months: Number,
    on: date,
    buyer: str = "collectivite",
    large: bool = False,
    sme: bool = False,
) -> Advance:
    """Say whether the advance is due unless the holder refuses it, and how large it may be.

    `amount_ht`, `amount_ttc`: initial amount in euros, without and with taxes. `months`:
    time of execution. `on`: the day its consultation was launched, since the decrees that moved
    these rates bind consultations launched after them. `buyer`: a key of `BUYERS`; `large`:
    its expenses pass the size that opens better terms to small firms; `sme`: the holder is one.
    The ceiling is the ordinary one: CCP R2191-8 lets a buyer go beyond it. Source: CCP R2191-3,
    R2191-7, R2191-8.

    Raises:
        MaillonError: bad amount, duration, day or buyer; taxes included below taxes excluded.
        NotInForce: the registry does not know the rule on that day; the floors of small firms
            have no known start, only a first day on which they are attested.

    >>> owed = advance(600_000, 720_000, 24, date(2026, 6, 1))
    >>> owed.base, owed.minimum, owed.maximum
    (Decimal('360000.00'), Decimal('18000.00'), Decimal('108000.00'))
    """
    before_tax = inputs.amount(amount_ht, "Le montant hors taxes")
    with_tax = inputs.amount(amount_ttc, "Le montant TTC")
    if with_tax < before_tax:
        raise MaillonError(
            "Le montant TTC est inférieur au montant hors taxes.",
            remedy="Vérifiez les deux montants.",
        )
    duration = inputs.positive(months, "La durée en mois")
    inputs.day(on, "Le jour")
    exact = with_tax * MONTHS_IN_YEAR / max(duration, Decimal(MONTHS_IN_YEAR))
    base = cents(exact)
    better_terms = favours_sme(buyer, large) and sme
    least, shortest = cite("avance_seuil", on, "montant"), cite("avance_seuil", on, "duree")
    if before_tax <= figure(least) or duration <= figure(shortest):
        zero = cents(Decimal(0))
        return Advance(False, base, zero, zero, zero, zero)
    scope = f"plancher-{sme_scope(buyer)}" if better_terms else "plancher"
    floor, ceiling = cite("avance_taux", on, scope), cite("avance_taux", on, "plafond")
    minimum, maximum = cents(exact * rate(floor)), cents(exact * rate(ceiling))
    return Advance(True, base, figure(floor), figure(ceiling), minimum, maximum)
