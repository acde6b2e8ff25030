"""Keep answers in ``reponses.json``, so that nothing that was saved is ever lost.

Each save, under a lock shared by all tabs: read what the folder holds, append the change to the
journal ``reponses.journal.jsonl``, replace ``reponses.json`` in one step. Whatever is found in
``reponses.json`` that cannot be used is moved aside, never overwritten, and the answers come
back from the journal. No file problem raises: it becomes a :class:`Notice` in French, and what
could not be written stays in memory until a later save succeeds.

``saved_at`` of a question never goes backwards, even when the clock does, so that of two
versions of an answer the later date is always the later answer.
"""

from __future__ import annotations

import copy
import errno
import json
import math
import os
import stat
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from maillon.sheet.numbers import is_plain

__all__ = ["AnswerStore", "Notice", "to_json"]

SCHEMA: Final = 1
FILE: Final = "reponses.json"
JOURNAL: Final = "reponses.journal.jsonl"
LOCK: Final = ".reponses.lock"
LARGEST_FILE: Final = 20_000_000  # bytes; beyond, a file is not an answer sheet
LARGEST_VALUE: Final = 200_000  # characters of one answer written as JSON
LARGEST_JOURNAL: Final = 1_000_000  # bytes; beyond, only the last value of each question is kept
LOCK_SECONDS: Final = 5.0

_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
_NO_SYNC_HERE = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS}
_DEEPEST = 24
_HERE: Final = "Vos réponses restent dans cette fenêtre : ne la fermez pas."
_REASONS: Final = (
    ({errno.ENOSPC, errno.EDQUOT}, "le disque est plein. Libérez de la place"),
    (
        {errno.EACCES, errno.EPERM, errno.EROFS},
        "le dossier ou le fichier est en lecture seule. Rendez-le modifiable",
    ),
    ({errno.ENOENT, errno.ENOTDIR}, "le dossier de travail a disparu. Remettez-le en place"),
    ({None}, "une autre fenêtre est en train d’écrire. Attendez un instant"),
)


@dataclass(frozen=True)
class Notice:
    """Something that happened to the files: a stable ``code``, and French to show as it is."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class _Unusable(Exception):
    """What stands at a path is no answer sheet of ours: a word for its new name, and why."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(why)
        self.word, self.why = word, why


@dataclass
class _Sheet:
    """The content of ``reponses.json``; ``others`` are keys that this version does not know."""

    sheet: str | None = None
    trainee: dict[str, Any] | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    damaged: bool = False


