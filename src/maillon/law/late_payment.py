"""How long a public body may take to pay, and what a late payment opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillon.base.errors import MaillonError
from maillon.base.wording import long_date
from maillon.law import inputs
from maillon.law.entries import Citation
from maillon.law.figures import cents, figure, rate
from maillon.law.inputs import Number
from maillon.law.registry import cite

#: Day count of the usual formula, base × days × rate / 365 (domain.md, §3.4).
DAYS_IN_YEAR = 365


#: Who pays: identifier to French label.
BODIES = {
    "pouvoir-adjudicateur": "État, collectivité ou autre pouvoir adjudicateur",
    "sante": "établissement public de santé ou service de santé des armées",
    "entreprise-publique": "entreprise publique, hors établissement public local",
}


def payment_delay(body: str, on: date) -> Citation:
    """Return the longest payment delay, in days, that a contract may give this body.

    Source: CCP L2192-10, R2192-10 and R2192-11.

    Raises:
        MaillonError: unknown body.
        NotInForce: the registry knows no delay on that day.

    >>> payment_delay("sante", date(2026, 6, 1)).number
    50
    """
    inputs.choice(body, BODIES, "L’organisme qui paie")
    return cite("delai_paiement", inputs.day(on, "Le jour"), body)


@dataclass(frozen=True, slots=True)
class LatePayment:
    """What a payment owes beside the principal; euros, days, and a yearly rate in per cent.

    Paid on time: no first late day, no rate, and zero everywhere.
    """

    delay_days: int
    due: date
    first_day_late: date | None
    days: int
    rate: Decimal | None
    interest: Decimal
    indemnity: Decimal
    total: Decimal


def late_payment(
    base: Number, received: date, paid: date, body: str = "pouvoir-adjudicateur"
) -> LatePayment:
    """Compute late interest and indemnity for one payment.

    `base`: euros, taxes included, after price revision and less the retention. `received`:
    the day the payment request came in; the delay counts from it. `paid`: the day of payment,
    which is the last day late. The rate is that of the half-year of the first day late, and stays
    the same however long the delay. The delay is the legal maximum: a contract may shorten it.
    Source: CCP L2192-13, R2192-10, R2192-31 to R2192-36, D2192-35.

    Raises:
        MaillonError: bad amount, day or body; paid before received.
        NotInForce: the registry does not know the rate of that half-year.
    """
    owed = inputs.amount(base, "La somme à payer")
    inputs.day(received, "La date de réception")
    inputs.day(paid, "La date de paiement")
    if paid < received:
        raise MaillonError(
            "Le paiement précède la réception de la demande.",
            why=f"Reçue le {long_date(received)}, payée le {long_date(paid)}.",
            remedy="Vérifiez les deux dates.",
        )
    delay = int(figure(payment_delay(body, received)))
    due = received + timedelta(delay)
    if paid <= due:
        zero = cents(Decimal(0))
        return LatePayment(delay, due, None, 0, None, zero, zero, zero)
    first, late_days = due + timedelta(1), (paid - due).days
    yearly = cite("interets_moratoires_taux", first, "taux-moratoire")
    interest = cents(owed * late_days * rate(yearly) / DAYS_IN_YEAR)
    indemnity = cents(figure(cite("indemnite_40", first)))
    total = interest + indemnity
    return LatePayment(delay, due, first, late_days, figure(yearly), interest, indemnity, total)
