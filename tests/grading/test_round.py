"""From a hand-in to the French page, with nbgrader's own commands."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from grading_course import ASSIGNMENT, answers_of, copy_files, nbgrader
from grading_rounds import Round
from nbgrader.api import Gradebook


@pytest.fixture(scope="module")
def graded(first_round: Round, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first round, then three copies more autograded by one stock command."""
    course = tmp_path_factory.mktemp("notee") / "racine"
    shutil.copytree(first_round.root, course)
    submitted = course / "grading" / "submitted"
    _duplicate_ids(course, submitted / "carnet-double")
    _write_code(course, submitted / "carnet-hostile")
    _type_in_cell(course, submitted / "texte-tape")
    # Somebody ran the solution: its answers must not replace anybody's.
    leftover = course / "solutions" / ASSIGNMENT / "reponses.json"
    leftover.write_text(json.dumps(answers_of("moins")), encoding="utf-8")
    assert "carnet-casse" in nbgrader(course, "autograde", ASSIGNMENT, check=False)
    return course


def _place(course: Path, student: Path, **files: bytes) -> Path:
    folder = student / ASSIGNMENT
    folder.mkdir(parents=True)
    for name, content in (copy_files(course) | files).items():
        (folder / name).write_bytes(content)
    return folder


def _duplicate_ids(course: Path, student: Path) -> None:
    folder = _place(course, student)
    path = folder / f"{ASSIGNMENT}.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells += [nbformat.from_dict(cell) for cell in json.loads(json.dumps(nb.cells))]
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["schema_version"] = 99
    path.write_text(json.dumps(nb), encoding="utf-8")


def _write_code(course: Path, student: Path) -> None:
    """A notebook whose code would give itself every point, and a module that Python would find."""
    folder = _place(course, student, **{"reponses.json": json.dumps(answers_of("moins")).encode()})
    path = folder / f"{ASSIGNMENT}.ipynb"
    nb = nbformat.read(path, as_version=4)
    forged = nbformat.v4.new_code_cell(
        "import json; json.loads = lambda *a, **k: {'answers': {'polarite': {'value': 'plus'}}}"
    )
    nb.cells.insert(0, forged)
    nb.cells.append(nbformat.v4.new_markdown_cell("<script>alert('cellule')</script>"))
    nbformat.write(nb, path)
    (folder / "warnings.py").write_text("raise SystemExit", encoding="utf-8")
    (folder / "json").mkdir()
    (folder / "json" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    try:
        (folder / "secret.txt").symlink_to(course / "nbgrader_config.py")
    except OSError:
        pytest.skip("links need a right that this system does not give")


def _type_in_cell(course: Path, student: Path) -> None:
    folder = _place(
        course, student, **{"reponses.json": json.dumps(answers_of("plus", None)).encode()}
    )
    path = folder / f"{ASSIGNMENT}.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[-1].source = "Tapé <i>ici</i>"
    nbformat.write(nb, path)


@pytest.fixture
def gradebook(graded: Path) -> Iterator[Gradebook]:
    with Gradebook(f"sqlite:///{graded}/grading/gradebook.db", "maillon") as found:
        yield found


def _grades(gradebook: Gradebook, student: str) -> dict[str, tuple[float | None, bool]]:
    notebook = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
    return {g.name: (g.auto_score, bool(g.needs_manual_grade)) for g in notebook.grades}


def _text(course: Path, student: str) -> str:
    path = course / "grading" / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return str(nbformat.read(path, as_version=4).cells[-1].source)


def test_release_hides_solutions_and_tests(released: Path) -> None:
    released_text = (released / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text("utf-8")
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "presque", "pour mémoire"):
        assert secret not in released_text
    assert "Votre réponse se donne dans le formulaire" in released_text
    assert "il est recopié ici à la correction" in released_text
    assert not re.search("YOUR|NotImplementedError", released_text)


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("jeanne-dupont", {"note": (2.5, False), "texte": (None, True)}),
        ("sans-texte", {"note": (4.0, False), "texte": (0.0, False)}),
        ("carnet-double", {"note": (4.0, False), "texte": (None, True)}),
        ("carnet-hostile", {"note": (0.0, False), "texte": (None, True)}),
        ("texte-tape", {"note": (4.0, False), "texte": (None, True)}),
        ("fiche-abimee", {"note": (0.0, False), "texte": (None, True)}),
    ],
)
def test_each_copy_earns_what_its_answers_earn(
    gradebook: Gradebook, student: str, expected: dict[str, tuple[float | None, bool]]
) -> None:
    assert _grades(gradebook, student) == expected


