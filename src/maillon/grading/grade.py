"""`maillon grade`: autograde the copies received, and tell the trainer where things stand."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.utils import rmtree  # type: ignore[import-untyped]

from maillon.base.course import command_line
from maillon.grading.batch import Done, Results, one_round, work_through
from maillon.grading.config import ANSWERS
from maillon.grading.files import UnreadableFile, read_answers
from maillon.grading.journal import FAILURES, Blocked, Failure, kept_in
from maillon.grading.marks import HandMark, confirm_hand_marks, hand_marks, read_marks
from maillon.grading.places import Place, copies_of, is_changed, is_graded, read_cells
from maillon.grading.rendering import points
from maillon.grading.report import counted
from maillon.grading.stock import NotRegistered, Stock, register
from maillon.sheet.sheet import UNMARKABLE

JOURNAL = Path("grading", "journal-correction.log")

UNREADABLE = "réponses illisibles, points à refaire"
NO_ANSWERS = "aucune réponse enregistrée"
CHANGED = "réponse changée depuis votre note\u00a0: note gardée, à revoir"


def main(options: argparse.Namespace) -> int:
    """Run `maillon grade [EXERCICE…] [--again]` in the course folder; return its exit code."""
    return grade(Path.cwd(), options.ids, again=options.again)


def grade(root: Path, ids: Sequence[str], *, again: bool = False) -> int:
    """Autograde the copies of the exercises `ids` (all of them when empty), printing French.

    A copy already graded is left alone, unless a newer one was received or `again` is asked.
    Marks given by hand are kept; they are only to be looked at again when the answer changed.
    Returns 0 when every copy is graded, 1 when one is not, 130 when the person stopped.

    Raises:
        MaillonError: nothing can be graded at all.
    """
    todo = copies_of(root, ids, "submitted")
    number = counted(len(todo), "copie", "copies")
    print(f"Correction de {number}. Ctrl+C arrête après la copie en cours.", flush=True)
    with one_round(root), kept_in(root / JOURNAL) as journal:
        results = work_through(todo, _Grader(root, again).treat, journal)
    print(summary(results, root, ids, again=again))
    return results.exit_code()


class _Grader:
    """Grades one copy at a time, remembering what a second try needs."""

    def __init__(self, root: Path, again: bool) -> None:
        self.root, self.again = root, again
        self.stock = Stock(root)
        self.registered: set[str] = set()
        self.hand: dict[Place, dict[str, HandMark]] = {}

    def treat(self, place: Place) -> Done:
        self.stock.wait()
        _recover(place)
        if not self.again and is_graded(place) and not is_changed(place):
            marks = read_marks(self.stock.db_url, place)
            if marks is not None:
                return Done(place, "kept", "déjà corrigée", marks, _to_read(marks.waiting))
        _check(place)
        self._register(place.assignment)
        aside = _set_aside(place)
        try:
            changed = self._grade(place, aside)
        except BaseException:
            _put_back(place, aside)
            raise
        if aside.exists():
            rmtree(str(aside))
        return self._done(place, changed)

    def _grade(self, place: Place, aside: Path) -> int:
        """Grade over what was graded before, kept `aside`; count the hand marks to look at."""
        db_url = self.stock.db_url
        if place not in self.hand:
            self.hand[place] = hand_marks(db_url, place, aside / place.graded.name)
        self.stock.autograde(place)
        return confirm_hand_marks(db_url, place, self.hand[place])

    def _register(self, assignment: str) -> None:
        """Bring the exercise's marking cells up to date in the gradebook, once."""
        if assignment in self.registered:
            return
        try:
            register(self.root, assignment)
        except NotRegistered as error:
            reason = "l’exercice n’a pas pu entrer dans le carnet de notes"
            raise Blocked(Failure(reason, error.remedy)) from error
        self.registered.add(assignment)

    def _done(self, place: Place, changed: int) -> Done:
        marks = read_marks(self.stock.db_url, place)
        notes = [CHANGED] if changed else []
        try:
            read_answers(place.folder("submitted") / ANSWERS, place.assignment)
        except FileNotFoundError:
            notes.append(NO_ANSWERS)
        except UnreadableFile:
            notes.append(UNREADABLE)
        broken = sum(map(_marking_failed, read_cells(place.graded)))
        if broken and UNREADABLE not in notes:
            where = counted(broken, "question", "questions")
            notes.append(f"correction automatique en panne à {where}")
        if marks is None:
            return Done(place, "graded", "corrigée", None, tuple(notes))
        return Done(place, "graded", marks.shown(), marks, (*notes, *_to_read(marks.waiting)))


