"""`maillon collect`: bring the copies in, then make their exercises known to the gradebook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from maillon.base.course import command_line
from maillon.grading.collect import collect
from maillon.grading.stock import NotRegistered, register


def main(options: argparse.Namespace) -> int:
    """Run `maillon collect DOSSIER` in the course folder; return its exit code."""
    return bring_in(Path(*options.paths), Path.cwd())


def bring_in(folder: Path, root: Path) -> int:
    """Collect the copies of `folder` into the course at `root`, printing French.

    Returns 0 when nothing was refused, else 1.

    Raises:
        CollectError: the folder does not exist, or is part of the course itself.
    """
    report = collect(folder, root)
    print(report.text())
    assignments = sorted({brought.copy.assignment for brought in report.brought})
    ready = [_registered(root, assignment) for assignment in assignments]
    if assignments and all(ready):
        print(f"Pour corriger\u00a0: {command_line(' '.join(['grade', *assignments]))}")
    return 1 if report.refused or not all(ready) else 0


def _registered(root: Path, assignment: str) -> bool:
    try:
        register(root, assignment)
    except NotRegistered as error:
        print(error, file=sys.stderr)
        return False
    return True
