"""Bring a folder of hand-ins into `grading/submitted`, where nbgrader looks for them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from maillon.base.errors import MaillonError
from maillon.grading.config import ANSWERS, MANIFEST, TIMESTAMP
from maillon.grading.files import UnreadableFile, content_of, parse_object
from maillon.grading.handins import Copy, Refused, read_notebook, read_zip
from maillon.grading.places import known_assignments
from maillon.grading.report import CollectReport, Left

_TIMESTAMP_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"

#: Folders that systems and Jupyter make, never a trainee.
_SKIPPED = {"__MACOSX", ".ipynb_checkpoints"}

#: What a copy comes as, and what may stand beside a bare notebook without a word about it.
_COPIES = {".zip", ".ipynb"}
_COMPANIONS = {".json", ".jsonl", ".toml", ".log", ".txt"}


class CollectError(MaillonError):
    """The whole import cannot start; the message is French."""


def collect(folder: Path, course_root: Path) -> CollectReport:
    """Import the hand-in zips and bare notebooks found under `folder`.

    Zips inside a zip are not opened. Of several copies of one trainee for one exercise, the
    latest stays; what an earlier import brought is only replaced by a later copy, and then
    moved to `grading/archive`. Running it twice changes nothing.

    Raises:
        CollectError: `folder` does not exist, or is part of the course itself.
    """
    folder, course_root = folder.resolve(), course_root.resolve()
    _check_folder(folder, course_root)
    report = CollectReport(folder)
    groups: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    known = known_assignments(course_root)
    for path in _files(folder):
        if path.suffix.lower() not in _COPIES:
            if path.suffix.lower() not in _COMPANIONS:
                report.warn(f"{path.name} n’est ni une archive ni un carnet\u00a0: laissé de côté.")
            continue
        try:
            copy = _read(path, folder, known)
        except (Refused, OSError) as error:
            reason = str(error) if isinstance(error, Refused) else "Le fichier ne s’ouvre pas."
            report.refused.append(Left(path, reason))
        else:
            groups[copy.student, copy.assignment].append(copy)
    groups = _without_borrowed_answers(groups)
    for key in sorted(groups):
        _settle(groups[key], course_root / "grading", report)
    return report


def _check_folder(folder: Path, course_root: Path) -> None:
    if not folder.exists():
        raise CollectError(f"Le dossier {folder} n’existe pas\u00a0: vérifiez son chemin.")
    course = [course_root / name for name in ("solutions", "exercises", "notebooks", "grading")]
    if course_root.is_relative_to(folder) or any(folder.is_relative_to(part) for part in course):
        raise CollectError(
            f"Le dossier {folder} fait partie du cours ou le contient\u00a0: "
            "rangez les copies reçues dans un dossier à part, puis recommencez."
        )


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in _SKIPPED and not f.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(where, name)


def _read(path: Path, folder: Path, known: frozenset[str]) -> Copy:
    if path.is_symlink():
        raise Refused("C’est un lien, pas un fichier\u00a0: copiez le fichier lui-même.")
    if path.suffix.lower() == ".zip":
        return read_zip(path, known)
    return read_notebook(path, folder, known)


def _without_borrowed_answers(
    groups: dict[tuple[str, str], list[Copy]],
) -> dict[tuple[str, str], list[Copy]]:
    """Drop a `reponses.json` that stands beside the notebooks of several people."""
    owners: dict[Path, set[str]] = defaultdict(set)
    for copy in chain(*groups.values()):
        if _is_bare(copy):
            owners[copy.source.parent].add(copy.student)
    shared = {folder for folder, students in owners.items() if len(students) > 1}
    note = (
        f"Le fichier {ANSWERS} voisin peut appartenir à plusieurs personnes\u00a0: il est ignoré."
    )
    return {
        key: [
            replace(copy, answers=None, manifest=None, sheet="", name="", notes=(*copy.notes, note))
            if _is_bare(copy) and copy.answers is not None and copy.source.parent in shared
            else copy
            for copy in copies
        ]
        for key, copies in groups.items()
    }


def _is_bare(copy: Copy) -> bool:
    return copy.source.suffix.lower() == ".ipynb"


def _rank(copy: Copy) -> tuple[bool, datetime, str]:
    """Order copies: one with answers beats one without, then the latest, then the name."""
    return copy.answers is not None, copy.made_at, copy.source.name


def _settle(copies: list[Copy], grading: Path, report: CollectReport) -> None:
    best = max(copies, key=_rank)
    place = grading / "submitted" / best.student / best.assignment
    present = _present(place, best)
    for copy in sorted(copies, key=_rank):
        if copy is not best:
            report.set_aside(copy, "une copie plus récente ou plus complète est gardée")
    _warn_of_namesakes([*copies, *([present] if present else [])], report)
    if present and present.files == best.files:
        report.unchanged.append(best)
    elif present and _rank(present)[:2] >= _rank(best)[:2]:
        report.set_aside(best, "une copie plus récente ou plus complète est déjà importée")
    else:
        archived = _install(best, place, grading)
        report.bring(best, archived)


def _present(place: Path, like: Copy) -> Copy | None:
    """Read back what an earlier import (or the exchange) left at `place`."""
    if not place.is_dir():
        return None
    name = f"{like.assignment}.ipynb"
    contents = {n: content_of(place / n) for n in (name, ANSWERS, MANIFEST)}
    sheet = ""
    for source in (contents[MANIFEST], contents[ANSWERS]):
        try:
            sheet = sheet or str(parse_object(source or b"{}").get("sheet") or "")
        except UnreadableFile:
            continue
    return Copy(
        place / name,
        like.student,
        like.assignment,
        _timestamp(place),
        contents[name] or b"",
        contents[ANSWERS],
        contents[MANIFEST],
        sheet,
    )


def _timestamp(place: Path) -> datetime:
    try:
        written = (place / TIMESTAMP).read_text(encoding="ascii").strip().removesuffix(" UTC")
        found = datetime.fromisoformat(written)
    except (OSError, ValueError):
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _install(copy: Copy, place: Path, grading: Path) -> Path | None:
    """Write `copy` aside, then swap it in; return where the copy it replaces went."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # nbgrader's patterns do not see names that begin with a dot.
    fresh = Path(tempfile.mkdtemp(prefix=".arrivee-", dir=grading))
    archived: Path | None = None
    try:
        fresh.chmod(0o755)
        for name, content in copy.files.items():
            (fresh / name).write_bytes(content)
        stamp = copy.made_at.strftime(_TIMESTAMP_FORMAT)
        (fresh / TIMESTAMP).write_text(stamp, encoding="ascii")
        if place.exists():
            archived = _free_name(grading / "archive" / copy.student / copy.assignment, place)
            archived.parent.mkdir(parents=True, exist_ok=True)
            place.rename(archived)
        try:
            fresh.rename(place)
        except OSError:
            if archived is not None:
                archived.rename(place)
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return archived


def _free_name(archive: Path, place: Path) -> Path:
    stamp = _timestamp(place).strftime("%Y%m%d-%H%M%S")
    candidates = (archive / (stamp if n == 0 else f"{stamp}-{n}") for n in range(10_000))
    return next(path for path in candidates if not path.exists())


def _warn_of_namesakes(copies: list[Copy], report: CollectReport) -> None:
    sheets = {copy.sheet for copy in copies if copy.sheet}
    if len(sheets) > 1:
        first = copies[0]
        report.warn(
            f"{first.student} ({first.assignment})\u00a0: ces copies viennent de deux fiches "
            "différentes. Si deux personnes portent ce nom, demandez à l’une de changer le nom "
            "de sa fiche (par exemple «\u00a0Jeanne Dupont 2\u00a0»), de télécharger sa copie "
            "de nouveau, puis importez-la. Sinon, la personne a recommencé\u00a0: rien à faire."
        )
