"""The sheet as its notebook uses it: header, questions, check and copy."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eight_kinds import ANSWERS, ID, answer_all
from pages import Page, answer, plain

from maillon.sheet import open_sheet
from maillon.sheet.sheet import NAMELESS, Sheet
from maillon.sheet.store import FILE, AnswerStore
from maillon.widgets.controls import Control
from maillon.widgets.incidents import INCIDENT, LOG_NAME

NAME = "Votre prénom et votre nom"
CHECK, DOWNLOAD = "Vérifier ma fiche", "Télécharger ma copie"
Disk = Callable[[bool], None]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, Any], bytes]]:
    """What was sent to be downloaded."""
    found: list[tuple[dict[str, Any], bytes]] = []

    def send(self: Control, content: Any, buffers: Any = None) -> None:
        found.append((content["download"], buffers[0]))

    monkeypatch.setattr(Control, "send", send)
    return found


# --- opening -------------------------------------------------------------------------------------


def test_opening_shows_who_answers_and_nothing_else(sheet: Sheet, page: Page) -> None:
    (name,) = page.controls
    assert (name.label, name.value, name.autocomplete) == (NAME, "", "name")
    assert page.text == ""


def test_the_name_is_kept_for_the_next_opening(sheet: Sheet, page: Page) -> None:
    answer(page.find("text", NAME), "  Jeanne  Dupont ")
    assert page.text == "Nom enregistré."
    open_sheet(ID)
    assert page.find("text", NAME).value == "Jeanne Dupont"
    answer(page.find("text", NAME), "")
    assert page.find("text", NAME).message == ""
    assert AnswerStore(sheet.folder, ID).trainee_name == ""


def test_what_was_found_on_opening_is_said_once(exercise: Path, page: Page) -> None:
    (exercise / FILE).write_text("{")
    sheet = open_sheet(ID)
    assert "était abîmé" in page.text
    assert page.find("sentence").tone == "bad"
    page.shown.clear()
    sheet.question("lieu")
    sheet.header()
    assert page.text == ""


def test_answers_found_again_are_good_news(exercise: Path, page: Page) -> None:
    answer_all(AnswerStore(exercise, ID))
    (exercise / FILE).unlink()
    open_sheet(ID)
    assert plain(page.text) == "Le journal a permis de retrouver 8 réponses."
    assert page.find("sentence").tone == "plain"


def test_a_folder_that_refuses_is_said_on_opening(exercise: Path, page: Page) -> None:
    AnswerStore(exercise, ID).save("lieu", "ici")
    (exercise / FILE).chmod(0o444)
    open_sheet(ID)
    assert "Vos réponses ne pourront pas être enregistrées" in page.text
    assert page.find("sentence").tone == "bad"


def test_a_refused_answer_is_not_said_again_by_the_header(
    sheet: Sheet, page: Page, disk: Disk
) -> None:
    disk(True)
    sheet.question("lieu")
    answer(page.find("radio"), "ici")
    disk(False)
    page.shown.clear()
    sheet.header()
    assert page.text == ""


def test_a_name_refused_is_told_then_settled(sheet: Sheet, page: Page, disk: Disk) -> None:
    disk(True)
    answer(page.find("text", NAME), "Jeanne")
    assert "n’est pas enregistrée" in page.text
    disk(False)
    answer(page.find("text", NAME), "Jeanne Dupont")
    assert page.text == "Nom enregistré."


def test_the_next_save_settles_every_refused_answer(sheet: Sheet, page: Page, disk: Disk) -> None:
    sheet.question("lieu")
    sheet.question("copie")
    disk(True)
    answer(page.find("radio"), "ici")
    assert "n’est pas enregistrée" in page.text
    disk(False)
    answer(page.find("checks"), ["nom"])
    assert page.text == "Réponse enregistrée.\nRéponse enregistrée."


def test_missing_questions_are_told_in_french(exercise: Path, page: Page) -> None:
    (exercise / "questions.toml").unlink()
    sheet = open_sheet(ID)
    sheet.question("lieu")
    assert "questions.toml est introuvable" in plain(page.text)
    sheet.hand_in()
    page.press(CHECK)
    assert plain(page.text).count("questions.toml est introuvable") == 2
    assert not (exercise / LOG_NAME).exists()


def test_an_unknown_question_is_an_incident(sheet: Sheet, page: Page) -> None:
    sheet.question("inconnue")
    assert page.text == INCIDENT
    assert "inconnue" in (sheet.folder / LOG_NAME).read_text(encoding="utf-8")


def test_a_picture_of_a_model_is_shown_with_its_data(sheet: Sheet, page: Page) -> None:
    sheet.figure("carte-cantine")
    shown = page.find("figure").picture
    assert shown is not None
    assert shown["rows"]


# --- check ---------------------------------------------------------------------------------------


def test_check_counts_and_names_what_is_left(sheet: Sheet) -> None:
    lines = [plain(line) for line in sheet.check()]
    assert lines[0] == "0 réponse complète sur 8."
    assert lines[1] == "Votre nom manque, en haut de la page."
    assert lines[2:] == [
        f"« {title} » : pas encore de réponse."
        for title in (
            "Le lieu",
            "La copie",
            "Les gestes",
            "Les étapes",
            "Le coût",
            "Le réglage",
            "La carte",
            "L’avis",
        )
    ]


def test_check_tells_what_is_unreadable_or_unfinished(sheet: Sheet) -> None:
    answer_all(sheet.store)
    sheet.store.save("cout", "quarante")
    sheet.store.save("etapes", {"payer": "apres"})
    sheet.store.save("attente", "mot " * 61)
    sheet.store.set_trainee("Jeanne Dupont")
    first, *faults = [plain(line) for line in sheet.check()]
    assert first == "6 réponses complètes sur 8."
    assert faults[0] == "« Les étapes » : Il reste à classer : Visiter."
    assert faults[1].startswith("« Le coût » : « quarante » est en lettres")
    assert faults[2].startswith("« L’attente » : Votre texte compte 61 mots")


def test_one_missing_answer_is_not_said_to_be_ready(sheet: Sheet, page: Page) -> None:
    answer_all(sheet.store)
    sheet.store.set_trainee("Jeanne Dupont")
    sheet.store.save("lieu", "")
    sheet.hand_in()
    page.press(CHECK)
    assert page.find("sentence").tone == "bad"
    page.press(DOWNLOAD)
    assert "« Le lieu » : pas encore de réponse." in plain(page.text)


def test_check_invites_to_hand_in_when_all_is_there(sheet: Sheet, page: Page) -> None:
    answer_all(sheet.store)
    sheet.store.set_trainee("Jeanne Dupont")
    sheet.hand_in()
    page.press(CHECK)
    report = page.find("sentence")
    assert [plain(line) for line in report.lines] == [
        "8 réponses complètes sur 8.",
        "« La carte » : Le cours trouve 1 boucle R et 0 boucle B, sur 2 variables et 2 flèches.",
        "Votre fiche est prête : téléchargez votre copie et remettez-la.",
    ]
    assert report.tone == "good"


def test_check_says_what_a_number_in_another_unit_makes(sheet: Sheet) -> None:
    sheet.store.save("cout", "6 kg")
    told = [plain(line) for line in sheet.check()]
    assert "« Le coût » : compris : 6 kg. L’unité attendue est « € »." in told


def test_check_sees_what_another_window_answered(sheet: Sheet, page: Page) -> None:
    sheet.hand_in()
    other = AnswerStore(sheet.folder, ID)
    other.set_trainee("Jeanne Dupont")
    answer_all(other)
    page.press(CHECK)
    assert "Votre fiche est prête" in page.text


def test_check_says_what_a_map_lacks_and_what_its_names_could_be(sheet: Sheet) -> None:
    answer_all(sheet.store)
    sheet.store.set_trainee("Jeanne Dupont")
    record = copy.deepcopy(ANSWERS["carte"])
    record["variables"][0]["label"] = "payer vite"
    sheet.store.save("carte", record)
    lines = [plain(line) for line in sheet.check()]
    assert lines[0] == "8 réponses complètes sur 8."
    assert lines[2].startswith("« La carte » : « payer vite » : c’est une action.")
    assert lines[-1].startswith("Votre fiche est prête")
    record["arrows"].pop()
    sheet.store.save("carte", record)
    lines = [plain(line) for line in sheet.check()]
    assert lines[0] == "7 réponses complètes sur 8."
    assert lines[1].startswith("« La carte » : Il manque une boucle R")
    assert lines[-1].startswith("« La carte » : « payer vite » : c’est une action.")


# --- the copy ------------------------------------------------------------------------------------


def test_a_copy_without_a_name_is_not_made(sheet: Sheet, page: Page, sent: list[Any]) -> None:
    sheet.hand_in()
    page.press(DOWNLOAD)
    assert sent == []
    assert page.find("sentence").lines == [NAMELESS]
    assert page.find("sentence").tone == "bad"


def test_a_copy_holds_what_the_sheet_holds(sheet: Sheet, page: Page, sent: list[Any]) -> None:
    answer_all(sheet.store)
    answer(page.find("text", NAME), "Jeanne Dupont")
    sheet.hand_in()
    page.press(DOWNLOAD)
    ((told, content),) = sent
    assert told == {"filename": f"jeanne-dupont_{ID}.zip"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [f"{ID}.ipynb", FILE, "copie.json"]
        assert json.loads(archive.read(FILE)) == sheet.store.document()
        assert archive.read(FILE) == (sheet.folder / FILE).read_bytes()
    assert f"« jeanne-dupont_{ID}.zip »" in plain(page.text)
    assert page.find("sentence").tone == "good"


def test_an_unfinished_copy_is_made_and_says_what_is_left(
    sheet: Sheet, page: Page, sent: list[Any]
) -> None:
    sheet.store.set_trainee("Jeanne")
    sheet.hand_in()
    page.press(DOWNLOAD)
    assert len(sent) == 1
    assert "« Le lieu » : pas encore de réponse." in plain(page.text)
    assert page.find("sentence").tone == "plain"


def test_what_the_disk_refuses_is_in_the_copy(
    sheet: Sheet, page: Page, sent: list[Any], disk: Disk
) -> None:
    sheet.question("lieu")
    sheet.hand_in()
    disk(True)
    answer(page.find("radio"), "ici")
    answer(page.find("text", NAME), "Jeanne")
    page.press(DOWNLOAD)
    assert not (sheet.folder / FILE).exists()
    ((_told, content),) = sent
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = json.loads(archive.read(FILE))
    assert document["answers"]["lieu"]["value"] == "ici"
    assert document["trainee"] == {"name": "Jeanne"}


def test_a_copy_holds_what_another_window_answered(
    sheet: Sheet, page: Page, sent: list[Any]
) -> None:
    sheet.hand_in()
    other = AnswerStore(sheet.folder, ID)
    other.set_trainee("Jeanne")
    answer_all(other)
    page.press(DOWNLOAD)
    ((_told, content),) = sent
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read(FILE)) == other.document()


def test_a_name_that_cannot_be_used_is_told_until_it_is_changed(
    sheet: Sheet, page: Page, sent: list[Any]
) -> None:
    sheet.hand_in()
    answer(page.find("text", NAME), "李小龙")
    page.press(DOWNLOAD)
    assert "en lettres latines" in page.find("buttons").message
    assert page.find("sentence").lines == []
    assert sent == []
    answer(page.find("text", NAME), "Li Xiaolong")
    page.press(DOWNLOAD)
    assert page.find("buttons").message == ""
    assert len(sent) == 1


def test_a_missing_notebook_is_told(sheet: Sheet, page: Page, sent: list[Any]) -> None:
    (sheet.folder / f"{ID}.ipynb").unlink()
    sheet.store.set_trainee("Jeanne")
    sheet.hand_in()
    page.press(DOWNLOAD)
    assert "est introuvable" in page.find("buttons").message
    assert sent == []