class AnswerStore:
    """The answers of one trainee to one assignment, kept in ``folder``.

    The folder is read at :meth:`load`, or at first use. ``clock`` gives the present time (aware).

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
    ) -> None:
        self.folder = Path(folder)
        self.assignment = assignment
        self._clock = clock
        self._sheet: _Sheet | None = None
        self._loaded = False
        self._new_sheet_id = uuid.uuid4().hex
        self._pending: dict[str, dict[str, Any]] = {}
        self._pending_trainee: dict[str, Any] | None = None
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
        """The answer to a question, or ``None``."""
        return self.answers.get(question)

    def document(self) -> dict[str, Any]:
        """What ``reponses.json`` should hold now: what was read, and what is still in memory."""
        if not self._loaded:
            self.load()
        sheet = self._sheet or _Sheet()
        trainee = self._pending_trainee or sheet.trainee
        answers = dict(sheet.answers)
        for question, entry in self._pending.items():
            if question not in answers or not _is_later(answers[question], entry):
                answers[question] = entry
        head = {"schema": SCHEMA, "assignment": self.assignment, "sheet": self.sheet_id}
        named = {"trainee": trainee} if trainee else {}
        return copy.deepcopy({**head, **named, "answers": answers, **sheet.others})

    def load(self) -> tuple[Notice, ...]:
        """Read the folder, repair what must be repaired, and say what happened."""
        return self._exchange(lambda before: None)

    def save(self, question: str, value: Any) -> tuple[Notice, ...]:
        """Record an answer; it is safe on disk unless a notice says that it is not."""
        try:
            if not question or not is_plain(value, _DEEPEST - 4):
                raise ValueError("not an answer")
            text = to_json(value).decode()
            if len(text) > LARGEST_VALUE:
                raise ValueError("too long")
        except ValueError:
            return self._tell(
                "refusee",
                "Votre réponse n’est pas enregistrée : elle est trop longue ou illisible. "
                "Raccourcissez-la, puis recommencez.",
            )
        plain = json.loads(text)

        def change(before: dict[str, dict[str, Any]]) -> None:
            found = self._sheet.answers.get(question) if self._sheet else None
            if found and found != before.get(question) and found["value"] != plain:
                self._tell(
                    "remplacee",
                    "Une autre fenêtre avait répondu à cette question. "
                    "Votre dernière réponse la remplace ; l’autre reste dans le journal.",
                )
            now = self._clock()
            for entry in (found, self._pending.get(question)):
                known = _date(entry) if entry else None
                now = max(now, known + timedelta(microseconds=1)) if known else now
            self._pending[question] = {"value": plain, "saved_at": _stamp(now)}

        return self._exchange(change)

    def set_trainee(self, name: str) -> tuple[Notice, ...]:
        """Record the name that the copy will bear."""
        if not self._loaded:
            self.load()
        visible = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        known = (self._sheet and self._sheet.trainee) or {}
        self._pending_trainee = {**known, "name": visible[:120]}
        return self._exchange(lambda before: None)

    def _exchange(self, change: Callable[[dict[str, dict[str, Any]]], None]) -> tuple[Notice, ...]:
        """Lock, read, change, write; whatever the folder refuses becomes a notice."""
        with self._mutex:
            first, self._loaded = len(self._notices), True
            before = self._sheet.answers if self._sheet else None
            with self._locked() as locked:
                refusal, repaired = locked, False
                records: list[dict[str, Any]] = []
                try:
                    repaired, records = self._read(refusal)
                except OSError as error:
                    refusal = error
                change(self._sheet.answers if before is None and self._sheet else before or {})
                waiting = bool(self._pending or self._pending_trainee)
                try:
                    if refusal is not None:
                        raise refusal
                    if waiting or repaired:
                        self._write(records)
                    _check_writable(self.folder / FILE)
                except OSError as error:
                    self._refused(error, waiting)
            return tuple(self._notices[first:])

    @contextmanager
    def _locked(self) -> Iterator[OSError | None]:
        """Hold the lock of the folder; yields the reason when nothing may be written."""
        lock = FileLock(self.folder / LOCK, timeout=LOCK_SECONDS)
        try:
            self.folder.stat()  # the lock would make the folder anew, where nobody looks for it
            lock.acquire()
        except (OSError, NotImplementedError) as error:
            if isinstance(error, OSError) and error.errno not in _NO_LOCKS_HERE:
                yield error
            else:
                yield None  # a file system without locks: better write without one than not
            return
        try:
            yield None
        finally:
            with suppress(OSError):
                lock.release()

    def _read(self, refusal: OSError | None) -> tuple[bool, list[dict[str, Any]]]:
        """Read both files into memory; tells whether a repair must be written, and the journal."""
        sheet, fault, records = _Sheet(), None, []
        try:
            raw = _read_bytes(self.folder / FILE)
            sheet = sheet if raw is None else _parse(raw, self.assignment)
            fault = _Unusable("illisible", "était abîmé") if sheet.damaged else None
        except _Unusable as error:
            fault = error
        try:
            records = _records(_read_bytes(self.folder / JOURNAL) or b"", self.assignment)
        except _Unusable as error:
            with suppress(OSError):
                self._set_aside(JOURNAL, error.word)
        recovered = _replay(self._memory() + records, sheet)
        self._sheet = sheet
        if fault is not None:
            found = (
                f"la fiche garde {_count(sheet.answers)}" if sheet.answers else "la fiche est vide"
            )
            try:
                if refusal is not None:
                    raise refusal
                kept = self._set_aside(FILE, fault.word)
            except OSError:
                text = f"Le fichier reponses.json {fault.why} et ne peut pas être mis de côté."
                self._tell(fault.word, text, once=True)
                raise
            text = f"Le fichier reponses.json {fault.why} : il est gardé sous le nom « {kept} »"
            self._tell(fault.word, f"{text} ; {found}.")
        elif lost := recovered - self._pending.keys():
            self._tell("retrouvee", f"Le journal a permis de retrouver {_count(lost)}.")
        return fault is not None or bool(recovered), records

    def _memory(self) -> list[dict[str, Any]]:
        """What this window knows, as journal lines: it outlives files deleted under its feet."""
        known = self._sheet
        if known is None or known.sheet is None:
            return []
        lines = [{**entry, "question": name} for name, entry in known.answers.items()]
        named = [{"trainee": known.trainee}] if known.trainee else []
        return [{**line, "sheet": known.sheet} for line in named + lines]

    def _write(self, records: list[dict[str, Any]]) -> None:
        """Append to the journal what it does not hold yet, then replace ``reponses.json``."""
        document = self.document()
        head = {name: document[name] for name in ("schema", "assignment", "sheet")}
        known = {r.get("question"): r for r in records if r["sheet"] == document["sheet"]}
        lines = []
        for entries in (self._pending, document["answers"]):
            for question, entry in entries.items():
                value = {"value": entry["value"], "saved_at": entry.get("saved_at")}
                record = {**head, "question": question, **value}
                if record != known.get(question):
                    known[question] = record
                    lines.append(record)
        named = {**head, "trainee": document.get("trainee")}
        if "trainee" in document and named != known.get(None):
            lines.append(named)
        size, no_journal = 0, None
        try:
            size = _append(self.folder / JOURNAL, b"".join(to_json(r) + b"\n" for r in lines))
        except OSError as error:
            no_journal = error
        _check_writable(self.folder / FILE)
        _replace_file(self.folder / FILE, to_json(document, indent=1) + b"\n")
        others = self._sheet.others if self._sheet else {}
        trainee = document.get("trainee")
        self._sheet = _Sheet(document["sheet"], trainee, document["answers"], others)
        self._pending, self._pending_trainee = {}, None
        if no_journal is not None:
            text = "Vos réponses sont enregistrées, mais sans copie de secours : "
            self._tell("sans-journal", text + _why(no_journal), once=True)
        if size > LARGEST_JOURNAL:
            with suppress(OSError, _Unusable):
                _replace_file(self.folder / JOURNAL, _compact(_read_bytes(self.folder / JOURNAL)))

    def _refused(self, error: OSError, waiting: bool) -> None:
        if waiting:
            text = f"Votre réponse n’est pas enregistrée : {_why(error)} {_HERE}"
        else:
            text = f"Vos réponses ne pourront pas être enregistrées : {_why(error)}"
        self._tell("pas-enregistree" if waiting else "lecture-seule", text, once=not waiting)

    def _set_aside(self, name: str, word: str) -> str:
        """Rename what stands at a path, to a name that nothing bears, and return that name."""
        stem, _, suffix = name.rpartition(".")
        base = f"{stem}.{word}-{self._clock():%Y%m%dT%H%M%SZ}"
        kept, n = f"{base}.{suffix}", 1
        while os.path.lexists(self.folder / kept):
            n += 1
            kept = f"{base}-{n}.{suffix}"
        _rename(self.folder / name, self.folder / kept)
        return kept

    def _tell(self, code: str, text: str, *, once: bool = False) -> tuple[Notice, ...]:
        notice = Notice(code, text)
        if not (once and notice in self._notices):
            self._notices.append(notice)
        return (notice,)


def _count(answers: Collection[str]) -> str:
    return "1 réponse" if len(answers) == 1 else f"{len(answers)} réponses"


def _why(error: OSError) -> str:
    """Say in French why a folder refuses, and what to do."""
    for numbers, why in _REASONS:
        if error.errno in numbers:
            return f"{why}, puis modifiez une réponse."
    name = errno.errorcode.get(error.errno or 0, "inconnue")
    return f"l’ordinateur refuse l’écriture (erreur {name}). Prévenez la personne qui vous forme."


def _check_writable(path: Path) -> None:
    """Respect a file marked read-only, even where the folder would let it be replaced."""
    with suppress(FileNotFoundError):
        if not path.lstat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "read-only file", str(path))
    effective = os.access in os.supports_effective_ids
    if not os.access(path.parent, os.W_OK, effective_ids=effective):
        raise PermissionError(errno.EACCES, "read-only folder", str(path.parent))


def _read_bytes(path: Path) -> bytes | None:
    """Read a regular file of this very folder; None when there is none."""
    try:
        info = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(info.st_mode):
        raise _Unusable("lien", "était un lien vers un autre fichier")
    if stat.S_ISDIR(info.st_mode):
        raise _Unusable("dossier", "était un dossier")
    if not stat.S_ISREG(info.st_mode) or info.st_size > LARGEST_FILE:
        raise _Unusable("illisible", "était trop gros ou illisible")
    return path.read_bytes()


def _from_json(raw: bytes) -> Any:
    """Read JSON that can be written again: no NaN, no infinite number, no endless nesting."""

    def finite(text: str) -> float:
        if not math.isfinite(number := float(text)):
            raise ValueError("not a finite number")
        return number

    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_float=finite, parse_constant=finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not is_plain(value, _DEEPEST):
        raise ValueError("nested too deep")
    return value


def to_json(value: Any, indent: int | None = None) -> bytes:
    """JSON in UTF-8 for any text, half of a surrogate pair included; ValueError for NaN."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can escape it, UTF-8 cannot
        return json.dumps(value, allow_nan=False, indent=indent).encode()


