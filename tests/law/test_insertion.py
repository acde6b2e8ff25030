"""Hours of insertion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import legal_sentences
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.insertion import insertion_hours

DAY = date(2026, 11, 24)
SHARES = st.decimals(0, 1, places=3)


@pytest.mark.parametrize(
    ("amount", "labour", "effort", "hours"),
    [(1_000_000, 0.5, 0.05, "833.33"), (1_500_000, 0.7, 0.1, "3500"), (0, 0.5, 0.05, "0")],
)
def test_the_course_examples(amount: int, labour: float, effort: float, hours: str) -> None:
    result = insertion_hours(amount, labour, effort, DAY)
    assert result.hours == Decimal(hours)
    assert insertion_hours(amount, labour, effort, DAY, hourly_cost=30).hours == result.hours
    legal_sentences.check(result.reasons, result.alerts)


def test_the_example_cost_is_to_be_brought_up_to_date() -> None:
    (alert,) = insertion_hours(1000, 0.5, 0.1, DAY).alerts
    assert "à actualiser" in alert
    assert insertion_hours(1000, 0.5, 0.1, DAY, hourly_cost=32.5).alerts == ()


@pytest.mark.parametrize(
    ("effort", "unusual"), [(0.049, True), (0.05, False), (0.2, False), (0.201, True), (0, True)]
)
def test_an_unusual_effort_is_told(effort: float, unusual: bool) -> None:
    alerts = insertion_hours(1000, 0.5, effort, DAY, hourly_cost=30).alerts
    assert bool(alerts) is unusual
    legal_sentences.check((), alerts)


def test_before_the_example_is_attested_a_cost_must_be_given() -> None:
    early = date(2026, 11, 23)
    with pytest.raises(NotInForce, match="insertion_heures"):
        insertion_hours(1000, 0.5, 0.1, early)
    result = insertion_hours(1000, 0.5, 0.1, early, hourly_cost=25)
    assert result.hours == 2
    assert "ne documente pas" in result.alerts[0]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(MaillonError, match="Le coût horaire"):
        insertion_hours(1000, 0.5, 0.1, DAY, hourly_cost=0)
    with pytest.raises(MaillonError, match="Le taux d’insertion"):
        insertion_hours(1000, 0.5, 10, DAY)
    with pytest.raises(MaillonError, match="La part de main-d’œuvre"):
        insertion_hours(1000, 50, 0.1, DAY)


@given(st.integers(0, 10_000_000), SHARES, SHARES, st.integers(1, 20))
def test_hours_scale_with_the_amount(
    amount: int, labour: Decimal, effort: Decimal, times: int
) -> None:
    one = insertion_hours(amount, labour, effort, DAY, hourly_cost=30).hours
    many = insertion_hours(amount * times, labour, effort, DAY, hourly_cost=30).hours
    assert abs(many - times * one) <= Decimal("0.005") * (times + 1)


@given(st.integers(0, 10_000_000), SHARES, SHARES, st.integers(10, 100), st.integers(0, 50))
def test_dearer_hours_are_fewer(
    amount: int, labour: Decimal, effort: Decimal, cost: int, more: int
) -> None:
    cheap, dear = (
        insertion_hours(amount, labour, effort, DAY, hourly_cost=c).hours
        for c in (cost, cost + more)
    )
    assert dear <= cheap
