"""nbgrader's own converters, driven one copy at a time with the course's settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI  # type: ignore[import-untyped]
from nbgrader.converters import Autograde, GenerateFeedback  # type: ignore[import-untyped]
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from maillon.grading.config import configure
from maillon.grading.journal import wait_for_gradebook
from maillon.grading.places import Place

CONFIG_FILE = "nbgrader_config.py"


class Stock:
    """The converters of the course at *root*, set by its ``nbgrader_config.py`` as nbgrader is."""

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
