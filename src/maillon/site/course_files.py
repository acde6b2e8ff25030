"""What the book needs to know of the workshops and exercises: that they exist, and their titles."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Launchable:
    """A workshop (*atelier*) or an exercise: its id, its title ("" when unknown), its source."""

    id: str
    title: str
    source: Path


def find_workshop(root: Path, workshop: str) -> Launchable | None:
    """Find the notebook of a workshop under the course's `root`; None when there is none.

    The title is the notebook's first level-one heading.
    """
    path = root / "notebooks" / f"{workshop}.ipynb"
    if not ID.match(workshop) or not path.is_file():
        return None
    return Launchable(workshop, _notebook_title(path), path)


def find_exercise(root: Path, exercise: str) -> Launchable | None:
    """Find the generated notebook of an exercise under `root`; None when there is none.

    The title is the one in the `questions.toml` beside it, else the notebook's first heading.
    """
    path = root / "exercises" / exercise / f"{exercise}.ipynb"
    if not ID.match(exercise) or not path.is_file():
        return None
    questions = path.with_name("questions.toml")
    title = ""
    if questions.is_file():
        try:
            title = str(tomllib.loads(questions.read_text(encoding="utf-8")).get("title", ""))
        except tomllib.TOMLDecodeError:
            title = ""
    return Launchable(exercise, title or _notebook_title(path), path)


def known_ids(root: Path, kind: str) -> list[str]:
    """List the ids of a kind (`atelier` or `exercice`) that exist under `root`, sorted."""
    if kind == "atelier":
        return sorted(path.stem for path in (root / "notebooks").glob("*.ipynb"))
    return sorted(path.stem for path in (root / "exercises").glob("*/*.ipynb"))


def _notebook_title(path: Path) -> str:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "markdown":
                for line in "".join(cell["source"]).splitlines():
                    if line.startswith("# "):
                        return line[2:].strip()
    except (ValueError, KeyError, TypeError):
        return ""
    return ""
