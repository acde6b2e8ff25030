"""Copies put where they are graded, and marks given and read as Formgrader does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grading_course import ASSIGNMENT, answers_of, copy_files, manifest_of
from nbgrader.api import Gradebook

from maillon.grading.places import Place

#: A text that tries to act in every page that shows it.
HOSTILE = (
    "Premier effet.\n\n<script>alert('vu')</script> [lien](javascript:alert(1))\n"
    "![image](https://ailleurs.example/x.png) **gras** $x^2$ & <b>fin</b>"
)


@dataclass(frozen=True)
class Round:
    """A course that `maillon grade` went through, what was printed, and the exit code."""

    root: Path
    printed: str
    code: int


def hand_over(
    root: Path, student: str, name: str, value: object = "plus", text: object = "Un effet."
) -> Place:
    """Write a copy where `maillon collect` would, replacing the one that stands there."""
    place = Place(ASSIGNMENT, student, root)
    folder = place.folder("submitted")
    folder.mkdir(parents=True, exist_ok=True)
    files = copy_files(root, answers_of(value, text), manifest_of(student, name))
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return place


def mark_by_hand(place: Place, score: float, comment: str = "") -> None:
    """Give a mark and a comment to the text of a copy."""
    where = (ASSIGNMENT, ASSIGNMENT, place.student)
    with Gradebook(_url(place), "maillon") as gradebook:
        grade = gradebook.find_grade("texte", *where)
        grade.manual_score, grade.needs_manual_grade = score, False
        gradebook.find_comment("texte", *where).manual_comment = comment
        gradebook.db.commit()


def by_hand(place: Place) -> dict[str, tuple[float | None, bool]]:
    """Return, for each marked cell, the mark given by hand and whether one is awaited."""
    with Gradebook(_url(place), "maillon") as gradebook:
        found = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, place.student)
        return {g.name: (g.manual_score, bool(g.needs_manual_grade)) for g in found.grades}


def _url(place: Place) -> str:
    return f"sqlite:///{place.root}/grading/gradebook.db"
