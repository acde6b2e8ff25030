"""Words of French procurement, as YAML files that people who are no programmers correct.

A group is a list of words (see `maillon.clauses.patterns`), or a turn of phrase: the text of a
regular expression, its lines put end to end, where `{name}` stands for another turn of its file,
`{number}` and `{rank}` for a number and a rank in words, `{months}` for the names of months. The
space that opens or ends a whole turn is written `[ ]`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from maillon.base.numbers import NUMBER, RANK
from maillon.base.text import fold
from maillon.base.wording import MONTHS
from maillon.base.yaml_files import fault, read_yaml
from maillon.clauses.patterns import compiled

_SHARED = {"number": NUMBER, "rank": RANK, "months": "|".join(map(fold, MONTHS))}
_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def _groups(file: str) -> dict[str, list[str] | str]:
    """Read the groups of a file.

    Raises:
        RegistryError: the file is not a table of lists of words and of turns of phrase.
    """
    path = Path(__file__).with_name(f"{file}.yaml")
    content = read_yaml(path)
    form = "un nom de groupe, puis une liste de mots ou une tournure"
    if not isinstance(content, dict):
        raise fault(path.name, "fichier entier", "ce n’est pas une table", form)
    for name, group in content.items():
        listed = isinstance(group, list) and all(isinstance(word, str) for word in group)
        if not listed and not isinstance(group, str):
            raise fault(path.name, str(name), "ce n’est pas une liste de mots", form)
    return content


def words(name: str) -> list[str]:
    """Return the patterns of a group named `file.group`; none for a turn of phrase."""
    file, _, group = name.partition(".")
    found = _groups(file)[group]
    return found if isinstance(found, list) else []


@cache
def expression(*names: str) -> re.Pattern[str]:
    """Return one expression for groups named `file.group`: lists of words, or one turn of phrase.

    >>> bool(expression("sanctions.deductions").search("une penalite de 40 euros"))
    True
    """
    file, _, group = names[0].partition(".")
    if isinstance(_groups(file)[group], str):
        return re.compile(_turn(file, group))
    return compiled(word for name in names for word in words(name))


def _turn(file: str, group: str) -> str:
    """Return a turn of phrase, the parts that it names in their places."""
    text = "".join(str(_groups(file)[group]).splitlines())
    return _PART.sub(lambda part: _SHARED.get(part[1]) or _turn(file, part[1]), text)
