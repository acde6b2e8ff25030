"""Copies with a map: handed in as a zip, graded, and sent back with loops counted and hints.

Each takes a kernel: what a single mistake costs is tried without one, in `tests/content`.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from grading_course import REPOSITORY, nbgrader
from map_answers import right_map, wrong_maps
from nbgrader.api import Gradebook

from maillon.grading.collect import collect
from maillon.grading.grade import grade
from maillon.sheet.handin import build_copy
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Map

ASSIGNMENT = "e1-ma-carte"
QUESTION = load_questions(REPOSITORY / "exercises" / ASSIGNMENT / "questions.toml")["carte"]
assert isinstance(QUESTION, Map)
WRONG = {name: record for name, record, _, _ in wrong_maps(QUESTION)}
#: A name that says it is a mark, and tries to be a page of its own.
SLY = {
    **right_map(QUESTION),
    "variables": [
        *right_map(QUESTION)["variables"],
        {"id": "s", "label": "<script>alert(1)</script> : 6 / 6", "x": 0.5, "y": 0.5},
    ],
    "loops": {"summary": "99 boucles R et 99 boucles B"},
}
COPIES: dict[str, Any] = {
    "coupee": WRONG["une boucle B coupée"],
    "foule": WRONG["dix mille variables"],
    "rusee": SLY,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one copy of each sort, collected, graded and sent back."""
    root = tmp_path_factory.mktemp("cartes") / "racine"
    root.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "solutions" / ASSIGNMENT, root / "solutions" / ASSIGNMENT)
    nbgrader(root, "generate_assignment", ASSIGNMENT)
    inbox = root.parent / "recus"
    inbox.mkdir()
    for name, record in COPIES.items():
        answers = {"carte": {"value": record, "saved_at": "2026-03-02T10:00:00Z"}}
        document = {"schema": 1, "answers": answers}
        copy = build_copy(root / "exercises" / ASSIGNMENT, ASSIGNMENT, document, name)
        (inbox / copy.filename).write_bytes(copy.content)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        brought = collect(inbox, root).brought
        code = grade(root, [ASSIGNMENT])
    assert (len(brought), code) == (len(COPIES), 0), printed.getvalue()
    assert "Traceback" not in printed.getvalue()
    nbgrader(root, "generate_feedback", ASSIGNMENT)
    return root


def score(course: Path, student: str) -> float:
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db", "maillon") as gradebook:
        copy = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        (found,) = [grade.auto_score for grade in copy.grades if grade.cell.cell_type == "code"]
        return float(found)


def page(course: Path, student: str) -> BeautifulSoup:
    path = course / "grading" / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def text(course: Path, student: str) -> str:
    return re.sub(r"\s+", " ", page(course, student).get_text(" "))


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("coupee", 4.5),
        ("foule", 0),
        ("rusee", 6),
    ],
)
def test_each_copy_earns_its_points(course: Path, student: str, expected: float) -> None:
    assert score(course, student) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("rusee", "desserte → (−) affluence"),
        ("coupee", "Le cours trouve 2 boucles R et 1 boucle B"),
        ("coupee", "Il manque une boucle B : cherchez ce qui freine ou corrige"),
        ("foule", "Réponse non lue. La carte compte 10 000 variables, pour 60 au plus."),
        ("rusee", "Le cours trouve 2 boucles R et 2 boucles B, sur 6 variables et 8 flèches."),
        ("rusee", "<script>alert(1)</script> : 6 / 6"),
    ],
)
def test_the_page_tells_the_loops_and_the_hints(course: Path, student: str, said: str) -> None:
    assert said in text(course, student)


@pytest.mark.parametrize("student", COPIES)
def test_no_page_shows_a_trace_nor_runs_what_a_name_holds(course: Path, student: str) -> None:
    found = page(course, student)
    assert not re.search(r"Traceback|Error\b|99 boucles", found.get_text())
    assert "alert(1)" not in "".join(script.get_text() for script in found.find_all("script"))
    notebook = course / "grading" / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        kinds = [(o["output_type"], o.get("name")) for o in cell.get("outputs", [])]
        assert ("error", None) not in kinds
        assert ("stream", "stderr") not in kinds
