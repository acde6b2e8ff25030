"""School meals: cost, share and refused values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.first_steps.model import MealService, cost_sentence


def test_teaching_magnitudes() -> None:
    service = MealService()
    assert (service.meals_per_day, service.days_per_year) == (2200, 140)
    assert service.meals_per_year == 308_000
    assert service.yearly_cost_eur == 2_464_000


@given(st.integers(0, 10_000), st.integers(0, 366), st.integers(0, 40))
def test_cost_is_linear_in_each_factor(meals: int, days: int, price: int) -> None:
    cost = MealService(meals, price, days).yearly_cost_eur
    assert cost == meals * days * price
    assert MealService(2 * meals, price, days).yearly_cost_eur == 2 * cost
    assert MealService(meals, 2 * price, days).yearly_cost_eur == 2 * cost


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"meals_per_day": -1}, "nombre positif"),
        ({"meals_per_day": 12.5}, "nombre entier"),
        ({"meals_per_day": True}, "nombre entier"),
        ({"days_per_year": 367}, "de 0 à 366"),
        ({"price_eur": -0.1}, "nombre positif"),
        ({"price_eur": float("nan")}, "prix du repas"),
        ({"price_eur": "8"}, "prix du repas"),
    ],
)
def test_absurd_values_are_refused_in_french(values: dict[str, Any], message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        MealService(**values)


@pytest.mark.parametrize("budget", [0, -1, float("inf")])
def test_absurd_budgets_are_refused(budget: float) -> None:
    with pytest.raises(OutOfModel, match="budget"):
        MealService().share_of(budget)


@pytest.mark.parametrize(
    ("budget", "ending"),
    [
        (2_500_000, "il reste 36\u202f000\xa0€."),
        (2_400_000, "il manque 64\u202f000\xa0€."),
        (2_464_000, "le budget est consommé exactement."),
    ],
)
def test_sentence_says_what_is_left_or_missing(budget: float, ending: str) -> None:
    assert cost_sentence(MealService(), budget).endswith(f"\u202f; {ending}")
