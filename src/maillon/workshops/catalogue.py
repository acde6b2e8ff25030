"""The workshops of the course, by the id that their notebook opens."""

from __future__ import annotations

from importlib import import_module

from maillon.base.errors import MaillonError
from maillon.workshops.frame import Workshop

#: Workshop id → module and class.  Imported on demand: a workshop loads only its own models.
WORKSHOPS = {
    "premiers-gestes": ("maillon.workshops.first_steps", "FirstSteps"),
    "mur-des-boucles": ("maillon.workshops.loop_wall", "LoopWall"),
    "vivier-entreprises": ("maillon.workshops.pool_of_firms", "PoolOfFirms"),
    "qui-entraine-qui": ("maillon.workshops.who_drives_whom", "WhoDrivesWhom"),
    "chaine-depliee": ("maillon.workshops.unfolded_chain", "UnfoldedChain"),
    "maillon-casse": ("maillon.workshops.broken_link", "BrokenLink"),
    "deux-thermometres": ("maillon.workshops.two_thermometers", "TwoThermometers"),
    "trois-formules": ("maillon.workshops.three_formulas", "ThreeFormulas"),
    "mes-marches": ("maillon.workshops.own_contracts", "OwnContracts"),
    "heures-promises": ("maillon.workshops.promised_hours", "PromisedHours"),
    "atelier-de-clauses": ("maillon.workshops.clause_studio", "ClauseStudio"),
    "quelle-regle": ("maillon.workshops.which_rule", "WhichRule"),
}


def open_workshop(workshop: str) -> Workshop:
    """Return the workshop `workshop`, ready to show its steps.

    Raises:
        MaillonError: the course has no such workshop.

    >>> open_workshop("aucun")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    maillon.base.errors.MaillonError: Aucun atelier ne s’appelle «...aucun...». ...
    """
    if workshop not in WORKSHOPS:
        raise MaillonError(
            f"Aucun atelier ne s’appelle « {workshop} ». Ateliers : {', '.join(WORKSHOPS)}."
        )
    module, name = WORKSHOPS[workshop]
    opened: Workshop = getattr(import_module(module), name)()
    return opened
