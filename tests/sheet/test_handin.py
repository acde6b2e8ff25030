"""The copy holds what was answered, whatever the disk says, and always the same bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon import __version__
from maillon.sheet import files as files_module
from maillon.sheet.handin import HandIn, HandInError, build_copy, student_slug
from maillon.sheet.store import FILE, AnswerStore

ID = "e1-boucles"
NOON = datetime(2025, 3, 4, 12, 30, 15, 999, tzinfo=UTC)
NOTEBOOK = b'{"cells": [], "nbformat": 4}\n'
DOCUMENT = {
    "schema": 1,
    "assignment": ID,
    "sheet": "a" * 32,
    "answers": {"prix": {"value": "12,5", "saved_at": "2025-03-04T12:00:00.000000Z"}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{ID}.ipynb").write_bytes(NOTEBOOK)
    return tmp_path


def contents(copy: HandIn) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_has_the_agreed_shape(folder: Path) -> None:
    copy = build_copy(folder, ID, DOCUMENT, " Zoé  D’Œuvre ", now=NOON)
    assert copy.filename == "zoe-d-oeuvre_e1-boucles.zip"
    files = contents(copy)
    assert list(files) == ["e1-boucles.ipynb", "reponses.json", "copie.json"]
    assert files["e1-boucles.ipynb"] == NOTEBOOK
    assert json.loads(files["reponses.json"]) == {**DOCUMENT, "trainee": {"name": "Zoé D’Œuvre"}}
    assert json.loads(files["copie.json"]) == {
        "schema": 1,
        "assignment": ID,
        "student": {"id": "zoe-d-oeuvre", "name": "Zoé D’Œuvre"},
        "sheet": "a" * 32,
        "made_at": "2025-03-04T12:30:15Z",
        "version": __version__,
    }
    assert "trainee" not in DOCUMENT


def test_the_same_answers_make_the_same_bytes(folder: Path) -> None:
    first = build_copy(folder, ID, DOCUMENT, "Jeanne", now=NOON)
    (folder / f"{ID}.ipynb").touch()
    assert build_copy(folder, ID, DOCUMENT, "Jeanne", now=NOON) == first
    in_paris = NOON.astimezone(timezone(timedelta(hours=1)))
    assert build_copy(folder, ID, DOCUMENT, "Jeanne", now=in_paris) == first
    assert build_copy(folder, ID, DOCUMENT, "Jeanne", now=NOON.replace(tzinfo=None)) == first
    later = build_copy(folder, ID, DOCUMENT, "Jeanne", now=NOON + timedelta(minutes=1))
    assert later.content != first.content
    old = build_copy(folder, ID, DOCUMENT, "Jeanne", now=datetime(1970, 1, 1, tzinfo=UTC))
    assert json.loads(contents(old)["copie.json"])["made_at"] == "1970-01-01T00:00:00Z"


def test_without_a_date_the_copy_is_of_now(folder: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    about = json.loads(contents(build_copy(folder, ID, DOCUMENT, "Jeanne"))["copie.json"])
    assert before <= datetime.fromisoformat(about["made_at"]) <= datetime.now(UTC)


def test_a_store_is_handed_in_even_when_the_disk_refuses(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_module, "replace_file", refuse)
    store = AnswerStore(folder, ID)
    assert store.save("prix", "12,5")[-1].code == "pas-enregistree"
    assert not (folder / FILE).exists()
    files = contents(build_copy(folder, ID, store, "Jeanne", now=NOON))
    answers = json.loads(files["reponses.json"])
    assert answers["answers"]["prix"]["value"] == "12,5"
    assert answers["sheet"] == store.sheet_id == json.loads(files["copie.json"])["sheet"]


def test_what_the_copy_holds_can_be_opened_again(folder: Path, tmp_path: Path) -> None:
    store = AnswerStore(folder, ID)
    store.save("texte", "été \ud83d")
    files = contents(build_copy(folder, ID, store, "Jeanne", now=NOON))
    received = tmp_path / "recu"
    received.mkdir()
    (received / FILE).write_bytes(files["reponses.json"])
    again = AnswerStore(received, ID)
    assert again.load() == ()
    assert again.answers == store.answers
    assert again.trainee_name == "Jeanne"


def test_a_sheet_without_identity_gets_a_steady_one(folder: Path) -> None:
    bare: dict[str, Any] = {"schema": 1, "assignment": ID, "answers": {}}
    sheets = {
        json.loads(contents(build_copy(folder, ID, bare, name, now=NOON))["copie.json"])["sheet"]
        for name in ("Jeanne", "jeanne", "Ali")
    }
    assert len(sheets) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", sheet) for sheet in sheets)


def test_a_missing_or_unusable_notebook_is_named(tmp_path: Path) -> None:
    notebook = tmp_path / f"{ID}.ipynb"
    with pytest.raises(HandInError, match=r"e1-boucles\.ipynb.» est introuvable.*recommencez"):
        build_copy(tmp_path, ID, DOCUMENT, "Jeanne", now=NOON)
    notebook.mkdir()
    with pytest.raises(HandInError, match="introuvable"):
        build_copy(tmp_path, ID, DOCUMENT, "Jeanne", now=NOON)


def test_a_linked_notebook_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    try:
        (tmp_path / f"{ID}.ipynb").symlink_to(secret)
    except OSError:
        pytest.skip("ce système ne permet pas de créer un lien")
    with pytest.raises(HandInError, match="introuvable"):
        build_copy(tmp_path, ID, DOCUMENT, "Jeanne", now=NOON)


def test_a_notebook_too_big_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillon.sheet.handin.LARGEST_NOTEBOOK", 10)
    with pytest.raises(HandInError, match="trop gros"):
        build_copy(folder, ID, DOCUMENT, "Jeanne", now=NOON)


def test_answers_of_another_exercise_are_refused(folder: Path) -> None:
    with pytest.raises(HandInError, match="un autre exercice"):
        build_copy(folder, ID, {**DOCUMENT, "assignment": "e0-repetition"}, "Jeanne", now=NOON)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Jeanne Dupont", "jeanne-dupont"),
        ("  Élodie   LE-GÖFF ", "elodie-le-goff"),
        ("Jean-Noël d’Œuvre", "jean-noel-d-oeuvre"),
        ("../../etc/passwd", "etc-passwd"),
        ("Łukasz Strauß", "lukasz-strauss"),
        ("Équipe 3", "equipe-3"),
        ("Con", "con-stagiaire"),
        ("x" * 100, "x" * 60),
        ("marie " * 15, "marie-marie-marie-marie-marie-marie-marie-marie-marie-marie"),
    ],
)
def test_names_become_words(name: str, slug: str) -> None:
    assert student_slug(name) == slug


@pytest.mark.parametrize("name", ["", "  ", "…!?", "李小龙", "42", "🙂"])
def test_a_name_with_nothing_usable_is_refused_in_french(name: str) -> None:
    with pytest.raises(HandInError, match="en lettres latines"):
        student_slug(name)


@given(st.text(max_size=150))
def test_a_slug_is_a_safe_file_name(name: str) -> None:
    try:
        slug = student_slug(name)
    except HandInError:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 60
