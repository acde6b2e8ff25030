"""Numbers of law in exercises: filled from the registry, always dated, never a lost point."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maillon import law
from maillon.base.errors import MaillonError
from maillon.sheet.legal_text import filled
from maillon.sheet.marking import is_well_keyed, mark
from maillon.sheet.question_file import QuestionsError, load_questions
from maillon.sheet.questions import Choice, Option

OLD = "{loi:dispense_fs@2026-03-31}"
NEW = "{loi:dispense_fs@2026-04-01}"
OLD_TEXT, NEW_TEXT = "40\u202f000\u00a0€ HT", "60\u202f000\u00a0€ HT"

TOML = """
schema = 1
assignment = "essai"
title = "Avant TEXT"

[[question]]
id = "seuil"
kind = "choice"
title = "Titre TEXT"
prompt = "Énoncé TEXT"
options = [{ id = "a", label = "Oui TEXT" }, { id = "b", label = "Non" }]

[[question]]
id = "texte"
kind = "text"
title = "Argument"
prompt = "Pourquoi ?"
max_words = 10
rubric = ["Citer TEXT (1 point)"]
"""

CHOICE = Choice("q", "Seuil", "?", options=(Option("a", "Oui"), Option("b", "Non")))


def write(folder: Path, text: str) -> Path:
    path = folder / "questions.toml"
    path.write_text(TOML.replace("TEXT", text), encoding="utf-8")
    return path


def test_a_dated_reference_becomes_the_value_of_its_day() -> None:
    assert filled(f"De {OLD} à {NEW}.") == f"De {OLD_TEXT} à {NEW_TEXT}."


@pytest.mark.parametrize(
    "text",
    [
        "{loi:dispense_fs}",
        "{loi:avance_taux/plancher}",
        "{loi:inconnue@2026-03-31}",
        "{loi:dispense_fs@2026-13-31}",
        "{loi:dispense_fs@1999-01-01}",
        "{loi:avance_taux@2026-11-24}",
        "{loi:dispense_travaux_2027@2027-01-01}",
    ],
)
def test_what_the_registry_cannot_say_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(MaillonError):
        filled(text)
    with pytest.raises(QuestionsError, match=r"questions\.toml.*règle de droit"):
        load_questions(write(tmp_path, text))


def test_a_missing_day_is_told_with_the_form_to_write() -> None:
    with pytest.raises(MaillonError, match=r"\{loi:dispense_fs@AAAA-MM-JJ\}"):
        filled("{loi:dispense_fs}")


def test_every_text_of_a_question_may_refer_to_the_law(tmp_path: Path) -> None:
    found = load_questions(write(tmp_path, OLD))
    choice, text = found["seuil"], found["texte"]
    assert isinstance(choice, Choice)
    assert found.title == f"Avant {OLD_TEXT}"
    assert (choice.title, choice.prompt) == (f"Titre {OLD_TEXT}", f"Énoncé {OLD_TEXT}")
    assert choice.options[0].label == f"Oui {OLD_TEXT}"
    assert text.rubric == (f"Citer {OLD_TEXT} (1 point)",)  # type: ignore[attr-defined]


def test_a_fault_names_the_question(tmp_path: Path) -> None:
    path = write(tmp_path, "sans date")
    path.write_text(path.read_text("utf-8").replace("Non", "{loi:dispense_fs}"), encoding="utf-8")
    with pytest.raises(QuestionsError, match="seuil"):
        load_questions(path)


def test_a_value_corrected_in_the_registry_changes_the_question(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(law.DATA, folder)
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("value: 60000\n", "value: 61000\n"), encoding="utf-8")
    assert filled(NEW) == NEW_TEXT
    with law.using(folder):
        assert filled(NEW) == "61\u202f000\u00a0€ HT"
    assert filled(NEW) == NEW_TEXT


def test_a_message_tells_the_value_of_its_day() -> None:
    messages = {"b": ["D1", f"Le montant est {NEW} désormais."]}
    assert is_well_keyed(CHOICE, "a", messages) == []
    found = mark(CHOICE, "b", "a", points=1, messages=messages)
    assert f"Le montant est {NEW_TEXT} désormais." in found.lines[1]
    assert found.misconceptions == ("D1",)


def test_a_message_that_cannot_be_filled_is_found_and_costs_no_point() -> None:
    messages = {"b": ["D1", "Le montant est {loi:dispense_fs}."]}
    (fault,) = is_well_keyed(CHOICE, "a", messages)
    assert "n’a pas de date" in fault
    assert mark(CHOICE, "a", "a", points=1, messages=messages).score == 1
    said = mark(CHOICE, "b", "a", points=1, messages=messages).lines[1]
    assert "{loi" not in said
    assert "Relisez la question" in said
