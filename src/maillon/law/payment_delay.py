"""How long a public body may take to pay."""

from __future__ import annotations

from datetime import date

from maillon.law.entries import Citation
from maillon.law.inputs import choice, day
from maillon.law.registry import cite

BODIES = {
    "pouvoir-adjudicateur": "État, collectivité ou autre pouvoir adjudicateur",
    "sante": "établissement public de santé ou service de santé des armées",
    "entreprise-publique": "entreprise publique, hors établissement public local",
}
"""Who pays: identifier to French label."""


def payment_delay(body: str, on: date) -> Citation:
    """Return the longest payment delay, in days, that a contract may give this body.

    Source: CCP L2192-10, R2192-10 and R2192-11.

    Raises:
        MaillonError: unknown body.
        NotInForce: the registry knows no delay on that day.

    >>> payment_delay("sante", date(2026, 6, 1)).number
    50
    """
    choice(body, BODIES, "L’organisme qui paie")
    return cite("delai_paiement", day(on, "Le jour"), body)
