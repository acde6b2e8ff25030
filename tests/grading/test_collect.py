"""Importing copies: what is brought, what is refused, what is kept."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from grading_course import ASSIGNMENT, answers_of, copy_files, hand_in, write_zip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.grading.collect import CollectError, collect
from maillon.grading.handins import (
    MAX_ANSWERS_BYTES,
    MAX_NOTEBOOK_BYTES,
    MAX_SLUG,
    Refused,
    read_zip,
    slug,
)
from maillon.grading.rounds import bring_in
from maillon.sheet import handin

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
LATER = "2026-03-03T08:00:00+00:00"


def place(course: Path, student: str = "jeanne-dupont") -> Path:
    return course / "grading" / "submitted" / student / ASSIGNMENT


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_a_zip_becomes_a_submission(course: Path, inbox: Path) -> None:
    path = hand_in(course, inbox)
    report = collect(inbox, course)
    assert [b.copy.source for b in report.brought] == [path]
    found = tree(place(course))
    assert found.keys() == {NOTEBOOK, "reponses.json", "copie.json", "timestamp.txt"}
    assert found["timestamp.txt"] == b"2026-03-02 10:05:00.000000 UTC"
    assert "1 copie importée" in report.text()
    assert not report.refused
    assert not report.warnings


def test_a_file_that_is_no_copy_is_named_and_left(course: Path, inbox: Path) -> None:
    hand_in(course, inbox)
    (inbox / "Réponses de Paul.docx").write_bytes(b"x")
    report = collect(inbox, course)
    assert len(report.brought) == 1
    assert "Réponses de Paul.docx n’est ni une archive ni un carnet" in report.text()


def test_subfolders_and_renamed_downloads_are_searched(course: Path, inbox: Path) -> None:
    deep = inbox / "Dupont Jeanne_4217_assignsubmission_file" / "envoi 1"
    deep.mkdir(parents=True)
    hand_in(course, inbox).rename(deep / f"jeanne-dupont_{ASSIGNMENT} (1).zip")
    hand_in(course, inbox, "ali-b").rename(deep / "Ma copie à moi.ZIP")
    (inbox / "__MACOSX").mkdir()
    hand_in(course, inbox / "__MACOSX", "fantome")
    report = collect(inbox, course)
    assert {b.copy.student for b in report.brought} == {"jeanne-dupont", "ali-b"}


def test_twice_changes_nothing(course: Path, inbox: Path) -> None:
    hand_in(course, inbox)
    collect(inbox, course)
    before = tree(course / "grading")
    report = collect(inbox, course)
    assert tree(course / "grading") == before
    assert not report.brought
    assert not report.aside
    assert len(report.unchanged) == 1
    assert "1 déjà importée" in report.text()


def test_the_latest_of_several_is_kept_and_said(course: Path, inbox: Path) -> None:
    old = hand_in(course, inbox).rename(inbox / f"jeanne-dupont_{ASSIGNMENT} (2).zip")
    hand_in(course, inbox, answers=answers_of("presque"), made_at=LATER)
    report = collect(inbox, course)
    assert json.loads((place(course) / "copie.json").read_text())["made_at"] == LATER
    assert [left.path for left in report.aside] == [old]
    assert old.name in report.text()
    assert "1 mise de côté" in report.text()


def test_an_earlier_import_is_replaced_by_a_later_copy_and_archived(
    course: Path, inbox: Path
) -> None:
    hand_in(course, inbox)
    collect(inbox, course)
    first = tree(place(course))
    hand_in(course, inbox, answers=answers_of("presque"), made_at=LATER)
    report = collect(inbox, course)
    archived = report.brought[0].archived
    assert archived is not None
    assert archived.is_relative_to(course / "grading" / "archive")
    assert tree(archived) == first
    assert json.loads((place(course) / "copie.json").read_text())["made_at"] == LATER
    assert str(archived) in report.text()


def test_an_earlier_import_is_never_replaced_by_an_older_copy(course: Path, inbox: Path) -> None:
    hand_in(course, inbox, made_at=LATER)
    collect(inbox, course)
    before = tree(course / "grading")
    hand_in(course, inbox, answers=answers_of("moins"))
    report = collect(inbox, course)
    assert tree(course / "grading") == before
    assert len(report.aside) == 1
    assert not report.brought


def test_namesakes_are_warned_about(course: Path, inbox: Path) -> None:
    hand_in(course, inbox)
    collect(inbox, course)
    hand_in(course, inbox, answers=answers_of("moins"), made_at=LATER, sheet="b" * 32)
    report = collect(inbox, course)
    assert len(report.brought) == 1
    assert any("deux personnes portent ce nom" in warning for warning in report.warnings)


def test_a_clock_far_ahead_does_not_block_later_copies(course: Path, inbox: Path) -> None:
    path = hand_in(course, inbox, made_at="9999-12-31T23:59:59+00:00")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    report = collect(inbox, course)
    assert report.brought[0].copy.made_at.year == 2023
    assert "date de la copie est illisible" in report.text()


# Bare notebooks


def test_a_bare_notebook_takes_the_answers_beside_it(course: Path, inbox: Path) -> None:
    folder = inbox / "Jeanne Dupont"
    folder.mkdir()
    files = copy_files(course)
    for name in (NOTEBOOK, "reponses.json"):
        (folder / name).write_bytes(files[name])
    report = collect(inbox, course)
    assert tree(place(course)).keys() == {NOTEBOOK, "reponses.json", "timestamp.txt"}
    assert not report.warnings


def test_a_bare_notebook_without_answers_is_imported_with_a_warning(
    course: Path, inbox: Path
) -> None:
    (inbox / f"jeanne-dupont_{ASSIGNMENT}.ipynb").write_bytes(copy_files(course)[NOTEBOOK])
    report = collect(inbox, course)
    assert len(report.brought) == 1
    assert "sans ses réponses" in report.text()
    assert "Télécharger ma copie" in report.text()


def test_a_notebook_without_answers_never_replaces_a_whole_copy(course: Path, inbox: Path) -> None:
    hand_in(course, inbox)
    (inbox / f"jeanne-dupont_{ASSIGNMENT}.ipynb").write_bytes(copy_files(course)[NOTEBOOK])
    report = collect(inbox, course)
    assert report.brought[0].copy.answers is not None
    assert [left.path.suffix for left in report.aside] == [".ipynb"]


def test_answers_beside_several_people_are_nobody_s(course: Path, inbox: Path) -> None:
    files = copy_files(course)
    for student in ("ali-b", "zoe-c"):
        (inbox / f"{student}_{ASSIGNMENT}.ipynb").write_bytes(files[NOTEBOOK])
    (inbox / "reponses.json").write_bytes(files["reponses.json"])
    report = collect(inbox, course)
    assert all(b.copy.answers is None for b in report.brought)
    assert len(report.brought) == 2
    assert "plusieurs personnes" in report.text()


def test_a_nobody_s_notebook_is_refused(course: Path, inbox: Path) -> None:
    (inbox / NOTEBOOK).write_bytes(copy_files(course)[NOTEBOOK])
    assert "de qui vient" in collect(inbox, course).text()


def test_a_bare_notebook_beside_the_answers_of_another_exercise_is_refused(
    course: Path, inbox: Path
) -> None:
    files = copy_files(course, answers_of(assignment="autre"))
    (inbox / f"jeanne_{ASSIGNMENT}.ipynb").write_bytes(files[NOTEBOOK])
    (inbox / "reponses.json").write_bytes(files["reponses.json"])
    assert "autre exercice" in collect(inbox, course).text()


# Hostile or broken zips, each with its sentence

Alter = Callable[[dict[str, bytes]], dict[str, bytes]]


def _renamed(old: str, new: str) -> Alter:
    return lambda files: {new if name == old else name: c for name, c in files.items()}


def _with(name: str, content: bytes) -> Alter:
    return lambda files: files | {name: content}


def _without(name: str) -> Alter:
    return lambda files: {n: c for n, c in files.items() if n != name}


def _json(name: str, **changes: object) -> Alter:
    return lambda files: files | {name: json.dumps(json.loads(files[name]) | changes).encode()}


@pytest.mark.parametrize(
    ("alter", "reason"),
    [
        pytest.param(_with("../sorti.txt", b"x"), "hors de son dossier", id="traversal"),
        pytest.param(_with("..\\sorti.txt", b"x"), "hors de son dossier", id="traversal-windows"),
        pytest.param(_with("/etc/sorti", b"x"), "chemin absolu", id="absolute"),
        pytest.param(_with("C:/sorti", b"x"), "chemin absolu", id="drive"),
        pytest.param(_with("\\\\serveur\\x", b"x"), "chemin absolu", id="share"),
        pytest.param(_with("sitecustomize.py", b"x"), "fichier inattendu", id="foreign"),
        pytest.param(_with("dossier/", b""), "fichier inattendu", id="folder"),
        pytest.param(_with("autre.zip", b"x"), "autre archive", id="zip-in-zip"),
        pytest.param(_without("reponses.json"), "trois fichiers", id="no-answers"),
        pytest.param(_without("copie.json"), "trois fichiers", id="no-manifest"),
        pytest.param(_with("second.ipynb", b"{}"), "trois fichiers", id="two-notebooks"),
        pytest.param(
            _renamed(NOTEBOOK, "autre.ipynb"), "n’est pas celui", id="notebook-of-another"
        ),
        pytest.param(_json("copie.json", assignment="inconnu"), "n’existe pas", id="unknown"),
        pytest.param(
            _json("copie.json", student={"id": "paul", "name": "Paul"}),
            "ne correspond pas",
            id="manifest-and-name",
        ),
        pytest.param(
            _json("copie.json", student={"id": "../../x", "name": "X"}), "de qui", id="student-path"
        ),
        pytest.param(_json("copie.json", student="x"), "de qui elle vient", id="student-shape"),
        pytest.param(_json("reponses.json", assignment="e9"), "autre exercice", id="answers-other"),
        pytest.param(_json("reponses.json", schema=7), "autre version", id="answers-schema"),
        pytest.param(_json("reponses.json", answers=[1]), "forme attendue", id="answers-shape"),
        pytest.param(_with("reponses.json", b'{"schema": 1'), "abîmé", id="answers-truncated"),
        pytest.param(_with(NOTEBOOK, b"\xff\xfe"), "ne s’ouvre pas", id="notebook-not-json"),
        pytest.param(_with(NOTEBOOK, b'{"nbformat": 3}'), "version 4", id="notebook-v3"),
        pytest.param(_with(NOTEBOOK, b"[" * 100_000), "ne s’ouvre pas", id="notebook-deep"),
        pytest.param(
            _with("reponses.json", os.urandom(MAX_ANSWERS_BYTES + 1)), "trop gros", id="answers-big"
        ),
        pytest.param(_with(NOTEBOOK, b" " * 19_000_000), "trop gros", id="bomb"),
        pytest.param(
            lambda files: files | {f"f{n}": b"" for n in range(60)}, "63 fichiers", id="many"
        ),
    ],
)
def test_refused_with_a_reason_and_nothing_written(
    course: Path, inbox: Path, alter: Alter, reason: str
) -> None:
    before = tree(course)
    path = inbox / f"jeanne-dupont_{ASSIGNMENT}.zip"
    write_zip(path, alter(copy_files(course)))
    report = collect(inbox, course)
    assert [left.path for left in report.refused] == [path]
    assert reason in report.refused[0].reason
    assert reason in report.text()
    assert tree(course) == before
    assert sorted(p.name for p in inbox.parent.iterdir()) == ["racine", "recus"]


def refused(course: Path, path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_zip(path, frozenset({ASSIGNMENT}))
    return str(caught.value)


def test_a_link_in_a_zip_is_refused(course: Path, inbox: Path) -> None:
    path = inbox / "lien.zip"
    files = copy_files(course)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            link = name == "reponses.json"
            if link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, b"/etc/passwd" if link else content)
    assert "lien" in refused(course, path)


def test_a_name_given_twice_is_refused(course: Path, inbox: Path) -> None:
    path = write_zip(inbox / "double.zip", copy_files(course))
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(path, "a") as archive,
    ):
        archive.writestr("reponses.json", b"{}")
    assert "deux fois" in refused(course, path)


def test_an_encrypted_zip_is_refused(course: Path, inbox: Path) -> None:
    path = write_zip(inbox / "secret.zip", copy_files(course))
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    path.write_bytes(content)
    assert "mot de passe" in refused(course, path)


def test_a_zip_that_lies_about_its_sizes_is_refused(course: Path, inbox: Path) -> None:
    files = copy_files(course) | {"copie.json": b" " * 100_000}
    path = write_zip(inbox / "menteur.zip", files)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 100)
    path.write_bytes(content)
    assert refused(course, path)


def test_a_truncated_zip_is_refused(course: Path, inbox: Path) -> None:
    path = write_zip(inbox / "coupee.zip", copy_files(course))
    path.write_bytes(path.read_bytes()[:-40])
    assert "abîmée" in refused(course, path)


def test_an_oversize_zip_is_refused_unread(course: Path, inbox: Path) -> None:
    path = inbox / "enorme.zip"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "dépasse" in refused(course, path)


def test_a_link_to_a_zip_is_refused(course: Path, inbox: Path, tmp_path: Path) -> None:
    real = hand_in(course, tmp_path)
    try:
        (inbox / real.name).symlink_to(real)
    except OSError:
        pytest.skip("links need a right that this system does not give")
    assert "lien" in collect(inbox, course).refused[0].reason


def test_a_zip_that_points_before_its_start_is_refused(released: Path, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "copie.zip", copy_files(released))
    content = bytearray(path.read_bytes())
    field = slice(content.rfind(b"PK\5\6") + 16, content.rfind(b"PK\5\6") + 20)
    shifted = int.from_bytes(content[field], "little") + 256
    content[field] = shifted.to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Refused, match="abîmée"):
        read_zip(path, frozenset({ASSIGNMENT}))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damaged_zip_is_refused_or_read_never_a_crash(
    released: Path, tmp_path: Path, data: st.DataObject
) -> None:
    path = write_zip(tmp_path / "copie.zip", copy_files(released))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        found = read_zip(path, frozenset({ASSIGNMENT}))
    except Refused:
        return
    else:
        assert found.files.keys() == {NOTEBOOK, "reponses.json", "copie.json"}


@given(st.text())
def test_a_slug_is_a_safe_folder_name(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


def test_what_the_sheet_hands_in_is_accepted(course: Path, inbox: Path) -> None:
    answers = answers_of(sheet="c" * 32, trainee={"name": "Zoé D’Œuvre"})
    made = handin.build_copy(course / "exercises" / ASSIGNMENT, ASSIGNMENT, answers, "Zoé D’Œuvre")
    (inbox / made.filename).write_bytes(made.content)
    report = collect(inbox, course)
    assert not report.refused
    assert report.brought[0].copy.name == "Zoé D’Œuvre"
    assert not report.warnings
    assert handin.LARGEST_NOTEBOOK <= MAX_NOTEBOOK_BYTES
    assert handin.LONGEST_SLUG <= MAX_SLUG


# The command


def test_command_prints_french_and_its_code(
    course: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(course, inbox)
    assert bring_in(inbox, course) == 0
    printed = capsys.readouterr().out
    assert "1 copie importée, 0 déjà importée" in printed
    assert f"Pour corriger\u00a0: maillon grade {ASSIGNMENT}\n" in printed
    (inbox / "vide.zip").write_bytes(b"")
    assert bring_in(inbox, course) == 1
    assert "Fichiers refusés" in capsys.readouterr().out
    with pytest.raises(CollectError, match="n’existe pas"):
        bring_in(inbox / "absent", course)


@pytest.mark.parametrize("inside", [".", "solutions", "exercises/" + ASSIGNMENT])
def test_the_course_itself_is_not_a_folder_of_copies(course: Path, inside: str) -> None:
    with pytest.raises(CollectError, match="fait partie du cours"):
        collect(course / inside, course)


def test_an_empty_folder_says_what_is_expected(course: Path, inbox: Path) -> None:
    (inbox / "lisez-moi.txt").write_text("rien")
    assert "Aucune copie trouvée" in collect(inbox, course).text()
