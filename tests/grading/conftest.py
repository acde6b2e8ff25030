"""Fixtures of the grading tests; the tiny course itself stands in ``grading_course``."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import pytest
from grading_course import ASSIGNMENT, make_course
from grading_rounds import HOSTILE, Round, hand_over

from maillon.grading.grade import grade
from maillon.grading.places import Place


@pytest.fixture(autouse=True)
def called_maillon(monkeypatch: pytest.MonkeyPatch) -> None:
    """`course.py` names itself in the environment of the tests that it starts."""
    monkeypatch.delenv("MAILLON_PROG", raising=False)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose exercise is released; read it, or take `course` to write in it."""
    return make_course(tmp_path_factory.mktemp("cours") / "racine")


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """A course of one's own, copied from the released one."""
    root = tmp_path / "racine"
    shutil.copytree(released, root)
    return root


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder where hand-ins arrive."""
    folder = tmp_path / "recus"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def first_round(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A round over five copies, of which two cannot be graded; read it, or take `marked`."""
    root = tmp_path_factory.mktemp("corrigee") / "racine"
    shutil.copytree(released, root)
    hand_over(root, "jeanne-dupont", "Jeanne Dupont", "presque", HOSTILE)
    hand_over(root, "sans-texte", "Sans Texte", "plus", None)
    place = hand_over(root, "fiche-abimee", "Fiche Abîmée", "plus", "Perdu.")
    (place.folder("submitted") / "reponses.json").write_bytes(b"\x00\xff{[\x1b[31m")
    hand_over(root, "carnet-casse", "Carnet Cassé").received.write_bytes(b"{ pas un carnet")
    hand_over(root, "sans-carnet", "Sans Carnet").received.unlink()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = grade(root, [])
    return Round(root, printed.getvalue(), code)


@pytest.fixture
def marked(first_round: Round, tmp_path: Path) -> Path:
    """A graded course of one's own, with Jeanne Dupont's copy alone."""
    root = tmp_path / "racine"
    shutil.copytree(first_round.root, root)
    for copy in (root / "grading").glob("*/*"):
        if copy.is_dir() and copy.name != "jeanne-dupont":
            shutil.rmtree(copy)
    return root


@pytest.fixture
def jeanne(marked: Path) -> Place:
    """The only copy of the `marked` course."""
    return Place(ASSIGNMENT, "jeanne-dupont", marked)
