"""The frame of each workshop: bet first, then handle, then compare; nothing shows a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

import pytest
from matplotlib.figure import Figure
from pages import Page, answer, press

from maillon.base.errors import MaillonError
from maillon.catalogue import NOTEBOOKS
from maillon.sheet import files
from maillon.sheet.store import FILE
from maillon.widgets.incidents import INCIDENT, LOG_NAME
from maillon.workshops import open_workshop
from maillon.workshops.frame import BET_FIRST, HANDLE_FIRST, Workshop

Opened = Callable[[str], Workshop]
every_workshop = pytest.mark.parametrize("name", NOTEBOOKS)
#: The frame is one: what it does alone is tried in whole on two workshops, a short and a long one.
two_workshops = pytest.mark.parametrize("name", ["premiers-gestes", "maillon-casse"])


def show(workshop: Workshop) -> None:
    """Run every cell of its notebook, from top to bottom."""
    workshop.bet()
    workshop.explore()
    workshop.surprise()
    workshop.challenge()
    workshop.recall()


def bet(page: Page, workshop: Workshop, option: str = "") -> None:
    first, _label = workshop.texts.bet.options[0]
    answer(page.find("radio", workshop.texts.bet.prompt), option or first)
    page.press("Je parie")


def handle(page: Page) -> None:
    """Move one control of the model."""
    for control in page.controls:
        if control.kind == "range":
            answer(control, control.max if control.value == control.min else control.min)
            return
        if control.kind == "day":
            answer(control, control.bounds[0])
            return
        if control.label == "vers":
            answer(control, control.options[1][0])
            return
        if control.label in ("Ce que vous regardez", "Texte de départ"):
            answer(control, control.options[1][0])
            return
        if control.label == "Mettre en avant":
            answer(control, control.options[0][0])
            return
    raise AssertionError("no control of a model on the page")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures that were drawn, one after the other."""
    figures: list[Figure] = []

    def draw(figure: Figure, file: TextIO, **_options: object) -> None:
        figures.append(figure)
        file.write("<svg/>")

    monkeypatch.setattr(Figure, "savefig", draw)
    return figures


def waiting(page: Page) -> list[str]:
    return [line for line in page.text.splitlines() if line in (BET_FIRST, HANDLE_FIRST)]


@two_workshops
def test_all_but_the_bet_and_the_recall_waits(opened: Opened, page: Page, name: str) -> None:
    show(opened(name))
    assert waiting(page) == [BET_FIRST, HANDLE_FIRST, BET_FIRST]
    kinds = {control.kind for control in page.controls}
    assert kinds == {"radio", "buttons", "sentence"}


@every_workshop
def test_the_bet_opens_the_model_and_the_model_opens_the_surprise(
    opened: Opened, page: Page, name: str
) -> None:
    workshop = opened(name)
    show(workshop)
    bet(page, workshop)
    assert waiting(page) == [HANDLE_FIRST]
    assert page.find("figure").picture
    assert "Votre pari" not in page.text
    handle(page)
    assert waiting(page) == []
    assert "Votre pari" in page.text
    assert "incident" not in page.text


@every_workshop
def test_an_action_draws_each_picture_once(
    opened: Opened, page: Page, drawn: list[Figure], name: str
) -> None:
    """Opening, moving a setting and starting again draw what is on the page, once."""
    workshop = opened(name)
    workshop.bet()
    bet(page, workshop)
    workshop.explore()
    getattr(workshop, "scenario", lambda: None)()  # the second bench of « Qui entraîne qui ? »
    workshop.challenge()
    figures = [control for control in page.controls if control.kind == "figure"]
    shown = {id(control) for control in figures if control.picture and not control.hidden}
    assert len(drawn) == len(shown) > 0
    drawn.clear()
    handle(page)
    assert len(drawn) <= len(shown)
    drawn.clear()
    if any(label.startswith("Réinitialiser") for label in labels(page)):
        page.press(next(label for label in labels(page) if label.startswith("Réinitialiser")))
        assert 0 < len(drawn) <= len(shown)


def labels(page: Page) -> list[str]:
    """The labels of the buttons on the page."""
    rows = [control.options for control in page.controls if control.kind == "buttons"]
    return [label for row in rows for _name, label, *_look in row]


@two_workshops
def test_a_bet_needs_an_answer(opened: Opened, page: Page, name: str) -> None:
    workshop = opened(name)
    show(workshop)
    actions = page.press("Je parie")
    assert "Choisissez d’abord" in actions.message
    assert not actions.disabled
    assert workshop.placed_bet is None
    assert waiting(page) == [BET_FIRST, HANDLE_FIRST, BET_FIRST]


@two_workshops
def test_a_bet_is_kept_and_closed(opened: Opened, page: Page, name: str) -> None:
    workshop = opened(name)
    show(workshop)
    option = workshop.texts.bet.options[1][0]
    bet(page, workshop, option)
    choice = page.find("radio", workshop.texts.bet.prompt)
    assert choice.disabled
    assert "Pari enregistré" in page.text
    document = json.loads((Path.cwd() / FILE).read_bytes())
    assert document["assignment"] == name
    assert document["answers"]["pari"]["value"] == option


