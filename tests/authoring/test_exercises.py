"""Drawing exercises: what comes out, what is refused, one small course per failure."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maillon.authoring import canonical, exercises, solutions
from maillon.base.errors import MaillonError
from maillon.cli.commands import parse

REPOSITORY = Path(__file__).resolve().parents[2]
ID = "essai"

QUESTIONS = """\
schema = 1
assignment = "essai"
title = "Essai"

[[question]]
id = "signe"
kind = "choice"
title = "Le signe"
prompt = "Lequel ?"
options = [{ id = "plus", label = "+" }, { id = "moins", label = "-" }]

[[question]]
id = "texte"
kind = "text"
title = "Un texte"
prompt = "Racontez."
max_words = 50
"""
TEST = """\
# Correction automatique.
### BEGIN HIDDEN TESTS
fiche.mark("signe", points=4, key="plus", messages={"moins": ["", "Relisez la carte."]})
### END HIDDEN TESTS"""


def cell(kind: str, name: str, source: str, **graded: Any) -> dict[str, Any]:
    base = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    metadata = {"nbgrader": base | {"cell_type": kind, "grade_id": name} | graded}
    return {"cell_type": kind, "id": name, "metadata": metadata, "source": source}


def notebook() -> dict[str, Any]:
    cells = [
        cell("markdown", "titre", "# Essai", locked=True),
        cell("code", "ouvrir", "import maillon.sheet", locked=True),
        cell(
            "code",
            "signe",
            'fiche.question("signe")\n'
            '### BEGIN SOLUTION\nfiche.record("signe", "plus")\n### END SOLUTION',
            solution=True,
        ),
        cell("code", "corriger", TEST, grade=True, locked=True, points=4),
        cell("markdown", "texte", "À lire.", grade=True, solution=True, points=5),
    ]
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"title": "Essai", "maillon": {"assignment": ID}},
        "cells": cells,
    }


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one exercise, that is the current folder."""
    root = (tmp_path / "cours").resolve()
    folder = root / "solutions" / ID
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (folder / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    save(root, notebook())
    monkeypatch.chdir(root)
    return root


def save(root: Path, content: dict[str, Any]) -> None:
    path = root / "solutions" / ID / f"{ID}.ipynb"
    path.write_text(canonical.dumps(canonical.canonical(content)), encoding="utf-8")


def test_an_exercise_hides_what_it_must(course: Path) -> None:
    files = exercises.generate(course)[ID]
    assert sorted(files) == [f"{ID}.ipynb", "questions.toml"]
    text = files[f"{ID}.ipynb"].decode()
    for secret in ("SOLUTION", "HIDDEN", "record", "Relisez", "À lire"):
        assert secret not in text
    drawn = json.loads(text)
    locked = {c["id"]: c["metadata"].get("editable") for c in drawn["cells"]}
    assert locked == {
        "titre": False,
        "ouvrir": False,
        "signe": None,
        "corriger": False,
        "texte": None,
    }
    assert canonical.faults(drawn) == []
    assert not (course / "exercises").exists()
    assert not (course / "grading" / "gradebook.db").exists()


def test_drawing_is_deterministic(course: Path) -> None:
    first = exercises.generate(course)
    assert exercises.generate(course) == first
    save(course, copy.deepcopy(notebook()))
    assert exercises.generate(course) == first


def test_the_command_writes_then_agrees(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exercises.main(parse(["exercises", "--check"])) == 1
    told = capsys.readouterr().err
    assert "exercises/essai/essai.ipynb manque." in told
    assert "Lancez « maillon exercises »" in told
    assert exercises.main(parse(["exercises"])) == 0
    assert exercises.main(parse(["exercises", "--check"])) == 0
    assert capsys.readouterr().out.endswith("Exercices conformes à leurs corrigés : essai.\n")
    assert sorted(path.name for path in (course / "exercises").iterdir()) == [ID]


def test_each_difference_is_named(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exercises.main(parse(["exercises"]))
    home = course / "exercises"
    (home / ID / "questions.toml").write_bytes(QUESTIONS.replace("\n", "\r\n").encode())
    (home / ID / "en-trop.csv").write_text("a", encoding="utf-8")
    (home / "orphelin").mkdir()
    assert exercises.main(parse(["exercises", "--check"])) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[:3] == [
        "exercises/orphelin n’a pas de corrigé : retirez-le, ou écrivez solutions/orphelin.",
        "exercises/essai/en-trop.csv est en trop.",
        "exercises/essai/questions.toml diffère de son corrigé.",
    ]
    assert exercises.main(parse(["exercises"])) == 1, (
        "un exercice sans corrigé n’est pas supprimé à la place de l’auteur"
    )
    (home / "orphelin").rmdir()
    assert exercises.main(parse(["exercises", "--check"])) == 0


def test_data_travel_with_the_exercise(course: Path) -> None:
    (course / "solutions" / ID / "prix.csv").write_bytes(b"a;b\r\n1;2\r\n")
    assert exercises.generate(course)[ID]["prix.csv"] == b"a;b\r\n1;2\r\n"


@pytest.mark.parametrize(
    "name",
    [
        "reponses.json",
        "reponses.journal.jsonl",
        "reponses.illisible-2.json",
        ".reponses.lock",
        "copie.json",
        "incidents.log",
        ".ipynb_checkpoints/essai-checkpoint.ipynb",
        "essai.py",
        "notes.md",
        "essai-copie.ipynb",
        "donnees/prix.csv",
    ],
)
def test_what_must_not_reach_trainees_is_refused(course: Path, name: str) -> None:
    path = course / "solutions" / ID / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(MaillonError) as refusal:
        exercises.generate(course)
    assert str(refusal.value).startswith(f"solutions/essai/{name.split('/', maxsplit=1)[0]} : ")


Change = Callable[[dict[str, Any]], object]


def graded(index: int, **words: Any) -> Change:
    return lambda nb: nb["cells"][index]["metadata"]["nbgrader"].update(words)


def source(index: int, old: str, new: str) -> Change:
    def change(nb: dict[str, Any]) -> None:
        assert old in nb["cells"][index]["source"]
        nb["cells"][index]["source"] = nb["cells"][index]["source"].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (source(2, "### BEGIN SOLUTION\n", ""), "il y faut une ligne « ### BEGIN SOLUTION »"),
        (source(2, "### END SOLUTION", "### END"), "il y faut une ligne « ### BEGIN SOLUTION »"),
        (source(1, "import", "### BEGIN SOLUTION\nimport"), "n’a rien à faire"),
        (
            source(3, "### BEGIN HIDDEN TESTS\n", ""),
            "il y faut une ligne « ### BEGIN HIDDEN TESTS »",
        ),
        (source(3, "# Correction", "print(1)  # Correction"), "reste hors des tests cachés"),
        (
            source(3, "\n### END", "\nprint('fini')\n### END"),
            "elle doit finir par « fiche.mark(…) »",
        ),
        (source(3, "points=4", "points=3"), "« points=3 » dans l’appel, 4 dans les métadonnées"),
        (source(3, '"signe"', '"autre"'), "questions.toml n’a pas de question « autre »"),
        (graded(3, locked=False), "une correction doit être verrouillée"),
        (graded(3, solution=True), "à la fois réponse et correction"),
        (graded(4, solution=False), "un texte noté doit aussi être une réponse"),
        (graded(3, grade_id="signe"), "deux cellules portent ce nom"),
        (lambda nb: nb["cells"][0]["metadata"].clear(), "n’a pas de métadonnées nbgrader"),
        (
            lambda nb: nb["metadata"]["maillon"].update(assignment="b"),
            "l’exercice s’y appelle « b »",
        ),
        (lambda nb: nb["cells"].pop(3), "la question « signe » est corrigée 0 fois"),
    ],
)
def test_a_solution_out_of_order_is_told(course: Path, change: Change, told: str) -> None:
    content = notebook()
    change(content)
    save(course, content)
    found = solutions.faults(Path("solutions", ID))
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("solutions/essai/essai.ipynb, ") for fault in found)
    with pytest.raises(MaillonError):
        exercises.generate(course)


def test_questions_that_cannot_be_read_are_told(course: Path) -> None:
    path = course / "solutions" / ID / "questions.toml"
    path.write_text(QUESTIONS + '\n[[question]]\nid = "x"\nkey = "plus"\n', encoding="utf-8")
    with pytest.raises(MaillonError, match=r"questions\.toml"):
        exercises.generate(course)
    path.unlink()
    with pytest.raises(MaillonError, match="introuvable"):
        exercises.generate(course)


def test_what_nbgrader_refuses_becomes_a_sentence(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that our own checks would miss still ends in French."""
    content = notebook()
    graded(2, schema_version=2)(content)
    save(course, content)
    monkeypatch.setattr(solutions, "faults", lambda _folder: [])
    with pytest.raises(MaillonError, match="n’a pas pu tirer l’exercice « essai »"):
        exercises.generate(course)
    assert not (course / "exercises").exists()


def test_no_solution_or_no_settings_is_told(course: Path, tmp_path: Path) -> None:
    (course / "nbgrader_config.py").unlink()
    with pytest.raises(MaillonError, match=r"nbgrader_config\.py est introuvable"):
        exercises.generate(course)
    with pytest.raises(MaillonError, match="Aucun corrigé"):
        exercises.generate(tmp_path / "vide")
