"""`maillon feedback`: make the pages that trainees receive, once their copy is fully marked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from nbgrader.utils import rmtree  # type: ignore[import-untyped]

from maillon.base.course import command_line
from maillon.grading.batch import Done, Results, one_round, work_through
from maillon.grading.journal import kept_in
from maillon.grading.marks import read_marks
from maillon.grading.places import Place, copies_of, is_changed, is_graded
from maillon.grading.report import counted
from maillon.grading.stock import Stock

JOURNAL = Path("grading", "journal-retours.log")
FOLDER = Path("grading", "feedback")

MADE = {"new": "nouvelle page", "changed": "page mise à jour", "same": "page inchangée"}
UNGRADED = "pas encore corrigée"
UNREAD = "texte pas encore noté"
REMOVED = "ancienne page retirée"


def main(options: argparse.Namespace) -> int:
    """Run `maillon feedback [EXERCICE…] [--partial]` in the course folder."""
    return send_back(Path.cwd(), options.ids, partial=options.partial)


def send_back(root: Path, ids: Sequence[str], *, partial: bool = False) -> int:
    """Make the feedback pages of the exercises `ids` (all of them when empty), printing French.

    Every page is made anew, since marks and comments may have changed. A copy that a person must
    still mark has no page, unless `partial`: the page then says that the total may change.
    Returns 0 when no copy failed, 1 when one did, 130 when the person stopped.

    Raises:
        MaillonError: there is no copy at all.
    """
    todo = copies_of(root, ids, "submitted", "autograded")
    with one_round(root), kept_in(root / JOURNAL) as journal:
        results = work_through(todo, _Sender(root, partial).treat, journal)
    print(summary(results, ids))
    return results.exit_code()


class _Sender:
    """Makes one page at a time."""

    def __init__(self, root: Path, partial: bool) -> None:
        self.partial = partial
        self.stock = Stock(root)

    def treat(self, place: Place) -> Done:
        self.stock.wait()
        marks = read_marks(self.stock.db_url, place)
        if marks is None or not is_graded(place) or is_changed(place):
            return Done(place, "ungraded", UNGRADED, None, _without_page(place))
        if marks.waiting and not self.partial:
            return Done(place, "unread", UNREAD, marks, _without_page(place))
        before = place.page.read_bytes() if place.page.is_file() else b""
        self.stock.feedback(place)
        same = before == place.page.read_bytes()
        kind = "new" if not before else "same" if same else "changed"
        return Done(place, kind, MADE[kind], marks, (UNREAD,) if marks.waiting else ())


def _without_page(place: Place) -> tuple[str, ...]:
    """Take away a page that no longer says the truth about the copy."""
    if not place.folder("feedback").exists():
        return ()
    rmtree(str(place.folder("feedback")))
    return (REMOVED,)


def summary(results: Results, ids: Sequence[str]) -> str:
    """Return the French account of a round, ready to print."""
    new, changed, same = (len(results.of_kind(kind)) for kind in MADE)
    details = [
        counted(new, "nouvelle", "nouvelles"),
        counted(changed, "mise à jour", "mises à jour"),
        counted(same, "inchangée", "inchangées"),
    ]
    pages = counted(new + changed + same, "page de retour", "pages de retour")
    lines = ["", f"{pages} ({', '.join(details)}) dans le dossier {FOLDER}."]
    if new + changed + same:
        lines.append("Chaque personne y a son dossier\u00a0: envoyez-lui sa page, et aucune autre.")
    command = " ".join(["feedback", *ids])
    lines += _skipped(
        results.of_kind("unread"),
        "Sans page, car un texte attend sa note",
        "Notez ces textes dans Formgrader, puis relancez la commande. "
        f"Pour une page provisoire\u00a0: {command_line(command)} --partial",
    )
    lines += _skipped(
        results.of_kind("ungraded"),
        "Sans page, car la copie n’est pas corrigée",
        f"Corrigez-les\u00a0: {command_line(' '.join(['grade', *ids]))}",
    )
    provisional = [done for kind in MADE for done in results.of_kind(kind) if done.notes]
    lines += _skipped(
        provisional,
        "Page provisoire, car un texte attend sa note",
        "Elle dit que le total peut changer\u202f; refaites-la après votre note.",
    )
    return "\n".join([*lines, *results.failures(command, JOURNAL)])


def _skipped(copies: list[Done], title: str, remedy: str) -> list[str]:
    if not copies:
        return []
    names = [f"- {done.place.label}" for done in copies]
    return ["", f"{title}\u00a0:", *names, remedy]