@two_workshops
def test_a_bet_is_remembered_by_a_new_opening(opened: Opened, page: Page, name: str) -> None:
    first = opened(name)
    show(first)
    option = first.texts.bet.options[1][0]
    bet(page, first, option)
    page.shown.clear()
    again = opened(name)
    show(again)
    choice = page.find("radio", again.texts.bet.prompt)
    assert (again.placed_bet, choice.value, choice.disabled) == (option, option, True)
    assert waiting(page) == [HANDLE_FIRST]


@two_workshops
def test_a_bet_of_another_version_is_asked_again(opened: Opened, page: Page, name: str) -> None:
    opened(name).store.save("pari", "disparue")
    again = opened(name)
    show(again)
    assert again.placed_bet is None
    assert waiting(page) == [BET_FIRST, HANDLE_FIRST, BET_FIRST]


@two_workshops
def test_a_bet_shown_twice_is_placed_once(opened: Opened, page: Page, name: str) -> None:
    workshop = opened(name)
    workshop.bet()
    workshop.bet()
    first, second = (c for c in page.controls if c.kind == "radio")
    first_button, second_button = (c for c in page.controls if c.kind == "buttons")
    options = [option for option, _ in workshop.texts.bet.options]
    answer(first, options[0])
    press(first_button, "bet")
    answer(second, options[1])
    press(second_button, "bet")
    assert workshop.placed_bet == options[0]
    assert (second.value, second.disabled) == (options[0], True)


@every_workshop
def test_a_cell_run_again_shows_the_same_controls(opened: Opened, page: Page, name: str) -> None:
    workshop = opened(name)
    show(workshop)
    bet(page, workshop)
    before = {id(control) for control in page.controls if control.kind in ("range", "select")}
    workshop.explore()
    workshop.challenge()
    assert {id(c) for c in page.controls if c.kind in ("range", "select")} == before


@two_workshops
def test_steps_can_be_shown_in_any_order(opened: Opened, page: Page, name: str) -> None:
    workshop = opened(name)
    workshop.challenge()
    workshop.surprise()
    workshop.bet()
    bet(page, workshop)
    workshop.explore()
    handle(page)
    assert waiting(page) == []
    assert INCIDENT not in page.text


@two_workshops
def test_a_disk_that_refuses_is_told_and_stops_nobody(
    opened: Opened, page: Page, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "append", refuse)
    monkeypatch.setattr(files, "replace_file", refuse)
    workshop = opened(name)
    show(workshop)
    bet(page, workshop)
    assert "n’est pas enregistrée" in page.text
    assert waiting(page) == [HANDLE_FIRST]


@two_workshops
def test_a_damaged_record_is_told_with_the_bet(opened: Opened, page: Page, name: str) -> None:
    opened(name)
    (Path.cwd() / FILE).write_text("{")
    opened(name).bet()
    assert "était abîmé" in page.text


@two_workshops
def test_a_step_that_fails_says_so_in_its_own_place(
    opened: Opened, page: Page, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail() -> Sequence[Any]:
        raise RuntimeError("panne")

    workshop = opened(name)
    monkeypatch.setattr(workshop, "_comparison", fail)
    show(workshop)
    bet(page, workshop)
    handle(page)
    assert INCIDENT in page.text
    assert waiting(page) == []
    assert "panne" in (Path.cwd() / LOG_NAME).read_text(encoding="utf-8")


@two_workshops
def test_opened_among_the_released_notebooks_it_keeps_its_record_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    open_workshop(name).store.save("pari", "x")
    assert (tmp_path / ".maillon" / name / FILE).is_file()
    assert [path.name for path in tmp_path.iterdir()] == [".maillon"]


@two_workshops
def test_a_folder_where_nothing_can_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page, name: str
) -> None:
    (tmp_path / ".maillon").write_text("un fichier à la place du dossier")
    monkeypatch.chdir(tmp_path)
    workshop = open_workshop(name)
    show(workshop)
    bet(page, workshop)
    assert "n’est pas enregistrée" in page.text
    assert waiting(page) == [HANDLE_FIRST]


def test_an_unknown_workshop_is_told_with_the_ones_there_are() -> None:
    with pytest.raises(MaillonError) as refusal:
        open_workshop("../premiers-gestes")
    assert "Aucun atelier" in str(refusal.value)
    assert all(name in str(refusal.value) for name in NOTEBOOKS)


# --- recall --------------------------------------------------------------------------------------


@every_workshop
def test_each_option_of_each_recall_has_its_own_explanation(
    opened: Opened, page: Page, name: str
) -> None:
    workshop = opened(name)
    workshop.recall()
    told: list[str] = []
    for control, question in zip(page.controls, workshop.texts.recall, strict=True):
        for option, _label in control.options:
            answer(control, option)
            assert control.message == question.explanations[option]
            assert control.tone == ("good" if option == question.right else "plain")
            told.append(control.message)
    assert len(told) == len(set(told)) >= 9


@every_workshop
def test_the_next_day_every_step_is_open_and_the_recall_answered(
    opened: Opened, page: Page, name: str
) -> None:
    workshop = opened(name)
    show(workshop)
    bet(page, workshop)
    handle(page)
    question = workshop.texts.recall[0]
    chosen = question.options[0][0]
    answer(page.find("radio", question.prompt), chosen)
    page.shown.clear()
    show(opened(name))
    assert waiting(page) == []
    assert INCIDENT not in page.text
    card = page.find("radio", question.prompt)
    assert (card.value, card.message) == (chosen, question.explanations[chosen])
