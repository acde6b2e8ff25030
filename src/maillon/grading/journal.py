"""The log of a round: nbgrader's English goes to a file, a person reads one French reason."""

from __future__ import annotations

import logging
import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from maillon.base.errors import MaillonError
from maillon.base.yaml_files import read_yaml

#: How long a round waits for another program to let go of the gradebook, in seconds.
LOCK_WAIT_S = 3.0


@dataclass(frozen=True)
class Failure:
    """Why a copy could not be treated, and what to do, in French; what nbgrader writes then."""

    reason: str
    remedy: str
    signs: str = ""
    final: bool = False  # trying again is useless


FAILURES = {
    name: Failure(**row)
    for name, row in read_yaml(Path(__file__).with_name("failures.yaml")).items()
}
"""The failures of `failures.yaml`, by their ids."""


def explain(text: str) -> Failure:
    """Return the French reason behind what nbgrader wrote.

    >>> explain("sqlite3.OperationalError: database is locked").reason
    'le carnet de notes est occupé par un autre programme'
    """
    found = (each for each in FAILURES.values() if each.signs and re.search(each.signs, text))
    return next(found, FAILURES["unexpected"])


class Blocked(Exception):
    """A copy cannot be treated, for a reason already known."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.reason)


class Journal(logging.FileHandler):
    """A log file that also remembers what was written since `mark`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, mode="w", encoding="utf-8", errors="replace")
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.recent: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Write `record` to the file and to what is remembered."""
        super().emit(record)
        self.recent.append(self.format(record))

    def mark(self) -> None:
        """Forget what was written so far."""
        self.recent.clear()

    def failure(self, error: BaseException) -> Failure:
        """Explain `error` by its own text and by what was written since `mark`."""
        logging.getLogger(__name__).error("Incident", exc_info=error)
        if isinstance(error, Blocked):
            return error.failure
        return explain("\n".join(self.recent))


@contextmanager
def kept_in(path: Path) -> Iterator[Journal]:
    """Send every log record and warning to `path` meanwhile, and nothing to the screen.

    Raises:
        MaillonError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        journal = Journal(path)
    except OSError as error:
        raise MaillonError(
            f"Le journal {path} ne peut pas être écrit.",
            remedy="Vérifiez vos droits sur le dossier du cours et la place sur le disque.",
        ) from error
    root, stock = logging.getLogger(), logging.getLogger("traitlets")
    kept = root.handlers, root.level, stock.handlers, stock.level, stock.propagate
    root.handlers, stock.handlers, stock.propagate = [journal], [], True
    root.setLevel(logging.INFO)
    try:
        with warnings.catch_warnings():  # the libraries' warnings concern their authors
            warnings.simplefilter("default")
            logging.captureWarnings(True)
            yield journal
    finally:
        logging.captureWarnings(False)
        root.handlers, level, stock.handlers, stock_level, stock.propagate = kept
        root.setLevel(level)
        stock.setLevel(stock_level)
        journal.close()


def wait_for_gradebook(path: Path) -> None:
    """Wait until the gradebook at `path` can be written; a missing one can.

    Raises:
        Blocked: another program holds it for longer than `LOCK_WAIT_S`.
    """
    if not path.is_file():
        return
    with closing(sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None)) as trial:
        try:
            trial.execute("BEGIN IMMEDIATE")
            trial.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise Blocked(FAILURES["busy"]) from error
            # Whatever else is wrong, nbgrader will meet it and say so.
