"""`maillon feedback`: true pages only, in French, and what is missing said by name."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from grading_course import ASSIGNMENT, REPOSITORY, manifest_of
from grading_rounds import Round, hand_over, mark_by_hand

from maillon.grading.grade import grade
from maillon.grading.places import Place
from maillon.grading.send_back import send_back
from maillon.grading.stock import Stock


def test_a_page_waits_for_the_text_to_be_marked(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send_back(jeanne.root, []) == 0
    printed = capsys.readouterr().out
    assert "1/1 · Jeanne Dupont · texte pas encore noté\n" in printed
    assert "0 page de retour" in printed
    assert f"- Jeanne Dupont ({ASSIGNMENT})\nNotez ces textes dans Formgrader" in printed
    assert "maillon feedback --partial" in printed
    assert not jeanne.folder("feedback").exists()


def test_a_partial_page_says_so_until_the_mark_comes(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send_back(jeanne.root, [ASSIGNMENT], partial=True) == 0
    assert "Page provisoire" in capsys.readouterr().out
    assert "le total peut changer" in jeanne.page.read_text("utf-8")
    assert send_back(jeanne.root, []) == 0
    assert "ancienne page retirée" in capsys.readouterr().out
    assert not jeanne.folder("feedback").exists()


def test_a_page_follows_the_marks_and_comments(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for score, comment in ((3.25, ""), (3.25, ""), (3.25, "Précisez qui paie."), (4, "")):
        mark_by_hand(jeanne, score, comment)
        assert send_back(jeanne.root, []) == 0
        said.append(
            re.findall("nouvelle page|page mise à jour|page inchangée", capsys.readouterr().out)
        )
    assert said == [
        ["nouvelle page"],
        ["page inchangée"],
        ["page mise à jour"],
        ["page mise à jour"],
    ]
    text = jeanne.page.read_text("utf-8")
    assert "6,5\u00a0/\u00a09" in text
    assert "Précisez" not in text


def test_a_copy_newer_than_its_marks_has_no_page(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    mark_by_hand(jeanne, 3)
    send_back(jeanne.root, [])
    hand_over(jeanne.root, "jeanne-dupont", "Jeanne Dupont", "plus", "Plus récent.")
    hand_over(jeanne.root, "nouvelle", "Nouvelle Venue")
    capsys.readouterr()
    assert send_back(jeanne.root, []) == 0
    printed = capsys.readouterr().out
    assert "Jeanne Dupont · pas encore corrigée · ancienne page retirée" in printed
    assert "Nouvelle Venue · pas encore corrigée\n" in printed
    assert "Corrigez-les\u00a0: maillon grade" in printed
    assert not list((jeanne.root / "grading" / "feedback").rglob("*.html"))


def test_one_page_that_fails_stops_no_other(
    first_round: Round,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tmp_path / "racine"
    shutil.copytree(first_round.root, root)
    stock = Stock.feedback

    def fail(self: Stock, place: Place) -> None:
        if place.student == "fiche-abimee":
            raise OSError("[Errno 28] No space left on device")
        stock(self, place)

    monkeypatch.setattr(Stock, "feedback", fail)
    assert send_back(root, [], partial=True) == 1
    printed = capsys.readouterr().out
    assert "2 pages de retour (2 nouvelles" in printed
    assert f"- Fiche Abîmée ({ASSIGNMENT})\u00a0: le disque est plein" in printed
    assert f"- Carnet Cassé ({ASSIGNMENT})" in printed
    assert not re.search(r" [:;!?»]|« |'|Traceback", printed)


@pytest.fixture(scope="module")
def e1_page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """The page of a copy of the course's real exercise, half answered."""
    root = tmp_path_factory.mktemp("reelle") / "racine"
    place = Place("e1-boucles", "jeanne-dupont", root)
    folder = place.folder("submitted")
    folder.mkdir(parents=True)
    for step in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / step / place.assignment, root / step / place.assignment)
    shutil.copy(root / "exercises" / place.assignment / f"{place.assignment}.ipynb", folder)
    given = {
        "polarites": {"pieces": "moins", "visites": "plus"},
        "perdues": ["detour"],
        "externalite": "Un <i>effet</i> déplacé.",
    }
    answers = {question: {"value": value} for question, value in given.items()}
    sheet = {"schema": 1, "assignment": place.assignment, "answers": answers}
    (folder / "reponses.json").write_text(json.dumps(sheet), encoding="utf-8")
    manifest = manifest_of() | {"assignment": place.assignment}
    (folder / "copie.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert grade(root, []) == 0
    assert send_back(root, [], partial=True) == 0
    return BeautifulSoup(place.page.read_text("utf-8"), "html.parser")


def test_the_page_shows_the_recorded_answer_above_the_correction(e1_page: BeautifulSoup) -> None:
    first = e1_page.select("article")[0]
    assert [heading.get_text() for heading in first.find_all("h4")] == [
        "Votre réponse",
        "Correction",
    ]
    answer = [line.get_text() for line in first.select(".reponse li")]
    assert answer[0] == "Pièces demandées → effort de réponse\u00a0: −"
    assert answer[1].endswith("\u00a0: +")
    assert answer[2].endswith("sans réponse")
    assert len(answer) == 8


def test_each_answer_stands_under_its_own_question(e1_page: BeautifulSoup) -> None:
    articles = e1_page.select("article")
    shown = [[line.get_text() for line in a.select(".reponse li")] for a in articles]
    assert shown[1] == ["Pas de réponse."]
    assert len(shown[2]) == 1
    assert not shown[2][0].startswith("–")
    assert shown[4] == []  # the text has a place of its own
    assert "Un <i>effet</i> déplacé." in articles[4].get_text()
