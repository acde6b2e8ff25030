"""Buyers that owe small firms (PME) better terms than the general ones."""

from __future__ import annotations

from maillon.law.inputs import choice

#: Who buys, as far as advances and retentions are concerned: identifier to French label.
BUYERS = {
    "collectivite": "collectivité territoriale, établissement public local ou groupement",
    "etat": "État",
    "etablissement_etat": "établissement public administratif de l’État, hors santé",
    "sante": "établissement public de santé",
    "autre": "autre acheteur",
}

_BY_SIZE = ("collectivite", "etablissement_etat")


def favours_sme(buyer: str, large: bool) -> bool:
    """Tell whether a buyer owes small firms better terms.

    The State always does. Its administrative establishments other than public health ones, and
    local authorities with their establishments and groupings, do when their yearly operating
    expenses pass the size that CCP R2191-7 and R2191-33 set (`large`). Nobody else does.

    Raises:
        MaillonError: unknown buyer.

    >>> favours_sme("etat", large=False), favours_sme("collectivite", large=False)
    (True, False)
    >>> favours_sme("sante", large=True)
    False
    """
    choice(buyer, BUYERS, "L’acheteur")
    return buyer == "etat" or (large and buyer in _BY_SIZE)


def sme_scope(buyer: str) -> str:
    """Return how the registry names what a buyer owes small firms.

    >>> sme_scope("etablissement_etat")
    'pme-etablissement-etat'
    """
    return f"pme-{buyer.replace('_', '-')}"
