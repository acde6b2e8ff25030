"""What the map of procedures says in words: alternative text, caption and data."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from maillon.base.wording import euros, listing, long_date
from maillon.law.history import Period
from maillon.law.procedure import PROCEDURES, Band

COLUMNS = ("Période", "Montant estimé HT", "Procédure", "Publicité")
Amount = int | float | Decimal


def amount_text(amount: Amount) -> str:
    r"""Write an amount in euros without VAT, cents only if there are some.

    >>> amount_text(Decimal("47500.50")), amount_text(47500)
    ('47\u202f500,50\xa0€', '47\u202f500\xa0€')
    """
    return euros(float(amount), 0 if amount == int(amount) else 2)


def band_at(periods: Sequence[Period], amount: Amount, on: date) -> Band:
    """Return the band where this amount falls that day.

    Raises `ValueError`, in French, when no period holds the day or the amount is negative.
    """
    for period in periods:
        if period.start <= on <= period.end:
            for band in period.bands:
                if band.low <= amount and (band.high is None or amount < band.high):
                    return band
    raise ValueError(f"La carte ne couvre pas {amount_text(amount)} le {long_date(on)}.")


def span(band: Band) -> str:
    r"""Say which amounts a band holds.

    >>> span(Band(0, 60000, "dispense", "", None))
    'moins de 60\u202f000\xa0€'
    """
    if band.high is None:
        return f"{euros(band.low)} et plus"
    if not band.low:
        return f"moins de {euros(band.high)}"
    return f"de {euros(band.low)} à moins de {euros(band.high)}"


def kind(band: Band) -> tuple[str, str, str]:
    """Return what makes a band the same from a period to the next, though its amounts move."""
    return (band.procedure, band.publicity, band.citation.entry.id if band.citation else "")


def steps(periods: Sequence[Period]) -> list[tuple[date, int, int, Band]]:
    """List the thresholds of procedure that move: day, amount before, amount after, band above."""
    found: list[tuple[date, int, int, Band]] = []
    for before, after in itertools.pairwise(periods):
        old = {kind(band): band.low for band in before.bands}
        for below, band in itertools.pairwise(after.bands):
            was = old.get(kind(band), band.low)
            if was != band.low and below.procedure != band.procedure:
                found.append((after.start, was, band.low, band))
    return found


def alternative(
    periods: Sequence[Period], amount: Amount, on: date, compared: date | None = None
) -> str:
    """State where the need falls, where it fell on the day compared, and which thresholds moved."""
    here = band_at(periods, amount, on)
    need = f"Le {long_date(on)}, un besoin de {amount_text(amount)} HT"
    said = [f"{need} relève de : {_name(here)} ({span(here)})."]
    if compared is not None:
        there = band_at(periods, amount, compared)
        same = there.procedure == here.procedure
        said.append(
            f"Le {long_date(compared)}, {'de même' if same else 'il relève de'} : "
            f"{_name(there)} ({span(there)})."
        )
    moves = [
        f"« {_name(band)} » commence à {euros(after)} au lieu de {euros(before)} "
        f"au {long_date(day)}"
        for day, before, after, band in steps(periods)
    ]
    said.append(f"Les seuils bougent : {listing(moves)}." if moves else "Aucun seuil ne bouge.")
    return " ".join(said)


def caption(state_of_law: date, compared: date | None) -> str:
    """Say how to read the map, and how far to trust it."""
    ring = " Le cercle vide : la date de comparaison." if compared else ""
    return (
        f"Procédure selon la date de lancement et le montant. Le point noir : votre besoin.{ring} "
        f"État du droit au {long_date(state_of_law)}. "
        "Outil de formation, pas un conseil juridique."
    )


def table(periods: Sequence[Period]) -> list[tuple[str, str, str, str]]:
    """Return one row a band and a period."""
    return [
        (
            f"du {long_date(period.start)} au {long_date(period.end)}",
            span(band),
            _name(band),
            band.publicity.rstrip("."),
        )
        for period in periods
        for band in period.bands
    ]


def _name(band: Band) -> str:
    return PROCEDURES[band.procedure]
