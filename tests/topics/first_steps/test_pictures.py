"""The picture of meals: the share of the budget, and its fiction."""

from __future__ import annotations

import pytest

from maillon.topics.first_steps.model import MealService
from maillon.topics.first_steps.pictures import meals_picture

pytestmark = pytest.mark.draws


def test_meals_say_the_share_and_label_fiction() -> None:
    drawn = meals_picture(MealService(), 2_500_000)
    assert "98,6\xa0% du budget" in drawn.alt
    assert "fictifs" in drawn.caption
    assert ("Prix du repas", "8,00\xa0€", "fictif") in drawn.rows


def test_meals_beyond_the_budget_are_hatched_and_told() -> None:
    over = meals_picture(MealService(price_eur=9.5), 2_500_000)
    assert "il manque 426\u202f000\xa0€" in over.alt
    assert "<pattern" in over.svg
    assert "<pattern" not in meals_picture(MealService(), 2_500_000).svg
