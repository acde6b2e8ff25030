"""A form shows what was saved, saves what changes, and says what happened."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from eight_kinds import ANSWERS, ID, TOML
from pages import answer, plain

from maillon.maps.record import empty_map
from maillon.sheet.form import QuestionForm
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Number, Question
from maillon.sheet.store import FILE, AnswerStore
from maillon.widgets import controls
from maillon.widgets.incidents import INCIDENT

Disk = Callable[[bool], None]
NO_LOOP = (
    "Il manque une boucle R : cherchez ce qui s’entretient tout seul, "
    "avec un nombre pair de signes −."
)


def asked(folder: Path, name: str) -> Question:
    return load_questions(folder / "questions.toml")[name]


def form(store: AnswerStore, name: str, **more: Any) -> QuestionForm:
    return QuestionForm(asked(store.folder, name), store, **more)


def fill(shown: QuestionForm, value: Any) -> None:
    """Answer as a person does: control by control."""
    if shown.parts:
        for part, setting in value.items():
            answer(shown.parts[part], setting)
    else:
        answer(shown.control, value)


def message(shown: QuestionForm) -> str:
    return plain(shown.control.message)


def on_disk(folder: Path) -> dict[str, Any]:
    document = json.loads((folder / FILE).read_bytes())
    return {name: entry["value"] for name, entry in document["answers"].items()}


# --- the eight kinds -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_starts_blank_and_silent(store: AnswerStore, name: str) -> None:
    shown = form(store, name)
    assert message(shown) == ""
    assert not shown.control.hidden
    assert store.answers == {}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_change_is_on_disk_at_once_and_said(store: AnswerStore, name: str) -> None:
    shown = form(store, name)
    fill(shown, ANSWERS[name])
    assert message(shown).startswith("Réponse enregistrée")
    assert shown.control.tone == "good"
    assert on_disk(store.folder) == {name: ANSWERS[name]}
    assert shown.value == ANSWERS[name]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_saved_answer_is_shown_again(store: AnswerStore, name: str) -> None:
    fill(form(store, name), ANSWERS[name])
    saved = (store.folder / FILE).read_bytes()
    again = form(AnswerStore(store.folder, ID), name)
    assert again.value == ANSWERS[name]
    assert message(again).startswith("Réponse enregistrée")
    assert (store.folder / FILE).read_bytes() == saved


@pytest.mark.parametrize(
    ("name", "erased"),
    [
        ("copie", []),
        ("cout", " "),
        ("avis", ""),
        ("etapes", {}),
        ("gestes", []),
        ("carte", empty_map()),
    ],
)
def test_an_answer_taken_back_says_nothing_any_more(
    store: AnswerStore, name: str, erased: Any
) -> None:
    shown = form(store, name)
    fill(shown, ANSWERS[name])
    fill(shown, erased)
    assert message(shown) == ""
    assert on_disk(store.folder) == {name: erased}


@pytest.mark.parametrize("name", ANSWERS)
def test_title_and_statement_are_on_the_page(store: AnswerStore, name: str) -> None:
    shown = form(store, name)
    head = shown.widget.children[0]
    assert head.label == asked(store.folder, name).title
    assert head.statement == asked(store.folder, name).prompt
    assert asked(store.folder, name).prompt not in head.hint  # a hint is grey, under the field


def test_the_controls_of_one_question_stand_in_a_named_group(store: AnswerStore) -> None:
    assert controls.GROUP in form(store, "reglage").widget._dom_classes
    assert controls.GROUP not in form(store, "lieu").widget._dom_classes


def test_a_text_shows_what_is_marked(store: AnswerStore) -> None:
    assert "• Un motif (2 points)" in form(store, "avis").control.hint
    assert "noté" not in form(store, "attente").control.hint


def test_a_number_is_said_back_as_it_was_understood(store: AnswerStore) -> None:
    shown = form(store, "cout")
    assert "Par exemple" in shown.control.hint
    assert "1 250" in shown.control.hint
    answer(shown.control, "1.500,5")
    assert message(shown) == "Réponse enregistrée (compris : 1 500,5)."


def test_a_number_in_another_unit_is_told_what_it_makes(store: AnswerStore) -> None:
    question = Number("n", "La panne", "Combien de jours ?", unit="jours")
    shown = QuestionForm(question, store)
    answer(shown.control, "6 semaines")
    assert message(shown) == (
        "Réponse enregistrée (compris : 6 semaines). Dans l’unité attendue (jours), cela fait 42."
    )
    assert shown.control.tone == "plain"
    answer(shown.control, "6 kg")
    assert message(shown).endswith("L’unité attendue est « jours ».")
    answer(shown.control, "6 j")
    assert message(shown) == "Réponse enregistrée (compris : 6 j)."
    assert shown.control.tone == "good"


def test_an_unreadable_number_is_kept_and_its_fault_told(store: AnswerStore) -> None:
    shown = form(store, "cout")
    answer(shown.control, "quarante")
    assert message(shown).startswith("Enregistré, mais à revoir. « quarante » est en lettres")
    assert shown.control.tone == "bad"
    assert on_disk(store.folder) == {"cout": "quarante"}
    assert form(store, "cout").control.value == "quarante"


def test_an_unfinished_table_is_kept_and_what_is_left_told(store: AnswerStore) -> None:
    shown = form(store, "etapes")
    answer(shown.control, {"payer": "apres"})
    assert message(shown) == "Enregistré, mais à compléter. Il reste à classer : Visiter."
    assert shown.control.tone == "plain"
    assert form(store, "etapes").control.value == {"payer": "apres"}


def test_a_text_too_long_for_the_question_is_kept(store: AnswerStore) -> None:
    shown = form(store, "avis")
    answer(shown.control, "un deux trois quatre cinq six")
    assert message(shown).startswith("Enregistré, mais à revoir. Votre texte compte 6 mots")
    assert on_disk(store.folder)["avis"] == "un deux trois quatre cinq six"


def test_a_very_long_text_is_saved_and_shown_again(store: AnswerStore) -> None:
    text = "Une phrase, puis « une autre ».\n" * 3_000
    answer(form(store, "avis").control, text)
    assert form(AnswerStore(store.folder, ID), "avis").control.value == text


def test_a_text_beyond_measure_is_refused_and_told(store: AnswerStore) -> None:
    shown = form(store, "avis")
    answer(shown.control, "x" * 250_000)
    assert message(shown).startswith("Votre réponse n’est pas enregistrée : elle est trop longue")
    assert shown.control.tone == "bad"
    assert store.get("avis") is None
    answer(shown.control, "Bref.")
    assert message(shown) == "Réponse enregistrée."


# --- the state of a model ------------------------------------------------------------------------


def test_a_slider_moved_records_the_whole_state(store: AnswerStore) -> None:
    shown = form(store, "reglage")
    answer(shown.parts["repas"], 70)
    assert on_disk(store.folder) == {"reglage": {"repas": 70, "mode": ""}}
    assert message(shown) == (
        "Enregistré, mais à compléter. « Mode » n’est pas réglé : choisissez une valeur."
    )
    answer(shown.parts["mode"], "v")
    assert on_disk(store.folder) == {"reglage": {"repas": 70, "mode": "v"}}


def test_a_list_chosen_records_the_sliders_as_they_stand(store: AnswerStore) -> None:
    answer(form(store, "reglage").parts["mode"], "u")
    assert on_disk(store.folder) == {"reglage": {"repas": 50.0, "mode": "u"}}


def test_a_state_half_set_comes_back_half_set(store: AnswerStore) -> None:
    answer(form(store, "reglage").parts["repas"], 70)
    again = form(AnswerStore(store.folder, ID), "reglage")
    assert again.value == {"repas": 70, "mode": ""}
    answer(again.parts["mode"], "u")
    assert on_disk(store.folder) == {"reglage": {"repas": 70, "mode": "u"}}


def preview(setting: Mapping[str, Any]) -> list[str]:
    return [f"{setting['repas']} en mode {setting['mode']}"]


def test_a_preview_follows_the_settings(store: AnswerStore) -> None:
    shown = form(store, "reglage", preview=preview)
    said = shown.widget.children[-1]
    assert said.lines == []  # a list is not chosen: there is no state to tell
    answer(shown.parts["mode"], "u")
    assert said.lines == ["50.0 en mode u"]
    answer(shown.parts["repas"], 20)
    assert said.lines == ["20 en mode u"]


def test_a_preview_that_fails_neither_hides_the_form_nor_the_answer(store: AnswerStore) -> None:
    shown = form(store, "reglage", preview=lambda setting: [str(1 / 0)])
    answer(shown.parts["mode"], "u")
    assert shown.widget.children[-1].lines == [INCIDENT]
    assert message(shown) == "Réponse enregistrée."


# --- the map of a trainee ------------------------------------------------------------------------


def test_a_map_being_drawn_is_read_aloud_and_its_lacks_told(store: AnswerStore) -> None:
    shown = form(store, "carte")
    said = shown.widget.children[-1]
    assert list(said.lines) == []
    record = copy.deepcopy(ANSWERS["carte"])
    record["arrows"].pop()
    answer(shown.control, record)
    assert [plain(line) for line in said.lines] == [
        "Le cours trouve 0 boucle R et 0 boucle B, sur 2 variables et 1 flèche.",
        NO_LOOP,
    ]
    answer(shown.control, ANSWERS["carte"])
    assert [plain(line) for line in said.lines] == [
        "Le cours trouve 1 boucle R et 0 boucle B, sur 2 variables et 2 flèches."
    ]
    again = form(AnswerStore(store.folder, ID), "carte")
    assert list(again.widget.children[-1].lines) == list(said.lines)


def test_what_is_no_map_is_not_saved_over_one_that_is(store: AnswerStore) -> None:
    shown = form(store, "carte")
    answer(shown.control, ANSWERS["carte"])
    answer(shown.control, {**ANSWERS["carte"], "arrows": 3})
    assert shown.control.tone == "bad"
    assert on_disk(store.folder) == {"carte": ANSWERS["carte"]}


# --- what a file may hold ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    "odd",
    [
        3,
        2.5,
        "ailleurs",
        ["nom", 3],
        ["b"],
        {"payer": ["x"]},
        {"repas": 1e9, "mode": 3},
        True,
        [[]],
    ],
    ids=str,
)
def test_an_odd_saved_value_leaves_a_form_that_can_be_answered(
    store: AnswerStore, name: str, odd: Any
) -> None:
    store.save(name, odd)
    shown = form(AnswerStore(store.folder, ID), name)
    assert type(shown.value) in (type(None), str, list, dict)
    fill(shown, ANSWERS[name])
    assert on_disk(store.folder) == {name: ANSWERS[name]}
    assert message(shown).startswith("Réponse enregistrée")


def test_a_saved_json_number_is_shown_as_people_write_it(store: AnswerStore) -> None:
    store.save("cout", 12.5)
    assert form(store, "cout").control.value == "12,5"


def test_an_order_saved_before_an_item_was_added_starts_anew(store: AnswerStore) -> None:
    store.save("gestes", ["a"])
    shown = form(store, "gestes")
    assert shown.control.value == []
    assert message(shown).startswith("Enregistré, mais à compléter.")


# --- folders that refuse, other windows ----------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_a_refused_answer_is_told_under_its_control_and_kept(
    store: AnswerStore, disk: Disk, name: str
) -> None:
    shown = form(store, name)
    disk(True)
    fill(shown, ANSWERS[name])
    assert message(shown).startswith("Votre réponse n’est pas enregistrée : le disque est plein.")
    assert shown.control.tone == "bad"
    assert not (store.folder / FILE).exists()
    assert store.get(name) == ANSWERS[name]
    assert store.document()["answers"][name]["value"] == ANSWERS[name]


def test_a_refusal_is_taken_back_only_once_the_answer_is_saved(
    store: AnswerStore, disk: Disk
) -> None:
    shown = form(store, "lieu")
    disk(True)
    answer(shown.control, "ici")
    shown.settle()
    assert "n’est pas enregistrée" in message(shown)
    disk(False)
    store.save("autre", 1)
    shown.settle()
    assert message(shown) == "Réponse enregistrée."


def test_a_text_refused_for_good_stays_refused(store: AnswerStore) -> None:
    shown = form(store, "avis")
    answer(shown.control, "x" * 250_000)
    store.save("autre", 1)
    shown.settle()
    assert "n’est pas enregistrée" in message(shown)


def test_another_window_is_news_not_a_failure(store: AnswerStore) -> None:
    shown = form(store, "lieu")
    AnswerStore(store.folder, ID).save("lieu", "la")
    answer(shown.control, "ici")
    assert message(shown).startswith("Réponse enregistrée. Une autre fenêtre avait répondu")
    assert shown.control.tone == "good"
    assert on_disk(store.folder) == {"lieu": "ici"}


def test_a_save_without_a_journal_is_still_a_save(
    store: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(13, "refusé")

    monkeypatch.setattr("maillon.sheet.files.append", refuse)
    shown = form(store, "lieu")
    answer(shown.control, "ici")
    assert message(shown).startswith("Réponse enregistrée. Vos réponses sont enregistrées, mais")
    assert shown.control.tone == "good"


def test_every_question_of_the_exercise_is_tried_here(exercise: Path) -> None:
    kinds = {question.kind for question in load_questions(exercise / "questions.toml").values()}
    assert len(kinds) == 8
    assert {asked(exercise, name).kind for name in ANSWERS} == kinds
    assert TOML.count("[[question]]") == len(ANSWERS) + 1
