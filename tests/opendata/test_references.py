"""National references: each is sourced, dated, and says what it counts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from maillon.opendata.profiling.figures import Reference, latest, references


@pytest.mark.parametrize("row", references().values(), ids=list(references()))
def test_each_reference_is_sourced_and_says_what_it_counts(row: Reference) -> None:
    assert row.url.startswith("https://")
    assert not re.search("staging|testing|preprod|localhost|arc-cdn", row.url)
    assert row.title
    assert date.fromisoformat(row.checked_on) > date(row.year, 12, 31)
    assert "90\u202f000\u00a0€ HT" in row.perimeter
    assert row.caution.endswith(".")
    assert row.value > 1 or 0 < row.value < 1


@pytest.mark.parametrize(
    ("name", "value"),
    [  # typed from the study (domain.md §2.3, decp.md §2.1)
        ("contrats-2023", 243_731),
        ("montant-2023", 170.6e9),
        ("pme-nombre-2023", 0.599),
        ("pme-montant-2023", 0.272),
        ("social-2021", 0.132),
        ("social-2022", 0.223),
        ("social-2023", 0.187),
        ("environnement-2021", 0.187),
        ("environnement-2022", 0.292),
    ],
)
def test_the_figures_are_those_of_the_study(name: str, value: float) -> None:
    assert references()[name].value == pytest.approx(value)


def test_the_last_year_is_found_and_an_unknown_indicator_is_an_error() -> None:
    assert latest("sme_amount").id == "pme-montant-2023"
    with pytest.raises(ValueError, match="empty"):
        latest("hhi")
