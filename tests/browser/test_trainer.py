"""A trainer collects the copy that a trainee downloaded, grades it, and sends feedback."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Course, Visit, Watch, assert_french
from playwright.sync_api import expect

E1 = "e1-boucles"
STUDENT = "jeanne-dupont-he"
EXPECTED = 3.5 + 2 + 2 * (3 - 1) / 3 + 2


@pytest.fixture(scope="module")
def graded(course: Course, handed_in: Path) -> Course:
    """Collect the downloads and grade them with nbgrader's own command."""
    course.run("nbgrader", "generate_assignment", E1, "--force")
    said = course.run("maillon", "collect", str(handed_in))
    assert STUDENT in said
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
    score.blur()
    comment = page.locator("textarea.comment").last
    comment.fill("Chaîne claire ; nommez qui supporte l’effet.")
    comment.blur()
    page.wait_for_timeout(1_000)  # Formgrader saves by itself, and says nothing that can be awaited
    graded.run("nbgrader", "generate_feedback", E1)
    feedback = graded.root / "grading" / "feedback" / STUDENT / E1 / f"{E1}.html"
    page.goto(feedback.as_uri())
    text = page.locator("body").inner_text()
    assert f"{EXPECTED + 3.5:.2f}".replace(".", ",") in text
    assert "Chaîne claire" in text
    assert "Chaque pièce de plus ajoute des heures" in text
    assert "<b>Effet</b>" in text  # what the trainee typed is shown, never interpreted
    assert_french(page)
    watch.assert_clean()
