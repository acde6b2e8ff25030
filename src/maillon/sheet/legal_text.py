"""Legal numbers in the texts of an exercise: `{loi:dispense_fs@2026-03-31}`, never typed.

A question tells facts of a given day and must not drift when the registry gets a new value: each
reference carries its day, where a page of the book may leave it out.
"""

from __future__ import annotations

import re

from maillon.base.errors import MaillonError
from maillon.law.placeholders import fill

_UNDATED = re.compile(r"\{loi:[^{}@]*\}")


def filled(text: str) -> str:
    r"""Replace each dated `{loi:…}` of `text` by the value in force on its day, with its unit.

    Raises:
        MaillonError: a reference has no day, is badly written, or the registry cannot answer it.

    >>> filled("Rien à remplacer {ici}.")
    'Rien à remplacer {ici}.'
    >>> filled("{loi:dispense_fs}")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    maillon.base.errors.MaillonError: …
    """
    undated = _UNDATED.search(text)
    if undated:
        raise MaillonError(
            f"La référence « {undated[0]} » n’a pas de date.",
            why="Les faits d’un exercice ne changent pas quand le droit change.",
            remedy=f"Ajoutez le jour qui compte : {undated[0][:-1]}@AAAA-MM-JJ}}.",
        )
    return fill(text)
