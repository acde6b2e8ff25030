"""Questions on meals: what a setting gives, live in the form and when it is marked.

A marker never trusts a displayed number: it runs the model again on the recorded setting.
The goals are public (they stand in the question), so nothing here is a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from maillon.sheet.marking import Checks
from maillon.topics.first_steps.model import FICTIONAL_BUDGET_EUR, MealService, cost_sentence
from maillon.workshops.texts import say

WANTED_MEALS = 2300
WANTED_GAP = 0.01
_say = partial(say, "premiers-gestes")


def meals(setting: Mapping[str, Any]) -> list[str]:
    """Say what `setting` (`repas` a day, `prix` in euros) costs in a year."""
    return [cost_sentence(_service(setting), FICTIONAL_BUDGET_EUR)]


def meals_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that `setting` serves enough meals, at a cost close to the budget."""
    service = _service(setting)
    gap = abs(service.share_of(FICTIONAL_BUDGET_EUR) - 1)
    few = _say("few-meals", served=service.meals_per_day, wanted=WANTED_MEALS)
    far = _say("far-budget", gap=gap, wanted=WANTED_GAP)
    return [(service.meals_per_day >= WANTED_MEALS, few), (gap <= WANTED_GAP, far)]


def _service(setting: Mapping[str, Any]) -> MealService:
    return MealService(round(float(setting["repas"])), float(setting["prix"]))
