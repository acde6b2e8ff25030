"""« Mes lots »: a row is computed, or says what to find; nothing typed is ever lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from pages import Page, answer, plain

from maillon.base.errors import MaillonError
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.delivery import Lot
from maillon.topics.insertion.workshop.own_lots import ANSWER, FILL, read_persons, read_row
from maillon.topics.insertion.workshop.sizing_note import (
    FILENAME,
    SizedLot,
    Sizing,
    Unfinished,
    sizing_page,
)
from maillon.widgets.controls import Control
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

PAINT = {
    "nom": "Peinture",
    "montant": "1 500 000",
    "main-oeuvre": "70 %",
    "taux": "10 %",
    "cout": "30",
}


@pytest.mark.parametrize(
    ("changed", "told", "tone"),
    [
        ({}, "3 500 h, soit 9 à 10 personnes", "good"),
        ({"montant": "1,5 M€", "cout": "30 €"}, "3 500 h, soit 9 à 10 personnes", "good"),
        ({"main-oeuvre": "70"}, "3 500 h, soit 9 à 10 personnes", "good"),
        ({"taux": "0 %"}, "0 h, soit 0 personne", "good"),
        ({"taux": ""}, "À trouver : le taux.", "plain"),
        ({"taux": "", "cout": ""}, "À trouver : le taux et le coût horaire.", "plain"),
        ({"taux": "0,1"}, "« 0,1 » se lit mal comme une part. Écrivez par exemple 5 %.", "bad"),
        ({"taux": "120 %"}, "« 120 % » n’est pas une part. Elle va de 0 à 100 %.", "bad"),
        ({"montant": "0"}, "« 0 » n’est pas un montant. Écrivez par exemple 120 000.", "bad"),
        ({"montant": "3 kg"}, "« 3 kg » n’est pas un montant. Écrivez par exemple 120 000.", "bad"),
        ({"cout": "dix"}, "« dix » est en lettres : écrivez 10 en chiffres.", "bad"),
    ],
)
def test_a_row(changed: dict[str, str], told: str, tone: str) -> None:
    texts = {key: text for key, text in {**PAINT, **changed}.items() if text}
    reading = read_row(texts, "Lot 1")
    assert (plain(reading.words), reading.tone) == (told, tone)
    assert (reading.item is None) == (tone != "good")


def test_a_lot_without_a_name_gets_that_of_its_row() -> None:
    nameless = {key: text for key, text in PAINT.items() if key != "nom"}
    sized = read_row(nameless, "Lot 4").item
    assert sized is not None
    assert sized.lot.label == "Lot 4"


def test_a_cost_below_one_euro_is_refused_in_french() -> None:
    assert "coût horaire" in read_row({**PAINT, "cout": "0,5"}, "Lot 1").words


@pytest.mark.parametrize("text", ["-3", "beaucoup", "8 kg"])
def test_persons_are_a_number(text: str) -> None:
    with pytest.raises(MaillonError):
        read_persons(text)


@pytest.fixture
def office(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The table, opened by a bet and a handled model."""
    workshop: Any = opened("heures-promises")
    workshop.store.save("pari", "kept")
    workshop.store.save("manipule", True)
    workshop = opened("heures-promises")
    workshop.own_lots()
    return page


