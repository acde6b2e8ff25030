"""A trainer collects the copies that trainees downloaded, grades them, and sends feedback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Course, Visit, Watch, assert_french, visitor
from nbgrader.api import Gradebook
from pages import plain
from playwright.sync_api import Browser, expect
from rounds import ROUNDS, STUDENT, Round, answer_round

E1 = "e1-boucles"
JEANNE = "jeanne-dupont-he"
COMMENT = "Que se passe-t-il s’il manque 200 heures ?"
EXPECTED = 3.5 + 2 + 2 * (3 - 1) / 3 + 2


@pytest.fixture(scope="module")
def graded(course: Course, handed_in: Path) -> Course:
    """Collect the downloads and grade them with nbgrader's own command."""
    course.run("nbgrader", "generate_assignment", E1, "--force")
    said = course.run("maillon", "collect", str(handed_in))
    assert JEANNE in said
    course.run("nbgrader", "autograde", E1)
    return course


def test_grade_by_hand_in_formgrader_then_send_feedback(
    graded: Course, visit: Visit, watch: Watch
) -> None:
    page = visit(f"/formgrader/gradebook/{E1}/{E1}", wait="#main-table a")
    page.locator("#main-table a").first.click()
    score = page.locator("input.score").last
    expect(score).to_be_visible()
    score.fill("3.5")
    with page.expect_response(lambda sent: "/formgrader/api/grade/" in sent.url):
        score.blur()
    comment = page.locator("textarea.comment").last
    comment.fill("Chaîne claire ; nommez qui supporte l’effet.")
    with page.expect_response(lambda sent: "/formgrader/api/comment/" in sent.url):
        comment.blur()
    graded.run("nbgrader", "generate_feedback", E1)
    feedback = graded.root / "grading" / "feedback" / JEANNE / E1 / f"{E1}.html"
    page.goto(feedback.as_uri())
    text = page.locator("body").inner_text()
    assert f"{EXPECTED + 3.5:.2f}".replace(".", ",") in text
    assert "Chaîne claire" in text
    assert "Chaque pièce de plus ajoute des heures" in text
    assert "<b>Effet</b>" in text  # what the trainee typed is shown, never interpreted
    assert_french(page)
    watch.assert_clean()


@pytest.fixture(scope="module")
def rounds(browser: Browser, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Answer the exercises on clauses, badly and in part, then collect and grade the copies."""
    folder = tmp_path_factory.mktemp("recues")
    for asked in ROUNDS:
        course.forget(asked.assignment)
        watch = Watch()
        with visitor(browser, course, watch) as opener:
            page = opener(f"/maillon/ouvrir/{asked.assignment}", wait=".maillon-buttons")
            answer_round(page, asked, folder)
            assert_french(page)
        watch.assert_clean()
    course.run("maillon", "collect", str(folder))
    course.run("maillon", "grade", *(asked.assignment for asked in ROUNDS))
    return course


@pytest.mark.parametrize("asked", ROUNDS, ids=lambda asked: asked.assignment)
def test_each_answer_earns_what_its_guide_says(rounds: Course, asked: Round) -> None:
    with Gradebook(f"sqlite:///{rounds.root}/grading/gradebook.db", "maillon") as gradebook:
        copy = gradebook.find_submission_notebook(asked.assignment, asked.assignment, STUDENT)
        found = {g.name: None if g.needs_manual_grade else g.auto_score for g in copy.grades}
    assert found == asked.marks


@pytest.mark.parametrize("asked", ROUNDS, ids=lambda asked: asked.assignment)
def test_half_points_typed_with_a_comma_reach_the_feedback(
    rounds: Course, asked: Round, visit: Visit, watch: Watch
) -> None:
    page = visit(
        f"/formgrader/gradebook/{asked.assignment}/{asked.assignment}", wait="#main-table a"
    )
    page.locator("#main-table a").first.click()
    for cell, points in asked.given.items():
        score = page.locator(f"input.score[id='{cell}']")
        score.click()
        page.keyboard.type(points)
        expect(score).to_have_value(points.replace(",", "."))
        with page.expect_response(lambda sent: "/formgrader/api/grade/" in sent.url):
            score.blur()
    comment = page.locator("textarea.comment").last
    comment.fill(COMMENT)
    with page.expect_response(lambda sent: "/formgrader/api/comment/" in sent.url):
        comment.blur()
    rounds.run("maillon", "feedback", asked.assignment)
    sent = rounds.root / "grading" / "feedback" / STUDENT / asked.assignment
    page.goto((sent / f"{asked.assignment}.html").as_uri())
    text = plain(re.sub(r"\s*\n\s*", " ", page.locator("body").inner_text()))
    expected = (f"{asked.total} points", COMMENT, *asked.told)
    assert [told for told in expected if told not in text] == []
    assert_french(page)
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for table in page.get_by_role("table").all():
        assert table.evaluate("t => t.scrollWidth <= t.parentElement.clientWidth")
    watch.assert_clean()
