"""Make an exercise known to the gradebook, without touching the released files."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from nbgrader.apps import NbGraderAPI  # type: ignore[import-untyped]
from traitlets.config import Config

from maillon.base.errors import MaillonError
from maillon.grading.config import configure

#: nbgrader can only register an exercise by generating it; this copy is thrown away.
_THROWN_AWAY = "grading/cache/enonces"


class NotRegistered(MaillonError):
    """nbgrader could not take an exercise into the gradebook; the message is French."""


def register(course_root: Path, assignment: str) -> None:
    """Write *assignment* of the course at *course_root* into ``grading/gradebook.db``.

    Autograde only knows what was generated on this machine, while ``exercises/`` comes with the
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
