"""The course's folder, and what a person types to run a command of it."""

from __future__ import annotations

import os
from pathlib import Path

from maillon.base.errors import MaillonError


def find_root(start: Path) -> Path:
    """Return the course folder that holds `start`, or else the one that the package came from.

    Raises MaillonError when neither is inside a course.
    """
    package = Path(__file__).resolve().parent
    for folder in (start, *start.parents, *package.parents):
        if (folder / "course.py").is_file() and (folder / "pyproject.toml").is_file():
            return folder
    raise MaillonError(
        "Le dossier du cours est introuvable.",
        why=f"Ni {start} ni ses dossiers parents ne contiennent course.py.",
        remedy="Placez-vous dans le dossier du cours, puis recommencez.",
    )


def command_line(words: str) -> str:
    """Return what to type to run the command `words`, as the person typed this one.

    >>> command_line("build").endswith(" build")
    True
    """
    return f"{os.environ.get('MAILLON_PROG', 'maillon')} {words}"
