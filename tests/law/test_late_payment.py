"""Late interest: calendar days, rate of the half-year of the first day late, flat indemnity."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_copies import change_value, copied_registry

from maillon import law
from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.late_payment import BODIES, late_payment, payment_delay

RECEIVED = st.dates(date(2022, 1, 1), date(2026, 10, 1))
BASES = st.decimals(0, 10_000_000, places=2)
CENT = Decimal("0.01")


def test_the_course_example() -> None:
    late = late_payment(60_000, date(2026, 1, 1), date(2026, 3, 2))
    assert (late.delay_days, late.due, late.first_day_late) == (
        30,
        date(2026, 1, 31),
        date(2026, 2, 1),
    )
    assert (late.days, late.rate) == (30, Decimal("10.15"))
    assert (late.interest, late.indemnity, late.total) == (
        Decimal("500.55"),
        Decimal("40.00"),
        Decimal("540.55"),
    )


def test_paid_on_the_last_day_owes_nothing() -> None:
    on_time = late_payment(60_000, date(2026, 1, 1), date(2026, 1, 31))
    assert (on_time.days, on_time.rate, on_time.first_day_late) == (0, None, None)
    assert on_time.interest == on_time.indemnity == on_time.total == 0


def test_paid_the_day_after_owes_one_day() -> None:
    late = late_payment(36_500, date(2026, 1, 1), date(2026, 2, 1))
    assert (late.days, late.interest) == (1, Decimal("10.15"))


@pytest.mark.parametrize(
    ("first_late", "rate"),
    [
        (date(2022, 12, 31), "8"),
        (date(2023, 1, 1), "10.5"),
        (date(2023, 6, 30), "10.5"),
        (date(2023, 7, 1), "12"),
        (date(2024, 1, 1), "12.5"),
        (date(2024, 7, 1), "12.25"),
        (date(2025, 1, 1), "11.15"),
        (date(2025, 6, 30), "11.15"),
        (date(2025, 7, 1), "10.15"),
        (date(2026, 6, 30), "10.15"),
        (date(2026, 7, 1), "10.4"),
        (date(2026, 12, 31), "10.4"),
    ],
)
def test_the_first_day_late_fixes_the_rate(first_late: date, rate: str) -> None:
    received = first_late - timedelta(31)
    for paid in (first_late, first_late + timedelta(400)):
        late = late_payment(1000, received, paid)
        assert (late.first_day_late, late.rate) == (first_late, Decimal(rate))


@pytest.mark.parametrize("first_late", [date(2021, 12, 31), date(2027, 1, 1)])
def test_a_half_year_without_rate_is_not_guessed(first_late: date) -> None:
    with pytest.raises(NotInForce, match="interets_moratoires_taux"):
        late_payment(1000, first_late - timedelta(31), first_late)


def test_paid_in_time_needs_no_rate() -> None:
    assert late_payment(1000, date(2026, 12, 20), date(2027, 1, 10)).total == 0


@pytest.mark.parametrize(
    ("base", "received", "paid", "body", "said"),
    [
        (1, date(2026, 3, 2), date(2026, 3, 1), "sante", "précède la réception"),
        (-1, date(2026, 3, 1), date(2026, 3, 2), "sante", "La somme à payer"),
        (1, "2026-03-01", date(2026, 3, 2), "sante", "La date de réception"),
        (1, date(2026, 3, 1), None, "sante", "La date de paiement"),
        (1, date(2026, 3, 1), date(2026, 3, 2), "hopital", "« hopital »"),
    ],
)
def test_what_cannot_be_is_refused(
    base: Any, received: Any, paid: Any, body: str, said: str
) -> None:
    with pytest.raises(MaillonError, match=said):
        late_payment(base, received, paid, body)


@given(BASES, RECEIVED, st.integers(0, 500), st.sampled_from(list(BODIES)))
def test_days_rate_and_indemnity_go_together(
    base: Decimal, received: date, elapsed: int, body: str
) -> None:
    result = late_payment(base, received, received + timedelta(elapsed), body)
    delay = payment_delay(body, received).number
    assert isinstance(delay, int)
    assert result.days == max(0, elapsed - delay)
    assert (result.rate is not None) == (result.indemnity > 0) == (result.days > 0)
    assert result.total == result.interest + result.indemnity
    assert result.interest == result.interest.quantize(CENT) >= 0


@given(BASES, RECEIVED, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_wait_never_costs_less(base: Decimal, received: date, one: int, more: int) -> None:
    short = late_payment(base, received, received + timedelta(one))
    long = late_payment(base, received, received + timedelta(one + more))
    assert short.total <= long.total


@given(BASES, BASES, RECEIVED, st.integers(31, 400))
def test_interest_grows_with_the_base_and_adds_up(
    first: Decimal, second: Decimal, received: date, elapsed: int
) -> None:
    paid = received + timedelta(elapsed)
    parts = [late_payment(base, received, paid).interest for base in (first, second)]
    whole = late_payment(first + second, received, paid).interest
    assert max(parts) <= whole
    assert abs(whole - sum(parts)) <= CENT


STEP = """value: {before}
        unit: {unit}
        valid_from: '2019-04-01'
        valid_to: '{eve}'
      - name: ensuite{scope}
        value: {after}
        unit: {unit}
        valid_from: '{day}'
        valid_to: null"""


def stepped(folder: Path, rule: str, before: str, step: dict[str, str]) -> None:
    """Make a value of a copied registry give way to another one on a day."""
    flat = f"value: {before}\n        unit: {step['unit']}\n        valid_from: '2019-04-01'\n"
    change_value(folder, rule, flat + "        valid_to: null", STEP.format(before=before, **step))


def test_each_rule_is_read_on_its_own_day(tmp_path: Path) -> None:
    """The delay on the day of receipt, the indemnity on the first day late."""
    folder = copied_registry(tmp_path / "data")
    stepped(
        folder,
        "indemnite_40",
        "40",
        {"after": "50", "unit": "EUR", "eve": "2026-03-01", "day": "2026-03-02", "scope": ""},
    )
    stepped(
        folder,
        "delai_paiement",
        "30",
        {
            "after": "20",
            "unit": "jours",
            "eve": "2026-02-28",
            "day": "2026-03-01",
            "scope": "\n        scope: pouvoir-adjudicateur",
        },
    )
    with law.using(folder):
        before = late_payment(1000, date(2026, 1, 29), date(2026, 3, 5))  # first day late: March 1
        after = late_payment(1000, date(2026, 1, 30), date(2026, 3, 5))  # March 2
        faster = late_payment(1000, date(2026, 3, 1), date(2026, 4, 1))
    assert (before.first_day_late, before.indemnity) == (date(2026, 3, 1), 40)
    assert (after.first_day_late, after.indemnity) == (date(2026, 3, 2), 50)
    assert (after.delay_days, faster.delay_days) == (30, 20)
