"""Late interest and the flat indemnity that a late payment opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillon.base.errors import MaillonError
from maillon.base.wording import count, long_date
from maillon.law import inputs
from maillon.law.figures import cents, figure, money, rate
from maillon.law.inputs import Number
from maillon.law.payment_delay import payment_delay
from maillon.law.reasons import Reason
from maillon.law.registry import cite

DAYS_IN_YEAR = 365
"""Day count of the usual formula, base × days × rate / 365 (domain.md, §3.4)."""


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
    reasons: tuple[Reason, ...]


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

    >>> late = late_payment(60_000, date(2026, 1, 1), date(2026, 3, 2))
    >>> late.days, late.rate, late.interest, late.total
    (30, Decimal('10.15'), Decimal('500.55'), Decimal('540.55'))
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
    delay = payment_delay(body, received)
    delay_days = int(figure(delay))
    due = received + timedelta(delay_days)
    on_schedule = Reason(f"Délai de {delay.text} : l’échéance tombe le {long_date(due)}.", delay)
    if paid <= due:
        zero = cents(Decimal(0))
        on_time = Reason(f"Payé le {long_date(paid)}, à temps : ni intérêts ni indemnité.", delay)
        return LatePayment(delay_days, due, None, 0, None, zero, zero, zero, (on_schedule, on_time))
    first, late_days = due + timedelta(1), (paid - due).days
    yearly = cite("interets_moratoires_taux", first, "taux-moratoire")
    flat = cite("indemnite_40", first)
    interest = cents(owed * late_days * rate(yearly) / DAYS_IN_YEAR)
    indemnity = cents(figure(flat))
    lateness = count(late_days, "jour")
    reasons = (
        on_schedule,
        Reason(
            f"Le retard court du {long_date(first)} au jour du paiement inclus : {lateness}.",
            cite("interets_moratoires", first),
        ),
        Reason(
            f"Le taux du semestre où le retard commence reste figé : {yearly.text} par an.", yearly
        ),
        Reason(f"{money(owed)} × {lateness} × {yearly.text} / {DAYS_IN_YEAR} = {money(interest)}."),
        Reason(f"Une indemnité forfaitaire s’ajoute : {flat.text} par retard.", flat),
    )
    return LatePayment(
        delay_days,
        due,
        first,
        late_days,
        figure(yearly),
        interest,
        indemnity,
        interest + indemnity,
        reasons,
    )
