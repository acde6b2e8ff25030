"""`{loi:…}` in a text of the course: the registry's value, or a French refusal."""

from __future__ import annotations

from datetime import date

import pytest
from pages import plain

from maillon import law
from maillon.base.errors import MaillonError
from maillon.law.placeholders import fill


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dès {loi:dispense_fs@2026-03-31}.", "dès 40 000 € HT."),
        ("dès {loi:dispense_fs@2026-04-01}.", "dès 60 000 € HT."),
        ("{loi:decp/seuil@2026-04-01} en {loi:decp/delai@2026-04-01}", "40 000 € HT en 2 mois"),
        ("{loi:climat_date/decret}", "21 août 2026"),
        ("Rien : {x}, {loi}, {}.", "Rien : {x}, {loi}, {}."),
    ],
)
def test_a_reference_becomes_its_value(text: str, expected: str) -> None:
    assert plain(fill(text)) == expected


def test_without_a_day_the_value_is_the_one_of_the_state_of_the_law() -> None:
    state = law.registry().state_of_law
    assert fill("{loi:seuil_ue_travaux}") == law.cite("seuil_ue_travaux", state).text


@pytest.mark.parametrize(
    "reference",
    ["", "Dispense", "dispense_fs@", "dispense_fs@2026", "dispense_fs@2026-13-01", "a b", "x/@"],
)
def test_a_badly_written_reference_is_told(reference: str) -> None:
    with pytest.raises(MaillonError) as refusal:
        fill(f"Avant {{loi:{reference}}} après")
    assert reference.partition("@")[2] in str(refusal.value)
    assert "2026-03-31" in str(refusal.value)


@pytest.mark.parametrize("text", ["Avant {loi:dispense_fs après", "{ loi : dispense_fs}"])
def test_a_reference_that_is_not_closed_is_never_shown(text: str) -> None:
    with pytest.raises(MaillonError, match="n’est pas fermée"):
        fill(text)


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("dispense_fx", law.UnknownEntry),
        ("dispense_fs@1999-01-01", law.NotInForce),
        ("decp@2026-01-01", law.AmbiguousScope),
        ("dispense_travaux_2027@2027-01-02", law.UnverifiedRule),
    ],
)
def test_what_the_registry_refuses_is_refused(reference: str, error: type[MaillonError]) -> None:
    with pytest.raises(error):
        fill(f"{{loi:{reference}}}")


def test_a_day_is_read_as_a_day() -> None:
    day = date(2025, 12, 31)
    assert fill(f"{{loi:seuil_ue_fs_etat@{day}}}") == law.cite("seuil_ue_fs_etat", day).text
