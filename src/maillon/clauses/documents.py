"""Read a consultation document (.md, .txt, .docx) into articles, and articles into clauses.

A paragraph, with the items that it announces, is a clause. The article, from a title to the next
one, is what holds a duty, its proof and what follows a failure.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maillon.base.errors import MaillonError
from maillon.base.text import fold
from maillon.clauses import titles
from maillon.clauses.blocks import (
    SHORT,
    Block,
    in_contents,
    is_clause,
    is_item,
    is_title,
    joined,
    paragraph,
    row,
    with_columns,
)
from maillon.clauses.lexicon import expression
from maillon.clauses.outline import Passage, Text, sections, units
from maillon.clauses.record import Clause

_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?P<title>[^*_]+)\1\s*:?\s*")
_RULE = re.compile(r"\s*(?:[-*_=] ?){3,}\s*")
_PRONOUN = re.compile(r"(?:il|elle)s? ", re.IGNORECASE)
#: What is no place of a clause, in the rules of the consultation.
_PROCEDURE = "procedure"
#: Share of letters of a French text that two bytes write with a zero: « ’ » and « œ » do not.
_MOSTLY = 0.8
#: How a file saved in « Unicode » by the Notepad of Windows starts.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a file: its clauses, and the whole of its text, short passages included.

    `above` is the title of the article that it is a part of, when « 7.4 » is read by itself.
    """

    file: str
    rank: int
    title: str
    document: str
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    above: str = ""

    def announces(self, group: str) -> bool:
        """Tell whether its title, or the one above, announces a group of `lexicon/titles.yaml`."""
        return any(titles.announces(title, group) for title in (self.title, self.above))

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(text.split()) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Contents:
    """The articles of a file, and the short passages, other than titles, that were left out."""

    file: str
    articles: tuple[Article, ...]
    unread: tuple[str, ...]

    @property
    def passages(self) -> list[Passage]:
        """Every clause of the file."""
        return [passage for article in self.articles for passage in article.passages]


def read_contents(path: Path, document: str = "", place: str = "") -> Contents:
    """Read the articles of a file; `document` and `place` are guessed when they are not given.

    Raises:
        MaillonError: the file cannot be read, or is of another kind.
    """
    blocks = _blocks(path)
    guess = document or _document(path.stem, blocks)
    articles: list[Article] = []
    unread: list[str] = []
    rank = 0
    for above, named, held in sections(blocks):
        current = document or named or guess
        texts: list[Text] = []
        before: Passage | None = None
        for title, block in held:
            if _of_table(block, current) or (not block.silent and is_clause(block.whole)):
                rank += 1
                before = _passage(rank, title, block, current, place, before)
                texts.append(Text(title, block.whole, before))
            elif block.text:
                texts.append(Text(title, block.whole))
                unread += [] if block.silent else [block.whole]
        for unit in units(above, texts):
            passages = tuple(text.passage for text in unit.texts if text.passage)
            if passages:
                words = tuple(text.words for text in unit.texts)
                holder = above if unit.title != above else ""
                own = (unit.title, passages[0].clause.document, passages, words, holder)
                articles.append(Article(path.name, len(articles) + 1, *own))
    return Contents(path.name, tuple(articles), tuple(unread))


def _passage(
    rank: int, title: str, block: Block, document: str, place: str, before: Passage | None
) -> Passage:
    """Make a clause of a block; one that opens with « il » has the place of the one before."""
    if before and not place and _PRONOUN.match(block.text):
        where, procedure = before.clause.place_declared, before.procedure
    else:
        where = place or _of_table(block, document) or _place(title, block.whole, document)
        procedure = where == _PROCEDURE
        where = "candidature" if procedure else where
    holder = document or ("RC" if where in ("critere", "candidature") else "CCAP")
    items = (block.text, *block.items) if block.items else ()
    return Passage(rank, title, Clause(block.whole, holder, where), items, procedure)


def _of_table(block: Block, document: str) -> str:
    """Return what a row is, from the titles of its columns."""
    if block.table == "criteria" and document in ("", "RC"):
        return "critere"
    return "condition_execution" if block.table == "penalties" else ""


