"""« Premiers gestes »: what the page says is what the model computes, whatever is moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Page, answer, plain

from maillon.base.wording import euros, percent
from maillon.topics.first_steps.model import (
    FICTIONAL_BUDGET_EUR,
    FICTIONAL_PRICE_EUR,
    MEALS_PER_DAY,
    MealService,
    cost_sentence,
)
from maillon.topics.first_steps.pictures import meals_picture
from maillon.workshops.frame import Workshop

MEALS, PRICE = "Repas servis par jour", "Prix d’un repas"


@pytest.fixture
def workshop(opened: Callable[[str], Workshop], page: Page) -> Workshop:
    """The workshop, every cell run, the bet not placed."""
    found = opened("premiers-gestes")
    found.bet()
    found.explore()
    found.surprise()
    found.challenge()
    return found


def bet(page: Page, option: str) -> None:
    answer(page.find("radio"), option)
    page.press("Je parie")


@pytest.mark.usefixtures("workshop")
def test_the_sentence_and_the_picture_follow_the_sliders(page: Page) -> None:
    bet(page, "less")
    for meals, price in ((2200, 8.0), (1500, 12), (3000, 4), (2300, 7.8)):
        answer(page.find("range", MEALS), meals)
        answer(page.find("range", PRICE), price)
        service = MealService(meals, float(price))
        assert cost_sentence(service, FICTIONAL_BUDGET_EUR) in page.text
        drawn = page.find("figure").picture
        expected = meals_picture(service, FICTIONAL_BUDGET_EUR)
        assert drawn is not None
        assert (drawn["svg"], drawn["alt"]) == (expected.svg, expected.alt)


@pytest.mark.usefixtures("workshop")
def test_sliders_start_where_the_model_does_and_come_back(page: Page) -> None:
    bet(page, "less")
    start = cost_sentence(MealService(), FICTIONAL_BUDGET_EUR)
    assert start in page.text
    answer(page.find("range", MEALS), 3000)
    answer(page.find("range", PRICE), 4)
    assert start not in page.text
    page.press("Réinitialiser")
    assert page.find("range", MEALS).value == MEALS_PER_DAY
    assert page.find("range", PRICE).value == FICTIONAL_PRICE_EUR
    assert start in page.text


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("less", "Votre pari était juste.", "good"),
        ("same", "Le modèle dit autre chose.", "plain"),
        ("more", "Le modèle dit autre chose.", "plain"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_model(
    workshop: Workshop, page: Page, option: str, verdict: str, tone: str
) -> None:
    bet(page, option)
    answer(page.find("range", PRICE), 9)
    before, after = (
        MealService(),
        MealService(round(MEALS_PER_DAY * 0.9), FICTIONAL_PRICE_EUR * 1.1),
    )
    assert workshop.texts.bet.label(option) in page.text
    assert verdict in page.text
    assert euros(before.yearly_cost_eur) in page.text
    assert euros(after.yearly_cost_eur) in page.text
    assert percent(1 - after.yearly_cost_eur / before.yearly_cost_eur, 1) in page.text
    (box,) = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    assert box.tone == tone


@pytest.mark.usefixtures("workshop")
def test_the_challenge_is_lost_then_won(page: Page) -> None:
    bet(page, "less")
    assert "il en faut 2 300" in plain(page.text)
    assert "Défi réussi" not in page.text
    answer(page.find("range", MEALS), 2300)
    assert "il faut 1 % au plus" in plain(page.text)
    assert "Défi réussi" not in page.text
    answer(page.find("range", PRICE), 7.8)
    assert "Défi réussi." in page.text
    answer(page.find("range", PRICE), 8.5)
    assert "Défi réussi" not in page.text


@pytest.mark.usefixtures("workshop")
def test_the_challenge_asks_for_enough_meals_too(page: Page) -> None:
    bet(page, "less")
    answer(page.find("range", PRICE), 8.1)
    gap = abs(MealService(MEALS_PER_DAY, 8.1).share_of(FICTIONAL_BUDGET_EUR) - 1)
    assert gap <= 0.01
    assert "Défi réussi" not in page.text
