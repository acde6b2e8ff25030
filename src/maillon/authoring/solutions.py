"""What a solution must be, so that the exercise drawn from it is safe to give and to mark.

nbgrader has traps that cost a trainee points or give the answer away: a solution cell without
markers is emptied whole, a test whose last expression is not a number gives every point, a file
left beside the notebook is handed out. Each is refused here with a French sentence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from maillon.authoring import canonical
from maillon.base.errors import MaillonError
from maillon.sheet.question_file import QuestionsError, load_questions
from maillon.sheet.questions import QuestionSet

QUESTIONS = "questions.toml"
#: What may stand in solutions/<id>/: the notebook, the questions, the data that trainees may see.
SUFFIXES = frozenset({".ipynb", ".toml", ".csv", ".json"})
#: What running the solution, or JupyterLab, leaves there; a trainee would receive it.
LEFTOVERS = re.compile(r"(?i)\.?reponses.*|copie\.json|incidents\.log|\..*|__pycache__|.*~")

SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def folders(root: Path) -> list[Path]:
    """List the folders of the solutions of the course in `root`, sorted."""
    return sorted(path for path in (root / "solutions").glob("*") if path.is_dir())


def faults(folder: Path) -> list[str]:
    """List in French what is wrong with the solution in `folder`; empty when it can be used."""
    found = [f"{folder.as_posix()}/{fault}" for fault in _file_faults(folder)]
    try:
        questions = load_questions(folder / QUESTIONS)
        notebook = canonical.read(folder / f"{folder.name}.ipynb")
    except (QuestionsError, MaillonError) as error:
        return [*found, f"{folder.as_posix()} : {error}"]
    where = f"{folder.as_posix()}/{folder.name}.ipynb"
    inside = [*canonical.faults(notebook), *_notebook_faults(notebook, folder.name, questions)]
    return [*found, *(f"{where}, {fault}" for fault in inside)]


def _file_faults(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if LEFTOVERS.fullmatch(path.name):
            yield f"{path.name} : reste d’une exécution, que chacun recevrait ; supprimez-le."
        elif path.is_dir():
            yield f"{path.name} : nbgrader ne lit pas les sous-dossiers ; remontez son contenu."
        elif path.suffix not in SUFFIXES:
            allowed = ", ".join(sorted(SUFFIXES))
            yield f"{path.name} : fichier inattendu ; retirez-le (acceptés : {allowed})."
        elif path.suffix == ".ipynb" and path.stem != folder.name:
            yield f"{path.name} : le carnet s’appelle {folder.name}.ipynb ; retirez celui-ci."


def _notebook_faults(
    notebook: dict[str, Any], assignment: str, questions: QuestionSet
) -> Iterator[str]:
    told = (notebook.get("metadata") or {}).get("maillon") or {}
    for where, name in (("les métadonnées du carnet", told.get("assignment")),) + (
        (QUESTIONS, questions.assignment),
    ):
        if name != assignment:
            yield f"{where} : l’exercice s’y appelle « {name} » ; écrivez « {assignment} »."
    marked: list[str] = []
    for cell in notebook["cells"]:
        where = f"cellule « {cell.get('id', '?')} »"
        for fault in _cell_faults(cell):
            yield f"{where} : {fault}"
        if is_test(cell) and (call := mark_call(canonical.source_of(cell))):
            marked.append(call[0])
            if call[0] not in questions:
                yield f"{where} : {QUESTIONS} n’a pas de question « {call[0]} » ; ajoutez-la."
    for name, question in questions.items():
        if question.kind != "text" and marked.count(name) != 1:
            yield f"la question « {name} » est corrigée {marked.count(name)} fois ; il en faut une."


def nbgrader_of(cell: dict[str, Any]) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell, empty when it has none."""
    return dict((cell.get("metadata") or {}).get("nbgrader") or {})


def is_test(cell: dict[str, Any]) -> bool:
    """Tell whether a cell gives automatic points."""
    graded = nbgrader_of(cell)
    return bool(cell.get("cell_type") == "code" and graded.get("grade"))


