"""The trainee's own copy: made once, refreshed with the course, never at the cost of an answer."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from maillon.site.workspace import UnknownActivity, activities, open_activity

RELEASED = '{"cells": ["version 1"]}'
UPDATED = '{"cells": ["version 2"]}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with one workshop, and one exercise and its questions."""
    course = tmp_path / "cours"
    (course / "notebooks").mkdir(parents=True)
    (course / "notebooks" / "atelier.ipynb").write_text(RELEASED)
    folder = course / "exercises" / "e1-essai"
    folder.mkdir(parents=True)
    (folder / "e1-essai.ipynb").write_text(RELEASED)
    (folder / "questions.toml").write_text("schema = 1\n")
    (course / "exercises" / "archives").mkdir()
    (course / "exercises" / "archives" / "brouillon.ipynb").write_text("{}")
    return course


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_activities_are_the_workshops_and_the_exercises(root: Path) -> None:
    assert activities(root) == {
        "atelier": root / "notebooks" / "atelier.ipynb",
        "e1-essai": root / "exercises" / "e1-essai" / "e1-essai.ipynb",
    }


def test_a_course_without_any_has_none(tmp_path: Path) -> None:
    assert activities(tmp_path) == {}
    with pytest.raises(UnknownActivity, match="aucun"):
        open_activity(tmp_path, "atelier")


def test_the_first_opening_copies_what_is_needed(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    assert notebook == root / "travaux" / "e1-essai" / "e1-essai.ipynb"
    assert notebook.read_text() == RELEASED
    assert (notebook.parent / "questions.toml").read_text() == "schema = 1\n"


def test_a_workshop_is_copied_alone(root: Path) -> None:
    (root / "notebooks" / "autre.ipynb").write_text("{}")
    assert names(open_activity(root, "atelier").parent) == {"atelier.ipynb"}


def test_released_files_are_only_read(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    open_activity(root, "e1-essai").write_text("changé")
    open_activity(root, "e1-essai")
    assert {path: path.read_bytes() for path in before} == before


def test_answers_are_never_touched(root: Path) -> None:
    folder = open_activity(root, "e1-essai").parent
    kept = {name: f"contenu de {name}" for name in ("reponses.json", "reponses.journal.jsonl")}
    for name, content in kept.items():
        (folder / name).write_text(content)
    (root / "exercises" / "e1-essai" / "e1-essai.ipynb").write_text(UPDATED)
    for _ in range(2):
        open_activity(root, "e1-essai")
        assert {name: (folder / name).read_text() for name in kept} == kept


def test_opening_again_changes_nothing(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    os.utime(notebook, (1_000_000, 1_000_000))
    assert open_activity(root, "e1-essai") == notebook
    assert notebook.stat().st_mtime == 1_000_000


def test_what_the_trainee_changed_is_kept_while_the_release_stays(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    notebook.write_text("mes notes")
    open_activity(root, "e1-essai")
    assert notebook.read_text() == "mes notes"
    assert names(notebook.parent) == {"e1-essai.ipynb", "questions.toml"}


def test_an_untouched_copy_follows_the_release(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    (root / "exercises" / "e1-essai" / "e1-essai.ipynb").write_text(UPDATED)
    (root / "exercises" / "e1-essai" / "questions.toml").write_text("schema = 1 # revu\n")
    open_activity(root, "e1-essai")
    assert notebook.read_text() == UPDATED
    assert (notebook.parent / "questions.toml").read_text() == "schema = 1 # revu\n"
    assert names(notebook.parent) == {"e1-essai.ipynb", "questions.toml"}


def test_a_changed_copy_is_kept_under_a_dated_name(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    notebook.write_text("mes notes")
    (root / "exercises" / "e1-essai" / "e1-essai.ipynb").write_text(UPDATED)
    assert open_activity(root, "e1-essai") == notebook
    assert notebook.read_text() == UPDATED
    (aside,) = names(notebook.parent) - {"e1-essai.ipynb", "questions.toml"}
    assert re.fullmatch(r"e1-essai-avant-\d{8}-\d{6}\.ipynb", aside)
    assert (notebook.parent / aside).read_text() == "mes notes"


def test_two_changed_copies_are_both_kept(root: Path) -> None:
    """Even within one second: a second dated name must not take the place of the first."""
    notebook = open_activity(root, "e1-essai")
    released = root / "exercises" / "e1-essai" / "e1-essai.ipynb"
    for n in range(3):
        notebook.write_text(f"mes notes {n}")
        released.write_text(f"version {n}")
        open_activity(root, "e1-essai")
    kept = [path.read_text() for path in notebook.parent.glob("*-avant-*.ipynb")]
    assert sorted(kept) == ["mes notes 0", "mes notes 1", "mes notes 2"]


def test_a_notebook_already_there_without_a_record_is_kept(root: Path) -> None:
    folder = root / "travaux" / "e1-essai"
    folder.mkdir(parents=True)
    (folder / "e1-essai.ipynb").write_text("apporté d’ailleurs", encoding="utf-8")
    notebook = open_activity(root, "e1-essai")
    assert notebook.read_text() == RELEASED
    (aside,) = folder.glob("*-avant-*.ipynb")
    assert aside.read_text(encoding="utf-8") == "apporté d’ailleurs"


def test_a_copy_that_was_deleted_comes_back(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    notebook.unlink()
    assert open_activity(root, "e1-essai").read_text() == RELEASED


def test_a_damaged_record_loses_nothing(root: Path) -> None:
    notebook = open_activity(root, "e1-essai")
    notebook.write_text("mes notes")
    (notebook.parent / ".origine-e1-essai.ipynb").write_bytes(b"\xff\xfe")
    open_activity(root, "e1-essai")
    texts = [path.read_text() for path in notebook.parent.glob("*.ipynb")]
    assert "mes notes" in texts


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "inconnu",
        "../e1-essai",
        "e1-essai/../e1-essai",
        "archives/brouillon",
        "archives",
        "brouillon",
        "/etc/passwd",
        "atelier.ipynb",
        "travaux",
        "E1-Essai/",
        "e1-essai\x00",
    ],
    ids=repr,
)
def test_no_other_id_opens_anything(root: Path, name: str) -> None:
    before = sorted(root.parent.rglob("*"))
    with pytest.raises(UnknownActivity) as refusal:
        open_activity(root, name)
    assert "Aucun atelier ni exercice" in str(refusal.value)
    assert "atelier, e1-essai" in str(refusal.value)
    assert sorted(root.parent.rglob("*")) == before
