"""The local exchange, both ways: release, fetch, submit, collect, autograde."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from grading_course import ASSIGNMENT, answers_of, nbgrader
from nbgrader.api import Gradebook


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange does not run on Windows")
def test_exchange_round_trip(course: Path, tmp_path: Path) -> None:
    nbgrader(course, "release_assignment", ASSIGNMENT)
    home = tmp_path / "stagiaire"
    home.mkdir()
    shutil.copy(_trainee_config(course, home), home / "nbgrader_config.py")
    nbgrader(course, "fetch_assignment", ASSIGNMENT, where=home)
    fetched = home / ASSIGNMENT
    assert {p.name for p in fetched.iterdir()} == {f"{ASSIGNMENT}.ipynb", "questions.toml"}
    (fetched / "reponses.json").write_text(json.dumps(answers_of("plus")), encoding="utf-8")
    (fetched / "json.py").write_text("raise SystemExit", encoding="utf-8")
    nbgrader(course, "submit", ASSIGNMENT, where=home)
    nbgrader(course, "collect", ASSIGNMENT)
    (arrived,) = (course / "grading" / "submitted").glob(f"*/{ASSIGNMENT}")
    assert (arrived / "reponses.json").is_file()
    assert not (arrived / "json.py").exists()
    nbgrader(course, "autograde", ASSIGNMENT)
    with Gradebook(f"sqlite:///{course}/grading/gradebook.db", "maillon") as gradebook:
        student = arrived.parent.name
        found = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        assert {g.name: g.auto_score for g in found.grades} == {"note": 4.0, "texte": None}


def _trainee_config(course: Path, home: Path) -> Path:
    """Write what a trainee's machine knows: the exchange and the course's name, nothing else."""
    path = home.parent / "config.py"
    path.write_text(
        "c = get_config()\n"
        'c.CourseDirectory.course_id = "maillon"\n'
        f"c.Exchange.root = {str(course / 'grading' / 'exchange')!r}\n"
        f"c.Exchange.cache = {str(home.parent / 'cache')!r}\n",
        encoding="utf-8",
    )
    return path
