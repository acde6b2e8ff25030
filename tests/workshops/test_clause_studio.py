"""« L’atelier de clauses »: live checks, the form and its Word page, the twelve requirements."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from pages import Page, answer, press

from maillon.clauses import CHECKS, Clause, review
from maillon.clauses.requirements import places, requirements
from maillon.plots.clause_radar import clause_radar_picture
from maillon.workshops.clause_form import ANSWER, ClauseForm, word_page
from maillon.workshops.clause_studio import MOST_SIGNALS, STARTS, ClauseStudio
from maillon.workshops.clause_told import told

SOUND = (
    "Le titulaire reprend les emballages dans les deux jours qui suivent chaque livraison et remet "
    "un bon d’enlèvement. La responsable du magasin tient le tableau mensuel des reprises. Après "
    "mise en demeure, chaque jour de retard vaut 50 €."
)


@pytest.fixture
def studio(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClauseStudio:
    monkeypatch.chdir(tmp_path)
    workshop = ClauseStudio(tmp_path)
    workshop.bet()
    answer(page.find("radio", workshop.texts.bet.prompt), "5")
    page.press("Je parie")
    return workshop


def test_the_hurried_clause_gives_the_five_signals_of_the_bet(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    assert "5 signaux sur huit contrôles" in plain(page.text)
    assert len(review(Clause(STARTS["pressee"][3], "CCTP")).findings) == 5


def test_rewriting_is_read_at_once_kept_and_found_again(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.explore()
    answer(page.find("textarea", "Votre clause"), SOUND)
    assert "Aucun signal sur huit contrôles" in plain(page.text)
    page.shown.clear()
    again = ClauseStudio(tmp_path)
    again.explore()
    assert page.find("textarea", "Votre clause").value == SOUND


def test_no_sentence_is_a_verdict(studio: ClauseStudio, page: Page) -> None:
    studio.explore()
    for start in STARTS:
        answer(page.find("select", "Texte de départ"), start)
        low = page.text.lower()
        assert "illégal" not in low
        assert "conforme" not in low


def test_the_challenge_wants_a_duty_long_enough_with_few_signals(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    studio.challenge()
    text = page.find("textarea", "Votre clause")
    answer(text, "Le titulaire livre.")
    assert "Défi réussi" not in page.text
    answer(text, SOUND)
    assert "Défi réussi" in page.text
    assert len(review(Clause(SOUND, "CCTP")).findings) <= MOST_SIGNALS
    answer(page.find("select", "Place"), "critere")
    assert "changez la place" in page.text


def test_the_surprise_compares_the_bet(studio: ClauseStudio, page: Page) -> None:
    studio.explore()
    studio.surprise()
    answer(page.find("textarea", "Votre clause"), SOUND)
    assert "C’est ce que disent les contrôles." in page.text
    assert "disent le même besoin : aucun signal" in plain(page.text)


def test_the_form_writes_a_clause_and_a_word_page(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.form()
    assert page.find("buttons", "").hidden is not None
    answer(page.find("text", "Qui agit"), "le titulaire")
    answer(page.find("text", "Que fait-il"), "reprend")
    answer(page.find("text", "Combien"), "100")
    answer(page.find("text", "De quoi"), "palettes")
    answer(page.find("text", "Quand"), "chaque mois")
    assert "Le titulaire reprend 100 palettes chaque mois." in plain(page.text)
    kept = json.loads((tmp_path / "reponses.json").read_bytes())["answers"][ANSWER]["value"]
    assert kept["unit"] == "palettes"
    sent = []
    for control in page.controls:
        if control.kind == "buttons" and any(o[0] == "word" for o in control.options):
            control.send = lambda content, buffers=None: sent.append((content, buffers))
            press(control, "word")
    ((content, buffers),) = sent
    assert content["download"]["filename"].endswith(".docx")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(buffers[0])).paragraphs)
    assert "Le titulaire reprend 100 palettes chaque mois." in plain(words)
    assert "service juridique" in words


def test_a_form_kept_with_foreign_values_still_opens(studio: ClauseStudio) -> None:
    studio.store.save(ANSWER, {"document": "XX", "place": 3, "actor": "Le titulaire", "proof": []})
    form = ClauseForm(studio.store)
    assert form.clause is None
    assert form.box


def test_the_word_page_holds_the_questions_that_remain() -> None:
    clause = Clause(STARTS["pressee"][3], "CCTP")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(word_page(clause))).paragraphs)
    for line in told(review(clause)):
        assert line in words


def test_each_requirement_is_told_with_its_reason(studio: ClauseStudio, page: Page) -> None:
    studio.sort()
    table = page.find("classify")
    wrong = {item.id: "critere" for item in requirements()}
    answer(table, wrong)
    for item in requirements():
        assert (item.why in page.text) == (item.place != "critere")
    answer(table, {item.id: item.place for item in requirements()})
    assert "12 sur 12" in plain(page.text)
    assert "Tout y est." in page.text


def test_a_clause_of_the_library_is_filled_checked_kept_and_taken_away(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.fill()
    answer(page.find("select", "Clause"), "nettoyage-de-jour")
    answer(page.find("radio", "Ambition"), "exemplaire")
    answer(page.find("text", "Part des heures"), "75 %")
    assert "au moins 75 % des heures" in plain(page.text)
    answer(page.find("text", "Part des heures"), "beaucoup")
    assert "ne convient pas" in page.text
    export = page.find("buttons")
    assert export.disabled
    answer(page.find("text", "Part des heures"), "75")
    sent = []
    export.send = lambda content, buffers=None: sent.append((content, buffers))
    press(export, "word")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(sent[0][1][0])).paragraphs)
    assert "au moins 75 % des heures" in plain(words)
    page.shown.clear()
    again = ClauseStudio(tmp_path)
    again.fill()
    assert page.find("select", "Clause").value == "nettoyage-de-jour"
    assert page.find("text", "Part des heures").value == "75"


def test_the_twelve_requirements_use_every_place() -> None:
    assert len({item.id for item in requirements()}) == 12
    assert {item.place for item in requirements()} == set(places())


def test_the_radar_has_a_row_a_check_and_tells_both_versions() -> None:
    before = review(Clause(STARTS["pressee"][3], "CCTP"))
    picture = clause_radar_picture(review(Clause(SOUND, "CCTP")), before=before)
    assert len(picture.rows) == len(CHECKS)
    assert [row[1] for row in picture.rows].count("signal") == 5
    assert [row[2] for row in picture.rows].count("signal") == 0
    assert picture.alt == "Aucun signal sur huit contrôles."


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
