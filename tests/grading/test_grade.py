"""`maillon grade`: French progress, no copy stops a round, marks given by hand are kept."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from grading_course import ASSIGNMENT, nbgrader
from grading_rounds import Round, by_hand, hand_over, mark_by_hand
from nbgrader.api import Gradebook

from maillon.base.errors import MaillonError
from maillon.grading import grade as command
from maillon.grading import journal as journals
from maillon.grading.batch import LOCK, Done, work_through
from maillon.grading.grade import JOURNAL, UNREADABLE, grade
from maillon.grading.journal import FAILURES, Blocked, explain, kept_in
from maillon.grading.places import Place, is_graded
from maillon.grading.stock import Stock


def _marks(root: Path) -> dict[str, dict[str, tuple[float | None, bool]]]:
    with Gradebook(f"sqlite:///{root}/grading/gradebook.db", "maillon") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.needs_manual_grade)
                for grade in submission.notebooks[0].grades
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def test_a_round_tells_each_copy_in_french(first_round: Round) -> None:
    lines = first_round.printed.splitlines()
    assert lines[1:6] == [
        "1/5 · Carnet Cassé · en échec\u00a0: le carnet est abîmé",
        f"2/5 · Fiche Abîmée · 0\u00a0/\u00a04 · {UNREADABLE} · texte à lire",
        "3/5 · Jeanne Dupont · 2,5\u00a0/\u00a04 · texte à lire",
        "4/5 · Sans Carnet · en échec\u00a0: le carnet manque dans la copie",
        "5/5 · Sans Texte · 4\u00a0/\u00a09",
    ]
    assert first_round.code == 1


def test_a_round_sums_up_and_says_what_to_do(first_round: Round) -> None:
    _, summary = first_round.printed.split("\n\n", 1)
    for expected in (
        "3 copies corrigées, 2 en échec.",
        f"Moyenne de {ASSIGNMENT}\u00a0: 2,17\u00a0/\u00a04 (points automatiques).",
        f"- Fiche Abîmée ({ASSIGNMENT})\u00a0: réponses illisibles",
        f"- Sans Carnet ({ASSIGNMENT})\u00a0: le carnet manque dans la copie. Demandez",
        "journal-correction.log",
        "2 textes à lire et à noter dans Formgrader",
        "depuis l’espace formateur",
    ):
        assert expected in summary, expected
    assert not re.search(r" [:;!?»]|« |'", first_round.printed)
    assert not re.search(r"Traceback|Error|WARNING|\x1b", first_round.printed)


def test_the_gradebook_holds_what_the_stock_command_writes(first_round: Round) -> None:
    found = _marks(first_round.root)
    assert found["jeanne-dupont"] == {"note": (2.5, False), "texte": (None, True)}
    assert found["fiche-abimee"] == {"note": (0.0, False), "texte": (None, True)}
    assert found["sans-texte"] == {"note": (4.0, False), "texte": (0.0, False)}


def test_the_english_goes_to_the_journal(first_round: Round) -> None:
    assert "Autograding" in (first_round.root / JOURNAL).read_text("utf-8")


def test_a_second_round_leaves_graded_copies_alone(
    jeanne: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(self: Stock, place: Place) -> None:
        raise AssertionError(place)

    monkeypatch.setattr(Stock, "autograde", never)
    assert grade(jeanne.root, []) == 0
    printed = capsys.readouterr().out
    assert "1/1 · Jeanne Dupont · déjà corrigée · texte à lire" in printed
    assert "0 copie corrigée, 1 déjà à jour." in printed


def test_the_address_of_formgrader_is_that_of_this_course(
    jeanne: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = [
        {"root_dir": str(folder), "url": f"http://127.0.0.1:{port}/", "token": "jeton"}
        for folder, port in ((jeanne.root.parent, 8001), (jeanne.root, 8002))
    ]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: running)
    assert grade(jeanne.root, []) == 0
    assert "http://127.0.0.1:8002/formgrader?token=jeton\n" in capsys.readouterr().out


def test_stock_commands_and_the_round_understand_each_other(jeanne: Place) -> None:
    assert "Skipping existing" in nbgrader(jeanne.root, "autograde", ASSIGNMENT)


def test_a_mark_given_by_hand_stays_settled_when_the_answer_is_the_same(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    mark_by_hand(jeanne, 3.5)
    assert grade(jeanne.root, [ASSIGNMENT], again=True) == 0
    assert by_hand(jeanne) == {"note": (None, False), "texte": (3.5, False)}
    printed = capsys.readouterr().out
    assert "1/1 · Jeanne Dupont · 6\u00a0/\u00a09\n" in printed
    assert f"Étape suivante\u00a0: maillon feedback {ASSIGNMENT}" in printed
    assert not list(jeanne.folder("autograded").parent.glob(".avant-*"))


def test_a_mark_given_by_hand_is_to_be_seen_again_when_the_answer_changed(
    jeanne: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    mark_by_hand(jeanne, 3.5)
    hand_over(jeanne.root, "jeanne-dupont", "Jeanne Dupont", "presque", "Un autre texte.")
    assert grade(jeanne.root, []) == 0
    assert by_hand(jeanne) == {"note": (None, False), "texte": (3.5, True)}
    printed = capsys.readouterr().out
    assert "réponse changée depuis votre note\u00a0: note gardée, à revoir" in printed
    assert "À vérifier" in printed


def test_a_failure_keeps_what_was_graded_before(
    jeanne: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_by_hand(jeanne, 3.5)
    before = jeanne.graded.read_bytes()

    def fail(self: Stock, place: Place) -> None:
        place.folder("autograded").mkdir()
        raise RuntimeError("Kernel died")

    monkeypatch.setattr(Stock, "autograde", fail)
    assert grade(jeanne.root, [], again=True) == 1
    assert jeanne.graded.read_bytes() == before
    assert by_hand(jeanne)["texte"] == (3.5, False)
    printed = capsys.readouterr().out
    assert "Nouvel essai · Jeanne Dupont · en échec" in printed
    assert "le moteur de calcul s’est arrêté" in printed


def test_what_a_power_cut_left_is_repaired(jeanne: Place) -> None:
    folder = jeanne.folder("autograded")
    shutil.copytree(folder, folder.with_name(f".avant-{ASSIGNMENT}"))
    cut = nbformat.read(jeanne.graded, as_version=4)
    for cell in cut.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    jeanne.graded.chmod(0o644)
    nbformat.write(cut, jeanne.graded)
    assert not is_graded(jeanne)
    command._recover(jeanne)
    assert is_graded(jeanne)
    assert not folder.with_name(f".avant-{ASSIGNMENT}").exists()


@contextlib.contextmanager
def _held(root: Path) -> Iterator[sqlite3.Connection]:
    path = root / "grading" / "gradebook.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


def test_a_locked_gradebook_is_told_and_changes_nothing(
    jeanne: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "LOCK_WAIT_S", 0.05)
    with _held(jeanne.root):
        assert grade(jeanne.root, [], again=True) == 1
    printed = capsys.readouterr().out
    assert "occupé par un autre programme" in printed
    assert "Nouvel essai" in printed
    assert is_graded(jeanne)


def test_a_gradebook_freed_in_time_is_used_at_the_second_try(
    jeanne: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "LOCK_WAIT_S", 0.05)
    tries: list[str] = []
    stock_wait = Stock.wait

    def wait(self: Stock) -> None:
        tries.append("essai")
        with _held(jeanne.root) if len(tries) == 1 else contextlib.nullcontext():
            stock_wait(self)

    monkeypatch.setattr(Stock, "wait", wait)
    assert grade(jeanne.root, []) == 0
    printed = capsys.readouterr().out
    assert "1/1 · Jeanne Dupont · en échec" in printed
    assert "Nouvel essai · Jeanne Dupont · déjà corrigée" in printed


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("sqlalchemy.exc.OperationalError: database is locked", "occupé"),
        ("OSError: [Errno 28] No space left on device", "le disque est plein"),
        ("attempt to write a readonly database", "refuse l’écriture"),
        ("sqlite3.DatabaseError: file is not a database", "gradebook.db est abîmé"),
        ("nbclient.exceptions.DeadKernelError: Kernel died", "moteur de calcul"),
        ("ZeroDivisionError", "imprévu"),
    ],
)
def test_each_incident_has_its_french_reason(written: str, reason: str) -> None:
    failure = explain(written)
    assert reason in failure.reason
    assert failure.remedy.endswith(".")


def _three(root: Path) -> list[Place]:
    return [Place("e1", student, root) for student in ("un", "deux", "trois")]


def test_a_batch_goes_on_and_tries_once_more_only_what_may_succeed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def treat(place: Place) -> Done:
        seen.append(place.student)
        if place.student == "un" and len(seen) == 1:
            raise Blocked(FAILURES["busy"])
        if place.student == "deux":
            raise ValueError("NotJSONError")
        return Done(place, "graded", "corrigée")

    with kept_in(tmp_path / "journal.log") as journal:
        results = work_through(_three(tmp_path), treat, journal)
    assert seen == ["un", "deux", "trois", "un"]
    assert {place.student for place in results.done} == {"un", "trois"}
    assert results.exit_code() == 1
    assert "deux" in "\n".join(results.failures("grade", JOURNAL))
    assert "3/3 · trois · corrigée" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C another way")
def test_ctrl_c_lets_the_copy_end_then_stops(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def treat(place: Place) -> Done:
        time.sleep(0.2)  # the person has seen the line of the copy before
        os.kill(os.getpid(), signal.SIGINT)
        return Done(place, "graded", "corrigée")

    # A command started in the background inherits an ignored Ctrl+C, as in some CI.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with kept_in(tmp_path / "journal.log") as journal:
            results = work_through(_three(tmp_path), treat, journal)
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert [place.student for place in results.done] == ["un"]
    assert results.exit_code() == 130
    printed = capsys.readouterr().out
    assert "la copie en cours se termine" in printed
    assert "1/3 · un · corrigée" in printed
    assert "maillon grade e1" in "\n".join(results.failures("grade e1", JOURNAL))


def test_what_cannot_start_is_said_in_french(course: Path) -> None:
    with pytest.raises(MaillonError, match="Aucune copie n’est entrée"):
        grade(course, [])
    with pytest.raises(MaillonError, match=f"«\u00a0e9\u00a0» n’existe pas.*{ASSIGNMENT}"):
        grade(course, ["e9"])
    with pytest.raises(MaillonError, match=f"Aucune copie reçue pour {ASSIGNMENT}"):
        grade(course, [ASSIGNMENT])


def test_two_rounds_never_run_at_once(jeanne: Place) -> None:
    with (
        FileLock(jeanne.root / "grading" / LOCK),
        pytest.raises(MaillonError, match="autre correction est en cours"),
    ):
        grade(jeanne.root, [])


def test_an_identifier_prints_without_control_characters(tmp_path: Path) -> None:
    assert Place("e1", "jean\x1b[31m\u202e", tmp_path).name == "jean[31m"
