"""Words of French procurement, as YAML files that people who are no programmers correct."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from maillon.base.yaml_files import fault, read_yaml
from maillon.clauses.patterns import compiled


@cache
def _groups(file: str) -> dict[str, list[str]]:
    """Read the groups of words of a file.

    Raises:
        RegistryError: the file is not a table of lists of words.
    """
    path = Path(__file__).with_name(f"{file}.yaml")
    content = read_yaml(path)
    form = "un nom de groupe, puis une liste de mots"
    if not isinstance(content, dict):
        raise fault(path.name, "fichier entier", "ce n’est pas une table", form)
    for name, group in content.items():
        if not isinstance(group, list) or not all(isinstance(word, str) for word in group):
            raise fault(path.name, str(name), "ce n’est pas une liste de mots", form)
    return content


def words(name: str) -> list[str]:
    """Return the patterns of a group named `file.group`."""
    file, _, group = name.partition(".")
    return _groups(file)[group]


@cache
def expression(*names: str) -> re.Pattern[str]:
    """Return one expression for groups named `file.group`.

    >>> bool(expression("sanctions.deductions").search("une penalite de 40 euros"))
    True
    """
    return compiled(word for name in names for word in words(name))
