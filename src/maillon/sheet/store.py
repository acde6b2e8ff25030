"""Keep answers in `reponses.json`, so that nothing that was saved is ever lost.

Each save, under a lock shared by all tabs: read what the folder holds, append the change to the
journal `reponses.journal.jsonl`, replace `reponses.json` in one step. Whatever is found in
`reponses.json` that cannot be used is moved aside, never overwritten, and the answers come
back from the journal. No file problem raises: it becomes a `Notice` in French, and what
could not be written stays in memory until a later save succeeds.

`saved_at` of a question never goes backwards, even when the clock does, so that of two
versions of an answer the later date is always the later answer.
"""

from __future__ import annotations

import copy
import json
import threading
import uuid
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from maillon.sheet import files, journal
from maillon.sheet.journal import Record, to_json
from maillon.sheet.numbers import is_plain

__all__ = ["AnswerStore", "Notice", "to_json"]

FILE: Final = "reponses.json"
JOURNAL: Final = "reponses.journal.jsonl"
LOCK: Final = ".reponses.lock"
LARGEST_VALUE: Final = 200_000  # characters of one answer written as JSON
_FAILURES: Final = frozenset({"refusee", "pas-enregistree", "lecture-seule"})
LARGEST_JOURNAL: Final = 1_000_000  # bytes; beyond, only the last value of each question is kept

_HERE: Final = "Vos réponses restent dans cette fenêtre : ne la fermez pas."