def _blocks(path: Path) -> list[Block]:
    if path.suffix.lower() not in (".docx", ".md", ".txt"):
        raise MaillonError(
            f"« {path.name} » n’est pas un document lisible ici.",
            remedy="Enregistrez-le en .docx, .md ou .txt.",
        )
    try:
        file, folder = path.is_file(), path.is_dir()
    except OSError:  # a name that no disk takes
        file = folder = False
    if folder:
        raise MaillonError(
            f"« {path.name} » est un dossier.", remedy="Donnez un à un les fichiers qu’il contient."
        )
    if not file:
        raise MaillonError(
            f"Le fichier « {path.name} » est introuvable.",
            remedy="Vérifiez son nom, son dossier, et vos droits sur lui.",
        )
    if path.suffix.lower() == ".docx":
        from maillon.clauses.word_text import word_blocks

        return list(with_columns(joined(word_blocks(path))))
    return list(with_columns(joined(_plain(path))))


def _written(path: Path) -> str:
    """Return the text of a file, whatever program saved it.

    Raises:
        MaillonError: it cannot be opened.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MaillonError(
            f"Le fichier « {path.name} » ne s’ouvre pas.", remedy="Vérifiez vos droits sur lui."
        ) from error
    try:
        if content.startswith(_UTF_16):
            text = content.decode("utf-16")
        elif content[1::2].count(0) > _MOSTLY * len(content[::2]) > content[::2].count(0):
            text = content.decode("utf-16-le")  # the same, saved without its first mark
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def _plain(path: Path) -> Iterator[Block]:
    """Read Markdown or plain text: a blank line ends a paragraph, an item starts one."""
    text = _written(path)
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if in_contents(line):
            continue
        apart = _apart(line)
        if lines and (apart or not line.strip() or is_item(line)):
            yield paragraph(" ".join(lines))
            lines = []
        if apart:
            yield from apart
        elif line.strip() and not _RULE.fullmatch(line):
            lines.append(_MARKS.sub("", line.strip()))


def _apart(line: str) -> list[Block]:
    """Return the title or the table row that a line is by itself; nothing for a line of text."""
    if line.startswith("#"):
        level = min(len(line) - len(line.lstrip("#")), titles.DEEPEST)
        return [Block(_MARKS.sub("", line.lstrip("# ")).strip(), heading=True, level=level)]
    bold = _BOLD_LINE.fullmatch(line)
    if bold:
        return [paragraph(bold["title"], bold=True)]
    if is_title(line):
        return [paragraph(line)]
    if not line.lstrip().startswith("|"):
        return []
    cells = [_MARKS.sub("", cell.strip()) for cell in line.strip().strip("|").split("|")]
    return [row(() if set("".join(cells)) <= set("-: ") else cells)]


def _document(stem: str, blocks: list[Block]) -> str:
    """Guess the document from the name of the file, else from its first lines."""
    named = titles.document(re.sub(r"[_\-.]+", " ", stem))
    first = (block.text for block in blocks[:6] if block.heading or len(block.text) < SHORT * 2)
    return named or next(filter(None, map(titles.document, first)), "")


_folded_title = cache(fold)


def _place(title: str, text: str, document: str) -> str:
    """Guess what a clause is, from its words, its title and the document that holds it."""
    body = fold(text)
    folded = f"{_folded_title(title)}. {body}"
    scored = bool(expression("award.criterion_heads").search(folded))
    asked = bool(expression("award.candidature_heads").search(folded))
    if document == "RC":
        if titles.announces(title, "awarding"):
            return _PROCEDURE
        if scored or titles.announces(title, "criteria"):
            return "critere"
        level = asked and expression("award.capacity").search(body)
        return "candidature" if level or titles.announces(title, "candidature") else _PROCEDURE
    if scored and (not document or expression("award.bids").search(body)):
        return "critere"
    if asked and (not document or expression("award.candidates").search(body)):
        return "candidature"
    if document == "CCTP" and not expression("duties.acting").search(folded):
        return "specification"
    return "condition_execution"
