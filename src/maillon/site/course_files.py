"""The workshops and exercises of the course: where they are, and their titles."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path


def workshops(root: Path) -> dict[str, Path]:
    """Map the id of each workshop (`atelier`) of the course in `root` to its notebook."""
    return {path.stem: path for path in sorted((root / "notebooks").glob("*.ipynb"))}


def exercises(root: Path) -> dict[str, Path]:
    """Map the id of each exercise of the course in `root` to its released notebook."""
    found = sorted((root / "exercises").glob("*/*.ipynb"))
    return {path.stem: path for path in found if path.stem == path.parent.name}


def title_of(notebook: Path) -> str:
    """Return the title of a workshop or an exercise; empty when nothing says it.

    It is the one of the `questions.toml` beside it, else the notebook's first heading.
    """
    try:
        questions = notebook.with_name("questions.toml").read_text(encoding="utf-8")
        title = str(tomllib.loads(questions).get("title", ""))
    except (OSError, tomllib.TOMLDecodeError):
        title = ""
    return title or _heading(notebook)


def _heading(path: Path) -> str:
    try:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for line in "".join(cell["source"]).splitlines():
                    if line.startswith("# "):
                        return line[2:].strip()
    except (ValueError, KeyError, TypeError):
        pass
    return ""