def _cell_faults(cell: dict[str, Any]) -> Iterator[str]:
    graded, source = nbgrader_of(cell), canonical.source_of(cell)
    code = cell.get("cell_type") == "code"
    solution, grade = bool(graded.get("solution")), bool(graded.get("grade"))
    if not graded:
        yield "elle n’a pas de métadonnées nbgrader ; verrouillez-la (« locked »)."
    if cell.get("cell_type") != graded.get("cell_type", cell.get("cell_type")):
        yield "nbgrader la croit d’un autre genre (« cell_type ») ; corrigez ses métadonnées."
    if code and solution and grade:
        yield "elle est à la fois réponse et correction ; séparez les deux."
    if not code and grade and not solution:
        yield "un texte noté doit aussi être une réponse (« solution »)."
    yield from _marker_faults(source, SOLUTION, wanted=code and solution)
    yield from _marker_faults(source, HIDDEN, wanted=code and grade)
    if code and grade and not solution:
        yield from _test_faults(source, graded)


def _marker_faults(source: str, markers: tuple[str, str], *, wanted: bool) -> Iterator[str]:
    lines = [line.strip() for line in source.split("\n")]
    begin, end = markers
    counts = lines.count(begin), lines.count(end)
    if not wanted and (counts != (0, 0) or begin[4:] in source):
        yield f"« {begin} » n’a rien à faire dans une cellule de ce genre ; retirez-le."
    elif wanted and (counts != (1, 1) or lines.index(begin) > lines.index(end)):
        yield f"il y faut une ligne « {begin} », puis une ligne « {end} », chacune une fois."


def _test_faults(source: str, graded: dict[str, Any]) -> Iterator[str]:
    if not graded.get("locked"):
        yield "une correction doit être verrouillée (« locked »)."
    outside = outside_hidden(source)
    if outside.strip() and ast.parse(outside).body:
        yield "du code reste hors des tests cachés, et resterait dans l’exercice ; déplacez-le."
    call = mark_call(source)
    if call is None:
        yield "elle doit finir par « fiche.mark(…) », sinon elle donne tous les points."
    elif call[1] != graded.get("points"):
        yield (
            f"« points={call[1]} » dans l’appel, {graded.get('points')} dans les métadonnées ; "
            "mettez le même nombre."
        )


def outside_hidden(source: str) -> str:
    r"""Return the lines of a test cell that trainees receive.

    >>> outside_hidden("# Correction\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS")
    '# Correction'
    """
    kept, hidden = [], False
    for line in source.split("\n"):
        if line.strip() == HIDDEN[0]:
            hidden = True
        elif line.strip() == HIDDEN[1]:
            hidden = False
        elif not hidden:
            kept.append(line)
    return "\n".join(kept)


def mark_call(source: str) -> tuple[str, float | None] | None:
    """Return the question and the points of the ``….mark(…)`` that ends a test cell, or None.

    >>> mark_call('fiche.mark("types", points=2, key="R")')
    ('types', 2)
    >>> mark_call('fiche.mark("types", points=2); print("fini")')
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    last = body[-1] if body else None
    call = last.value if isinstance(last, ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        return None
    if call.func.attr != "mark" or not call.args or not isinstance(call.args[0], ast.Constant):
        return None
    points = next((word.value for word in call.keywords if word.arg == "points"), None)
    value = points.value if isinstance(points, ast.Constant) else None
    return str(call.args[0].value), value if isinstance(value, (int, float)) else None


def points(notebook: dict[str, Any]) -> dict[str, float]:
    """Add up the points of a notebook: automatic (code) and manual (text).

    >>> points({"cells": []})
    {'auto': 0, 'manual': 0}
    """
    total: dict[str, float] = {"auto": 0, "manual": 0}
    for cell in notebook["cells"]:
        graded = nbgrader_of(cell)
        if graded.get("grade"):
            total["auto" if cell["cell_type"] == "code" else "manual"] += graded.get("points", 0)
    return total
