"""Penalties for lateness under the general conditions (CCAG) of 2021."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maillon.law import inputs
from maillon.law.figures import cents, figure, rate
from maillon.law.inputs import Number
from maillon.law.registry import cite

#: The general conditions that share a rate: identifier to French label.
CCAGS = {
    "travaux": "CCAG-Travaux",
    "fcs-tic": "CCAG-FCS ou CCAG-TIC",
    "pi-moe-mi": "CCAG-PI, CCAG-MOE ou CCAG-MI",
}


@dataclass(frozen=True, slots=True)
class Penalties:
    """Penalties in euros: before any limit, their cap, whether they are waived, what is due."""

    gross: Decimal
    cap: Decimal
    exempt: bool
    due: Decimal


def penalties(ccag: str, amount: Number, days_late: int, on: date) -> Penalties:
    """Compute the penalties for a number of calendar days late.

    `amount`: euros, taxes excluded, of the contract, the tranche or the order, all of it late:
    CCAGs other than works count the penalty on the value of what is late. The cap applies first;
    when what is left does not exceed the exempted total, nothing is due. These rules hold only if
    the contract refers to that CCAG, and its own clauses (CCAP) may depart from them.
    Source: CCAG of 2021, articles in the registry's entry « penalites ».

    Raises:
        MaillonError: bad CCAG, amount, number of days or day.
        NotInForce: the registry knows no penalty on that day.

    >>> owed = penalties("travaux", 1_200_000, 10, date(2026, 6, 1))
    >>> owed.gross, owed.cap, owed.due
    (Decimal('4000.00'), Decimal('120000.00'), Decimal('4000.00'))
    """
    inputs.choice(ccag, CCAGS, "Le CCAG")
    base = inputs.amount(amount)
    late = inputs.days(days_late, "Le retard")
    inputs.day(on, "Le jour")
    daily = str(cite("penalites", on, f"jour-{ccag}").number)  # « 1/3000 » or « V/1000 »
    limit, waived = cite("penalites", on, "plafond"), cite("penalites", on, "exoneration")
    fraction = Fraction(daily.replace("V", "1"))
    gross = cents(base * late * fraction.numerator / fraction.denominator)
    cap = cents(base * rate(limit))
    total = min(gross, cap)
    exempt = total <= figure(waived)
    due = cents(Decimal(0)) if exempt else total
    return Penalties(gross, cap, exempt, due)