def test_a_broken_copy_fails_alone(graded: Path) -> None:
    done = {p.parent.name for p in (graded / "grading" / "autograded").glob("*/*")}
    assert done == {
        "jeanne-dupont",
        "sans-texte",
        "carnet-double",
        "carnet-hostile",
        "texte-tape",
        "fiche-abimee",
    }


def test_nothing_of_a_hostile_notebook_survives(graded: Path) -> None:
    folder = graded / "grading" / "autograded" / "carnet-hostile" / ASSIGNMENT
    assert "cellule" not in (folder / f"{ASSIGNMENT}.ipynb").read_text("utf-8")
    assert {p.name for p in folder.iterdir()} == {
        f"{ASSIGNMENT}.ipynb",
        "copie.json",
        "questions.toml",
        "reponses.json",
    }


def test_a_damaged_sheet_is_told_to_the_trainer(graded: Path) -> None:
    assert "n’a pas pu être lu" in _text(graded, "fiche-abimee")


def test_a_text_typed_in_the_cell_is_kept_as_text(graded: Path) -> None:
    source = _text(graded, "texte-tape")
    assert "Tapé &#60;i&#62;ici" in source


def test_names_reach_the_gradebook(gradebook: Gradebook) -> None:
    student = gradebook.find_student("jeanne-dupont")
    assert (student.first_name, student.last_name) == ("Jeanne", "Dupont")


@pytest.fixture(scope="module")
def page(graded: Path) -> BeautifulSoup:
    """The feedback page of a copy marked by hand."""
    with Gradebook(f"sqlite:///{graded}/grading/gradebook.db", "maillon") as gradebook:
        grade = gradebook.find_grade("texte", ASSIGNMENT, ASSIGNMENT, "jeanne-dupont")
        grade.manual_score, grade.needs_manual_grade = 3.25, False
        comment = gradebook.find_comment("texte", ASSIGNMENT, ASSIGNMENT, "jeanne-dupont")
        comment.manual_comment = "Bien vu ; **précisez** qui paie. <script>alert(2)</script>"
        gradebook.db.commit()
    nbgrader(graded, "generate_feedback", ASSIGNMENT)
    path = graded / "grading" / "feedback" / "jeanne-dupont" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_page_tells_points_messages_and_comment(page: BeautifulSoup) -> None:
    text = page.get_text(" ", strip=True)
    assert page.html is not None
    assert page.html["lang"] == "fr"
    for expected in (
        "Boucles d’essai",
        "Jeanne Dupont",
        "5,75\u00a0/\u00a09 points",
        "2,5\u00a0/\u00a04",
        "3,25\u00a0/\u00a05",
        "La polarité",
        "Quel est le signe de la flèche ?",
        "Votre choix <b>presque</b> : un retard change le moment, pas le signe.",
        "Un effet nommé (2 points)",
        "Bien vu ;",
    ):
        assert expected in text, expected
    assert page.select_one(".commentaire strong") is not None


def test_page_shows_the_text_and_interprets_none_of_it(page: BeautifulSoup) -> None:
    shown = page.select_one(".texte")
    assert shown is not None
    text = shown.get_text("\n")
    assert "<script>alert('vu')</script> [lien](javascript:alert(1))" in text
    assert "**gras** $x^2$ & <b>fin</b>" in text
    assert len(shown.find_all("br")) == 3
    assert not shown.find_all(["a", "b", "img", "script", "strong", "em"])
    assert not page.find_all("script")


def test_page_is_french_without_code_nor_foreign_resource(page: BeautifulSoup) -> None:
    text = page.get_text(" ")
    english = r"\b(Score|Comments?|Test cell|Written response|Student|Top|answer|No response)\b"
    assert not re.search(english, text)
    for code in ("BEGIN", "import json", "choix = None", "In [", "Votre réponse se donne"):
        assert code not in text
    html = str(page)
    assert not re.search(r"""(src|href)=["'](https?:)?//|@import|url\(""", html)


def test_page_headings_are_in_order(page: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_page_of_a_copy_that_waits_or_is_empty(graded: Path, page: BeautifulSoup) -> None:
    feedback = graded / "grading" / "feedback"
    waiting = (feedback / "texte-tape" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")
    assert "attend encore sa correction" in waiting
    empty = (feedback / "sans-texte" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")
    assert "Aucun texte n’a été rendu" in empty
    assert "attend encore" not in empty
