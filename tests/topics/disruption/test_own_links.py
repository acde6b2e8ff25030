"""« Mes six maillons »: a row is computed, or says what to ask; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pages import Page, answer, plain

from maillon.topics.disruption.workshop.own_links import ANSWER, FILL, read_row, summary
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

WASHING = {"nom": "La laverie", "stock": "2", "part": "50 %", "delai": "3", "retablissement": "20"}


@pytest.mark.parametrize(
    ("changed", "told", "tone"),
    [
        ({}, "9,5 jours perdus", "good"),
        ({"part": "50"}, "9,5 jours perdus", "good"),
        ({"stock": "2,9"}, "9,5 jours perdus", "good"),
        ({"delai": "2,1 jours"}, "9,5 jours perdus", "good"),
        ({"stock": "20"}, "Aucun jour perdu", "good"),
        ({"part": "0", "delai": ""}, "18 jours perdus", "good"),
        ({"part": ""}, "À demander : la part du secours.", "plain"),
        ({"part": "", "stock": ""}, "À demander : le stock et la part du secours.", "plain"),
        ({"delai": ""}, "À demander : le délai du secours.", "plain"),
        ({"part": "0,5"}, "« 0,5 » se lit mal comme une part. Écrivez par exemple 50 %.", "bad"),
        ({"part": "120 %"}, "« 120 % » n’est pas une part. Elle va de 0 à 100 %.", "bad"),
        ({"part": "3 kg"}, "« 3 kg » se lit mal comme une part. Écrivez par exemple 50 %.", "bad"),
        ({"stock": "dix"}, "« dix » est en lettres : écrivez 10 en chiffres.", "bad"),
        ({"stock": "2 mois"}, "« 2 mois » n’est pas en jours. Écrivez par exemple 12.", "bad"),
    ],
)
def test_a_row(changed: dict[str, str], told: str, tone: str) -> None:
    texts = {key: text for key, text in {**WASHING, **changed}.items() if text}
    reading = read_row(texts, "Maillon 1")
    assert (plain(reading.words), reading.tone) == (told, tone)
    assert (reading.item is None) == (tone != "good")


def test_a_negative_or_endless_number_is_refused_in_french() -> None:
    for stock in ("-3", "99999"):
        reading = read_row({**WASHING, "stock": stock}, "Maillon 1")
        assert (reading.item, reading.tone) == (None, "bad")
        assert reading.words.startswith("La laverie")


def test_a_link_without_a_name_gets_that_of_its_row() -> None:
    nameless = {key: text for key, text in WASHING.items() if key != "nom"}
    reading = read_row(nameless, "Maillon 4")
    assert reading.item is not None
    assert reading.item.label == "Maillon 4"
    assert "Maillon 4" in summary([reading.item])


def test_an_empty_row_says_nothing() -> None:
    assert read_row({}, "Maillon 1").words == ""
    assert summary([]) == FILL


def test_safe_links_are_said_safe() -> None:
    safe = read_row({**WASHING, "stock": "30"}, "Maillon 1").item
    assert safe is not None
    assert "Aucun de ces maillons" in summary([safe])


@pytest.fixture
def office(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The table, opened by a bet and a handled model."""
    workshop: Any = opened("maillon-casse")
    workshop.store.save("pari", "grossiste")
    workshop.store.save("manipule", True)
    workshop = opened("maillon-casse")
    workshop.own_links()
    return page


def test_the_table_computes_keeps_and_comes_back(
    office: Page, opened: Callable[[str], Workshop]
) -> None:
    answer(office.find("entries"), {"1": WASHING, "3": {"nom": "Le car", "stock": "1"}})
    table = office.find("entries")
    told = [plain(text) for text, _tone in table.results]  # type: ignore[attr-defined]
    assert told[0] == "9,5 jours perdus"
    assert told[1] == ""
    assert told[2].startswith("À demander : la part du secours")
    assert "Le plus à craindre : La laverie (9,5 jours perdus)." in plain(office.text)
    assert table.message == "Tableau enregistré."
    assert INCIDENT not in office.text
    again: Any = opened("maillon-casse")
    assert again.store.get(ANSWER)["1"] == WASHING
    again.own_links()
    assert office.find("entries").entries["3"]["nom"] == "Le car"  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [None, [], "x", {"1": {"stock": ["deux"]}}])
def test_what_cannot_be_read_is_no_row(office: Page, value: object) -> None:
    answer(office.find("entries"), value)
    assert INCIDENT not in office.text
    assert FILL in office.text


def test_it_waits_for_the_bet_and_the_model(opened: Callable[[str], Workshop], page: Page) -> None:
    workshop: Any = opened("maillon-casse")
    workshop.own_links()
    assert [c for c in page.controls if c.kind == "entries"] == []
