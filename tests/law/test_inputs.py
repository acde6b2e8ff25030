"""What calculators accept, and how they round."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from maillon.base.errors import MaillonError
from maillon.law import inputs
from maillon.law.figures import cents, money
from maillon.law.sme import BUYERS, favours_sme


@pytest.mark.parametrize("value", [-1, -0.01, 10**12, float("nan"), float("inf"), True, "12", None])
def test_an_amount_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(MaillonError, match=r"^Le montant "):
        inputs.amount(value)


@pytest.mark.parametrize("value", [-0.1, 1.01, 5, float("nan"), False])
def test_a_share_goes_from_nothing_to_all(value: Any) -> None:
    with pytest.raises(MaillonError, match="La part"):
        inputs.share(value, "La part")


def test_a_percentage_given_as_a_share_is_told_what_to_do() -> None:
    with pytest.raises(MaillonError, match="Divisez le pourcentage par cent"):
        inputs.share(5, "La part")


@pytest.mark.parametrize("value", [0, -3, float("inf"), "deux"])
def test_a_duration_is_above_zero(value: Any) -> None:
    with pytest.raises(MaillonError, match="La durée"):
        inputs.positive(value, "La durée")


@pytest.mark.parametrize("value", [-1, 1.0, True, "2"])
def test_days_are_whole_and_never_negative(value: Any) -> None:
    with pytest.raises(MaillonError, match="Le retard"):
        inputs.days(value, "Le retard")


@pytest.mark.parametrize(
    "value", ["2026-01-01", None, datetime(2026, 1, 1, tzinfo=UTC), date(1, 1, 1), date.max]
)
def test_a_day_is_a_date_of_our_time(value: Any) -> None:
    with pytest.raises(MaillonError, match="Le jour"):
        inputs.day(value, "Le jour")


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    with pytest.raises(MaillonError, match=r"« ville ».*collectivite \(collectivité"):
        favours_sme("ville", large=True)


def test_floats_are_taken_as_they_are_written() -> None:
    assert inputs.amount(0.1) + inputs.amount(0.2) == Decimal("0.3")


def test_halves_of_a_cent_go_up() -> None:
    assert [str(cents(Decimal(v))) for v in ("0.005", "0.015", "0.0149")] == [
        "0.01",
        "0.02",
        "0.01",
    ]


def test_money_shows_cents_only_when_there_are_some() -> None:
    assert money(Decimal("1234.5")) == "1\u202f234,50\xa0€"
    assert money(Decimal("1234.00")) == "1\u202f234\xa0€"


@pytest.mark.parametrize("buyer", BUYERS)
def test_large_buyers_and_the_state_favour_small_firms(buyer: str) -> None:
    assert favours_sme(buyer, large=True) == (buyer not in ("sante", "autre"))
    assert favours_sme(buyer, large=False) == (buyer == "etat")
