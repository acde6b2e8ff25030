"""The outline of a document: which titles belong together, and what each article holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from maillon.base.text import fold
from maillon.clauses import titles
from maillon.clauses.blocks import Block
from maillon.clauses.duty import owes
from maillon.clauses.kind import money
from maillon.clauses.reading import Reading
from maillon.clauses.record import Clause

#: Words above which an article is no longer read in one piece: its sub-titles become articles.
LONG = 400


#: « 7.4 Le titulaire réserve… », « 7-4. Le titulaire… »: a paragraph that bears its own number.
_NUMBERED_TEXT = re.compile(r"\s*(\d{1,2}(?:[.\-]\d{1,2})+)\.?\s*[.)\-–—:]?\s+(?=\D)")
_ABOVE = re.compile(r"\s*(?:article|art\.?)?\s*\d+(?:[.\-]\d+)*[\s.)\-–—:°]*", re.IGNORECASE)
#: What continues the paragraph before: « Il remet… », « Ces heures… ».
_CONTINUES = re.compile(r"(?:ils?|elles?|ce|cette|ces|cet|celles?-ci|ceux-ci|celui-ci) ")
#: Letters that make two words the same, and words that any duty may use.
_STEM = 6
_COMMON = frozenset(
    "titula presta marche chaque achete commun entrep mainte travau semain mois annee annuel"
    " reserv execut respon moins celles toutes autres devant auprès pendan jours journe person"
    " premie dernie contra titres docume remise remet equipe servic article conditi".split()
)
#: What a number counts: « 1 200 heures ».
_COUNTED = re.compile(r"\d ([a-z]{5,})")
#: Sub-articles that stand apart, although nothing is owed there: they serve their brothers.
_SERVING = ("penalties", "termination", "follow_up", "proofs")


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


@dataclass(slots=True)
class Unit:
    """A part of an article: its title, what it holds, and the number that it bears."""

    title: str
    number: tuple[int, ...]
    #: What it holds: for each text, its rank in the article, the text and its clause if it is one.
    held: list[tuple[int, str, Clause | None]] = field(default_factory=list)
    named: bool = False

    @property
    def words(self) -> set[str]:
        """The words that tell what it is about."""
        return {stem for _, text, _ in self.held for stem in _stems(text)}


def units(title: str, texts: Sequence[tuple[str, str, Clause | None]]) -> Iterator[Unit]:
    """Cut an article when two of its numbered parts make somebody owe something.

    `texts` are the nearest title, the text and its clause. A part that owes nothing stays with
    the one before, unless it serves the others: penalties, follow-up.
    """
    whole = Unit(title, titles.number(title), list(_ranked(texts)))
    cut = _numbered(title, texts)
    if len(cut) < 2 or titles.no_duty(title):
        yield whole
        return
    cut = _merged(cut)
    below = [unit for unit in cut if unit.number != whole.number]
    owing = sum(_owes(unit) and not _serves(unit) for unit in below)
    yield from cut if owing > 1 else [whole]


def brothers(one: str, other: str) -> bool:
    """Tell whether two titles are those of parts of the same article."""
    mine, its = titles.number(one), titles.number(other)
    return bool(mine) and mine[:1] == its[:1] and mine != its


def same_count(text: str, other: str) -> bool:
    """Tell whether a text names what another counts: « 400 heures », « le relevé des heures »."""
    counted = {word[:_STEM] for word in _COUNTED.findall(fold(text))} - _COMMON
    return bool(counted & _stems(other))


def _numbered(title: str, texts: Sequence[tuple[str, str, Clause | None]]) -> list[Unit]:
    """Open a unit at each numbered title below, and at each paragraph that bears a number."""
    own = titles.number(title)
    found = [Unit(title, own)]
    for rank, (near, text, clause) in enumerate(texts):
        number = titles.number(near)
        sign = _NUMBERED_TEXT.match(text) if clause else None
        borne = tuple(map(int, re.findall(r"\d+", sign.group(1)))) if sign else ()
        if _below(number, own) and number[: len(own) + 1] != found[-1].number[: len(own) + 1]:
            found.append(Unit(near, number, named=True))
        elif sign and _below(borne, own) and not _below(number, own):
            rest = _ABOVE.sub("", title, count=1)
            found.append(Unit(f"{sign.group(1)} – {rest}" if rest else sign.group(1), borne))
        found[-1].held.append((rank, text, clause))
    return [unit for unit in found if unit.held]


def _ranked(
    texts: Sequence[tuple[str, str, Clause | None]],
) -> Iterator[tuple[int, str, Clause | None]]:
    return ((rank, text, clause) for rank, (_, text, clause) in enumerate(texts))


def _below(number: tuple[int, ...], own: tuple[int, ...]) -> bool:
    return bool(own) and len(number) > len(own) and number[: len(own)] == own


def _merged(found: Sequence[Unit]) -> list[Unit]:
    """Put with the unit before what continues it, and what owes nothing."""
    kept: list[Unit] = []
    for unit in found:
        alone = not kept or _serves(unit) or (_owes(unit) and not _continues(unit, kept[-1]))
        if alone:
            kept.append(unit)
        else:
            kept[-1].held += unit.held
    return kept


def _continues(unit: Unit, before: Unit) -> bool:
    """Tell whether a paragraph that no title announces goes on with the same matter."""
    if unit.named:
        return False
    text = unit.held[0][1]
    opening = fold(_NUMBERED_TEXT.sub("", text, count=1))
    return bool(_CONTINUES.match(opening)) or bool(unit.words & before.words)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z]{5,}", fold(text))
    return {word[:_STEM] for word in words} - _COMMON


def _serves(unit: Unit) -> bool:
    return unit.named and any(titles.announces(unit.title, group) for group in _SERVING)


def _owes(unit: Unit) -> bool:
    """Tell whether a clause of execution makes somebody owe something, money included."""
    if unit.named and titles.no_duty(unit.title):
        return False
    return any(clause is not None and _due(clause) for _, _, clause in unit.held)


@lru_cache(maxsize=256)
def _due(clause: Clause) -> bool:
    if clause.place_declared != "condition_execution":
        return False
    reading = Reading(clause)
    return owes(reading) or money(reading) is not None
