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
_NUMBERED = re.compile(r"\s*(\d{1,2}(?:[.\-]\d{1,2})+)\.?\s*[.)\-–—:]?\s+(?=\D)")
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


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause in its article: its rank in the file, and the nearest title above it."""

    rank: int
    title: str
    clause: Clause
    #: What announces a list, and its items: they are also read one by one.
    items: tuple[str, ...] = ()
    #: It only says how the consultation goes: nothing is scored, admitted or owed.
    procedure: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article, under its nearest title; its passage when it is a clause."""

    title: str
    words: str
    passage: Passage | None = None


#: Blocks, each with its nearest title.
_Held = list[tuple[str, Block]]


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


def sections(blocks: Sequence[Block]) -> Iterator[tuple[str, str, _Held]]:
    """Give the articles in order: a title, the document that a title above names, what they hold.

    « 4.1 » and « 4.2 » are read with their « Article 4 », unless the whole is long.
    """
    document = ""
    for part in _outline(blocks):
        document = _document(part.heading) or document
        yield from ((title, document, held) for title, held in _sections(part) if held)


def _sections(part: _Part) -> Iterator[tuple[str, _Held]]:
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
    whole = heading.level == alone is not None and not titles.number(heading.text)
    return whole or titles.large(heading.text) or bool(_document(heading))


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
        return _below(mine, other)
    if heading.level and above.level:
        return heading.level > above.level
    capital = heading.text.isupper() and not above.text.isupper()
    return bool(other) and not heading.level and not capital


@dataclass(slots=True)
class Unit:
    """A part of an article: its title, the number that it bears, and what it holds."""

    title: str
    number: tuple[int, ...]
    texts: list[Text] = field(default_factory=list)
    #: Whether a title, and not a paragraph, gives its number.
    headed: bool = False


def units(title: str, texts: Sequence[Text]) -> Iterator[Unit]:
    """Cut an article when two of its numbered parts make somebody owe something.

    A part that owes nothing stays with the one before, unless it serves the others: penalties,
    follow-up.
    """
    whole = Unit(title, titles.number(title), list(texts))
    cut = _numbered(whole)
    if len(cut) < 2 or titles.no_duty(title):
        yield whole
        return
    cut = _merged(cut)
    owing = [unit for unit in cut if unit.number != whole.number and _owes(unit)]
    yield from cut if sum(not _serves(unit) for unit in owing) > 1 else [whole]


def brothers(one: str, other: str) -> bool:
    """Tell whether two titles are those of parts of the same article."""
    mine, its = titles.number(one), titles.number(other)
    return bool(mine) and mine[:1] == its[:1] and mine != its


def same_count(text: str, other: str) -> bool:
    """Tell whether a text names what another counts: « 400 heures », « le relevé des heures »."""
    counted = {word[:_STEM] for word in _COUNTED.findall(fold(text))} - _COMMON
    return bool(counted & _stems(other))


def _numbered(whole: Unit) -> list[Unit]:
    """Open a unit at each numbered title below, and at each paragraph that bears a number."""
    own = whole.number
    cut = [Unit(whole.title, own)]
    for text in whole.texts:
        number = titles.number(text.title)
        sign = _NUMBERED.match(text.words) if text.passage else None
        borne = tuple(map(int, re.findall(r"\d+", sign.group(1)))) if sign else ()
        if _below(number, own):
            if number[: len(own) + 1] != cut[-1].number[: len(own) + 1]:
                cut.append(Unit(text.title, number, headed=True))
        elif sign and _below(borne, own):
            rest = _ABOVE.sub("", whole.title, count=1)
            cut.append(Unit(f"{sign.group(1)} – {rest}" if rest else sign.group(1), borne))
        cut[-1].texts.append(text)
    return [unit for unit in cut if unit.texts]


def _below(number: tuple[int, ...], own: tuple[int, ...]) -> bool:
    return bool(own) and len(number) > len(own) and number[: len(own)] == own


def _merged(cut: Sequence[Unit]) -> list[Unit]:
    """Put with the unit before what continues it, and what owes nothing."""
    kept: list[Unit] = []
    for unit in cut:
        if not kept or _serves(unit) or (_owes(unit) and not _continues(unit, kept[-1])):
            kept.append(unit)
        else:
            kept[-1].texts += unit.texts
    return kept


def _continues(unit: Unit, before: Unit) -> bool:
    """Tell whether a paragraph that no title announces goes on with the same matter."""
    if unit.headed:
        return False
    opening = fold(_NUMBERED.sub("", unit.texts[0].words, count=1))
    mine, its = (
        {stem for text in one.texts for stem in _stems(text.words)} for one in (unit, before)
    )
    return bool(_CONTINUES.match(opening) or mine & its)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[a-z]{5,}", fold(text))} - _COMMON


def _serves(unit: Unit) -> bool:
    return unit.headed and any(titles.announces(unit.title, group) for group in _SERVING)


def _owes(unit: Unit) -> bool:
    """Tell whether a clause of execution makes somebody owe something, money included."""
    if unit.headed and titles.no_duty(unit.title):
        return False
    return any(text.passage and _due(text.passage.clause) for text in unit.texts)


@lru_cache(maxsize=256)
def _due(clause: Clause) -> bool:
    if clause.place_declared != "condition_execution":
        return False
    reading = Reading(clause)
    return owes(reading) or money(reading) is not None
