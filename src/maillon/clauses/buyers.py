"""Who buys, and from whom, as far as a clause says it: the registry's values depend on it."""

from __future__ import annotations

from maillon import law
from maillon.base.text import fold
from maillon.clauses.quantities import quantities
from maillon.clauses.reading import Reading

#: Scopes of the values that a small firm gets from a buyer, as the registry names them.
STATE = "pme-etat"
STATE_BODY = "pme-etablissement-etat"
LOCAL = "pme-collectivite"
#: Every buyer that owes a small firm better terms than the general ones.
ALL = (STATE, STATE_BODY, LOCAL)


def sme_scopes(reading: Reading) -> tuple[str, ...]:
    """Return the terms that a small firm may get from the buyer that the text names.

    None: the general terms. Several: the text does not say enough to choose.

    >>> from maillon.clauses.record import Clause
    >>> def scopes(text):
    ...     return sme_scopes(Reading(Clause(text)))
    >>> scopes("L’État verse à une PME une avance."), scopes("L’hôpital verse une avance.")
    (('pme-etat',), ())
    """
    if reading.first("money.health_buyer"):
        return ()
    if _state(reading):
        return (STATE,)
    _, small = _size(reading)
    if reading.first("sums.state_body"):
        return () if small else (STATE_BODY,)
    if reading.first("sums.local_body"):
        return () if small else (LOCAL,)
    return (STATE,) if small else ALL


def sme_scope(reading: Reading) -> str:
    """Return the terms of small firms that bind for sure: holder, buyer and size are told."""
    scopes = sme_scopes(reading)
    told = _state(reading) or _size(reading)[0]
    return scopes[0] if len(scopes) == 1 and told and reading.first("money.sme") else ""


def named(reading: Reading) -> bool:
    """Tell whether the text names a buyer that is neither a hospital nor a public company."""
    return _state(reading) or reading.first("sums.state_body", "sums.local_body") is not None


def _state(reading: Reading) -> bool:
    """Tell whether the State buys: « l’État » with its capital, or one of its services."""
    if reading.first("sums.state"):
        return True
    return any(reading.text.quote(span)[:1].isupper() for span in reading.spans("money.state"))


def _size(reading: Reading) -> tuple[bool, bool]:
    """Tell whether the text states a buyer above the size that opens better terms, or below it."""
    applies = law.cite("retenue_garantie", reading.day, LOCAL).applies_to
    least = min((q.value for q in quantities(fold(applies)) if q.dimension == "money"), default=0.0)
    large = small = False
    for quantity in reading.quantities:
        if quantity.dimension != "money" or not least or quantity.value < least:
            continue
        under = reading.folded[: quantity.span.start].endswith(("moins de ", "inferieures a "))
        if under or reading.denied(quantity.span, subject=False):
            small = True
        else:
            large = True
    return large, small
