"""Whole-life cost: figures of the domain, the limit at a rate of zero, lifetimes that tie."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.footprint_and_cost.model.life_cycle_cost import (
    Option,
    annuity,
    break_even_years,
)

NEW = Option("neuf", price=750, energy=8, upkeep=20, resale=30, years=5)
REFURBISHED = Option("reconditionné", price=420, energy=9, upkeep=30, resale=10, years=3)
KEPT = replace(REFURBISHED, years=4)
money = st.floats(0, 5000)
rates = st.floats(0, 0.3)
lifetimes = st.floats(0.5, 40)
options = st.builds(
    lambda price, resold, **others: Option("essai", price=price, resale=resold * price, **others),
    price=money,
    energy=st.floats(0, 500),
    upkeep=st.floats(0, 500),
    resold=st.floats(0, 1),
    years=lifetimes,
)


@pytest.mark.parametrize(("option", "euros"), [(NEW, 186), (REFURBISHED, 184), (KEPT, 150)])
def test_the_three_computers_of_the_domain(option: Option, euros: int) -> None:
    assert round(option.annual_cost(0.03)) == euros


def test_half_the_price_is_not_half_the_cost() -> None:
    assert REFURBISHED.price < 0.6 * NEW.price
    assert REFURBISHED.annual_cost(0.03) > 0.98 * NEW.annual_cost(0.03)
    years = break_even_years(REFURBISHED, NEW.annual_cost(0.03), 0.03)
    assert years is not None
    assert 2.9 < years < 3


def whole_cost(option: Option, years: int, rate: float) -> float:
    """Euros of today, written from the definition: year after year."""
    used = option.energy + option.upkeep
    paid = sum(used / (1 + rate) ** year for year in range(1, years + 1))
    return option.price + paid - option.resale / (1 + rate) ** years


@given(options, st.integers(1, 40), rates)
def test_the_closed_form_is_the_sum_of_the_years(option: Option, years: int, rate: float) -> None:
    by_sum = whole_cost(option, years, rate) / annuity(years, rate)
    assert replace(option, years=years).annual_cost(rate) == pytest.approx(by_sum, 1e-9, 1e-6)


@given(options, st.integers(1, 40), st.floats(0, 1e-9))
def test_without_discount_a_year_is_an_equal_share(option: Option, years: int, tiny: float) -> None:
    kept, share = replace(option, years=years), whole_cost(option, years, 0) / years
    assert kept.annual_cost(0) == pytest.approx(share)
    assert kept.annual_cost(tiny) == pytest.approx(share, rel=1e-6)


@given(lifetimes, st.floats(0, 1e-300) | st.floats(1e-18, 1e-8))
def test_the_annuity_keeps_its_digits_near_zero(years: float, rate: float) -> None:
    assert annuity(years, rate) == pytest.approx(years, rel=1e-6)


@given(options, rates, lifetimes)
def test_keeping_longer_never_costs_more_a_year(option: Option, rate: float, more: float) -> None:
    longer = replace(option, years=option.years + more)
    assert longer.annual_cost(rate) <= option.annual_cost(rate) + 1e-9


@given(options, st.floats(0, 0.2))
def test_the_break_even_lifetime_ties_the_two_options(option: Option, rate: float) -> None:
    assume(option.price > option.resale + 1)
    target = option.annual_cost(rate)
    years = break_even_years(option, target, rate)
    assert years is not None
    assert replace(option, years=years).annual_cost(rate) == pytest.approx(target, rel=1e-6)


def test_some_options_never_tie() -> None:
    assert break_even_years(REFURBISHED, 39, 0) is None  # energy and upkeep alone cost as much
    assert break_even_years(REFURBISHED, 45, 0.03) is None  # even kept for ever
    assert break_even_years(replace(NEW, price=30), 10, 0.03) is None  # it is given back whole
    assert break_even_years(REFURBISHED, 39.01, 0) is None  # longer than anyone believes


def test_a_payment_that_only_eternity_would_pay_back_ties_never() -> None:
    """2 € at 50 % a year cost 1 € a year for ever: exactly at the limit of the closed form."""
    assert break_even_years(Option("essai", 2, 0, 0, 0, 1), 1, 0.5) is None


@given(options, rates, st.floats(0, 10))
def test_a_cost_scales_with_its_amounts(option: Option, rate: float, scale: float) -> None:
    amounts = ("price", "energy", "upkeep", "resale")
    scaled = replace(option, **{name: scale * getattr(option, name) for name in amounts})
    expected = scale * option.annual_cost(rate)
    assert scaled.annual_cost(rate) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_a_century_is_the_last_lifetime() -> None:
    assert annuity(100, 0) == 100
    assert break_even_years(Option("essai", 100, 0, 0, 0, 1), 1, 0) == 100
    assert break_even_years(Option("essai", 101, 0, 0, 0, 1), 1, 0) is None


@pytest.mark.parametrize("years", [0, -1, 5e-324, 100.5, float("nan"), None, "cinq", True])
def test_an_absurd_lifetime_is_refused(years: Any) -> None:
    with pytest.raises(OutOfModel, match="durée"):
        annuity(years, 0.03)
    with pytest.raises(OutOfModel, match="durée"):
        replace(NEW, years=years)


@pytest.mark.parametrize("rate", [-0.01, 1.01, float("nan"), None, "3"])
def test_an_absurd_rate_is_refused(rate: Any) -> None:
    for compute in (
        lambda: annuity(5, rate),
        lambda: NEW.annual_cost(rate),
        lambda: break_even_years(NEW, 100, rate),
    ):
        with pytest.raises(OutOfModel, match=r"taux.*de 0 à 1\."):
            compute()


def test_absurd_amounts_are_refused() -> None:
    for amount in (-1, float("nan"), float("inf")):
        with pytest.raises(OutOfModel, match="montant"):
            replace(NEW, price=amount)


@pytest.mark.parametrize("cost", [float("nan"), float("inf"), -1e308, 10**400, None])
def test_a_cost_that_is_none_ties_with_nothing(cost: Any) -> None:
    with pytest.raises(OutOfModel, match="coût"):
        break_even_years(NEW, cost, 0.03)


@pytest.mark.parametrize("huge", [1e308, 10**400])
def test_amounts_too_large_to_be_added_up_are_refused(huge: float) -> None:
    with pytest.raises(OutOfModel, match="démesure"):
        replace(NEW, energy=huge)


def test_nothing_resells_above_its_price() -> None:
    assert replace(NEW, resale=NEW.price).annual_cost(0) == NEW.energy + NEW.upkeep
    with pytest.raises(OutOfModel, match="reprise dépasse le prix"):
        replace(NEW, resale=NEW.price + 1)
