"""The ceiling of the retention, general or reduced for small firms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.retention import BUYERS, retention

FIRST = date(2025, 1, 1)
BEFORE = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("buyer", "large", "sme", "before", "since"),
    [
        ("etat", False, True, 3, 3),
        ("etat", True, False, 5, 5),
        ("etablissement_etat", False, True, 5, 5),
        ("etablissement_etat", True, True, 5, 3),
        ("collectivite", False, True, 5, 5),
        ("collectivite", True, True, 5, 3),
        ("collectivite", True, False, 5, 5),
        ("sante", True, True, 5, 5),
        ("autre", True, True, 5, 5),
    ],
)
def test_ceiling_of_each_body_on_both_sides_of_2025(
    buyer: str, large: bool, sme: bool, before: int, since: int
) -> None:
    result = retention(200_000, FIRST, buyer, large, sme)
    assert (result.rate, result.ceiling) == (since, 2000 * since)
    assert retention(200_000, BEFORE, buyer, large, sme).rate == before


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(NotInForce, match="retenue_garantie"):
        retention(1, date(2019, 3, 31), "etat")
    with pytest.raises(MaillonError, match="« commune »"):
        retention(1, FIRST, "commune")
    with pytest.raises(MaillonError, match="Le montant"):
        retention(-1, FIRST, "etat")


@given(
    st.decimals(0, 10**9, places=2),
    st.dates(date(2019, 4, 1), date(2030, 1, 1)),
    st.sampled_from(list(BUYERS)),
    st.booleans(),
)
def test_a_small_firm_never_leaves_more(amount: Decimal, on: date, buyer: str, large: bool) -> None:
    small, other = (retention(amount, on, buyer, large, sme) for sme in (True, False))
    assert 0 <= small.ceiling <= other.ceiling <= amount
