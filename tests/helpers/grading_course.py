"""A tiny course of its own, and the hand-ins of its trainees."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

#: Processes that start with nbgrader already imported, where the system can fork.
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
PROCESSES.set_forkserver_preload(
    ["nbgrader.apps.nbgraderapp", "maillon.grading.feedback", "maillon.grading.preprocessors"]
)

REPOSITORY = Path(__file__).resolve().parents[2]
ASSIGNMENT = "essai-boucles"

MARKING = """\
# Correction automatique de la question 1.
### BEGIN HIDDEN TESTS
import json
import warnings
from pathlib import Path

warnings.warn("rien de grave")
path = Path("reponses.json")
answers = json.loads(path.read_text(encoding="utf-8"))["answers"] if path.is_file() else {}
value = answers.get("polarite", {}).get("value")
score = {"plus": 4.0, "presque": 2.5}.get(value, 0.0)
print(f"Votre choix <b>{value}</b> : un retard change le moment, pas le signe.")
score
### END HIDDEN TESTS"""

QUESTIONS = f"""\
schema = 1
assignment = "{ASSIGNMENT}"
title = "Boucles d’essai"

[[question]]
id = "polarite"
kind = "choice"
title = "La polarité"
prompt = "Quel est le signe de la flèche ?"
options = [{{id = "plus", label = "+"}}, {{id = "moins", label = "-"}}]

[[question]]
id = "externalite"
kind = "text"
title = "Une externalité"
prompt = "Racontez une externalité déplacée."
max_words = 120
rubric = ["Un effet nommé (2 points)", "Qui le subit (3 points)"]
"""


def nbgrader_cell(**metadata: Any) -> dict[str, Any]:
    """Return nbgrader metadata of the current schema."""
    base = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": base | metadata}


def source_notebook() -> Any:
    """Return the solution notebook of the tiny exercise."""
    manual = nbgrader_cell(
        grade_id="texte", grade=True, solution=True, points=5, cell_type="markdown"
    )
    manual["maillon"] = {"question": "externalite"}
    automatic = nbgrader_cell(grade_id="note", grade=True, locked=True, points=4, cell_type="code")
    automatic["maillon"] = {"question": "polarite"}
    cells = [
        new_markdown_cell("# Le mur d’essai\n\nLisez la carte, puis répondez.", id="titre"),
        new_markdown_cell("## Première question", id="un"),
        new_code_cell(
            "choix = None\n### BEGIN SOLUTION\nchoix = 'plus'\n### END SOLUTION",
            id="reponse",
            metadata=nbgrader_cell(grade_id="reponse", solution=True, cell_type="code"),
        ),
        new_code_cell(MARKING, id="note", metadata=automatic),
        new_markdown_cell("Une réponse attendue, pour mémoire.", id="texte", metadata=manual),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "maillon": {"assignment": ASSIGNMENT}}
    return new_notebook(cells=cells, metadata=metadata)


def nbgrader(course: Path, *words: str, where: Path | None = None, check: bool = True) -> str:
    """Run an nbgrader command in `course` and return what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dit.txt")
        command = PROCESSES.Process(target=_launch, args=(words, where or course, path))
        command.start()
        command.join(90)
        if command.is_alive():
            command.kill()
        printed = path.read_text(encoding="utf-8")
    assert command.exitcode == 0 or not check, printed
    return printed


def _launch(words: Sequence[str], where: Path, path: Path) -> None:
    """Become nbgrader in a process of its own, its words going to a file."""
    output = os.open(path, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.chdir(where)
    programs = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])
    sys.argv = ["nbgrader", *words]

    from nbgrader.apps.nbgraderapp import main

    main()


def make_course(root: Path) -> Path:
    """Write the tiny course under *root* and release its exercise."""
    root.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    source = root / "solutions" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / f"{ASSIGNMENT}.ipynb")
    (source / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    nbgrader(root, "generate_assignment", ASSIGNMENT)
    return root


def answers_of(
    value: Any = "plus", text: Any = "Un effet déplacé.", **extra: Any
) -> dict[str, Any]:
    """Return a sheet of answers."""
    at = "2026-03-02T10:00:00+00:00"
    answers = {"polarite": {"value": value, "saved_at": at}}
    if text is not None:
        answers["externalite"] = {"value": text, "saved_at": at}
    return {"schema": 1, "assignment": ASSIGNMENT, "answers": answers} | extra


def manifest_of(
    student: str = "jeanne-dupont",
    name: str = "Jeanne Dupont",
    made_at: str = "2026-03-02T10:05:00+00:00",
    sheet: str = "a" * 32,
    **extra: Any,
) -> dict[str, Any]:
    """Return the manifest of a copy."""
    return {
        "schema": 1,
        "assignment": ASSIGNMENT,
        "student": {"id": student, "name": name},
        "sheet": sheet,
        "made_at": made_at,
        "version": "0.1.0",
    } | extra


def copy_files(
    course: Path, answers: dict[str, Any] | None = None, manifest: dict[str, Any] | None = None
) -> dict[str, bytes]:
    """Return the three files of a hand-in, ready to alter."""
    release = course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return {
        f"{ASSIGNMENT}.ipynb": release.read_bytes(),
        "reponses.json": json.dumps(answers or answers_of()).encode(),
        "copie.json": json.dumps(manifest or manifest_of()).encode(),
    }


def write_zip(path: Path, files: dict[str, bytes], **options: Any) -> Path:
    """Write *files* as a zip at *path*."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def hand_in(
    course: Path,
    inbox: Path,
    student: str = "jeanne-dupont",
    answers: dict[str, Any] | None = None,
    **manifest: Any,
) -> Path:
    """Write a well-made hand-in of *student* in *inbox*."""
    files = copy_files(course, answers, manifest_of(student, **manifest))
    return write_zip(inbox / f"{student}_{ASSIGNMENT}.zip", files)
