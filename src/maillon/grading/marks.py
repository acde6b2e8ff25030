"""What the gradebook knows of a copy, and the care taken of marks that a person gave."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry  # type: ignore[import-untyped]

from maillon.grading.config import COURSE_ID
from maillon.grading.places import Place, read_cells
from maillon.grading.rendering import points


@dataclass(frozen=True)
class Marks:
    """Points of one copy; `waiting` counts the answers that a person must still mark."""

    score: float
    maximum: float
    automatic: float
    automatic_maximum: float
    waiting: int

    def shown(self) -> str:
        r"""Write the total, or the automatic points alone while a text waits.

        >>> Marks(6.5, 15, 6.5, 10, waiting=1).shown()
        '6,5\xa0/\xa010'
        """
        score, maximum = self.settled
        return points(score, maximum) if maximum else "sans note"

    @property
    def settled(self) -> tuple[float, float]:
        """The points that will not move, and their maximum."""
        if self.waiting:
            return self.automatic, self.automatic_maximum
        return self.score, self.maximum


@dataclass(frozen=True)
class HandMark:
    """A mark given by a person: what it judged, and whether it already awaited a second look."""

    judged: str
    waiting: bool


def read_marks(db_url: str, place: Place) -> Marks | None:
    """Return the marks of a copy, or None when the gradebook does not know it."""
    with Gradebook(db_url, COURSE_ID) as gradebook:
        grades = _grades(gradebook, place)
        if grades is None:
            return None
        code = [grade for grade in grades if grade.cell.cell_type == "code"]
        submission = gradebook.find_submission(place.assignment, place.student)
        penalty = float(submission.late_submission_penalty or 0)
        return Marks(
            score=sum(float(grade.score) for grade in grades) - penalty,
            maximum=sum(float(grade.max_score) for grade in grades),
            automatic=sum(float(grade.score) for grade in code),
            automatic_maximum=sum(float(grade.max_score) for grade in code),
            waiting=sum(bool(grade.needs_manual_grade) for grade in grades),
        )


def hand_marks(db_url: str, place: Place, notebook: Path) -> dict[str, HandMark]:
    """Return the marks that a person gave to a copy graded as `notebook`, by cell."""
    judged = judged_answers(notebook)
    with Gradebook(db_url, COURSE_ID) as gradebook:
        return {
            grade.name: HandMark(judged.get(grade.name, ""), bool(grade.needs_manual_grade))
            for grade in _grades(gradebook, place) or []
            if grade.manual_score is not None
        }


def confirm_hand_marks(db_url: str, place: Place, before: dict[str, HandMark]) -> int:
    """Settle again the marks of `before` whose answer did not change; count the others.

    Autograding keeps a mark given by hand, but asks to look at it again, whatever was handed in.
    """
    judged = judged_answers(place.graded)
    changed = 0
    with Gradebook(db_url, COURSE_ID) as gradebook:
        for grade in _grades(gradebook, place) or []:
            mark = before.get(grade.name)
            if mark is None:
                continue
            if not mark.judged or mark.judged != judged.get(grade.name):
                changed += 1
            elif not mark.waiting:
                grade.needs_manual_grade = False
        gradebook.db.commit()
    return changed


def judged_answers(notebook: Path) -> dict[str, str]:
    """Return a fingerprint of what each marked cell of an autograded notebook shows.

    A text cell shows its source; a test cell, what was printed since the cell marked before it.
    """
    found: dict[str, str] = {}
    printed: list[Any] = []
    for cell in read_cells(notebook):
        printed += [[o.get("text"), o.get("data")] for o in cell.get("outputs", [])]
        metadata = cell.get("metadata", {}).get("nbgrader", {})
        if metadata.get("grade"):
            shown = printed if cell.get("cell_type") == "code" else cell.get("source")
            digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode())
            found[str(metadata.get("grade_id"))] = digest.hexdigest()
            printed = []
    return found


def _grades(gradebook: Any, place: Place) -> list[Any] | None:
    try:
        submission = gradebook.find_submission(place.assignment, place.student)
    except MissingEntry:
        return None
    return [grade for notebook in submission.notebooks for grade in notebook.grades]
