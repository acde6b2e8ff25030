"""Open what trainees hand in (zips and bare notebooks) and judge it before anything is written.

Every refusal is a `Refused` whose message is one French sentence for the trainer.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from maillon.base.errors import MaillonError
from maillon.base.yaml_files import read_yaml
from maillon.grading.config import ANSWERS, MANIFEST
from maillon.grading.files import (
    MAX_ANSWERS_BYTES,
    MAX_NOTEBOOK_BYTES,
    UnreadableFile,
    parse_answers,
    parse_object,
    read_regular,
)
from maillon.sheet.handin import HandInError, student_slug

#: The manifest holds six short values.
MAX_MANIFEST_BYTES = 16_000
#: Each member at its largest: a bigger zip cannot be a copy.
MAX_ZIP_BYTES = MAX_NOTEBOOK_BYTES + MAX_ANSWERS_BYTES + MAX_MANIFEST_BYTES
#: JSON shrinks 5 to 30 times; a bomb shrinks a thousand times.
MAX_RATIO = 200
#: Below this size a high ratio is only a short, repetitive file.
RATIO_MATTERS_ABOVE_BYTES = 200_000
#: Three files make a copy; more names than this is not one, and is not read further.
MAX_MEMBERS = 50
#: A trainee's clock may be a little fast, not a day.
CLOCK_TOLERANCE = timedelta(days=1)

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
MAX_SLUG = 80
#: `<student>_<assignment>`, with the « (1) » that browsers add to a second download.
_NAMED = re.compile(rf"(?P<student>{SLUG})_(?P<assignment>{SLUG})(?:[ _-]?\(\d+\))?")
#: Windows gives these names to devices, whatever their extension.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}

_REFUSALS: dict[str, str] = read_yaml(Path(__file__).with_name("refusals.yaml"))


class Refused(MaillonError):
    """A hand-in cannot be imported; the message says why and what to ask for."""

    @classmethod
    def of(cls, refusal: str, **words: object) -> Self:
        """Return a refusal of `refusals.yaml`, whose text names `words`."""
        return cls(_REFUSALS[refusal].format(**words))


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Refuse the copy, and say why, when one of its files is unreadable."""
    try:
        yield
    except UnreadableFile as error:
        raise Refused(f"{what}\u00a0: {error}.") from error


@dataclass(frozen=True)
class Copy:
    """One readable hand-in: who, what, when, and the bytes to write."""

    source: Path
    student: str
    assignment: str
    made_at: datetime
    notebook: bytes
    answers: bytes | None
    manifest: bytes | None
    sheet: str = ""
    name: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def files(self) -> dict[str, bytes]:
        """Return the files to write, under names chosen here and nowhere else."""
        name = f"{self.assignment}.ipynb"
        files = {name: self.notebook, ANSWERS: self.answers, MANIFEST: self.manifest}
        return {name: content for name, content in files.items() if content is not None}


def slug(text: str) -> str:
    """Turn a name into the identifier that the sheet gives it, or a blank if it has no letter.

    >>> slug("Jeanne Dupont-Hélias")
    'jeanne-dupont-helias'
    """
    try:
        return student_slug(text)
    except HandInError:
        return ""


def named(stem: str) -> tuple[str, str]:
    """Read `<student>_<assignment>` in a file name without its extension, or two blanks.

    >>> named("jeanne-dupont_e1-boucles (1)")
    ('jeanne-dupont', 'e1-boucles')
    >>> named("e1-boucles")
    ('', '')
    """
    found = _NAMED.fullmatch(stem.strip())
    return (found["student"], found["assignment"]) if found else ("", "")


