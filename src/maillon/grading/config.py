"""Settings of nbgrader for the course layout, kept apart so that the config file stays a line."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir

COURSE_ID = "maillon"

#: What only a trainee gives, beside the notebook: the answers, who made the copy, when the exchange
#: took it.  Nothing of the course may stand in for them.
ANSWERS, MANIFEST, TIMESTAMP = "reponses.json", "copie.json", "timestamp.txt"
HANDED_IN = (ANSWERS, MANIFEST, TIMESTAMP)

CODE_STUB = "# Votre réponse se donne dans le formulaire ci-dessus."
TEXT_STUB = "Votre texte s’écrit dans le formulaire\u202f; il est recopié ici à la correction."

#: Never copied to a trainee, never copied from one: caches, and everything Python could import
#: from the folder of a copy instead of the installed package.
IGNORED = [
    ".ipynb_checkpoints",
    "__pycache__",
    "feedback",
    "*.py",
    "*.pyc",
    "*.pyd",
    "*.so",
    "*.zip",
    "*.md",
]

#: The only files that travel through the exchange, in either direction.
TRAVELLING = ["*.ipynb", "*.json", "*.toml", "*.csv", "*.svg", "*.png", "timestamp.txt"]

#: A copy weighs about 100 kB; these are kilobytes.
MAX_FILE_KB = 5_000
MAX_FOLDER_KB = 10_000

#: A marking cell takes well under a second; a first import of matplotlib on a slow machine, 20 s.
CELL_TIMEOUT_S = 60
START_TIMEOUT_S = 90

#: Harmless words that libraries print on stderr, where nbgrader would read a failed test.
#: Only cells of the course run during marking, so nothing a trainee wrote can hide here.
HARMLESS_STDERR = r"Warning\b|font cache"

_PREPROCESSORS = "maillon.grading.preprocessors"


def configure(c: Any, root: Path) -> None:
    """Fill `c` (a traitlets config) for a course whose root folder is `root`.

    Meaning: `solutions/` is nbgrader's source, `exercises/` its release, and all that comes
    from trainees stays under `grading/`, which git ignores.

    >>> from traitlets.config import Config
    >>> c = Config()
    >>> configure(c, Path("."))
    >>> c.CourseDirectory.source_directory, c.CourseDirectory.release_directory
    ('solutions', 'exercises')
    """
    root = root.resolve()
    grading = root / "grading"
    with suppress(OSError):  # a read-only course can still be listed
        (grading / "exchange").mkdir(parents=True, exist_ok=True)
    _directories(c, root, grading)
    _exchange(c, grading)
    _stubs(c)
    _marking(c, root)
    _find_alembic()


def _directories(c: Any, root: Path, grading: Path) -> None:
    course = c.CourseDirectory
    course.root = str(root)
    course.course_id = COURSE_ID
    course.source_directory = "solutions"
    course.release_directory = "exercises"
    for step in ("submitted", "autograded", "feedback", "solution", "source_with_tests"):
        setattr(course, f"{step}_directory", f"grading/{step}")
    course.db_url = f"sqlite:///{(grading / 'gradebook.db').as_posix()}"
    course.ignore = list(IGNORED)
    course.include = list(TRAVELLING)
    course.max_file_size = MAX_FILE_KB
    course.max_dir_size = MAX_FOLDER_KB


def _exchange(c: Any, grading: Path) -> None:
    c.Exchange.root = str(grading / "exchange")
    c.Exchange.cache = str(grading / "cache")
    # Recorded times stay in UTC, the only zone whose name nbgrader always reads back correctly.
    c.NbGraderAPI.timezone = "Europe/Paris"
    c.NbGraderAPI.timestamp_format = "%d/%m/%Y %H:%M"
    # The configuration dump on Formgrader's first page is in English and of no use to a trainer.
    c.FormgradeExtension.debug = False


def _stubs(c: Any) -> None:
    c.ClearSolutions.code_stub = {"python": CODE_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB


def _marking(c: Any, root: Path) -> None:
    c.Autograde.pre_convert_hook = "maillon.grading.preprocessors.set_aside_foreign_files"
    c.Autograde.sanitize_preprocessors = [
        f"{_PREPROCESSORS}.RestoreReleasedCells",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        f"{_PREPROCESSORS}.InsertTextAnswers",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # Whoever runs a solution leaves its answers in solutions/: they must never replace a copy's.
    c.Autograde.exclude_overwriting = {
        source.name: list(HANDED_IN) for source in (root / "solutions").glob("*") if source.is_dir()
    }
    c.Execute.timeout = CELL_TIMEOUT_S
    c.Execute.startup_timeout = START_TIMEOUT_S
    c.IgnorePattern.enabled = True
    c.IgnorePattern.pattern = HARMLESS_STDERR
    _local_sockets(c)
    c.GenerateFeedback.exporter_class = "maillon.grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "maillon.grading.feedback.FeedbackPage",
    ]


def _local_sockets(c: Any) -> None:
    """Let kernels talk over local sockets where that is possible: no network, a silent stderr.

    The name must be absolute, since a kernel does not run where nbgrader does, and short: systems
    refuse names above 103 or 107 bytes. Each process has its own, numbered by jupyter_client.
    """
    base = Path(jupyter_runtime_dir(), f"notes-{os.getpid()}")
    if hasattr(socket, "AF_UNIX") and os.name != "nt" and len(os.fsencode(base)) < 90:
        with suppress(OSError):
            base.parent.mkdir(parents=True, exist_ok=True)
        c.KernelManager.transport = "ipc"
        c.KernelManager.ip = str(base)


def _find_alembic() -> None:
    """Put this environment's programs on PATH: nbgrader calls `alembic` by its bare name."""
    if shutil.which("alembic") is None:
        programs = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join(filter(None, [programs, os.environ.get("PATH", "")]))
