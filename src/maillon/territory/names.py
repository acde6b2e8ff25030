"""Look something up by its name, and say the nearest names when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, NNBSP, listing

Found = TypeVar("Found")


class UnknownName(MaillonError):
    """The territory has nothing of this name; the message gives the nearest ones."""


def find(named: Mapping[str, Found], name: str, *, wanted: str, place: str) -> Found:
    """Return what `named` holds under `name`.

    `wanted` is the French noun of what is looked for (« tableau »); `place` says where.

    Raises:
        UnknownName: nothing has this name; the message gives the nearest ones, else all of them.

    >>> find({"sel": 1, "poivre": 2}, "sel", wanted="épice", place="La cuisine")
    1
    >>> find({"sel": 1, "poivre": 2}, "poivr", wanted="épice", place="La cuisine")
    ... # doctest: +NORMALIZE_WHITESPACE +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    UnknownName: La cuisine ne connaît pas « poivr » (épice). Vouliez-vous dire : poivre ?
    """
    if name in named:
        return named[name]
    near = get_close_matches(name, named, n=3)
    if near:
        remedy = f"Vouliez-vous dire{NBSP}: {', '.join(near)}{NNBSP}?"
    else:
        remedy = f"Noms connus{NBSP}: {listing(list(named)) or 'aucun'}."
    raise UnknownName(f"{place} ne connaît pas «{NBSP}{name}{NBSP}» ({wanted}).", remedy=remedy)
