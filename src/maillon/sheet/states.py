"""Questions on the state of a model: what a setting gives, live in the form and when it is marked.

A marker never trusts a displayed number: it runs the model again on the recorded setting.
The goals are public (they stand in the question), so nothing here is a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.base.wording import number, percent
from maillon.models.canteen import CANTEEN, PRODUCE_LOOP, WASTE_LOOP
from maillon.models.causal_loops import LoopSearch, find_loops
from maillon.models.meals import FICTIONAL_BUDGET_EUR, MealService, cost_sentence

WANTED_MEALS = 2300
WANTED_GAP = 0.01
KEPT_BALANCING = 2

Checks = list[tuple[bool, str]]


def meals(setting: Mapping[str, Any]) -> list[str]:
    """Say what `setting` (`repas` a day, `prix` in euros) costs in a year.

    >>> len(meals({"repas": 2200, "prix": 8.0}))
    1
    """
    return [cost_sentence(_service(setting), FICTIONAL_BUDGET_EUR)]


def meals_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that `setting` serves enough meals, at a cost close to the budget.

    >>> [passed for passed, _ in meals_checks({"repas": 2300, "prix": 7.8})]
    [True, True]
    """
    service = _service(setting)
    gap = abs(service.share_of(FICTIONAL_BUDGET_EUR) - 1)
    return [
        (
            service.meals_per_day >= WANTED_MEALS,
            (
                f"Vous servez {number(service.meals_per_day)} repas par jour : "
                f"il en faut au moins {number(WANTED_MEALS)}."
            ),
        ),
        (
            gap <= WANTED_GAP,
            f"Écart au budget : {percent(gap, 1)}, pour {percent(WANTED_GAP)} au plus.",
        ),
    ]


def canteen_cut(setting: Mapping[str, Any]) -> Checks:
    """Check that cutting the arrow `fleche` of the canteen map removes its two reinforcing loops.

    Balancing loops must stay, at least two: else neither removal counts.

    >>> [passed for passed, _ in canteen_cut({"fleche": "budget-frais"})]
    [True, True]
    """
    left = find_loops(CANTEEN.without(str(setting["fleche"]).replace("-", ">")))
    if len(left.balancing) < KEPT_BALANCING:
        lost = (
            "Il ne reste pas assez de boucles B : vous avez coupé les freins, et les boucles R "
            "n’ont plus rien devant elles."
        )
        return [(False, lost), (False, "Cherchez une flèche commune aux deux boucles R.")]
    return [
        (
            not _walks(left, PRODUCE_LOOP),
            (
                "La boucle R des convives (qualité, fréquentation, recettes) tourne encore : "
                "votre flèche n’est pas sur son chemin."
            ),
        ),
        (
            not _walks(left, WASTE_LOOP),
            (
                "La boucle R des assiettes (qualité, gaspillage, budget) tourne encore : "
                "votre flèche n’est pas sur son chemin."
            ),
        ),
    ]


def _service(setting: Mapping[str, Any]) -> MealService:
    return MealService(round(float(setting["repas"])), float(setting["prix"]))


def _walks(search: LoopSearch, walk: tuple[str, ...]) -> bool:
    return any(set(loop.ids) == set(walk) for loop in search)