def _parse(raw: bytes, assignment: str) -> _Sheet:
    """Read ``reponses.json``, keeping what is sound and noting whether something was not."""
    try:
        data = _from_json(raw)
        answers = data.pop("answers")
        schema, owner = data.pop("schema"), data.pop("assignment")
        entries = {
            question: entry
            for question, entry in answers.items()
            if isinstance(entry, dict) and "value" in entry
        }
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise _Unusable("illisible", "était abîmé ou incomplet") from error
    if type(schema) is int and schema > SCHEMA:
        raise _Unusable("version-suivante", "vient d’une version plus récente du cours")
    if schema != SCHEMA or not isinstance(owner, str):
        raise _Unusable("illisible", "était abîmé ou incomplet")
    if owner != assignment:
        raise _Unusable("autre-devoir", "appartenait à un autre exercice")
    sheet, trainee = data.pop("sheet", None), data.pop("trainee", None)
    sound_sheet = sheet if isinstance(sheet, str) and sheet else None
    sound_trainee = trainee if isinstance(trainee, dict) else None
    if sound_trainee is not None and not isinstance(sound_trainee.get("name", ""), str):
        sound_trainee = None
    damaged = len(entries) < len(answers) or (sound_sheet, sound_trainee) != (sheet, trainee)
    return _Sheet(sound_sheet, sound_trainee, entries, data, damaged)


