"""Lists of hints kept short: the first ones told, the others counted."""

from __future__ import annotations

from maillon.base.wording import NBSP

TOLD = 5
"""Hints of one sort that are told; the others are counted."""


def first_hints(hints: tuple[str, ...], one: str, several: str) -> tuple[str, ...]:
    """Keep the first hints; say how many others there are, in the words given.

    >>> first_hints(tuple("abcdefg"), "Une autre attend", "autres attendent")[-1]
    '2\N{NO-BREAK SPACE}autres attendent.'
    """
    rest = len(hints) - TOLD
    if rest <= 0:
        return hints
    return (*hints[:TOLD], f"{one}." if rest == 1 else f"{rest}{NBSP}{several}.")
