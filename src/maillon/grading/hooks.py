"""What nbgrader calls before it touches a copy."""

from __future__ import annotations

import logging
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

logger = logging.getLogger(__name__)

#: The only files of a copy that marking reads.
EXPECTED = {"reponses.json", "copie.json", "timestamp.txt"}


def set_aside_foreign_files(*, assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Move what does not belong to a copy out of its folder, before nbgrader copies that folder.

    nbgrader follows links with the trainer's rights and would copy any file next to the kernel,
    where Python could import it. Links are removed, other entries go to ``grading/archive``.

    Args:
        assignment: exercise id, or a pattern when a whole batch is marked (unused).
        student: trainee id, or a pattern (unused).
        notebooks: paths of the notebooks of one copy; their folder is the copy.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        known = {Path(notebook).name for notebook in notebooks} | EXPECTED
        for entry in sorted(folder.iterdir()):
            try:
                _settle(entry, known)
            except OSError as error:
                logger.warning("%s n’a pas pu être mis à l’écart\u00a0: %s", entry, error)


def _settle(entry: Path, known: set[str]) -> None:
    mode = entry.lstat().st_mode
    if stat.S_ISLNK(mode):
        logger.warning("Lien retiré de la copie\u00a0: %s", entry)
        entry.unlink()
    elif not stat.S_ISREG(mode) or entry.name not in known:
        target = archive_folder(entry.parent) / f"ecarte-{entry.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        entry.replace(target)
        logger.warning("Fichier inattendu rangé dans %s", target)


def archive_folder(copy: Path) -> Path:
    """Return the archive of the copy at ``grading/submitted/<student>/<assignment>``.

    >>> archive_folder(Path("grading/submitted/jeanne/e1")).as_posix()
    'grading/archive/jeanne/e1'
    """
    return copy.parents[2] / "archive" / copy.parent.name / copy.name
