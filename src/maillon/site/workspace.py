"""The trainee's folder: each workshop and exercise is copied to `travaux/` before it is opened.

The course's own files stay as released, so an update or a regeneration never touches an answer.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from maillon.site.course_files import exercises, workshops

FOLDER = "travaux"
ORIGIN = ".origine"


class UnknownActivity(LookupError):
    """No workshop and no exercise has this id; the message is the French sentence to show."""


def activities(root: Path) -> dict[str, Path]:
    """Map the id of every workshop and exercise of the course in `root` to its released notebook.

    Workshops are `notebooks/<id>.ipynb`; exercises are `exercises/<id>/<id>.ipynb`.
    """
    return workshops(root) | exercises(root)


def open_activity(root: Path, activity: str) -> Path:
    """Make sure that `travaux/<activity>/` holds the released notebook; return its path.

    A notebook that the trainee changed is kept beside the new one, under a dated name.
    Files that the course did not release, such as `reponses.json`, are never touched.

    Raises:
        UnknownActivity: the course has no such workshop or exercise.
    """
    known = activities(root)
    if activity not in known:
        names = ", ".join(known) or "aucun"
        raise UnknownActivity(
            f"Aucun atelier ni exercice ne s’appelle « {activity} ». Le cours propose : {names}."
        )
    released = known[activity]
    folder = root / FOLDER / activity
    folder.mkdir(parents=True, exist_ok=True)
    companions = (
        [path for path in released.parent.iterdir() if path.is_file()]
        if released.parent.name == activity
        else [released]
    )
    for source in companions:
        _refresh(source, folder / source.name)
    return folder / released.name


def _refresh(source: Path, target: Path) -> None:
    """Bring `target` up to the release `source`; what the trainee made of it is set aside."""
    record = target.parent / f"{ORIGIN}-{target.name}"
    released = _digest(source)
    if target.exists():
        origin = _recorded(record)
        if origin == released:
            return
        if _digest(target) not in (released, origin):
            target.rename(_free_name(target))
    shutil.copyfile(source, target)
    record.write_text(released, encoding="ascii")


def _recorded(record: Path) -> str:
    """Return the digest of the release that a copy came from; empty when nothing says it."""
    try:
        return record.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _free_name(target: Path) -> Path:
    """Return a dated name beside `target` that no file has."""
    stem = f"{target.stem}-avant-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S')}"
    names = (f"{stem}{f'-{rank}' if rank else ''}{target.suffix}" for rank in count())
    return next(path for path in map(target.with_name, names) if not path.exists())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