def _to_read(waiting: int) -> tuple[str, ...]:
    return (f"{waiting} textes à lire" if waiting > 1 else "texte à lire",) if waiting else ()


def _check(place: Place) -> None:
    if place.received.is_symlink() or not place.received.is_file():
        raise Blocked(FAILURES["no-notebook"])


def _marking_failed(cell: dict[str, Any]) -> bool:
    """Tell whether a test cell stopped before it gave points for the answer."""
    if not cell.get("metadata", {}).get("nbgrader", {}).get("grade"):
        return False
    return any(
        output.get("output_type") == "error"
        or output.get("name") == "stderr"
        or UNMARKABLE in "".join(output.get("text", ""))
        for output in cell.get("outputs", [])
    )


def _aside(place: Place) -> Path:
    # nbgrader's patterns do not see names that begin with a dot.
    return place.folder("autograded").with_name(f".avant-{place.assignment}")


def _set_aside(place: Place) -> Path:
    """Move what was graded before out of nbgrader's way, which would delete it for good."""
    folder, aside = place.folder("autograded"), _aside(place)
    if folder.exists():
        folder.rename(aside)
    return aside


def _put_back(place: Place, aside: Path) -> None:
    folder = place.folder("autograded")
    if aside.exists():
        if folder.exists():
            rmtree(str(folder))
        aside.rename(folder)


def _recover(place: Place) -> None:
    """Repair what a power cut left of an earlier round."""
    aside = _aside(place)
    if aside.exists() and is_graded(place):
        rmtree(str(aside))
    _put_back(place, aside)


def summary(results: Results, root: Path, ids: Sequence[str], *, again: bool = False) -> str:
    """Return the French account of a round, ready to print."""
    command = " ".join(["grade", *ids, *(["--again"] if again else [])])
    graded, kept = results.of_kind("graded"), results.of_kind("kept")
    counts = [counted(len(graded), "copie corrigée", "copies corrigées")]
    if kept:
        counts.append(f"{len(kept)} déjà à jour")
    if results.failed:
        counts.append(f"{len(results.failed)} en échec")
    lines = ["", ", ".join(counts) + ".", *_averages([*graded, *kept])]
    if kept and not results.stopped:
        lines.append(f"Pour tout corriger de nouveau\u00a0: {command_line(command)} --again")
    warned = [done for done in graded if done.notes != _to_read(_waiting(done))]
    if warned:
        lines += ["", "À vérifier\u00a0:"]
        lines += [f"- {d.place.label}\u00a0: {', '.join(d.notes)}" for d in warned]
    lines += results.failures(command, JOURNAL)
    return "\n".join([*lines, *([] if results.stopped else _next_step(results, root, ids))])


def _next_step(results: Results, root: Path, ids: Sequence[str]) -> list[str]:
    waiting = sum(map(_waiting, results.done.values()))
    if waiting:
        texts = counted(waiting, "texte", "textes")
        told = f"Étape suivante\u00a0: {texts} à lire et à noter dans Formgrader."
        return ["", told, _where_is_formgrader(root)]
    if results.done:
        return ["", f"Étape suivante\u00a0: {command_line(' '.join(['feedback', *ids]))}"]
    return []


def _waiting(done: Done) -> int:
    return done.marks.waiting if done.marks else 0


def _averages(copies: list[Done]) -> list[str]:
    """Write the average of each exercise, on automatic points while one of its texts waits."""
    lines = []
    for assignment in sorted({done.place.assignment for done in copies}):
        found = [d.marks for d in copies if d.place.assignment == assignment and d.marks]
        settled = not any(marks.waiting for marks in found)
        pairs = [
            (m.score, m.maximum) if settled else (m.automatic, m.automatic_maximum) for m in found
        ]
        maximum = max((maximum for _, maximum in pairs), default=0)
        if maximum:
            average = points(sum(score for score, _ in pairs) / len(pairs), maximum)
            kind = "" if settled else " (points automatiques)"
            lines.append(f"Moyenne de {assignment}\u00a0: {average}{kind}.")
    return lines


def _where_is_formgrader(root: Path) -> str:
    """Give Formgrader's address if the course at `root` is being served, else how to open it."""
    from jupyter_server.serverapp import list_running_servers

    try:
        for server in list_running_servers():
            if Path(server["root_dir"]).resolve() == root.resolve():
                return f"Son adresse\u00a0: {server['url']}formgrader?token={server['token']}"
    except (OSError, ValueError, KeyError):
        pass
    return f"Tapez {command_line('serve')}, puis ouvrez Formgrader depuis l’espace formateur."
