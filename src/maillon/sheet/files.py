"""The folder of a sheet: read without following a link, write in one step, or say why not.

Everything here raises `OSError` when the folder refuses (`reason` tells it in French),
and `Unusable` when what stands there is not one of our files.
"""

from __future__ import annotations

import errno
import os
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock

LARGEST_FILE: Final = 20_000_000  # bytes; beyond, a file is not an answer sheet
LOCK_SECONDS: Final = 5.0

_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
_NO_SYNC_HERE = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS}
_REASONS: Final = (
    ({errno.ENOSPC, errno.EDQUOT}, "le disque est plein. Libérez de la place"),
    (
        {errno.EACCES, errno.EPERM, errno.EROFS},
        "le dossier ou le fichier est en lecture seule. Rendez-le modifiable",
    ),
    ({errno.ENOENT, errno.ENOTDIR}, "le dossier de travail a disparu. Remettez-le en place"),
    ({None}, "une autre fenêtre est en train d’écrire. Attendez un instant"),
)


class Unusable(Exception):
    """What stands at a path is no answer sheet of ours: a word for its new name, and why."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(why)
        self.word, self.why = word, why


def reason(error: OSError) -> str:
    """Say in French why a folder refuses, and what to do."""
    for numbers, why in _REASONS:
        if error.errno in numbers:
            return f"{why}, puis modifiez une réponse."
    name = errno.errorcode.get(error.errno or 0, "inconnue")
    return f"l’ordinateur refuse l’écriture (erreur {name}). Prévenez la personne qui vous forme."


@contextmanager
def locked(folder: Path, name: str) -> Iterator[OSError | None]:
    """Hold the lock `name` of a folder; yields the reason when nothing may be written there."""
    lock = FileLock(folder / name, timeout=LOCK_SECONDS)
    try:
        folder.stat()  # the lock would make the folder anew, where nobody looks for it
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


def check_writable(path: Path) -> None:
    """Respect a file marked read-only, even where the folder would let it be replaced."""
    with suppress(FileNotFoundError):
        if not path.lstat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "read-only file", str(path))
    effective = os.access in os.supports_effective_ids
    if not os.access(path.parent, os.W_OK, effective_ids=effective):
        raise PermissionError(errno.EACCES, "read-only folder", str(path.parent))


def read_bytes(path: Path) -> bytes | None:
    """Read a regular file of this very folder; None when there is none."""
    try:
        info = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(info.st_mode):
        raise Unusable("lien", "était un lien vers un autre fichier")
    if stat.S_ISDIR(info.st_mode):
        raise Unusable("dossier", "était un dossier")
    if not stat.S_ISREG(info.st_mode) or info.st_size > LARGEST_FILE:
        raise Unusable("illisible", "était trop gros ou illisible")
    return path.read_bytes()


def set_aside(path: Path, word: str, now: datetime) -> str:
    """Rename what stands at a path, to a name that nothing bears, and return that name."""
    base = f"{path.stem}.{word}-{now:%Y%m%dT%H%M%SZ}"
    kept, n = f"{base}{path.suffix}", 1
    while os.path.lexists(path.with_name(kept)):
        n += 1
        kept = f"{base}-{n}{path.suffix}"
    rename(path, path.with_name(kept))
    return kept


def append(path: Path, data: bytes) -> int:
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


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place in one step: a reader sees the old one or the new one, whole."""
    temporary = path.with_name(f".reponses.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        rename(temporary, path)
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


def rename(source: Path, target: Path) -> None:
    """Rename over `target`, patiently where Windows refuses while another reads it."""
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
