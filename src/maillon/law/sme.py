"""Buyers that owe small firms (PME) better terms than the general ones."""

from __future__ import annotations

from maillon.law.inputs import choice

BUYERS = {
    "collectivite": "collectivité territoriale",
    "etat": "État",
    "etablissement_etat": "établissement public administratif de l’État",
}
"""Who buys, as far as advances and retentions are concerned: identifier to French label."""


def favours_sme(buyer: str, large: bool) -> bool:
    """Tell whether a buyer owes small firms better terms.

    The State always does. Its administrative establishments and local authorities do when their
    yearly operating expenses pass the size that CCP R2191-7 and R2191-33 set (``large``).

    Raises:
        MaillonError: unknown buyer.

    >>> favours_sme("etat", large=False), favours_sme("collectivite", large=False)
    (True, False)
    """
    return choice(buyer, BUYERS, "L’acheteur") == "etat" or large
