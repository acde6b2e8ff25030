"""Two readings of the carbon of a purchase: figures of the domain, and what holds for any spend."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.footprint_and_cost.model.footprint import (
    PER_KEUR,
    PER_UNIT,
    EmissionFactor,
    Purchase,
    monetary_footprint,
    physical_footprint,
    read,
    relative_change,
)

MONEY = EmissionFactor("produits manufacturés", 231, PER_KEUR, 2023, "tiers", "hypothèse")
CHAIR = EmissionFactor("chaise", 28, PER_UNIT, 2018, "étude", "sourcé")
amounts = st.floats(0, 1e6)
values = st.floats(0, 1e4)


def factor(**changes: Any) -> EmissionFactor:
    usual: dict[str, Any] = {
        "label": "chaise",
        "value": 28.0,
        "unit": PER_UNIT,
        "year": 2018,
        "source": "étude",
        "status": "sourcé",
    }
    return EmissionFactor(**(usual | changes))


@pytest.mark.parametrize(("price", "kg"), [(210, 48.5), (150, 34.7)])
def test_the_two_chairs_of_the_domain(price: float, kg: float) -> None:
    exact = monetary_footprint([(price / 1000, MONEY)])
    assert abs(exact - kg) <= 0.05 + 1e-9  # 34.65 is printed 34.7


def test_buying_better_looks_forty_percent_worse() -> None:
    new, durable = (read(Purchase(150, price, CHAIR), MONEY) for price in (150, 210))
    assert new.monetary
    assert durable.monetary
    assert relative_change(new.monetary, durable.monetary) == pytest.approx(0.4)
    assert relative_change(new.physical, durable.physical) == 0


def test_one_chair_at_its_price_weighs_what_the_domain_says() -> None:
    """In kilograms, not in proportion: the euros of a price become the k€ of the factor."""
    reading = read(Purchase(1, 210, CHAIR), MONEY)
    assert reading.monetary == pytest.approx(48.51)
    assert reading.spend == 210


@given(st.floats(1, 1e4), st.floats(1, 1e4), st.floats(0, 1))
def test_a_rebate_saves_its_own_share_on_one_thermometer_only(
    quantity: float, price: float, rebate: float
) -> None:
    full = read(Purchase(quantity, price, CHAIR), MONEY)
    less = read(Purchase(quantity, price * (1 - rebate), CHAIR), MONEY)
    assert full.monetary is not None
    assert less.monetary is not None
    assert relative_change(full.monetary, less.monetary) == pytest.approx(-rebate, abs=1e-9)
    assert less.physical == full.physical


@given(st.floats(1, 1e4), st.floats(1, 1e4), st.floats(0, 1))
def test_both_thermometers_read_a_smaller_need_alike(
    quantity: float, price: float, share: float
) -> None:
    full = read(Purchase(quantity, price, CHAIR), MONEY)
    less = read(Purchase(quantity * share, price, CHAIR), MONEY)
    assert full.monetary is not None
    assert less.monetary is not None
    for before, after in (
        (full.monetary, less.monetary),
        (full.physical, less.physical),
        (full.spend, less.spend),
    ):
        assert relative_change(before, after) == pytest.approx(share - 1, abs=1e-9)


@given(st.lists(st.tuples(amounts, values), max_size=6), st.floats(0, 100))
def test_a_footprint_is_linear_in_spend(lines: list[tuple[float, float]], scale: float) -> None:
    spent = [(amount, factor(value=value, unit=PER_KEUR)) for amount, value in lines]
    whole = monetary_footprint(spent)
    scaled = monetary_footprint([(amount * scale, of) for amount, of in spent])
    assert scaled == pytest.approx(scale * whole, rel=1e-9, abs=1e-6)
    apart = sum(monetary_footprint([line]) for line in spent)
    assert whole == pytest.approx(apart, rel=1e-9, abs=1e-6)


@given(amounts, values)
def test_the_unit_of_money_only_scales(spend: float, value: float) -> None:
    in_keur = monetary_footprint([(spend / 1000, factor(value=value, unit=PER_KEUR))])
    in_eur = monetary_footprint([(spend, factor(value=value / 1000, unit=PER_KEUR))])
    assert in_keur == pytest.approx(in_eur, rel=1e-9, abs=1e-9)


def test_nothing_bought_weighs_nothing() -> None:
    assert monetary_footprint([]) == physical_footprint([]) == 0


@pytest.mark.parametrize("year", [None, "2023", 2023.0, True])
def test_a_factor_without_year_is_refused(year: Any) -> None:
    with pytest.raises(OutOfModel, match=r"n’a pas d’année.*ne se compare à rien.*Cherchez"):
        factor(year=year)


@pytest.mark.parametrize("year", [0, 1989, 2051, 30_000, 10**400])
def test_a_year_that_no_factor_can_be_of_is_refused(year: int) -> None:
    with pytest.raises(OutOfModel, match=r"pas d’année plausible.*de 1990 à 2050"):
        factor(year=year)


@pytest.mark.parametrize("year", [1990, 2050])
def test_the_first_and_the_last_years_are_factors(year: int) -> None:
    assert factor(year=year).year == year


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": -1.0}, "positif"),
        ({"value": float("nan")}, "vaut nan"),
        ({"value": "231"}, "nombre positif"),
        ({"value": 1e308}, "démesure"),
        ({"source": "  "}, "pas de source"),
        ({"status": "certain"}, r"Le statut.*sourcé, hypothèse, fictif"),
    ],
)
def test_a_factor_that_nobody_could_trace_is_refused(changes: Any, message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        factor(**changes)


def test_a_factor_serves_its_own_unit_only() -> None:
    with pytest.raises(OutOfModel, match=r"par unité.*dépense en k€ HT"):
        monetary_footprint([(1, CHAIR)])
    with pytest.raises(OutOfModel, match=r"par k€ HT.*une quantité"):
        physical_footprint([(1, MONEY)])


@pytest.mark.parametrize("amount", [-1, float("inf"), float("nan"), 1e308, 10**400])
def test_an_absurd_amount_is_refused(amount: float) -> None:
    with pytest.raises(OutOfModel, match="dépense ou une quantité"):
        monetary_footprint([(amount, MONEY)])
    with pytest.raises(OutOfModel, match="La quantité"):
        Purchase(amount, 150, CHAIR)
    with pytest.raises(OutOfModel, match="durée d’usage"):
        Purchase(1, 150, CHAIR, years=amount)


@pytest.mark.parametrize("years", [0, 5e-324])
def test_a_lifetime_of_nothing_is_refused(years: float) -> None:
    with pytest.raises(OutOfModel, match="dépasser zéro"):
        Purchase(1, 150, CHAIR, years=years)


def test_a_spend_beyond_all_purchases_is_refused() -> None:
    with pytest.raises(OutOfModel, match="démesure"):
        Purchase(1e15, 1e15, CHAIR)


def test_without_a_factor_the_physical_reading_remains() -> None:
    reading = read(Purchase(150, 150, CHAIR, years=10), None)
    assert (reading.monetary, reading.physical, reading.physical_per_year) == (None, 4200, 420)


def test_nothing_compares_with_nothing() -> None:
    with pytest.raises(OutOfModel, match="valeur positive"):
        relative_change(0, 5)
    with pytest.raises(OutOfModel, match="valeur positive"):
        relative_change(5e-324, 1)  # an infinite change


@pytest.mark.parametrize("pair", [(1, float("nan")), (float("nan"), 1), (1, float("inf"))])
def test_what_is_no_number_changes_by_nothing_that_can_be_said(pair: tuple[float, float]) -> None:
    with pytest.raises(OutOfModel, match="valeur à comparer"):
        relative_change(*pair)
