"""nbgrader's own commands, driven one exercise or one copy at a time with the course's settings."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI  # type: ignore[import-untyped]
from nbgrader.converters import Autograde, GenerateFeedback  # type: ignore[import-untyped]
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from maillon.base.errors import MaillonError
from maillon.grading.config import configure
from maillon.grading.journal import wait_for_gradebook
from maillon.grading.places import Place

CONFIG_FILE = "nbgrader_config.py"
#: nbgrader can only register an exercise by generating it; this copy is thrown away.
_THROWN_AWAY = "grading/cache/enonces"


class Stock:
    """The converters of the course at `root`, set by its `nbgrader_config.py` as nbgrader is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._api = NbGraderAPI(config=_settings(root))

    @property
    def db_url(self) -> str:
        """Address of the gradebook."""
        return str(self._api.coursedir.db_url)

    def wait(self) -> None:
        """Wait for the gradebook to be free; see `wait_for_gradebook`."""
        wait_for_gradebook(Path(self.db_url.removeprefix("sqlite:///")))

    def autograde(self, place: Place) -> None:
        """Autograde one copy over what was graded before; nbgrader's errors go through."""
        self._start(Autograde, place)

    def feedback(self, place: Place) -> None:
        """Write the feedback page of one copy; nbgrader's errors go through."""
        self._start(GenerateFeedback, place)

    def _start(self, kind: Any, place: Place) -> None:
        course = self._api.coursedir
        course.assignment_id, course.student_id = place.assignment, place.student
        converter = kind(coursedir=course, parent=self._api)
        converter.force = True
        converter.start()


def _settings(root: Path) -> Config:
    # A kernel would say in English that it cannot be debugged.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    if (root / CONFIG_FILE).is_file():
        return PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    config = Config()
    configure(config, root)
    return config


class NotRegistered(MaillonError):
    """nbgrader could not take an exercise into the gradebook; the message is French."""


def register(course_root: Path, assignment: str) -> None:
    """Write `assignment` of the course into `grading/gradebook.db`, the released files untouched.

    Autograde only knows what was generated on this machine, while `exercises/` comes with the
    course. Registering again brings the marking cells up to date.

    Raises:
        NotRegistered: the exercise cannot be generated, or its cells changed under existing marks.
    """
    config = Config()
    configure(config, course_root)
    config.CourseDirectory.release_directory = _THROWN_AWAY
    logger = logging.getLogger("traitlets")
    level = logger.level
    try:
        api = NbGraderAPI(config=config, log_level="CRITICAL")
        done = api.generate_assignment(assignment, force=True, create=True)
    finally:
        logger.setLevel(level)
        shutil.rmtree(course_root / _THROWN_AWAY, ignore_errors=True)
    if not done["success"]:
        *_, last = str(done.get("error", "")).strip().splitlines() or [""]
        raise NotRegistered(
            f"L’exercice «\u00a0{assignment}\u00a0» n’a pas pu entrer dans le carnet de notes.",
            why=f"Détail\u00a0: {last}.",
            remedy="Si ses questions ont changé depuis des notes déjà données, "
            "donnez-lui un nouvel identifiant.",
        )
