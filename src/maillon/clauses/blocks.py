"""The blocks of a document, whatever its file: titles, paragraphs, items of lists, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from maillon.base.text import fold
from maillon.base.wording import NBSP
from maillon.clauses import titles
from maillon.clauses.text import without_note

#: What stands between the cells of a row, and between items that no sign ends.
BETWEEN = "\N{NARROW NO-BREAK SPACE}; "
#: Letters below which a paragraph is a title or a label, not a clause; fewer with a full stop.
SHORT = 45
_SHORT_SENTENCE = 20
_LONG_TITLE = 90
#: Words of a title that may end with a colon: « 4.5 Insertion professionnelle : ».
_TITLE_WORDS = 12
_NAMED_PART = r"(?:article|art\.?|chapitre|titre|section|partie)\s+(?:premier|[\divxlc]+)"
_PART = re.compile(_NAMED_PART, re.IGNORECASE)
#: « Article 4 … », « 4.1 Livraison », « 4. Livraison », but not « 4. la notice ».
_NUMBERED = re.compile(
    rf"(?=[A-Z])(?i:{_NAMED_PART})(?!\w)(?! du | de | des )"
    r"|(?:\d{1,2}(?:[.\-]\d{1,2}){1,3}\.?\s|\d{1,2}(?:\.\d{1,2})*\s*[.)\-–—°])[\s.)\-–—]*"
    r"[^\Wa-zà-ÿ\d_]"
)
_SIGNS = "-*+•◦▪▫‣●○■□§–—\uf0a7\uf0b7\uf0d8"
_BULLET = re.compile(rf"\s*(?:[{re.escape(_SIGNS)}]|o(?=\s)|(\d{{1,2}}|[a-z])[.)])\s+")
_PAGE = re.compile(r"(?:[.…_]{4,}\s*|\t)\d+\s*$")
_ENDED = (".", ";", ":", ",", "!", "?", "…")


#: Words of a column title, at most: beyond, the first row is a row like another.
_HEAD_WORDS = 8
#: « Total », « TOTAL 100 % »: a sum is no criterion.
_SUM = re.compile(r"(?:sous-)?tota(?:l|ux)(?!\w)")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a paragraph, an item of a list or a row of a table.

    `level` is that of a title, from 1, when its file tells it. `item` is true for an item that
    a file or a sign marks as such. `items` are the items that were attached to a paragraph, and
    `rank` the number of the last one, when items are numbered. `cells` are those of a row, and
    `table` what its column titles announce: « criteria », « penalties », or nothing known.
    `silent` is true for a row of column titles, which is no clause.
    """

    text: str
    heading: bool = False
    level: int | None = None
    item: bool = False
    row: bool = False
    items: tuple[str, ...] = ()
    rank: int = 0
    cells: tuple[str, ...] = ()
    table: str = ""
    silent: bool = False

    @property
    def whole(self) -> str:
        """The paragraph and its items, as one text."""
        text = self.text
        for item in self.items:
            text += f" {item}" if text.endswith(_ENDED) else f"{BETWEEN}{item}"
        return text


def paragraph(text: str, *, bold: bool = False) -> Block:
    """Tell a numbered, capital or bold title from a paragraph."""
    text = without_note(text).strip()
    sign = is_item(text)
    numbered = _NUMBERED.match(text)
    short = len(text) < _LONG_TITLE and not text.endswith((".", ";"))
    if text.endswith(":"):
        short = short and bool(numbered or bold) and len(text.split()) <= _TITLE_WORDS
    titled = numbered or text.isupper() or (bold and any(map(str.isalpha, text)))
    bullet = sign is not None and not sign.group(1)
    heading = short and bool(titled) and not bullet
    if heading:
        text = text.rstrip(" :\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
    return Block(text, heading=heading, item=sign is not None and not (heading and bold))


def is_title(line: str) -> bool:
    """Tell whether a line of plain text is a numbered title, even close to other lines."""
    line = line.strip()
    return bool(_NUMBERED.match(line)) and len(line) < _LONG_TITLE and paragraph(line).heading


def is_item(text: str) -> re.Match[str] | None:
    """Return the sign that opens an item of a list: a dash, a bullet, « 1. », « a) »."""
    return _BULLET.match(text)


def in_contents(text: str) -> bool:
    """Tell whether a line belongs to a table of contents: dots or a tab, then a page."""
    return bool(_PAGE.search(text))


def is_clause(text: str) -> bool:
    """Tell whether a text is long enough, and a sentence rather than a label or an address."""
    text = text.rstrip()
    if len(text) < SHORT:
        return len(text) >= _SHORT_SENTENCE and text.endswith(".") and not _PART.match(text)
    return text[-1] in ".!?;:»)" or len(text.replace(BETWEEN, " ").split()) > 12


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Attach the items of a list to the paragraph that announces them, at any depth.

    A paragraph that no full stop ends announces the items below it; so does any paragraph before
    items in small letters. Items that nothing announces stand alone, but for those in small
    letters.
    """
    held: Block | None = None
    for block in blocks:
        text = block.text[_length(block.text) :].strip() if block.item else block.text
        if held and _belongs(held, block, text):
            rank = _rank(block.text) or held.rank
            held = replace(held, items=(*held.items, text), rank=rank)
            continue
        if held:
            yield held
        held = block if block.heading else replace(block, text=text)
    if held:
        yield held


def _belongs(held: Block, block: Block, text: str) -> bool:
    """Tell whether a block continues the list that a held block opened, or opens it."""
    if held.heading or held.row or block.row:
        return False
    small = text[:1].islower()
    if not block.item:
        return small and not block.heading and held.whole.rstrip().endswith((":", ";", ","))
    rank = _rank(block.text)
    announced = held.text.rstrip().endswith(":")
    if rank and rank != held.rank + 1:
        return False
    if block.heading:  # « 1. La notice » looks like a title: only a colon tells that it is none
        return bool(rank) and announced
    if held.item:
        return small or announced
    return small or bool(held.items) or not held.text.rstrip().endswith((".", "!", "?"))


def _length(text: str) -> int:
    found = is_item(text)
    return found.end() if found else 0


def _rank(text: str) -> int:
    found = is_item(text)
    return int(found.group(1)) if found and (found.group(1) or "").isdigit() else 0


def row(cells: Iterable[str]) -> Block:
    r"""Make the block of a row, of its cells that hold something."""
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
        yield replace(block, text=_with_heads(heads, block), table=known, silent=total)


def _are_titles(cells: Sequence[str]) -> bool:
    """Tell whether cells are the titles of two columns at least."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(
        _FIGURE.search(cell) or cell.endswith((".", ";")) or len(cell.split()) > _HEAD_WORDS
        for cell in filled
    )


def _kind(heads: Sequence[str]) -> str:
    """Return what the titles of columns announce: penalties, criteria."""
    for kind, group in (("penalties", "columns_of_penalties"), ("criteria", "columns_of_criteria")):
        if any(titles.announces(head, group) for head in heads):
            return kind
    return ""


def _with_heads(heads: Sequence[str], block: Block) -> str:
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
