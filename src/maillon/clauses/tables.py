"""The rows of tables, each read with the titles of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from maillon.base.text import fold
from maillon.base.wording import NBSP
from maillon.clauses import titles
from maillon.clauses.blocks import BETWEEN, Block

#: Words of a column title, at most: beyond, the first row is a row like another.
_TITLE_WORDS = 8
#: « Total », « TOTAL 100 % »: a sum is no criterion.
_SUM = re.compile(r"(?:sous-)?tota(?:l|ux)(?!\w)")
_FIGURE = re.compile(r"\d")


def row(cells: Iterable[str]) -> Block:
    r"""Make the block of a row, of its cells that hold something.

    >>> row(["Tri", "", "5 flux"]).text
    'Tri\u202f; 5 flux'
    """
    kept = tuple(cells)
    return Block(BETWEEN.join(dict.fromkeys(filter(None, kept))), row=True, cells=kept)


def with_columns(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join each row of a table to the titles of its columns, when its first row holds titles."""
    for is_row, group in groupby(blocks, key=lambda block: block.row):
        held = list(group)
        yield from _table(held) if is_row else held


def _table(rows: list[Block]) -> Iterator[Block]:
    rows = [block for block in rows if block.text]
    heads = rows[0].cells if rows else ()
    if len(rows) < 2 or not _are_titles(heads):
        yield from rows
        return
    kind = _kind(heads)
    yield replace(rows[0], silent=True)
    for block in rows[1:]:
        total = bool(_SUM.match(fold(block.text)))
        known = "" if total else kind
        yield replace(block, text=_joined(heads, block), table=known, silent=total)


def _are_titles(cells: Sequence[str]) -> bool:
    """Tell whether cells are the titles of two columns at least."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(
        _FIGURE.search(cell) or cell.endswith((".", ";")) or len(cell.split()) > _TITLE_WORDS
        for cell in filled
    )


def _kind(heads: Sequence[str]) -> str:
    """Return what the titles of columns announce: penalties, criteria."""
    for kind, group in (("penalties", "columns_of_penalties"), ("criteria", "columns_of_criteria")):
        if any(titles.announces(head, group) for head in heads):
            return kind
    return ""


def _joined(heads: Sequence[str], block: Block) -> str:
    """Write a row as « Critère : … ; pondération : 10 % »."""
    cells = block.cells
    if len(cells) != len(heads):
        return block.text
    said = [
        f"{head}{NBSP}: {cell}" if head else cell
        for head, cell in zip(heads, cells, strict=True)
        if cell
    ]
    lowered = (part if _acronym(part) else f"{part[:1].lower()}{part[1:]}" for part in said[1:])
    return BETWEEN.join((*said[:1], *lowered))


def _acronym(text: str) -> bool:
    return text[:2].isupper()
