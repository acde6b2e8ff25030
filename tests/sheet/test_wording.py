"""Answers said back in French, whatever the file held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from eight_kinds import ANSWERS, TOML
from hypothesis import given
from hypothesis import strategies as st
from pages import plain

from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Parameter, QuestionSet, State
from maillon.sheet.store import Notice
from maillon.sheet.wording import NO_ANSWER, answer_lines, news


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    path: Path = tmp_path_factory.mktemp("exercice") / "questions.toml"
    path.write_text(TOML, encoding="utf-8")
    return load_questions(path)


def lines(questions: QuestionSet, name: str, value: Any) -> list[str]:
    return [plain(line) for line in answer_lines(questions[name], value)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lieu", ["Réponse : Ici"]),
        ("copie", ["Réponses :", "– Un nom", "– Un carnet"]),
        ("gestes", ["Ordre :", "1. Commencer", "2. Finir"]),
        ("etapes", ["Payer : Après", "Visiter : Avant"]),
        ("cout", ["Réponse : 1 500 €"]),
        ("reglage", ["Repas : 65 repas", "Mode : Variante"]),
        (
            "carte",
            [
                "Carte : 2 variables et 2 flèches.",
                "– confiance → dialogue",
                "– dialogue → confiance (avec retard)",
            ],
        ),
        ("avis", ["Réponse : Parce que c’est utile."]),
    ],
)
def test_an_answer_is_said_with_the_words_of_the_page(
    questions: QuestionSet, name: str, expected: list[str]
) -> None:
    assert lines(questions, name, ANSWERS[name]) == expected


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("blank", [None, "", "  ", [], {}], ids=repr)
def test_no_answer_is_said_in_words(questions: QuestionSet, name: str, blank: Any) -> None:
    assert lines(questions, name, blank) == [NO_ANSWER]


def test_an_unfinished_table_says_what_is_not_answered(questions: QuestionSet) -> None:
    assert lines(questions, "etapes", {"voir": "avant"}) == [
        "Payer : sans réponse",
        "Visiter : Avant",
    ]


@pytest.mark.parametrize(("days", "said"), [(0, "0 jour"), (0.5, "0,5 jour"), (2, "2 jours")])
def test_a_setting_agrees_its_unit_with_its_value(days: float, said: str) -> None:
    help_given = Parameter("a", "Appui", 0, 4, 0.5, 0, "jours", "jour")
    asked = State("s", "Réglage", "?", parameters=(help_given,))
    assert [plain(line) for line in answer_lines(asked, {"a": days})] == [f"Appui : {said}"]


@given(
    name=st.sampled_from(sorted(ANSWERS)),
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.binary(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.tuples(inner)
            | st.dictionaries(
                st.sampled_from(["payer", "voir", "repas", "mode"]) | st.integers(), inner
            )
        ),
        max_leaves=6,
    ),
)
def test_no_value_makes_it_fail(questions: QuestionSet, name: str, value: Any) -> None:
    said = answer_lines(questions[name], value)
    assert said
    assert all(type(line) is str and line for line in said)


def test_news_are_joined_and_a_failure_sets_the_tone() -> None:
    word = Notice("remplacee", "Une autre fenêtre avait répondu.")
    failure = Notice("pas-enregistree", "Votre réponse n’est pas enregistrée.")
    assert news([]) == ("", "plain")
    assert news([word]) == ("Une autre fenêtre avait répondu.", "plain")
    assert news([word, failure]) == (f"{word} {failure}", "bad")


@pytest.mark.parametrize("code", ["refusee", "pas-enregistree", "lecture-seule"])
def test_what_is_not_written_is_a_failure(code: str) -> None:
    assert Notice(code, "…").failed


@pytest.mark.parametrize("code", ["remplacee", "retrouvee", "sans-journal", "illisible", "lien"])
def test_what_is_written_is_no_failure(code: str) -> None:
    assert not Notice(code, "…").failed
