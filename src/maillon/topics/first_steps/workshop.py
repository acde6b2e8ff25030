"""Workshop « Premiers gestes sans coder »: sliders, a sentence, a bet, on a linear toy model."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from maillon.base.wording import euros, number, percent
from maillon.topics.first_steps import model as meals
from maillon.topics.first_steps.pictures import meals_picture
from maillon.widgets import action, controls
from maillon.workshops.frame import Workshop, bench
from maillon.workshops.kept_settings import settings_of

CHANGE = 0.10
CHALLENGE_MEALS = 2300
CHALLENGE_GAP = 0.01


class MealBench:
    """Meals a day and the price of a meal, what they cost in a year; `moved` follows a change."""

    described = ""  # nothing is displaced here

    def __init__(self, moved: Callable[[], None]) -> None:
        setting = settings_of(FirstSteps.id)
        self._meals = setting("repas", start=meals.MEALS_PER_DAY)
        self._price = setting("prix", start=meals.FICTIONAL_PRICE_EUR)
        self.settings = [self._meals, self._price]
        self._result = controls.sentence()
        self._figure = controls.figure()
        reset = controls.reset(self.settings)
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [bench([*self.settings, reset], [self._result, self._figure])]

    @property
    def service(self) -> meals.MealService:
        """What the controls describe."""
        return meals.MealService(round(self._meals.value), float(self._price.value))

    def _show(self) -> None:
        service = self.service
        controls.tell(self._result, [meals.cost_sentence(service, meals.FICTIONAL_BUDGET_EUR)])
        controls.redraw(self._figure, lambda: meals_picture(service, meals.FICTIONAL_BUDGET_EUR))


class FirstSteps(Workshop):
    """Meals × price × days: the controls of every workshop, with nothing to fear behind them."""

    id = "premiers-gestes"

    @cached_property
    def bench(self) -> MealBench:
        """Two sliders."""
        return MealBench(self.handled)

    def _comparison(self) -> Sequence[Any]:
        before = meals.MealService()
        after = meals.MealService(
            round(before.meals_per_day * (1 - CHANGE)), before.price_eur * (1 + CHANGE)
        )
        ratio = after.yearly_cost_eur / before.yearly_cost_eur
        outcome = "less" if ratio < 1 else "more" if ratio > 1 else "same"
        lines = [
            (
                f"Le coût passe de {euros(before.yearly_cost_eur)} à "
                f"{euros(after.yearly_cost_eur)} : il baisse de {percent(1 - ratio, 1)}."
            ),
            (
                "Ajouter puis retirer 10 % ne se compense pas : "
                "les deux ne portent pas sur la même base."
            ),
            (
                f"Derrière votre geste, {number(_lines_behind())} lignes de Python ont servi, "
                "sans que vous en lisiez une."
            ),
        ]
        told = self.against_bet(
            outcome, *lines, right="Votre pari était juste.", quoted="le coût «\u00a0{}\u00a0»"
        )
        return [told]

    def _challenge(self) -> Sequence[Any]:
        return [*self.bench.settings, self.goal(self._judge)]

    def _judge(self) -> tuple[Sequence[str], bool]:
        service = self.bench.service
        gap = abs(service.share_of(meals.FICTIONAL_BUDGET_EUR) - 1)
        enough = service.meals_per_day >= CHALLENGE_MEALS
        steps = [
            f"Repas par jour : {number(service.meals_per_day)}, "
            + ("c’est assez." if enough else f"il en faut {number(CHALLENGE_MEALS)}."),
            f"Écart au budget : {percent(gap, 1)}, "
            + ("c’est assez proche." if gap <= CHALLENGE_GAP else "il faut 1 % au plus."),
        ]
        won = enough and gap <= CHALLENGE_GAP
        return [*steps, *(["Défi réussi."] if won else [])], won


def _lines_behind() -> int:
    """Count the lines of the modules that answer when a slider moves."""
    return sum(len(inspect.getsource(module).splitlines()) for module in (meals, controls, action))
