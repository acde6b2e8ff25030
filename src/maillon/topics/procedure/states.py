"""Questions on the state of the law: what an amount and a day give, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from maillon.law.procedure import bands, procedure
from maillon.sheet.marking import Checks

_BUYER, _PURCHASE = "entite", "fournitures_services"
_EARLIER = timedelta(weeks=4)


def falling_threshold(setting: Mapping[str, Any]) -> Checks:
    """Check that a fall of the threshold makes formal the purchase of `setting`.

    `montant` is in euros excluding tax, `lancement` the day of launch (ISO); the buyer is an
    « entité adjudicatrice » and compares with a launch four weeks earlier. The threshold must
    fall between the two days, and the amount must stand between its two values.
    """
    launch = date.fromisoformat(str(setting["lancement"]))
    amount = float(setting["montant"])
    if _formal_from(launch) >= _formal_from(launch - _EARLIER):
        same = "Le seuil n’a pas baissé dans les quatre semaines qui précèdent ce lancement."
        return [(False, same), (False, "Cherchez d’abord le jour où le seuil européen baisse.")]
    now = procedure(_BUYER, _PURCHASE, amount, launch).procedure
    before = procedure(_BUYER, _PURCHASE, amount, launch - _EARLIER).procedure
    missed = "dépassait déjà le seuil quatre semaines plus tôt"
    if now != "formalisee":
        missed = "reste sous le seuil, même après sa baisse"
    return [
        (True, "Le seuil a baissé entre les deux jours."),
        ((before, now) == ("adaptee", "formalisee"), f"Votre montant {missed}."),
    ]


def _formal_from(on: date) -> int:
    """The amount from which the formal procedure applies on a day, in euros excluding tax."""
    return bands(_BUYER, _PURCHASE, on)[-1].low