def _lines(raw: bytes) -> list[dict[str, Any]]:
    """The readable lines of a journal; a line cut by a crash was never acknowledged."""
    found = []
    for line in raw.split(b"\n"):
        with suppress(ValueError):
            record = _from_json(line)
            if isinstance(record, dict):
                found.append(record)
    return found


def _records(raw: bytes, assignment: str) -> list[dict[str, Any]]:
    """The lines of a journal that this version wrote for this assignment."""
    return [
        line
        for line in _lines(raw)
        if line.get("schema") == SCHEMA
        and line.get("assignment") == assignment
        and isinstance(line.get("sheet"), str)
        and (
            (isinstance(line.get("question"), str) and "value" in line)
            or isinstance(line.get("trainee"), dict)
        )
    ]


def _replay(records: list[dict[str, Any]], sheet: _Sheet) -> set[str]:
    """Bring into a sheet what its journal has and it has not; returns the questions changed."""
    if sheet.sheet is None and records:
        sheet.sheet = records[-1]["sheet"]
    changed, trainee = set(), None
    for record in records:
        if record["sheet"] != sheet.sheet:
            continue
        question = record.get("question")
        if question is None:
            trainee = record["trainee"]
        elif question not in sheet.answers or _is_later(record, sheet.answers[question]):
            sheet.answers[question] = {name: record.get(name) for name in ("value", "saved_at")}
            changed.add(question)
    sheet.trainee = sheet.trainee or trainee
    return changed


def _compact(raw: bytes | None) -> bytes:
    """Keep the last line about each question, and every line of another version."""
    kept: dict[str, dict[str, Any]] = {}
    for line in _lines(raw or b""):
        subject = [line.get(name) for name in ("assignment", "sheet", "question")]
        key = repr(subject if line.get("schema") == SCHEMA else line)
        kept.pop(key, None)
        kept[key] = line
    return b"".join(to_json(line) + b"\n" for line in kept.values())


def _date(entry: dict[str, Any]) -> datetime | None:
    """When an entry was saved; None when it does not say so in a usable way."""
    try:
        date = datetime.fromisoformat(entry["saved_at"])
    except (KeyError, TypeError, ValueError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return date if date.year < 9000 else None


def _is_later(one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = _date(one), _date(other)
    return first is not None and second is not None and first > second


def _stamp(date: datetime) -> str:
    return date.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _append(path: Path, data: bytes) -> int:
    """Append whole lines and flush them to the disk; returns the size of the file."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        size = os.fstat(descriptor).st_size
        if size:
            os.lseek(descriptor, -1, os.SEEK_END)
            if data and os.read(descriptor, 1) != b"\n":
                data = b"\n" + data  # the last line was cut: leave it alone on its line
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            _sync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
        return size + len(data)
    finally:
        os.close(descriptor)


def _replace_file(path: Path, data: bytes) -> None:
    """Put a file in place in one step: a reader sees the old one or the new one, whole."""
    temporary = path.with_name(f".reponses.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        _rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(OSError):  # Windows cannot open a folder, some network disks cannot sync one
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    for leftover in path.parent.glob(".reponses.*.tmp"):  # of a process killed while writing
        with suppress(OSError):
            if leftover.stat().st_mtime < time.time() - 3600:
                leftover.unlink()


def _rename(source: Path, target: Path) -> None:
    """Rename over ``target``, patiently where Windows refuses while another reads it."""
    for pause in [0.05] * 40 + [0.0]:
        try:
            source.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in (5, 32) or not pause:
                raise
            time.sleep(pause)
        else:
            return


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC_HERE:
            raise
