"""Lines of text for a terminal, in French typography."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from maillon.base.wording import NBSP, NNBSP, count

WIDTH = 92
"""Characters of a line."""


def filled(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """Cut a text in lines; `hanging` is added to the indent of all but the first.

    >>> filled("un deux", "  ")
    ['  un deux']
    """
    return wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )


def spaced(text: str) -> str:
    r"""Put the spaces of French before signs, in a text written with plain spaces.

    >>> spaced("une clé ; une règle : « garder »")
    'une clé\u202f; une règle\xa0: «\xa0garder\xa0»'
    """
    for sign, space in ((":", NBSP), (";", NNBSP), ("»", NBSP)):
        text = text.replace(f" {sign}", f"{space}{sign}")
    return text.replace("« ", f"«{NBSP}")


def first_ones(lines: Iterable[str], most: int | None, other: str, others: str) -> Iterator[str]:
    r"""Yield the first lines; then, in one more, how many are left.

    >>> list(first_ones(["a", "b", "c"], 1, "autre", "autres"))
    ['a', 'Et 2\xa0autres.']
    """
    every = list(lines)
    yield from every[:most]
    left = len(every[most:]) if most is not None else 0
    if left:
        yield f"Et {count(left, other, others)}."
