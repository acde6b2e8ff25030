"""Reading the tables of the trainer's guides and of the statements."""

from __future__ import annotations

import re

SPACES = "[ \u00a0\u202f]"


def plain(text: str) -> str:
    """Return a text with ordinary spaces only."""
    return re.sub(SPACES, " ", text)


def rows(text: str, first: str) -> list[list[str]]:
    """Return the cells of the table lines whose first cell matches."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [line for line in cells if re.fullmatch(first, line[0])]


def figure(text: str) -> float:
    """Return the number that a cell begins with."""
    return float(text.split(maxsplit=1)[0].replace(",", "."))
