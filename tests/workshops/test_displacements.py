"""The table of displacements that ends a workshop: filled, told, kept, and found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import Page, answer, plain

from maillon.sheet.store import FILE
from maillon.workshops.displacement import DisplacementTable
from maillon.workshops.displacements import ANSWER, FILL
from maillon.workshops.frame import HANDLE_FIRST, Workshop

Opened = Callable[[str], Workshop]
NAME = "vivier-entreprises"
TABLE = (
    DisplacementTable()
    .with_cell("climat", "territoire", 0, 1)
    .with_cell("tresorerie", "titulaire", 0, -1)
)


@pytest.fixture
def workshop(opened: Opened, page: Page) -> Workshop:
    """The workshop with its bet placed; the page shows the model and the table."""
    opened(NAME).store.save("pari", "half")
    found = opened(NAME)
    found.explore()
    found.displaced()
    return found


def jump(page: Page) -> None:
    answer(page.find("radio", "Comment l’exigence monte"), "jump")


def fill(page: Page, table: DisplacementTable = TABLE) -> None:
    answer(page.find("displacement"), table.record())


def test_it_waits_until_something_was_simulated(workshop: Workshop, page: Page) -> None:
    assert HANDLE_FIRST in page.text
    assert "displacement" not in {control.kind for control in page.controls}
    jump(page)
    assert HANDLE_FIRST not in page.text
    assert FILL in page.text


def test_it_says_in_french_what_was_displaced_and_to_whom(workshop: Workshop, page: Page) -> None:
    jump(page)
    fill(page)
    assert all(sentence in page.text for sentence in TABLE.sentences)
    assert "la trésorerie pour le titulaire" in page.text
    assert FILL not in page.text


def test_it_is_kept_with_the_decision_like_the_bet(workshop: Workshop, page: Page) -> None:
    jump(page)
    fill(page)
    kept = json.loads((Path.cwd() / FILE).read_bytes())["answers"][ANSWER]["value"]
    table = DisplacementTable.from_record(kept)
    assert table.cells == TABLE.cells
    assert plain(table.title) == "exigence laissée à 20 %, appui 0 %, suivi 20 %"


def test_it_is_found_again_before_anything_is_handled(
    workshop: Workshop, opened: Opened, page: Page
) -> None:
    jump(page)
    fill(page)
    page.shown.clear()
    opened(NAME).displaced()
    assert page.find("displacement").value["cells"] == TABLE.record()["cells"]
    assert all(sentence in page.text for sentence in TABLE.sentences)


def test_another_decision_asks_to_read_the_signs_again(workshop: Workshop, page: Page) -> None:
    jump(page)
    fill(page)
    assert "pour une autre décision" not in page.text
    answer(page.find("range", "Exigence visée"), 80)
    assert "pour une autre décision" in page.text
    fill(page, TABLE.with_cell("acces", "titulaire", 0, -1))
    assert "pour une autre décision" not in page.text


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {"schema": 2},
        {"schema": 1, "cells": {"climat": {"lune": {"after": 1}}}},
        {"schema": 1, "cells": {"climat": {"titulaire": {"after": 3}}}},
    ],
)
def test_what_is_no_table_is_told_and_not_kept(workshop: Workshop, page: Page, record: Any) -> None:
    jump(page)
    fill(page)
    control = page.find("displacement")
    answer(control, record)
    assert control.tone == "bad"
    assert DisplacementTable.from_record(workshop.store.get(ANSWER)).cells == TABLE.cells
    fill(page, TABLE.with_cell("acces", "titulaire", 0, -1))
    assert control.tone == "plain"


@pytest.mark.parametrize("kept", ["", 3, {"schema": 1, "cells": []}])
def test_a_damaged_table_starts_empty(opened: Opened, page: Page, kept: object) -> None:
    opened(NAME).store.save(ANSWER, kept)
    opened(NAME).store.save("pari", "half")
    again = opened(NAME)
    again.explore()
    again.displaced()
    jump(page)
    assert FILL in page.text


@pytest.mark.parametrize("name", ["premiers-gestes", "quelle-regle", "mur-des-boucles"])
def test_every_workshop_can_end_with_it(opened: Opened, page: Page, name: str) -> None:
    first = opened(name)
    first.store.save("pari", first.texts.bet.options[0][0])
    first.store.save(ANSWER, TABLE.record())
    opened(name).displaced()
    assert all(sentence in page.text for sentence in TABLE.sentences)


# --- the trainee's own map ------------------------------------------------------------------------

MAP = {
    "schema": 1,
    "title": "Nettoyage",
    "variables": [
        {"id": "a", "label": "délai de paiement", "x": 0.2, "y": 0.2},
        {"id": "b", "label": "litiges", "x": 0.8, "y": 0.8},
    ],
    "arrows": [{"cause": "a", "effect": "b", "sign": 1, "delay": False}],
}


def test_the_own_map_is_kept_from_one_opening_to_the_next(opened: Opened, page: Page) -> None:
    workshop = opened("mur-des-boucles")
    workshop.own_map()  # type: ignore[attr-defined]
    assert page.find("graph").value["variables"] == []
    answer(page.find("graph"), MAP)
    assert workshop.store.get("ma-carte") == MAP
    page.shown.clear()
    opened("mur-des-boucles").own_map()  # type: ignore[attr-defined]
    assert page.find("graph").value == MAP


def test_a_map_that_cannot_be_read_gives_an_empty_editor(opened: Opened, page: Page) -> None:
    opened("mur-des-boucles").store.save("ma-carte", {"schema": 9})
    opened("mur-des-boucles").own_map()  # type: ignore[attr-defined]
    assert page.find("graph").value["variables"] == []


@pytest.mark.parametrize(
    ("arrow", "action", "said"),
    [
        ("", "keep", "aucune flèche changée"),
        ("suivi>charge", "keep", "aucune flèche changée"),
        ("suivi>charge", "cut", "couper la flèche"),
        ("suivi>charge", "flip", "inverser la flèche"),
    ],
)
def test_on_the_wall_the_decision_is_the_last_gesture(
    opened: Opened, page: Page, arrow: str, action: str, said: str
) -> None:
    first = opened("mur-des-boucles")
    first.store.save("pari", "2")
    wall = opened("mur-des-boucles")
    wall.explore()
    wall.displaced()
    answer(page.find("select", "vers"), "-sourcage")
    assert "ajouter la flèche « charge du service achats → (−) sourçage »" in plain(page.text)
    answer(page.find("select", "vers"), "")
    answer(page.find("select", "Une flèche déjà présente"), arrow)
    answer(page.find("radio", "Qu’en faites-vous"), action)
    assert said in page.text
