"""When an advance is due, on what base, and between which amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.advance import BUYERS, advance

DAY = date(2026, 11, 24)
AMOUNTS = st.decimals(0, 50_000_000, places=2)
MONTHS = st.integers(1, 120)


@pytest.mark.parametrize(
    ("amount", "months", "due"),
    [
        (50_000, 3, False),
        (50_000.01, 3, True),
        (50_001, 2, False),
        (50_001, 2.5, True),
        (50_000, 2, False),
        (1_000_000, 1, False),
    ],
)
def test_both_thresholds_must_be_passed(amount: float, months: float, due: bool) -> None:
    assert advance(amount, amount, months, DAY).due is due


def test_not_due_owes_nothing() -> None:
    result = advance(50_000, 60_000, 6, DAY, "etat", sme=True)
    assert result.base == 60_000
    assert result.floor_rate == result.ceiling_rate == result.minimum == result.maximum == 0


@pytest.mark.parametrize(
    ("months", "base"), [(6, 720_000), (12, 720_000), (13, "664615.38"), (24, 360_000)]
)
def test_the_base_is_one_year_at_most(months: int, base: int | str) -> None:
    assert advance(600_000, 720_000, months, DAY).base == Decimal(base)


@pytest.mark.parametrize(
    ("buyer", "large", "sme", "floor"),
    [
        ("collectivite", False, False, 5),
        ("collectivite", True, False, 5),
        ("collectivite", False, True, 5),
        ("collectivite", True, True, 10),
        ("etablissement_etat", False, True, 5),
        ("etablissement_etat", True, True, 10),
        ("etat", False, False, 5),
        ("etat", False, True, 30),
        ("etat", True, True, 30),
    ],
)
def test_small_firms_have_higher_floors_with_some_buyers(
    buyer: str, large: bool, sme: bool, floor: int
) -> None:
    result = advance(100_000, 120_000, 12, DAY, buyer, large, sme)
    assert (result.floor_rate, result.ceiling_rate) == (floor, 30)
    assert (result.minimum, result.maximum) == (1200 * floor, 36_000)


@pytest.mark.parametrize(
    ("buyer", "day", "floor"),
    [
        ("etat", date(2022, 12, 31), 20),
        ("etat", date(2023, 1, 1), 30),
        ("collectivite", date(2020, 1, 1), 10),
        ("sante", date(2026, 12, 1), 5),
        ("autre", date(2026, 12, 1), 5),
    ],
)
def test_the_floor_of_each_body_on_both_sides_of_a_date(buyer: str, day: date, floor: int) -> None:
    assert advance(100_000, 120_000, 12, day, buyer, large=True, sme=True).floor_rate == floor


def test_the_floors_of_small_firms_are_not_used_before_they_are_attested() -> None:
    with pytest.raises(NotInForce, match="avance_taux"):
        advance(100_000, 120_000, 12, date(2019, 12, 31), "etat", sme=True)
    assert advance(100_000, 120_000, 12, date(2019, 12, 31), "etat").floor_rate == 5


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(MaillonError, match="inférieur au montant hors taxes"):
        advance(100, 99.99, 3, DAY)
    with pytest.raises(MaillonError, match="La durée en mois"):
        advance(100, 120, 0, DAY)
    with pytest.raises(MaillonError, match="« region »"):
        advance(100, 120, 3, DAY, "region")
    with pytest.raises(NotInForce):
        advance(100, 120, 3, date(2019, 3, 31))


@given(AMOUNTS, AMOUNTS, MONTHS, st.sampled_from(list(BUYERS)), st.booleans(), st.booleans())
def test_the_minimum_never_passes_the_maximum(
    amount: Decimal, tax: Decimal, months: int, buyer: str, large: bool, sme: bool
) -> None:
    result = advance(amount, amount + tax, months, DAY, buyer, large, sme)
    assert 0 <= result.minimum <= result.maximum <= result.base <= amount + tax
    assert result.due == (result.floor_rate > 0)
    assert result.minimum >= advance(amount, amount + tax, months, DAY, buyer).minimum


@given(AMOUNTS, MONTHS, st.integers(0, 60))
def test_a_longer_contract_never_widens_the_base(amount: Decimal, months: int, more: int) -> None:
    short, long = (advance(amount, amount, m, DAY).base for m in (months, months + more))
    assert long <= short