def sent(button: Control, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """Return what `button` sends to the page from now on."""
    messages: list[tuple[Any, Any]] = []
    monkeypatch.setattr(
        button, "send", lambda content, buffers=None: messages.append((content, buffers))
    )
    return messages


def test_the_note_is_sent_with_the_numbers_of_the_table(
    office: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert FILL in office.text
    messages = sent(office.find("buttons"), monkeypatch)
    answer(office.find("text", "Nom du marché"), "École  Jean-Zay")
    answer(office.find("entries"), {"1": PAINT})
    answer(office.find("text", "Personnes"), "8")
    assert "8 personnes à 370 h chacune font 2 960 h : il manque 540 h." in plain(office.text)
    button = office.press("Télécharger la note (Word)")
    assert button.tone == "good"
    content, buffers = messages[-1]
    assert content["download"]["filename"] == FILENAME
    document = docx.Document(io.BytesIO(buffers[0]))
    told = plain("\n".join(each.text for each in document.paragraphs))
    assert "Marché : École Jean-Zay." in told
    assert "3 500 heures" in told


def test_an_empty_note_is_refused_in_a_sentence(
    office: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = sent(office.find("buttons"), monkeypatch)
    button = office.press("Télécharger la note (Word)")
    assert "encore vide" in button.message
    assert messages == []
    assert INCIDENT not in office.text


def test_a_bad_pool_is_told_and_the_rows_stay(office: Page) -> None:
    answer(office.find("entries"), {"1": PAINT})
    answer(office.find("text", "Personnes"), "beaucoup")
    assert "n’est pas un nombre" in plain(office.text)
    answer(office.find("text", "Personnes"), "")
    assert "Vivier inconnu" in office.text


def test_what_was_typed_is_there_at_the_next_opening(
    office: Page, opened: Callable[[str], Workshop]
) -> None:
    answer(office.find("entries"), {"1": PAINT})
    answer(office.find("text", "Nom du marché"), "École")
    answer(office.find("text", "Personnes"), "8")
    office.shown.clear()
    workshop: Any = opened("heures-promises")
    workshop.own_lots()
    assert office.find("entries").value == {"1": PAINT}
    assert office.find("text", "Nom du marché").value == "École"
    assert office.find("text", "Personnes").value == "8"


@pytest.mark.parametrize("kept", [None, 3, {"1": 4}, {"9": PAINT}])
def test_what_cannot_be_read_is_left_out(
    opened: Callable[[str], Workshop], page: Page, kept: object
) -> None:
    workshop: Any = opened("heures-promises")
    workshop.store.save(ANSWER, kept)
    workshop.store.save("mon-vivier", 12)
    workshop.store.save("pari", "kept")
    workshop.store.save("manipule", True)
    again: Any = opened("heures-promises")
    again.own_lots()
    assert FILL in page.text


def test_a_wrong_cell_is_told_before_what_is_still_to_be_found() -> None:
    reading = read_row({"nom": "Peinture", "montant": "−5"}, "Lot 1")
    assert reading.tone == "bad"
    assert "montant" in reading.words


def test_the_note_names_the_lots_that_are_not_finished() -> None:
    lot = SizedLot(Lot("Maçonnerie", 1_000_000, 0.5, 30), 0.05)
    left = (Unfinished("Peinture", "À trouver : le coût horaire."),)
    page = sizing_page(Sizing("École", (lot,), 12, (370, 409), left))
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(page)).paragraphs)
    assert "Total partiel" in words
    assert "Total partiel : 1 lot reste à finir (Peinture)." in plain(words)
    assert "Peinture : À trouver : le coût horaire." in plain(words)
    rows = docx.Document(io.BytesIO(page)).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["Lot", "Maçonnerie", "Total partiel"]


UNREAD = {"nom": "Façade", "montant": "beaucoup"}


def test_a_sum_without_its_lots_says_so_on_the_page(office: Page) -> None:
    answer(office.find("entries"), {"1": PAINT, "2": UNREAD, "4": {"nom": "Sols"}})
    answer(office.find("text", "Personnes"), "8")
    told = next(c for c in office.controls if c.kind == "sentence" and c.lines)
    first, total, verdict = [plain(line) for line in told.lines]
    assert first == "Total partiel : 2 lots restent à finir (Façade et Sols)."
    assert total.startswith("Pour l’instant : 3 500 h")
    assert "il manque déjà 540 h, sans compter les 2 lots à finir." in verdict
    assert told.tone == "bad"
    answer(office.find("text", "Personnes"), "12")
    assert "tient dans le vivier" not in office.text
    answer(office.find("entries"), {"1": PAINT})
    assert told.tone == "plain"
    assert "En tout : 3 500 h" in plain(office.text)
    assert "la promesse tient dans le vivier" in office.text
    answer(office.find("entries"), {"2": UNREAD})
    assert [plain(line) for line in told.lines] == ["1 lot reste à finir (Façade)."]


def test_two_rows_show_and_a_button_adds_one(office: Page) -> None:
    table: Any = office.find("entries")
    assert (table.least, table.adding, table.growing) == (2, "Ajouter un lot", True)
    assert len(table.options) == 6


def test_hours_a_person_differ_from_those_of_the_bench_and_the_page_says_why(
    office: Page,
) -> None:
    hint = plain(office.find("text", "Personnes").hint)
    assert "390 h par personne" in hint
    assert "370 et 409 h" in hint
    low, high = hautebrune.seen_in_arras()
    assert hautebrune.hours_each() == pytest.approx((low + high) / 2, abs=1)
