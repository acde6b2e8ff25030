"""Treat copies one by one, telling how far it is: no copy, no key press, stops it halfway."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout
from jupyter_core.utils import ensure_event_loop

from maillon.base.course import command_line
from maillon.base.errors import MaillonError
from maillon.grading.journal import Failure, Journal
from maillon.grading.marks import Marks
from maillon.grading.places import Place

#: The file that keeps two rounds from treating the same copies at once.
LOCK = ".correction.lock"


@dataclass(frozen=True)
class Done:
    """A copy that was treated: what became of it, and what its line says."""

    place: Place
    kind: str
    text: str
    marks: Marks | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Results:
    """What became of each copy, and whether the person stopped the batch."""

    done: dict[Place, Done] = field(default_factory=dict)
    failed: dict[Place, Failure] = field(default_factory=dict)
    stopped: bool = False

    def of_kind(self, *kinds: str) -> list[Done]:
        """Return the copies whose outcome is one of `kinds`."""
        return [done for done in self.done.values() if done.kind in kinds]

    def exit_code(self) -> int:
        """Return 0 when every copy went through, 130 when stopped, else 1."""
        return 130 if self.stopped else int(bool(self.failed))

    def failures(self, command: str, journal: Path) -> list[str]:
        """Tell the copies in failure, what to do, and where the details are."""
        lines = [
            f"- {place.label}\u00a0: {failure.reason}. {failure.remedy}"
            for place, failure in self.failed.items()
        ]
        if lines:
            details = f"Détail pour l’équipe du cours\u00a0: {journal}"
            lines = ["", "En échec\u00a0:", *lines, details]
        if self.stopped:
            again = f"Pour reprendre où vous en étiez\u00a0: {command_line(command)}"
            lines += ["", f"Arrêt demandé. {again}"]
        return lines


def work_through(
    todo: Sequence[Place], treat: Callable[[Place], Done], journal: Journal
) -> Results:
    """Treat each place of `todo`, then once more those that may succeed; print a line for each.

    Ctrl+C lets the copy under way end, then stops; a second Ctrl+C raises KeyboardInterrupt.
    """
    results = Results()
    several = len({place.assignment for place in todo}) > 1

    def attempt(rank: str, place: Place) -> None:
        def once() -> None:
            journal.mark()
            try:
                results.done[place] = treat(place)
                results.failed.pop(place, None)
            except Exception as error:
                results.failed[place] = journal.failure(error)

        results.stopped |= _uninterrupted(once)
        if place in results.failed:
            outcome = f"en échec\u00a0: {results.failed[place].reason}"
        else:
            done = results.done[place]
            outcome = " · ".join([done.text, *done.notes])
        print(f"{rank} · {place.label if several else place.name} · {outcome}", flush=True)

    for rank, place in enumerate(todo, start=1):
        if not results.stopped:
            attempt(f"{rank}/{len(todo)}", place)
    for place, failure in list(results.failed.items()):
        if not (results.stopped or failure.final):
            attempt("Nouvel essai", place)
    return results


def _uninterrupted(task: Callable[[], None]) -> bool:
    """Run `task` to its end; tell whether Ctrl+C was pressed meanwhile.

    In a thread, because a kernel's client takes Ctrl+C for itself in the main one, kills the
    kernel, and goes on as if the copy were broken.
    """
    finished = threading.Event()

    def work() -> None:
        try:
            task()
        finally:
            ensure_event_loop().close()  # the one that a kernel's client left in this thread
            finished.set()

    threading.Thread(target=work, daemon=True).start()
    stopped = False
    while True:
        try:
            while not finished.wait(0.2):
                pass
            return stopped
        except KeyboardInterrupt:
            if stopped:
                raise
            stopped = True
            print("Arrêt demandé\u00a0: la copie en cours se termine…", flush=True)


@contextmanager
def one_round(root: Path) -> Iterator[None]:
    """Hold the course's lock meanwhile.

    Raises:
        MaillonError: another round is under way, or the folder cannot be written.
    """
    grading = root / "grading"
    try:
        grading.mkdir(exist_ok=True)
        lock = FileLock(grading / LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise MaillonError(
            "Une autre correction est en cours dans ce dossier.",
            remedy="Attendez sa fin, puis recommencez.",
        ) from error
    except OSError as error:
        raise MaillonError(
            f"Le dossier {grading} refuse l’écriture.", remedy="Vérifiez vos droits."
        ) from error
    try:
        yield
    finally:
        lock.release()
