"""`maillon exercises`: draw the exercises that trainees receive from their solutions.

nbgrader does the drawing, in this process, with the course's own settings, without a database,
in a folder apart; the result is put in canonical form, then compared with `exercises/` byte for
byte, or put in its place.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from maillon.authoring import canonical, solutions
from maillon.base.errors import MaillonError

Files = dict[str, bytes]


def generate(root: Path) -> dict[str, Files]:
    """Draw every exercise of the course in `root`: for each id, its files by name.

    `exercises/` is not touched. The same solutions always give the same bytes.

    Raises:
        MaillonError: there is no solution, one of them is not in order, or nbgrader refuses it.
    """
    sources = solutions.folders(root)
    if not sources:
        raise MaillonError(
            "Aucun corrigé dans solutions/.",
            remedy="Placez-vous dans le dossier du cours, puis recommencez.",
        )
    found = [fault for folder in sources for fault in solutions.faults(_relative(folder, root))]
    if found:
        raise MaillonError("\n".join(found))
    with tempfile.TemporaryDirectory(prefix="maillon-exercices-") as name:
        work = Path(name).resolve()
        for folder in sources:
            shutil.copytree(folder, work / "solutions" / folder.name)
        _run_nbgrader(_settings(root, work), [folder.name for folder in sources])
        return {folder.name: _collect(work / "exercises" / folder.name) for folder in sources}


def _relative(folder: Path, root: Path) -> Path:
    """Shorten a path for the messages when the course is the current folder."""
    return folder.relative_to(root) if root.resolve() == Path.cwd() else folder


def _settings(root: Path, work: Path) -> Config:
    """Read the course's `nbgrader_config.py` and turn it to the folder `work`."""
    try:
        settings = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    except ConfigFileNotFound as error:
        raise MaillonError(
            "nbgrader_config.py est introuvable.",
            remedy="Placez-vous dans le dossier du cours, puis recommencez.",
        ) from error
    course = settings.CourseDirectory
    course.root = str(work)
    course.source_directory, course.release_directory = "solutions", "exercises"
    course.db_url = "sqlite://"  # in memory, and never opened
    settings.GenerateAssignment.no_database = True
    settings.SaveCells.enabled = False
    return settings


def _run_nbgrader(settings: Config, names: Sequence[str]) -> None:
    """Run nbgrader's converter on each assignment; its complaints become one French sentence."""
    from nbgrader.converters import GenerateAssignment  # type: ignore[import-untyped]
    from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
    from nbgrader.utils import capture_log  # type: ignore[import-untyped]

    log = logging.getLogger("traitlets")
    propagate, log.propagate = log.propagate, False
    try:
        for name in names:
            course = CourseDirectory(config=settings)
            course.assignment_id = name
            done = capture_log(GenerateAssignment(coursedir=course, config=settings))
            if not done["success"]:
                raise MaillonError(
                    f"nbgrader n’a pas pu tirer l’exercice « {name} » de son corrigé.",
                    why=f"Il répond : {_complaint(done)}",
                    remedy=f"Corrigez solutions/{name}, puis recommencez.",
                )
    finally:
        log.propagate = propagate


def _complaint(done: dict[str, str]) -> str:
    """Return the last line of the last traceback that nbgrader logged, or its own message."""
    logged = re.split(r"^\[[A-Z]+\] ", done.get("log", ""), flags=re.MULTILINE)
    for each in reversed(logged):
        if "Traceback" in each:
            return each.strip().splitlines()[-1].strip()
    return done["error"].rpartition("NbGraderException: ")[2].strip()


def _collect(folder: Path) -> Files:
    """Read what nbgrader wrote, notebooks in canonical form."""
    files: Files = {}
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if path.suffix == ".ipynb":
            notebook: Any = canonical.canonical(canonical.read(path), released=True)
            content = canonical.dumps(notebook).encode()
        files[path.name] = content
    return files


def differences(root: Path, wanted: dict[str, Files]) -> list[str]:
    """List in French how `exercises/` under `root` differs from what it should hold."""
    present = {path.name: path for path in (root / "exercises").glob("*")}
    found = [
        f"exercises/{name} n’a pas de corrigé : retirez-le, ou écrivez solutions/{name}."
        for name in sorted(present.keys() - wanted.keys())
    ]
    for name, files in wanted.items():
        there = _present(present[name]) if name in present else {}
        for file in sorted(files.keys() | there.keys()):
            if files.get(file) != there.get(file):
                what = "manque"
                if file in there:
                    what = "diffère de son corrigé" if file in files else "est en trop"
                found.append(f"exercises/{name}/{file} {what}.")
    return found


def _present(folder: Path) -> Files:
    if not folder.is_dir():
        return {}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write(root: Path, wanted: dict[str, Files]) -> None:
    """Put the exercises in place, folder by folder, so that none is ever half written."""
    home = root / "exercises"
    home.mkdir(exist_ok=True)
    for name, files in wanted.items():
        target = home / name
        if _present(target) == files:
            continue
        fresh = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=home))
        fresh.chmod(0o755)
        try:
            for file, content in files.items():
                (fresh / file).write_bytes(content)
            if target.exists():
                shutil.rmtree(target)
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def main(options: argparse.Namespace) -> int:
    """Run `maillon exercises [--check]` in the course's folder; 0 when they match the solutions."""
    root = Path.cwd()
    wanted = generate(root)
    if not options.check:
        write(root, wanted)
    found = differences(root, wanted)
    for fault in found:
        print(fault, file=sys.stderr)
    if found and options.check:
        print("Lancez « maillon exercises », puis relisez les changements.", file=sys.stderr)
    if not found:
        print(f"Exercices conformes à leurs corrigés : {', '.join(wanted)}.")
    return 1 if found else 0