@dataclass(frozen=True)
class Notice:
    """Something that happened to the files: a stable `code`, and French to show as it is."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def failed(self) -> bool:
        """Whether something is not written; otherwise the notice is only news."""
        return self.code in _FAILURES


class AnswerStore:
    """The answers of one trainee to one assignment, kept in `folder`.

    The folder is read at `load`, or at first use. `clock` gives the present time (aware).

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notices = AnswerStore(folder, "e0-repetition").save("prix", "12,5")
    ...     again = AnswerStore(folder, "e0-repetition")
    ...     again.load(), again.get("prix"), notices
    ((), '12,5', ())
    """

    def __init__(
        self,
        folder: str | Path,
        assignment: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        read_only: bool = False,
    ) -> None:
        self.folder = Path(folder)
        self.assignment = assignment
        self._clock = clock
        self._read_only = read_only
        self._sheet: journal.Content | None = None
        self._loaded = False
        self._new_sheet_id = uuid.uuid4().hex
        self._pending: dict[str, Record] = {}
        self._pending_trainee: Record | None = None
        self._notices: list[Notice] = []
        self._mutex = threading.RLock()

    @property
    def sheet_id(self) -> str:
        """The identity of this sheet: written at the first save, then the same for ever."""
        if not self._loaded:
            self.load()
        return (self._sheet and self._sheet.sheet) or self._new_sheet_id

    @property
    def trainee_name(self) -> str:
        """The name given by the trainee, or an empty text."""
        return str((self.document().get("trainee") or {}).get("name", ""))

    @property
    def answers(self) -> dict[str, Any]:
        """A copy of all answers, by question id, those that are not on disk yet included."""
        return {question: entry["value"] for question, entry in self.document()["answers"].items()}

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The questions whose last answer is only in memory."""
        return tuple(self._pending)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice given since the store was made, in order."""
        return tuple(self._notices)

    def get(self, question: str) -> Any:
        """The answer to a question, or `None`."""
        return self.answers.get(question)

    def document(self) -> Record:
        """What `reponses.json` should hold now: what was read, and what is still in memory."""
        if not self._loaded:
            self.load()
        sheet = self._sheet or journal.Content()
        trainee = self._pending_trainee or sheet.trainee
        answers = dict(sheet.answers)
        for question, entry in self._pending.items():
            if question not in answers or not journal.is_later(answers[question], entry):
                answers[question] = entry
        head = {"schema": journal.SCHEMA, "assignment": self.assignment, "sheet": self.sheet_id}
        named = {"trainee": trainee} if trainee else {}
        return copy.deepcopy({**head, **named, "answers": answers, **sheet.others})

    def load(self) -> tuple[Notice, ...]:
        """Read the folder, repair what must be repaired, and say what happened."""
        return self._exchange()

    def save(self, question: str, value: object) -> tuple[Notice, ...]:
        """Record an answer; it is safe on disk unless a notice says that it is not."""
        try:
            if not question or not is_plain(value, journal.DEEPEST - 4):
                raise ValueError("not an answer")
            text = journal.to_json(value).decode()
            if len(text) > LARGEST_VALUE:
                raise ValueError("too long")
        except ValueError:
            return self._tell(
                "refusee",
                "Votre réponse n’est pas enregistrée : elle est trop longue ou illisible. "
                "Raccourcissez-la, puis recommencez.",
            )
        return self._exchange((question, json.loads(text)))

    def set_trainee(self, name: str) -> tuple[Notice, ...]:
        """Record the name that the copy will bear."""
        if not self._loaded:
            self.load()
        visible = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        known = (self._sheet and self._sheet.trainee) or {}
        self._pending_trainee = {**known, "name": visible[:120]}
        return self._exchange()

    def _exchange(self, answer: tuple[str, object] | None = None) -> tuple[Notice, ...]:
        """Lock, read, record an answer to a question, write; say what happened."""
        with self._mutex:
            first, self._loaded = len(self._notices), True
            if self._read_only:
                self._peek()
            else:
                with files.locked(self.folder, LOCK) as refusal:
                    self._exchange_locked(refusal, answer)
            return tuple(self._notices[first:])

    def _exchange_locked(self, refusal: OSError | None, answer: tuple[str, object] | None) -> None:
        """Do the same under the lock, or without it when the folder gave a `refusal`.

        Whatever the folder refuses, the answer is recorded in memory.
        """
        before = self._sheet
        repaired, records = False, list[Record]()
        try:
            repaired, records = self._read(refusal)
        except OSError as error:
            refusal = error
        if answer is not None:
            # What the first reading finds is no surprise; afterwards, another window wrote it.
            known = before or self._sheet
            self._keep(*answer, known.answers if known else {})
        waiting = bool(self._pending or self._pending_trainee)
        try:
            if refusal is not None:
                raise refusal
            if waiting or repaired:
                self._write(records)
            files.check_writable(self.folder / FILE)
        except OSError as error:
            self._refused(error, waiting)

    def _keep(self, question: str, value: object, known: dict[str, Record]) -> None:
        """Put an answer among the pending ones, dated after any other one to that question.

        An answer on disk that is neither `known` nor pending comes from another window.
        """
        pending = self._pending.get(question)
        found = self._sheet.answers.get(question) if self._sheet else None
        if found and found not in (known.get(question), pending) and found["value"] != value:
            self._tell(
                "remplacee",
                "Une autre fenêtre avait répondu à cette question. "
                "Votre dernière réponse la remplace ; l’autre reste dans le journal.",
            )
        now = self._clock()
        for entry in (found, pending):
            date = journal.date_of(entry) if entry else None
            if date is not None:
                now = max(now, date + timedelta(microseconds=1))
        self._pending[question] = {"value": value, "saved_at": journal.stamp(now)}

    def _peek(self) -> None:
        """Read `reponses.json` and touch nothing: neither repair, nor journal, nor lock."""
        self._sheet = journal.Content()
        try:
            raw = files.read_bytes(self.folder / FILE)
            if raw is not None:
                self._sheet = journal.parse(raw, self.assignment)
        except files.Unusable as error:
            self._tell(error.word, f"Le fichier reponses.json {error.why}.", once=True)
        except OSError as error:
            self._tell("illisible", f"Réponses non lues : {files.reason(error)}", once=True)
        if self._sheet.damaged:
            self._tell("illisible", "Le fichier reponses.json est abîmé par endroits.", once=True)

    def _read(self, refusal: OSError | None) -> tuple[bool, list[Record]]:
        """Read both files into memory; tells whether a repair must be written, and the journal."""
        sheet, fault = self._read_sheet()
        records = self._read_journal()
        recovered = journal.replay(self._memory() + records, sheet)
        self._sheet = sheet
        if fault is not None:
            self._set_aside(fault, sheet, refusal)
        elif lost := recovered - self._pending.keys():
            self._tell("retrouvee", f"Le journal a permis de retrouver {_count(lost)}.")
        return fault is not None or bool(recovered), records

    def _read_sheet(self) -> tuple[journal.Content, files.Unusable | None]:
        """Read what is sound in `reponses.json`, and what is wrong with that file."""
        try:
            raw = files.read_bytes(self.folder / FILE)
            sheet = journal.Content() if raw is None else journal.parse(raw, self.assignment)
        except files.Unusable as error:
            return journal.Content(), error
        return sheet, files.Unusable("illisible", "était abîmé") if sheet.damaged else None

    def _read_journal(self) -> list[Record]:
        """Read the lines of the journal; one that is no journal of ours makes room for another."""
        try:
            raw = files.read_bytes(self.folder / JOURNAL)
        except files.Unusable as error:
            with suppress(OSError):
                files.set_aside(self.folder / JOURNAL, error.word, self._clock())
            return []
        return journal.records(raw or b"", self.assignment)

    def _set_aside(
        self, fault: files.Unusable, sheet: journal.Content, refusal: OSError | None
    ) -> None:
        """Rename the file that cannot be used, and say what the sheet keeps.

        Raises:
            OSError: the folder refuses.
        """
        try:
            if refusal is not None:
                raise refusal
            name = files.set_aside(self.folder / FILE, fault.word, self._clock())
        except OSError:
            text = f"Le fichier reponses.json {fault.why} et ne peut pas être mis de côté."
            self._tell(fault.word, text, once=True)
            raise
        kept = f"la fiche garde {_count(sheet.answers)}" if sheet.answers else "la fiche est vide"
        text = f"Le fichier reponses.json {fault.why} : il est gardé sous le nom « {name} »"
        self._tell(fault.word, f"{text} ; {kept}.")

    def _memory(self) -> list[Record]:
        """What this window knows, as journal lines: it outlives files deleted under its feet."""
        known = self._sheet
        if known is None or known.sheet is None:
            return []
        lines = [{**entry, "question": name} for name, entry in known.answers.items()]
        named = [{"trainee": known.trainee}] if known.trainee else []
        return [{**line, "sheet": known.sheet} for line in named + lines]

    def _write(self, records: list[Record]) -> None:
        """Append to the journal what it does not hold yet, then replace `reponses.json`."""
        document = self.document()
        lines = journal.additions(document, self._pending, records)
        size, no_journal = 0, None
        try:
            data = b"".join(journal.to_json(line) + b"\n" for line in lines)
            size = files.append(self.folder / JOURNAL, data)
        except OSError as error:
            no_journal = error
        files.check_writable(self.folder / FILE)
        files.replace_file(self.folder / FILE, journal.to_json(document, indent=1) + b"\n")
        self._sheet = journal.Content(
            document["sheet"],
            document.get("trainee"),
            document["answers"],
            self._sheet.others if self._sheet else {},
        )
        self._pending, self._pending_trainee = {}, None
        if no_journal is not None:
            text = "Vos réponses sont enregistrées, mais sans copie de secours : "
            self._tell("sans-journal", text + files.reason(no_journal), once=True)
        if size > LARGEST_JOURNAL:
            with suppress(OSError, files.Unusable):
                whole = files.read_bytes(self.folder / JOURNAL)
                files.replace_file(self.folder / JOURNAL, journal.compact(whole))

    def _refused(self, error: OSError, waiting: bool) -> None:
        if waiting:
            text = f"Votre réponse n’est pas enregistrée : {files.reason(error)} {_HERE}"
        else:
            text = f"Vos réponses ne pourront pas être enregistrées : {files.reason(error)}"
        self._tell("pas-enregistree" if waiting else "lecture-seule", text, once=not waiting)

    def _tell(self, code: str, text: str, *, once: bool = False) -> tuple[Notice, ...]:
        notice = Notice(code, text)
        if not (once and notice in self._notices):
            self._notices.append(notice)
        return (notice,)


def _count(answers: Collection[str]) -> str:
    return "1 réponse" if len(answers) == 1 else f"{len(answers)} réponses"
