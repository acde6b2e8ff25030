"""What finds a clause: its keywords, the name and words of its family, what it serves.

The page of the book does the search; these are its data, with what to try when nothing is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import fault, read_file
from maillon.clauses.library.entries import CONSIDERATIONS, FAMILIES, StandardClause
from maillon.clauses.library.loading import SCHEMA

SEARCH = Path(__file__).parent / "search.yaml"


@dataclass(frozen=True, slots=True)
class Instead:
    """Words that no clause holds, and the words to try in their place."""

    words: tuple[str, ...]
    tries: tuple[str, ...]


def words_of(clause: StandardClause) -> tuple[str, ...]:
    """Return what finds a clause besides its title and its texts."""
    read = _read()
    return (
        *clause.keywords,
        *family_words(clause.family),
        *read["considerations"][clause.consideration],
    )


def family_words(family: str) -> tuple[str, ...]:
    """Return what finds every clause of a family: its name, then what else buyers call it."""
    return (FAMILIES[family], *_read()["families"][family])


def instead() -> tuple[Instead, ...]:
    """Return what to try for the words that the library is known not to hold."""
    return tuple(Instead(tuple(row["words"]), tuple(row["try"])) for row in _read()["instead"])


def usual() -> tuple[str, ...]:
    """Return what to try for any other word that finds nothing."""
    return tuple(_read()["usual"])


@cache
def _read() -> Any:
    content = read_file(SEARCH, SCHEMA, "search_file")
    for key, known in (("families", FAMILIES), ("considerations", CONSIDERATIONS)):
        if set(content[key]) != set(known):
            raise fault(
                SEARCH.name, key, "n’a pas un bloc par valeur", f"un bloc pour {', '.join(known)}"
            )
    return content
