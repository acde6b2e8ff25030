"""An odd answer is asked about, beside the field and in the check; it is kept all the same."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from eight_kinds import ID, TOML, answer_all
from pages import Page, answer, plain

from maillon.sheet import open_sheet
from maillon.sheet.doubts import KEEP, doubt
from maillon.sheet.form import QuestionForm
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Choice, Number, Option, Text
from maillon.sheet.sheet import Sheet
from maillon.sheet.store import FILE, AnswerStore
from maillon.widgets.controls import Control

MARK = Number("note", "La note", "Combien ?", scale="sur 10", low=0, high=10)
SHARE = Number("part", "La part", "Combien ?", unit="%", low=0, high=100)
HOURS = Number("heures", "Les heures", "Combien ?", unit="heures par an", low=2, high=5000)
COUNT = Number("nombre", "Le nombre", "Combien ?", high=20)
TEXT = Text("texte", "Le texte", "Pourquoi ?", max_words=12, words=8)


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (MARK, "72", "72 sur 10 : est-ce possible ?"),
        (MARK, "-3 points", "−3 sur 10 : est-ce possible ?"),
        (MARK, 10.01, "10,01 sur 10 : est-ce possible ?"),
        (MARK, "10", ""),
        (MARK, "0", ""),
        (MARK, "72 %", ""),  # another unit: nothing can be compared
        (SHARE, "150 %", "150 % : est-ce possible ?"),
        (SHARE, "500 ‰", ""),  # 50 %
        (HOURS, "6 000 h", "6 000 heures par an : est-ce possible ?"),
        (HOURS, "60 min", "1 heure par an : est-ce possible ?"),
        (HOURS, "2", ""),
        (HOURS, "9 000 €", ""),  # the form says already which unit is expected
        (COUNT, "21 boucles", "21 boucles : est-ce possible ?"),
        (COUNT, "-5", ""),  # no lower bound
        (Number("libre", "T", "?"), "1e9", ""),
        (Number("libre", "T", "?"), "9 999 999", ""),
        (TEXT, "bla", "1 mot : est-ce tout ?"),
        (TEXT, "!?", "0 mot : est-ce tout ?"),
        (TEXT, "un deux trois quatre cinq six sept : !", "7 mots : est-ce tout ?"),
        (TEXT, "un deux trois quatre cinq six sept huit", ""),
        (Text("libre", "T", "?", max_words=12), "bla", ""),
        (Choice("choix", "T", "?", options=(Option("a", "A"),)), "a", ""),
    ],
)
def test_only_what_is_out_of_proportion_is_asked_about(
    question: Any, typed: Any, said: str
) -> None:
    assert plain(doubt(question, typed)) == (f"{said} {KEEP}" if said else "")


@pytest.mark.parametrize("value", [None, "", " ", "soixante", [], {}, object(), True, "mot " * 13])
def test_what_is_blank_or_badly_formed_is_told_elsewhere(value: Any) -> None:
    assert doubt(MARK, value) == ""
    if not isinstance(value, str) or len(value) < 5 or "mot" in value:
        assert doubt(TEXT, value) == ""


# --- on the page ---------------------------------------------------------------------------------


@pytest.fixture
def bounded(exercise: Path) -> Path:
    """The exercise, whose cost (5) and opinion (8) are asked about when they are odd."""
    text = TOML.replace('example = "1 250"', 'example = "1 250"\nlow = 0\nhigh = 2000')
    text = text.replace("max_words = 5", "max_words = 5\nwords = 3")
    (exercise / "questions.toml").write_text(text, encoding="utf-8")
    return exercise


@pytest.fixture
def odd(bounded: Path, page: Page) -> Sheet:
    """A sheet with a name and every answer, two of which are odd."""
    sheet = open_sheet(ID)
    answer_all(sheet.store)
    sheet.store.set_trainee("Jeanne Dupont")
    sheet.store.save("cout", "150 k€")
    sheet.store.save("avis", "bla")
    return sheet


ASKED = {
    "cout": ("150 k€", "150 000 € : est-ce possible ?"),
    "avis": ("bla", "1 mot : est-ce tout ?"),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_form_keeps_an_odd_answer_asks_and_asks_again_once_reopened(
    bounded: Path, store: AnswerStore, name: str
) -> None:
    typed, said = ASKED[name]
    asked = load_questions(bounded / "questions.toml")[name]
    shown = QuestionForm(asked, store)
    answer(shown.control, typed)
    again = QuestionForm(asked, AnswerStore(bounded, ID))
    for form in (shown, again):
        message = plain(form.control.message)
        assert message.startswith("Réponse enregistrée")
        assert message.endswith(f". {said} {KEEP}")
        assert form.control.tone == "plain"
        assert form.value == typed
    held = json.loads((bounded / FILE).read_bytes())["answers"]
    assert held[name]["value"] == typed


def test_a_plausible_answer_takes_the_question_back(bounded: Path, store: AnswerStore) -> None:
    shown = QuestionForm(load_questions(bounded / "questions.toml")["cout"], store)
    answer(shown.control, "-1")
    assert "est-ce possible" in shown.control.message
    answer(shown.control, "1 500")
    assert plain(shown.control.message) == "Réponse enregistrée (compris : 1 500)."
    assert shown.control.tone == "good"


def test_the_check_counts_and_names_the_answers_to_read_again(odd: Sheet, page: Page) -> None:
    odd.hand_in()
    page.press("Vérifier ma fiche")
    report = page.find("sentence")
    first, cost, opinion, *_, last = [plain(line) for line in report.lines]
    assert first == "8 réponses sur 8, dont 2 à relire : 5, 8."
    assert cost == f"5. « Le coût » : {ASKED['cout'][1]} {KEEP}"
    assert opinion == f"8. « L’avis » : {ASKED['avis'][1]} {KEEP}"
    assert last.startswith("Gardez ou changez ce qui est à relire")
    assert "prête" not in page.text
    assert report.tone == "plain"


def test_the_check_says_what_lacks_and_what_to_read_again(odd: Sheet) -> None:
    odd.store.save("lieu", "")
    odd.store.save("cout", "1 500 €")
    lines = [plain(line) for line in odd.check()]
    assert lines[0] == "7 réponses sur 8, dont 1 à relire : 8."
    assert lines[1] == "« Le lieu » : pas encore de réponse."
    assert lines[2] == f"8. « L’avis » : 1 mot : est-ce tout ? {KEEP}"


def test_an_odd_copy_is_handed_in_with_its_answers(
    odd: Sheet, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(Control, "send", lambda self, content, buffers: sent.append(buffers[0]))
    odd.hand_in()
    page.press("Télécharger ma copie")
    with zipfile.ZipFile(io.BytesIO(sent[0])) as archive:
        held = json.loads(archive.read(FILE))["answers"]
    assert (held["cout"]["value"], held["avis"]["value"]) == ("150 k€", "bla")
    lines = [plain(line) for line in page.find("sentence").lines]
    assert "est dans vos téléchargements" in lines[0]
    assert "8 réponses sur 8, dont 2 à relire : 5, 8." in lines
    assert lines[-1].endswith("téléchargez de nouveau votre copie.")
    assert page.find("sentence").tone == "plain"
