"""The payment delay of each kind of body."""

from __future__ import annotations

from datetime import date

import pytest

from maillon.base.errors import MaillonError
from maillon.law import NotInForce
from maillon.law.late_payment import BODIES, payment_delay


@pytest.mark.parametrize(
    ("body", "days", "article"),
    [
        ("pouvoir-adjudicateur", 30, "R2192-10"),
        ("sante", 50, "R2192-11"),
        ("entreprise-publique", 60, "R2192-11"),
    ],
)
def test_delay_of_each_body(body: str, days: int, article: str) -> None:
    citation = payment_delay(body, date(2026, 11, 24))
    assert (citation.number, citation.text) == (days, f"{days}\xa0jours")
    assert citation.article == f"CCP, art.\u00a0{article}"


def test_every_body_has_a_delay() -> None:
    assert {payment_delay(body, date(2019, 4, 1)).unit for body in BODIES} == {"jours"}


def test_nothing_before_the_code() -> None:
    with pytest.raises(NotInForce, match="31\xa0mars 2019"):
        payment_delay("sante", date(2019, 3, 31))


def test_an_unknown_body_is_refused() -> None:
    with pytest.raises(MaillonError, match=r"« mairie »"):
        payment_delay("mairie", date(2026, 1, 1))