def read_zip(path: Path, assignments: frozenset[str]) -> Copy:
    """Open the hand-in zip at `path`, for one of the known `assignments`.

    Raises:
        Refused: anything that is not exactly a copy made by « Télécharger ma copie ».
    """
    with _refusing("L’archive est refusée"):
        content = read_regular(path, MAX_ZIP_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _checked_members(archive)
            files = {name: _member(archive, info) for name, info in members.items()}
    except Refused:
        raise
    except Exception as error:  # zipfile has no list of what a damaged archive makes it raise
        raise Refused.of("archive-damaged") from error
    return _from_zip(path, files, assignments)


def _checked_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise Refused.of("too-many-files", number=len(infos))
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_name(info)
        if info.filename in members:
            raise Refused.of("twice", name=info.filename)
        _check_size(info)
        members[info.filename] = info
    notebooks = [name for name in members if name.endswith(".ipynb")]
    if len(members) != 3 or len(notebooks) != 1 or not {ANSWERS, MANIFEST} <= members.keys():
        raise Refused.of("not-three-files", answers=ANSWERS, manifest=MANIFEST)
    return members


def _check_name(info: zipfile.ZipInfo) -> None:
    # ZipInfo turns the separators of this system into slashes; the name as written counts.
    written = info.orig_filename
    parts = re.split(r"[/\\]", written)
    if ".." in parts:
        raise Refused.of("leaves-folder")
    if written.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", written):
        raise Refused.of("absolute-path")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused.of("special-file")
    if written.lower().endswith(".zip"):
        raise Refused.of("inner-archive")
    expected = written in {ANSWERS, MANIFEST} or re.fullmatch(rf"{SLUG}\.ipynb", written)
    if info.is_dir() or not expected:
        raise Refused.of("unexpected-file", name=_shown(written))


def _check_size(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise Refused.of("locked")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused.of("compression")
    limit = _limit(info.filename)
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > limit or (ratio > MAX_RATIO and info.file_size > RATIO_MATTERS_ABOVE_BYTES):
        raise Refused.of("too-big", name=info.filename, limit=limit // 1000)


def _limit(name: str) -> int:
    return {ANSWERS: MAX_ANSWERS_BYTES, MANIFEST: MAX_MANIFEST_BYTES}.get(name, MAX_NOTEBOOK_BYTES)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:  # the declared size may lie: read no more than the limit
        content = stream.read(_limit(info.filename) + 1)
        if len(content) > _limit(info.filename) or stream.read(1):
            raise Refused.of("bigger-than-said", name=info.filename)
    return content


def _from_zip(path: Path, files: dict[str, bytes], assignments: frozenset[str]) -> Copy:
    manifest = _manifest(files[MANIFEST])
    assignment = _known(manifest.get("assignment"), assignments)
    if f"{assignment}.ipynb" not in files:
        raise Refused.of("other-notebook", assignment=assignment)
    student, name = manifest_student(manifest)
    file_student, file_assignment = named(path.stem)
    if file_student and (file_student, file_assignment) != (student, assignment):
        raise Refused.of("other-name", student=student, assignment=assignment)
    made_at, notes = _made_at(manifest.get("made_at"), path)
    return Copy(
        source=path,
        student=student,
        assignment=assignment,
        made_at=made_at,
        notebook=check_notebook(files[f"{assignment}.ipynb"]),
        answers=_answers(files[ANSWERS], assignment),
        manifest=files[MANIFEST],
        sheet=str(manifest.get("sheet") or ""),
        name=name,
        notes=notes,
    )


def read_notebook(path: Path, root: Path, assignments: frozenset[str]) -> Copy:
    """Open a bare notebook at `path` found under `root`, with the answers beside it if any.

    Raises:
        Refused: not a notebook of a known exercise, or nobody's.
    """
    with _refusing("Le carnet est refusé"):
        content = read_regular(path, MAX_NOTEBOOK_BYTES)
    check_notebook(content)
    metadata = parse_object(content).get("metadata")
    own = metadata.get("maillon") if isinstance(metadata, dict) else None
    declared = own.get("assignment") if isinstance(own, dict) else None
    student, from_name = named(path.stem)
    assignment = _known(declared or from_name or path.stem, assignments)
    manifest = _beside(path, MANIFEST, MAX_MANIFEST_BYTES)
    made_at, name, sheet = _file_time(path), "", ""
    notes: tuple[str, ...] = ()
    if manifest is not None:
        found = _manifest(manifest)
        if found.get("assignment") != assignment:
            raise Refused.of("other-exercise", manifest=MANIFEST)
        student, name = manifest_student(found)
        sheet = str(found.get("sheet") or "")
        made_at, notes = _made_at(found.get("made_at"), path)
    elif not student and path.parent != root:
        student = slug(path.parent.name)
    if not student or not _usable(student):
        raise Refused.of("nobodys", assignment=assignment)
    answers = _beside(path, ANSWERS, MAX_ANSWERS_BYTES)
    if answers is not None:
        answers = _answers(answers, assignment)
        sheet = sheet or str(parse_object(answers).get("sheet") or "")
    return Copy(path, student, assignment, made_at, content, answers, manifest, sheet, name, notes)


def manifest_student(manifest: dict[str, Any]) -> tuple[str, str]:
    """Return the identifier and the name that a manifest gives.

    Raises:
        Refused: no identifier that can name a folder.
    """
    student = manifest.get("student")
    identifier = student.get("id") if isinstance(student, dict) else None
    name = student.get("name") if isinstance(student, dict) else None
    if not isinstance(identifier, str) or not _usable(identifier):
        raise Refused.of("no-student")
    return identifier, _shown(name) if isinstance(name, str) else ""


def check_notebook(content: bytes) -> bytes:
    """Return `content` if it is a notebook of format 4.

    Raises:
        Refused: it is not.
    """
    with _refusing("Le carnet ne s’ouvre pas"):
        found = parse_object(content)
    cells = found.get("cells")
    sound = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    if found.get("nbformat") != 4 or not sound:
        raise Refused.of("not-version-4")
    return content


def _usable(identifier: str) -> bool:
    fits = len(identifier) <= MAX_SLUG and re.fullmatch(SLUG, identifier) is not None
    return fits and identifier not in _DEVICES


def _known(assignment: object, assignments: frozenset[str]) -> str:
    if not isinstance(assignment, str) or assignment not in assignments:
        raise Refused.of(
            "unknown-exercise",
            name=_shown(str(assignment)),
            known=", ".join(sorted(assignments)) or "aucun",
        )
    return assignment


def _answers(content: bytes, assignment: str) -> bytes:
    with _refusing(f"Le fichier {ANSWERS} est refusé"):
        parse_answers(content, assignment)
    return content


def _manifest(content: bytes) -> dict[str, Any]:
    with _refusing(f"Le fichier {MANIFEST} est refusé"):
        return parse_object(content)


def _beside(path: Path, name: str, limit: int) -> bytes | None:
    with _refusing(f"Le fichier {name} voisin est refusé"), suppress(FileNotFoundError):
        return read_regular(path.with_name(name), limit)
    return None


def _file_time(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _made_at(written: object, path: Path) -> tuple[datetime, tuple[str, ...]]:
    """Read the date of a manifest; an absent or impossible one gives way to the file's."""
    try:
        found = datetime.fromisoformat(str(written))
        found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        if found <= datetime.now(UTC) + CLOCK_TOLERANCE:
            return found, ()
    except (ValueError, OverflowError):
        pass
    return _file_time(path), ("La date de la copie est illisible\u00a0: celle du fichier compte.",)


def _shown(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:80]
