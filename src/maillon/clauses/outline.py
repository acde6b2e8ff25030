"""The outline of a document: which titles belong together, and what each article holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maillon.clauses import titles
from maillon.clauses.blocks import Block

#: Words above which an article is no longer read in one piece: its sub-titles become articles.
LONG = 400


@dataclass(slots=True)
class Section:
    """An article: its title, the document that a title above names, what stands below it.

    Each block goes with its nearest title.
    """

    title: str
    document: str
    blocks: list[tuple[str, Block]]


@dataclass(slots=True)
class _Part:
    """A title of the outline, its own blocks, and the titles under it."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)
    under: list[_Part] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.heading.text

    def words(self) -> int:
        own = sum(len(block.whole.split()) for block in self.blocks)
        return own + sum(part.words() for part in self.under)

    def everything(self) -> Iterator[tuple[str, Block]]:
        yield from ((self.title, block) for block in self.blocks)
        for part in self.under:
            yield from part.everything()


def sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Give the articles in order.

    « 4.1 » and « 4.2 » are read with their « Article 4 », unless the whole is long.
    """
    document = ""
    for part in _outline(blocks):
        document = _document(part.heading) or document
        for title, held in _sections(part):
            if held:
                yield Section(title, document, held)


def _sections(part: _Part) -> Iterator[tuple[str, list[tuple[str, Block]]]]:
    if not part.under or part.words() <= LONG:
        yield part.title, list(part.everything())
        return
    yield part.title, [(part.title, block) for block in part.blocks]
    for child in part.under:
        for title, held in _sections(child):
            yield title if titles.number(title) else f"{part.title}, {title}", held


def _outline(blocks: Sequence[Block]) -> list[_Part]:
    """Build the tree of titles; titles of the document and of chapters hold no other title."""
    alone = _alone(blocks)
    roots = [_Part(Block("", heading=True))]
    stack: list[_Part] = []
    for block in blocks:
        if not block.heading:
            (stack[-1] if stack else roots[-1]).blocks.append(block)
            continue
        part = _Part(block)
        while stack and not _under(block, stack[-1].heading):
            stack.pop()
        (stack[-1].under if stack else roots).append(part)
        stack = [] if _holds_articles(block, alone) else [*stack, part]
    return roots


def _alone(blocks: Sequence[Block]) -> int | None:
    """Return the level that a single title has: that of the whole document."""
    levels = Counter(block.level for block in blocks if block.heading and block.level)
    highest = min(levels, default=None)
    return highest if highest and levels[highest] == 1 else None


def _holds_articles(heading: Block, alone: int | None) -> bool:
    """Tell whether a title is that of the document or of a chapter."""
    if titles.large(heading.text) or _document(heading):
        return True
    return alone is not None and heading.level == alone and not titles.number(heading.text)


def _document(heading: Block) -> str:
    """Return the document that a title opens: « CCTP », but not « 4. Place du CCTP »."""
    if (heading.level or 1) > 1 or titles.number(heading.text):
        return ""
    return titles.document(heading.text)


def _under(heading: Block, above: Block) -> bool:
    """Tell whether a title belongs to another: « 4.1 » to « Article 4 », a lower level."""
    mine, other = titles.number(heading.text), titles.number(above.text)
    if titles.large(heading.text) or (mine and not other):
        return False
    if mine:
        return len(mine) > len(other) and mine[: len(other)] == other
    if heading.level and above.level:
        return heading.level > above.level
    capital = heading.text.isupper() and not above.text.isupper()
    return bool(other) and not heading.level and not capital
