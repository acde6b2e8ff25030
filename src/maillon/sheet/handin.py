"""Make the copy that a trainee hands in: one zip, the same bytes for the same answers and time."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maillon import __version__
from maillon.base.errors import MaillonError
from maillon.base.text import slug
from maillon.sheet.numbers import shown
from maillon.sheet.store import AnswerStore, to_json

__all__ = ["HandIn", "HandInError", "build_copy", "student_slug"]

SCHEMA = 1
LONGEST_SLUG = 60
LARGEST_NOTEBOOK = 20_000_000  # bytes

# Windows refuses folders with these names, and graders keep one folder a trainee.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


class HandInError(MaillonError):
    """The copy cannot be made; the French message says why and what to do."""


@dataclass(frozen=True)
class HandIn:
    """A copy ready to be downloaded: its file name and the bytes of the zip."""

    filename: str
    content: bytes


def student_slug(name: str) -> str:
    """Turn a name into the word that identifies a trainee: `a-z`, `0-9`, hyphens, ≤ 60.

    Raises:
        HandInError: nothing in the name can be written in such letters.

    >>> student_slug("  Zoé  D’Œuvre-Nuñez ")
    'zoe-d-oeuvre-nunez'
    """
    word = slug(name)
    if len(word) > LONGEST_SLUG:
        word = word[: LONGEST_SLUG + 1].rpartition("-")[0] or word[:LONGEST_SLUG]
    if not re.search(r"[a-z]", word):
        raise HandInError(
            f"{shown(name)} ne peut pas nommer votre copie.",
            remedy="Écrivez votre prénom et votre nom en lettres latines.",
        )
    return f"{word}-stagiaire" if _RESERVED.fullmatch(word) else word


def build_copy(
    folder: str | Path,
    assignment: str,
    answers: AnswerStore | Mapping[str, Any],
    name: str,
    *,
    now: datetime | None = None,
) -> HandIn:
    """Make `<slug>_<assignment>.zip` from the notebook in `folder` and the answers in memory.

    `answers` is the store, or the content of a `reponses.json`: what the disk refuses to
    keep is handed in all the same. `now` (default: the present) dates the copy; one without
    time zone is read as UTC.

    Raises:
        HandInError: the name cannot be used, or the notebook is missing or unusable.
    """
    slug = student_slug(name)
    shown_name = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:120]
    made_at = now or datetime.now(UTC)
    made_at = made_at.astimezone(UTC) if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    document = dict(answers.document() if isinstance(answers, AnswerStore) else answers)
    if document.get("assignment", assignment) != assignment:
        raise HandInError(
            "Ces réponses appartiennent à un autre exercice.",
            remedy="Rouvrez l’exercice depuis le cours, puis téléchargez la copie.",
        )
    # Without an identity of its own, a sheet has the same one in each of its copies.
    sheet = document.get("sheet") or uuid.uuid5(uuid.NAMESPACE_URL, f"{assignment}/{slug}").hex
    document |= {"schema": SCHEMA, "assignment": assignment, "sheet": sheet}
    document["trainee"] = {**(document.get("trainee") or {}), "name": shown_name}
    document.setdefault("answers", {})
    about = {
        "schema": SCHEMA,
        "assignment": assignment,
        "student": {"id": slug, "name": shown_name},
        "sheet": sheet,
        "made_at": made_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "version": __version__,
    }
    files = {
        f"{assignment}.ipynb": _read_notebook(Path(folder) / f"{assignment}.ipynb"),
        "reponses.json": to_json(document, indent=1) + b"\n",
        "copie.json": to_json(about, indent=1) + b"\n",
    }
    return HandIn(f"{slug}_{assignment}.zip", _zip(files, made_at))


def _read_notebook(path: Path) -> bytes:
    """Read the notebook, which must be an ordinary file of a reasonable size."""
    remedy = "Enregistrez le carnet (Ctrl + S) ou rouvrez l’exercice, puis recommencez."
    try:
        if path.is_symlink() or not path.is_file():
            raise HandInError(f"Le carnet « {path.name} » est introuvable.", remedy=remedy)
        if path.stat().st_size > LARGEST_NOTEBOOK:
            raise HandInError(f"Le carnet « {path.name} » est trop gros.", remedy=remedy)
        return path.read_bytes()
    except OSError as error:
        raise HandInError(f"Le carnet « {path.name} » est illisible.", remedy=remedy) from error


def _zip(files: dict[str, bytes], made_at: datetime) -> bytes:
    """Zip files in their order, all dated alike, with the same rights on every system."""
    date = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for filename, content in files.items():
            entry = zipfile.ZipInfo(filename, date_time=date)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
