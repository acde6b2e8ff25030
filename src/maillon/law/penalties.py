"""Penalties for lateness under the general conditions (CCAG) of 2021."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maillon.base.wording import count, number
from maillon.law import inputs
from maillon.law.entries import Citation
from maillon.law.figures import cents, figure, money, rate
from maillon.law.inputs import Number
from maillon.law.reasons import Reason
from maillon.law.registry import cite

CCAGS = {
    "travaux": "CCAG-Travaux",
    "fcs-tic": "CCAG-FCS ou CCAG-TIC",
    "pi-moe-mi": "CCAG-PI, CCAG-MOE ou CCAG-MI",
}
"""The general conditions that share a rate: identifier to French label."""


@dataclass(frozen=True, slots=True)
class Penalties:
    """Penalties in euros: before any limit, their cap, whether they are waived, what is due."""

    gross: Decimal
    cap: Decimal
    exempt: bool
    due: Decimal
    reasons: tuple[Reason, ...]


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
    daily = cite("penalites", on, f"jour-{ccag}")
    limit, waived = cite("penalites", on, "plafond"), cite("penalites", on, "exoneration")
    fraction = _fraction(daily)
    gross = cents(base * late * fraction.numerator / fraction.denominator)
    cap = cents(base * rate(limit))
    total = min(gross, cap)
    exempt = total <= figure(waived)
    per_day = f"{fraction.numerator}/{number(fraction.denominator)}"
    reasons = [
        Reason(
            f"{count(late, 'jour')} de retard à {per_day} {daily.unit} : {money(gross)}.", daily
        ),
        Reason(f"Les pénalités sont plafonnées à {money(cap)}.", limit),
    ]
    if exempt:
        sentence = f"Un total qui ne dépasse pas {waived.text} n’est pas réclamé."
        reasons.append(Reason(sentence, waived))
    if exempt and gross > figure(waived):
        reasons.append(
            Reason(
                "Le plafond passe ici sous le montant exonéré : faites vérifier le résultat.",
                waived,
            )
        )
    reasons.append(
        Reason(
            f"Ces règles valent si le marché se réfère au {CCAGS[ccag]} ; son CCAP peut y déroger.",
            daily,
        )
    )
    due = cents(Decimal(0)) if exempt else total
    return Penalties(gross, cap, exempt, due, tuple(reasons))


def _fraction(daily: Citation) -> Fraction:
    """Read « 1/3000 » or « V/1000 »: a part of the amount for each day."""
    return Fraction(str(daily.number).replace("V", "1"))
