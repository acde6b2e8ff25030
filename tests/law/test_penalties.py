"""Penalties of the CCAG: a fraction a day, a cap, a waiver."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.penalties import CCAGS, penalties

DAY = date(2026, 11, 24)
AMOUNTS = st.decimals(0, 10**9, places=2)
KINDS = st.sampled_from(list(CCAGS))


@pytest.mark.parametrize(
    ("ccag", "gross"), [("travaux", 4000), ("fcs-tic", 12_000), ("pi-moe-mi", 4000)]
)
def test_ten_days_late(ccag: str, gross: int) -> None:
    result = penalties(ccag, 1_200_000, 10, DAY)
    assert (result.gross, result.cap, result.due) == (gross, 120_000, gross)
    assert not result.exempt


def test_the_cap_stops_a_long_delay() -> None:
    assert penalties("fcs-tic", 50_000, 100, DAY).due == 5000
    assert penalties("fcs-tic", 50_000, 101, DAY).due == 5000


@pytest.mark.parametrize(("amount", "exempt"), [(100_001, False), (99_999, True), (100_000, True)])
def test_a_total_up_to_the_waiver_is_not_due(amount: float, exempt: bool) -> None:
    result = penalties("fcs-tic", amount, 10, DAY)
    assert result.exempt is exempt
    assert result.due == (0 if exempt else result.gross)


def test_a_cap_below_the_waiver_leaves_nothing_due() -> None:
    result = penalties("fcs-tic", 8000, 900, DAY)
    assert (result.gross, result.cap, result.exempt, result.due) == (7200, 800, True, 0)


def test_what_cannot_be_is_refused() -> None:
    assert penalties("travaux", 3_003_000, 1, date(2021, 4, 1)).due == 1001
    with pytest.raises(NotInForce, match="penalites"):
        penalties("travaux", 3_000_000, 1, date(2021, 3, 31))
    with pytest.raises(MaillonError, match="« fcs »"):
        penalties("fcs", 1, 1, DAY)
    with pytest.raises(MaillonError, match="Le retard"):
        penalties("travaux", 1, -1, DAY)


@given(KINDS, AMOUNTS, st.integers(0, 10_000))
def test_due_stays_within_its_limits(ccag: str, amount: Decimal, days: int) -> None:
    result = penalties(ccag, amount, days, DAY)
    assert 0 <= result.due <= min(result.gross, result.cap)
    assert result.due == (0 if result.exempt else min(result.gross, result.cap))


@given(KINDS, AMOUNTS, st.integers(0, 5000), st.integers(0, 5000))
def test_a_longer_delay_never_costs_less(ccag: str, amount: Decimal, days: int, more: int) -> None:
    assert penalties(ccag, amount, days, DAY).due <= penalties(ccag, amount, days + more, DAY).due
