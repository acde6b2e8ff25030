"""Thin helpers behind the trainer's commands: they print French and return an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from maillon.grading.collect import CollectError, collect
from maillon.grading.places import called

USAGE = "Utilisation\u00a0: maillon collect DOSSIER"


def collect_command(argv: Sequence[str], course_root: Path | None = None) -> int:
    """Run ``maillon collect DOSSIER``, then make the exercises known to the gradebook.

    Args:
        argv: the words after ``collect``.
        course_root: root of the course; the current folder when left out.

    Returns:
        0 when nothing was refused, 1 when something was, 2 when the import could not start.
    """
    if len(argv) != 1 or argv[0] in {"-h", "--help"}:
        print(USAGE)
        return 0 if argv and argv[0] in {"-h", "--help"} else 2
    root = course_root or Path.cwd()
    try:
        report = collect(Path(argv[0]), root)
    except CollectError as error:
        print(error, file=sys.stderr)
        return 2
    print(report.text())
    assignments = sorted({brought.copy.assignment for brought in report.brought})
    ready = [_registered(root, assignment) for assignment in assignments]
    if assignments and all(ready):
        print(f"Pour corriger\u00a0: {called(' '.join(['grade', *assignments]))}")
    return 1 if report.refused or not all(ready) else 0


def _registered(root: Path, assignment: str) -> bool:
    from maillon.grading.gradebook import NotRegistered, register  # nbgrader takes 2 s to import

    try:
        register(root, assignment)
    except NotRegistered as error:
        print(error, file=sys.stderr)
        return False
    return True
