"""Every exercise, present and future: drawn from its solution, safe to give, fair to mark."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from pages import Page
from traitlets.config.loader import PyFileConfigLoader
from wrong_answers import JUNK, WrongAnswer, right_numbers, wrong_answers

from maillon.authoring import canonical, exercises, solutions, typography
from maillon.sheet import marking
from maillon.sheet.legal_text import filled
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Number, Question
from maillon.sheet.sheet import UNMARKABLE, Sheet
from maillon.widgets.incidents import INCIDENT

ROOT = Path(__file__).resolve().parents[2]
HANDED_OUT = Path(__file__).with_name("handed_out")
FOLDERS = solutions.folders(ROOT)
IDS = [folder.name for folder in FOLDERS]
# The same words wherever a key could be written by mistake.
KEY_WORDS = re.compile(
    r"(?im)^\s*(key|cle|clé|answer|reponse|right|correct|tolerance|messages)\s*="
)


def notebook_of(assignment: str, home: str = "solutions") -> dict[str, Any]:
    return canonical.read(ROOT / home / assignment / f"{assignment}.ipynb")


# Gone when the tests end: an incident must leave its log there, not beside the solution.
APART = tempfile.TemporaryDirectory(prefix="maillon-fiches-")


def _questions_apart(assignment: str) -> Path:
    """Return a folder that holds the questions of an exercise, and nothing else."""
    folder = Path(APART.name, assignment)
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "solutions" / assignment / solutions.QUESTIONS, folder)
    return folder


class OneAnswer:
    """A store that holds the same answer for every question."""

    trainee = "Jeanne Dupont"

    def __init__(self) -> None:
        self.value: object = None

    def load(self) -> tuple[()]:
        return ()

    def get(self, _question: str) -> object:
        return self.value


class MarkingCell:
    """The cell that marks one question, run without a kernel on any answer."""

    def __init__(self, assignment: str, cell: dict[str, Any], imports: list[ast.stmt]) -> None:
        self.assignment = assignment
        self.graded = solutions.nbgrader_of(cell)
        self.points = float(self.graded["points"])
        self.calls: list[dict[str, Any]] = []
        tree = ast.parse(canonical.source_of(cell))
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        body = ast.Module([*imports, *tree.body], type_ignores=[])
        self._body = compile(ast.fix_missing_locations(body), "<cellule>", "exec")
        self._last = compile(ast.Expression(last.value), "<cellule>", "eval")
        calls = self.calls

        class Listening(Sheet):
            def mark(self, question: str, **words: Any) -> float:
                calls.append({"question": question, **words})
                return super().mark(question, **words)

        self._sheet = Listening(assignment, _questions_apart(assignment))
        self._store = OneAnswer()
        self._sheet.store = self._store  # type: ignore[misc,assignment]
        self.run(None)
        self.call = self.calls[0]
        self.question: Question = self._sheet.questions[self.call["question"]]
        self.key = self.call.get("key")
        self.messages = self.call.get("messages") or {}
        self.simulate = self.call.get("simulate")

    def __repr__(self) -> str:
        return f"{self.assignment}-{self.graded['grade_id']}"

    def run(self, value: object) -> tuple[object, str]:
        """Return what the cell gives for an answer, and what it prints."""
        self._store.value = value
        space: dict[str, Any] = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(self._body, space)
            space["fiche"] = self._sheet
            score = eval(self._last, space)
        return score, printed.getvalue()

    def answer(self, value: object) -> tuple[float, str]:
        """Return the share of the points of an answer, and what the cell prints.

        The share is counted also when the exercise has no points.
        """
        score, printed = self.run(value)
        assert isinstance(score, float), "nbgrader gives every point to what is not a float"
        if self.points:
            return score / self.points, printed
        assert score == 0.0
        found = marking.mark(
            self.question, value, self.key, points=1, messages=self.messages, simulate=self.simulate
        )
        return found.score, printed

    @cache  # noqa: B019 - one object a cell, for the time of the tests
    def bank(self) -> list[WrongAnswer]:
        return wrong_answers(self.question, self.key, self.messages, self.simulate)


def _marking_cells() -> Iterator[MarkingCell]:
    for assignment in IDS:
        cells = notebook_of(assignment)["cells"]
        imports = [
            statement
            for cell in cells
            if cell["cell_type"] == "code"
            for statement in ast.parse(canonical.source_of(cell)).body
            if isinstance(statement, (ast.Import, ast.ImportFrom))
        ]
        for cell in filter(solutions.is_test, cells):
            yield MarkingCell(assignment, cell, imports)


CELLS = list(_marking_cells())
each_cell = pytest.mark.parametrize("cell", CELLS, ids=repr)
each_exercise = pytest.mark.parametrize("assignment", IDS)


def test_the_course_has_exercises() -> None:
    assert IDS, "solutions/ est vide : le cours doit avoir des exercices"
    assert CELLS, "aucun corrigé ne contient de correction automatique"


# --- Drawn from the solution -------------------------------------------------------------------


def test_exercises_match_their_solutions() -> None:
    assert exercises.differences(ROOT, exercises.generate(ROOT)) == []


def test_drawing_twice_gives_the_same_bytes() -> None:
    assert exercises.generate(ROOT) == exercises.generate(ROOT)


@each_exercise
def test_a_solution_is_in_order(assignment: str) -> None:
    assert solutions.faults(ROOT / "solutions" / assignment) == []


@each_exercise
def test_an_exercise_gives_nothing_away(assignment: str) -> None:
    folder = ROOT / "exercises" / assignment
    given = "\n".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "fiche.record(", ".mark("):
        assert secret not in given
    for cell in CELLS:
        if cell.assignment == assignment:
            for wrong, (_, text) in cell.messages.items():
                assert text not in given, f"le message de « {wrong} » se lit dans l’exercice"
    assert not KEY_WORDS.search((folder / "questions.toml").read_text("utf-8"))


@each_exercise
def test_points_add_up(assignment: str) -> None:
    notebook = notebook_of(assignment)
    assert solutions.points(notebook) == notebook["metadata"]["maillon"]["points"]
    assert solutions.points(notebook_of(assignment, "exercises")) == solutions.points(notebook)


@each_exercise
def test_a_hand_marked_question_is_a_text_with_its_rubric(assignment: str) -> None:
    questions = load_questions(ROOT / "solutions" / assignment / solutions.QUESTIONS)
    for cell in notebook_of(assignment)["cells"]:
        if cell["cell_type"] == "markdown" and solutions.nbgrader_of(cell).get("grade"):
            asked = questions[cell["metadata"]["maillon"]["question"]]
            assert asked.kind == "text"
            given = [re.search(r"\((\d+) points?\)", line) for line in asked.rubric]
            assert (
                sum(int(found[1]) for found in given if found)
                == cell["metadata"]["nbgrader"]["points"]
            )


# --- Marked fairly -----------------------------------------------------------------------------


@each_cell
def test_a_question_is_well_keyed(cell: MarkingCell) -> None:
    assert marking.is_well_keyed(cell.question, cell.key, cell.messages) == []
    assert len({call["question"] for call in cell.calls}) == 1


@each_cell
def test_a_wrong_answer_earns_its_share_and_is_told_its_own_message(cell: MarkingCell) -> None:
    """In good French, and without the message of another mistake."""
    messages = {filled(text) for _, text in cell.messages.values()}
    for wrong in cell.bank():
        share, printed = cell.answer(wrong.value)
        assert share == pytest.approx(wrong.share), wrong.name
        assert [text for text in wrong.told if text not in printed] == [], wrong.name
        if wrong.told:
            others = messages - set(wrong.told)
            assert [text for text in others if text in printed] == [], wrong.name
        assert UNMARKABLE not in printed, wrong.name
        assert not re.search(r"\d\.\d", printed.replace(str(wrong.value), "")), printed
        assert [str(fault) for fault in typography.faults(printed)] == [], wrong.name


@each_cell
def test_each_mistake_has_words_of_its_own(cell: MarkingCell) -> None:
    told = [wrong.told for wrong in cell.bank() if len(wrong.told) == 1 and wrong.share == 0.0]
    told += [wrong.told for wrong in cell.bank() if ":" in wrong.name]
    if cell.question.kind in ("choice", "classify", "number"):
        assert len(set(told)) == len(told)
    assert all(len(text.split()) >= 4 for texts in told for text in texts)


@each_cell
def test_an_answer_of_november_earns_what_it_earned(cell: MarkingCell) -> None:
    """`handed_out/answers.jsonl`: answers, right and wrong, with the shares that they had then."""
    for kept in _november().get((cell.assignment, cell.call["question"]), []):
        assert cell.answer(kept["answer"])[0] == pytest.approx(kept["share"]), kept


@cache
def _november() -> dict[tuple[str, str], list[dict[str, Any]]]:
    answers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in (HANDED_OUT / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        answers.setdefault((kept["exercise"], kept["question"]), []).append(kept)
    return answers


@pytest.mark.parametrize("assignment", IDS)
def test_an_exercise_handed_out_in_november_still_opens(
    assignment: str, tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`handed_out/cells.json`: the cells of the exercises, before what they import moved."""
    shutil.copy(ROOT / "exercises" / assignment / "questions.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    cells = json.loads((HANDED_OUT / "cells.json").read_text(encoding="utf-8"))[assignment]
    for cell in cells:
        exec(cell, space)
    asked = [control for control in page.controls if control.label]
    assert len(asked) >= len(space["fiche"].questions)
    assert INCIDENT not in page.text


@each_cell
def test_junk_earns_nothing_and_says_so(cell: MarkingCell) -> None:
    for junk in JUNK:
        score, printed = cell.run(junk)
        assert isinstance(score, float), junk
        assert score == 0.0, junk
        assert printed.strip(), junk
        assert UNMARKABLE not in printed, junk


@pytest.mark.parametrize(
    "cell", [c for c in CELLS if c.question.kind not in ("state", "map", "chain")], ids=repr
)
def test_the_right_answer_earns_everything(cell: MarkingCell) -> None:
    """The right states and drawings are those of the solution: nbgrader marks them below."""
    right = [cell.key]
    if isinstance(cell.question, Number):
        right = right_numbers(cell.question, cell.key)
    assert [cell.answer(value)[0] for value in right] == [1.0] * len(right)


# --- Through nbgrader --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of its own, where two trainees handed in: one solved everything, one nothing."""
    root = tmp_path_factory.mktemp("cours").resolve()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    api = _api(root)
    before = dict(os.environ)
    # nbgrader 0.9.6 and SQLAlchemy 2.1 warn about each other; what counts is judged below.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for assignment in IDS:
            _succeed(api.generate_assignment(assignment))
            released = root / "exercises" / assignment
            for student in ("tout-juste", "rien-fait"):
                shutil.copytree(released, root / "grading" / "submitted" / student / assignment)
            solved = root / "grading" / "submitted" / "tout-juste" / assignment / "reponses.json"
            shutil.copy(_solve(root, assignment) / "reponses.json", solved)
            for student in ("tout-juste", "rien-fait"):
                _succeed(api.autograde(assignment, student))
    os.environ.clear()
    os.environ.update(before)
    return root


def _api(root: Path) -> NbGraderAPI:
    settings = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    return NbGraderAPI(CourseDirectory(config=settings), config=settings)


def _succeed(done: dict[str, Any]) -> None:
    assert done["success"], done["error"] or done["log"]


def _solve(root: Path, assignment: str) -> Path:
    """Run the solution in a folder apart; return it."""
    folder = root / "solved" / assignment
    shutil.copytree(root / "solutions" / assignment, folder)
    notebook = nbformat.read(folder / f"{assignment}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        assert _complaints(cell) == [], cell.id
    assert not list(folder.glob("incidents*"))
    return folder


def _complaints(cell: Any) -> list[Any]:
    """Return what a cell printed on stderr, and its errors."""
    outputs = cell.get("outputs", [])
    return [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


def _scores(course: Path, assignment: str, student: str) -> dict[str, tuple[float, float]]:
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db", "maillon") as gradebook:
        copy = gradebook.find_submission_notebook(assignment, assignment, student)
        return {
            grade.name: (grade.auto_score, grade.max_score)
            for grade in copy.grades
            if grade.cell.cell_type == "code"
        }


def _autograded(course: Path, assignment: str, student: str) -> Any:
    path = course / "grading" / "autograded" / student / assignment / f"{assignment}.ipynb"
    return nbformat.read(path, as_version=4)


@each_exercise
def test_the_solution_earns_every_automatic_point(course: Path, assignment: str) -> None:
    scores = _scores(course, assignment, "tout-juste")
    assert scores
    assert {name: earned for name, (earned, _) in scores.items()} == {
        name: most for name, (_, most) in scores.items()
    }


@each_exercise
def test_the_untouched_exercise_earns_nothing(course: Path, assignment: str) -> None:
    scores = _scores(course, assignment, "rien-fait")
    assert scores
    assert {earned for earned, _ in scores.values()} == {0.0}


@each_exercise
@pytest.mark.parametrize("student", ["tout-juste", "rien-fait"])
def test_marking_runs_clean(course: Path, assignment: str, student: str) -> None:
    notebook = _autograded(course, assignment, student)
    for cell in notebook.cells:
        assert _complaints(cell) == [], cell.id
        for output in cell.get("outputs", []):
            assert UNMARKABLE not in output.get("text", "")


@each_exercise
def test_every_test_cell_ends_with_a_float(course: Path, assignment: str) -> None:
    """nbgrader gives every point to a test whose last value is no number."""
    for cell in _autograded(course, assignment, "rien-fait").cells:
        if solutions.is_test(cell):
            results = [o for o in cell.outputs if o.output_type == "execute_result"]
            assert [type(json.loads(r.data["text/plain"])) for r in results] == [float], cell.id
