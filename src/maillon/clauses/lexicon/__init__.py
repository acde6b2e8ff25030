"""Words of French procurement, as YAML files that people who are no programmers correct."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from maillon.base.yaml_files import fault, read_yaml
from maillon.clauses.patterns import compiled

_FOLDER: Final = Path(__file__).parent


@cache
def _groups(file: str) -> dict[str, tuple[str, ...]]:
    """Read the groups of words of a file.

    Raises:
        RegistryError: the file is not a table of lists of words.
    """
    path = _FOLDER / f"{file}.yaml"
    content = read_yaml(path)
    form = "un nom de groupe, puis une liste de mots"
    if not isinstance(content, dict):
        raise fault(path.name, "fichier entier", "ce n’est pas une table", form)
    for name, words in content.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise fault(path.name, str(name), "ce n’est pas une liste de mots", form)
    return {str(name): tuple(words) for name, words in content.items()}


def words(*names: str) -> tuple[str, ...]:
    """Return the patterns of groups named `file.group`, or of a whole `file`."""
    found: list[str] = []
    for name in names:
        file, _, group = name.partition(".")
        groups = _groups(file)
        for key in [group] if group else groups:
            found += groups[key]
    return tuple(found)


@cache
def expression(*names: str) -> re.Pattern[str]:
    """Return one expression for groups named `file.group`, or whole files.

    >>> bool(expression("sanctions.deductions").search("une penalite de 40 euros"))
    True
    """
    return compiled(words(*names))
