"""Where a copy stands at each step: received, graded, sent back; and what is still fresh."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillon.base.course import command_line
from maillon.base.errors import MaillonError
from maillon.grading.config import HANDED_IN
from maillon.grading.files import content_of
from maillon.grading.preprocessors import trainee_name


@dataclass(frozen=True, order=True)
class Place:
    """One person's copy of one exercise, in the course at `root`."""

    assignment: str
    student: str
    root: Path

    def folder(self, step: str) -> Path:
        """Return the folder of the copy at `step` (`submitted`, `autograded`, `feedback`)."""
        return self.root / "grading" / step / self.student / self.assignment

    @property
    def received(self) -> Path:
        """The notebook as it was received."""
        return self.folder("submitted") / f"{self.assignment}.ipynb"

    @property
    def graded(self) -> Path:
        """The notebook once autograded."""
        return self.folder("autograded") / f"{self.assignment}.ipynb"

    @property
    def page(self) -> Path:
        """The page that the person receives."""
        return self.folder("feedback") / f"{self.assignment}.html"

    @property
    def name(self) -> str:
        """The name in the copy's manifest, else the identifier; safe to print."""
        found = (trainee_name(self.folder(step)) for step in ("submitted", "autograded"))
        shown = next(filter(None, found), self.student)
        return "".join(filter(str.isprintable, shown))

    @property
    def label(self) -> str:
        """The person and the exercise."""
        return f"{self.name} ({self.assignment})"


def copies_of(root: Path, ids: Sequence[str], *steps: str) -> list[Place]:
    """List the copies of the exercises `ids` (all of them when empty) that reached one of `steps`.

    Raises:
        MaillonError: an id is not an exercise of the course, or there is no such copy.
    """
    assignments = _exercises(root, ids)
    every = {place for step in steps for place in _all(root, step)}
    found = sorted(place for place in every if place.assignment in assignments)
    if not found:
        raise MaillonError(
            f"Aucune copie reçue pour {', '.join(assignments)}.",
            remedy=f"Faites entrer les copies\u00a0: {command_line('collect DOSSIER')}",
        )
    return found


def _exercises(root: Path, ids: Sequence[str]) -> list[str]:
    known = known_assignments(root)
    for name in ids:
        if name not in known:
            raise MaillonError(
                f"L’exercice «\u00a0{name}\u00a0» n’existe pas.",
                remedy=f"Exercices du cours\u00a0: {', '.join(sorted(known)) or 'aucun'}.",
            )
    received = sorted({place.assignment for place in _all(root, "submitted")} & known)
    if not received and not ids:
        raise MaillonError(
            "Aucune copie n’est entrée dans le cours.",
            remedy="Rassemblez les fichiers reçus dans un dossier, puis tapez la commande "
            "collect avec le nom de ce dossier.",
        )
    return list(dict.fromkeys(ids)) or received


def known_assignments(course_root: Path) -> frozenset[str]:
    """Return the ids of the exercises of the course, released or only written."""
    found: set[str] = set()
    for step in ("exercises", "solutions"):
        found.update(
            p.stem for p in (course_root / step).glob("*/*.ipynb") if p.parent.name == p.stem
        )
    return frozenset(found)


def _all(root: Path, step: str) -> list[Place]:
    return [
        Place(folder.name, folder.parent.name, root)
        for folder in (root / "grading" / step).glob("*/*")
        if folder.is_dir() and not any(p.startswith(".") for p in (folder.name, folder.parent.name))
    ]


def read_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of an autograded notebook; none when it is missing or damaged."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [dict(cell) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def is_graded(place: Place) -> bool:
    """Tell whether the copy was autograded to the end: a power cut leaves cells that never ran."""
    cells = read_cells(place.graded)
    code = [cell for cell in cells if cell.get("cell_type") == "code" and cell.get("source")]
    return bool(cells) and all(cell.get("execution_count") for cell in code)


def is_changed(place: Place) -> bool:
    """Tell whether what was received differs from what was graded."""
    before, now = place.folder("autograded"), place.folder("submitted")
    if not now.is_dir():
        return False
    if any(content_of(before / name) != content_of(now / name) for name in HANDED_IN):
        return True
    try:
        return place.received.stat().st_mtime > place.graded.stat().st_mtime
    except OSError:
        return True
