"""What a setting gives, and whether it reaches the goal, is what the model says."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.topics.first_steps import states
from maillon.topics.first_steps.model import FICTIONAL_BUDGET_EUR, MealService, cost_sentence

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


def test_the_preview_says_what_the_model_says() -> None:
    setting = {"repas": 2300.0, "prix": 7.8}
    assert states.meals(setting) == [cost_sentence(MealService(2300, 7.8), FICTIONAL_BUDGET_EUR)]


@pytest.mark.parametrize("meals", [2280, 2300, 2320])
@pytest.mark.parametrize("price", [7.0, 7.6, 7.7, 7.8, 8.0])
def test_the_goal_is_met_when_the_model_meets_it(meals: int, price: float) -> None:
    share = MealService(meals, price).yearly_cost_eur / FICTIONAL_BUDGET_EUR
    checks = states.meals_checks({"repas": meals, "prix": price})
    assert [passed for passed, _ in checks] == [meals >= 2300, abs(share - 1) <= 0.01]
    assert all(message.endswith(".") for _, message in checks)


def test_the_goal_can_be_met_with_the_controls_of_the_question() -> None:
    question = load_questions(SOLUTIONS / "e0-repetition" / "questions.toml")["reglage"]
    assert isinstance(question, State)
    steps = [
        [p.min + n * p.step for n in range(round((p.max - p.min) / p.step) + 1)]
        for p in question.parameters
    ]
    won = [
        (meals, price)
        for meals, price in itertools.product(*steps)
        if all(passed for passed, _ in states.meals_checks({"repas": meals, "prix": price}))
    ]
    starts = tuple(p.start for p in question.parameters)
    assert won
    assert starts not in won
