"""Hours of insertion that a social clause may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, number, percent
from maillon.law import inputs
from maillon.law.entries import Citation
from maillon.law.figures import cents, figure, money, rate
from maillon.law.inputs import Number
from maillon.law.reasons import Reason
from maillon.law.registry import NotInForce, cite


@dataclass(frozen=True, slots=True)
class InsertionHours:
    """Hours, to the hundredth, with the French reasons and warnings that go with them."""

    hours: Decimal
    reasons: tuple[Reason, ...]
    alerts: tuple[str, ...]


def insertion_hours(
    amount: Number,
    labour_share: Number,
    effort: Number,
    on: date,
    hourly_cost: Number | None = None,
) -> InsertionHours:
    """Compute amount × labour share × effort / hourly cost.

    `amount`: euros, taxes excluded. `labour_share`: labour's part of it, 0 to 1. `effort`:
    part of the labour kept for insertion, 0 to 1. `hourly_cost`: euros an hour, employer's
    contributions included; without it, the example of the registry, to be brought up to date.
    A practice, not a rule of law. Source: domain.md §3.3, registry entry « insertion_heures ».

    Raises:
        MaillonError: bad amount, share, day or cost.
        NotInForce: no hourly cost is given and the registry has none on that day.

    >>> insertion_hours(1_000_000, 0.5, 0.05, date(2026, 12, 1), hourly_cost=30).hours
    Decimal('833.33')
    """
    base = inputs.amount(amount)
    labour = inputs.share(labour_share, "La part de main-d’œuvre")
    kept = inputs.share(effort, "Le taux d’insertion")
    inputs.day(on, "Le jour")
    alerts = list(_range_alerts(kept, on))
    example: Citation | None = None
    if hourly_cost is None:
        example = cite("insertion_heures", on, "cout-horaire")
        cost = figure(example)
        alerts.append(f"Coût horaire d’exemple, à actualiser : {example.text}.")
    else:
        cost = inputs.positive(hourly_cost, "Le coût horaire")
        if cost < 1:
            raise MaillonError(
                f"Le coût horaire vaut {hourly_cost}.", remedy="Donnez un coût d’au moins un euro."
            )
    hours = cents(base * labour * kept / cost)
    reason = Reason(
        f"{money(base)} × {_percent(labour)} × {_percent(kept)} / {money(cost)} par heure "
        f"= {number(float(hours))}{NBSP}heures.",
        example,
    )
    return InsertionHours(hours, (reason,), tuple(alerts))


def _range_alerts(effort: Decimal, on: date) -> tuple[str, ...]:
    """Warn when the effort leaves the usual practice, or when the registry cannot tell."""
    try:
        low, high = (cite("insertion_heures", on, f"taux-{end}") for end in ("bas", "haut"))
    except NotInForce:
        return ("Le registre ne documente pas le taux d’insertion usuel à cette date.",)
    if rate(low) <= effort <= rate(high):
        return ()
    return (
        f"Un taux de {_percent(effort)} sort de la pratique usuelle, de {low.text} à {high.text}.",
    )


def _percent(share: Decimal) -> str:
    value = float(share)
    return percent(value, 0 if (100 * share) % 1 == 0 else 1)
