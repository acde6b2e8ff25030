"""Every notebook: in canonical form, in eight steps, one call a cell, and running clean."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from maillon.authoring import canonical, prose

ROOT = Path(__file__).resolve().parents[2]
WORKSHOPS = sorted((ROOT / "notebooks").glob("*.ipynb"))
AUTHORED = canonical.find(ROOT)
RELEASED = sorted((ROOT / "exercises").glob("*/*.ipynb"))
STEPS = [
    "Situation",
    "Pari",
    "Manipuler",
    "Surprise",
    "Défi",
    "Limites du modèle",
    "Au bureau",
    "Rappel",
]

each_workshop = pytest.mark.parametrize("path", WORKSHOPS, ids=lambda path: path.stem)
each_notebook = pytest.mark.parametrize(
    "path", [*AUTHORED, *RELEASED], ids=lambda path: path.relative_to(ROOT).as_posix()
)


def test_the_course_has_workshops() -> None:
    assert WORKSHOPS, "notebooks/ est vide : le cours doit avoir des ateliers"


@each_notebook
def test_a_notebook_is_canonical(path: Path) -> None:
    notebook = canonical.read(path)
    assert canonical.faults(notebook) == []
    released = path in RELEASED
    assert path.read_text("utf-8") == canonical.dumps(
        canonical.canonical(notebook, released=released)
    )


@each_notebook
def test_a_notebook_has_the_title_of_its_first_cell(path: Path) -> None:
    notebook = canonical.read(path)
    first = canonical.source_of(notebook["cells"][0]).split("\n")[0]
    assert first == f"# {notebook['metadata']['title']}"


@each_workshop
def test_a_workshop_has_the_eight_steps_in_order(path: Path) -> None:
    text = "\n".join(_texts(path))
    assert re.findall(r"(?m)^## (.+?)\s*$", text) == STEPS


@each_workshop
def test_a_workshop_cell_is_one_hidden_call(path: Path) -> None:
    for cell in _cells(path, "code"):
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
        body = ast.parse(canonical.source_of(cell)).body
        while body and isinstance(body[0], (ast.Import, ast.ImportFrom)):
            body.pop(0)
        assert [_is_call(statement) for statement in body] == [True], cell["id"]


def _is_call(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Expr, ast.Assign)) and isinstance(statement.value, ast.Call)


@each_notebook
def test_a_notebook_has_one_sentence_a_line(path: Path) -> None:
    remarks = [
        f"{cell['id']}, ligne {remark.line} : {remark.text}"
        for cell in _cells(path, "markdown")
        for remark in prose.remarks(canonical.source_of(cell))
        if remark.rule == "ligne"
    ]
    assert remarks == []


@each_workshop
def test_a_workshop_runs_clean(path: Path, tmp_path: Path) -> None:
    """Run it as a trainee's copy, in the folder that bears its name."""
    folder = tmp_path / path.stem
    folder.mkdir()
    shutil.copy(path, folder)
    notebook = nbformat.read(folder / path.name, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{cell.id} : {output}"
            assert output.get("name") != "stderr", f"{cell.id} : {output.text}"
    assert not list(folder.glob("incidents*")), "une étape a échoué en silence"
    shown = [cell.id for cell in notebook.cells if cell.get("outputs")]
    assert len(shown) >= 5, "moins de cinq étapes montrent quelque chose"


@each_workshop
def test_a_workshop_leaves_the_course_untouched(path: Path) -> None:
    strays = [found.name for found in path.parent.iterdir() if found.suffix != ".ipynb"]
    assert [name for name in strays if not name.startswith(".")] == []


def _cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in canonical.read(path)["cells"] if cell["cell_type"] == kind]


def _texts(path: Path) -> list[str]:
    return [canonical.source_of(cell) for cell in _cells(path, "markdown")]
