"""Cut a text into sentences, each with what stands above it: headings, table header, lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from maillon.authoring.masks import INERT, TAG, WORD, masked
from maillon.authoring.prose import sentences
from maillon.authoring.typed_law.forms import Quantity, unit_in

_NO_BREAK = re.compile(r"&(?:nbsp|#160|#8239|#xa0|#x202f|thinsp);|\\[,;: ]|~", re.IGNORECASE)
_EURO = re.compile(r"&euro;|\\euro\b")
_LATEX_COMMA = re.compile(r"(?<=\d)\{,\}(?=\d)")
_EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])|\\(?=%)|\$")
_SOURCES = re.compile(r"^\s*(:{3,}|`{3,})\s*\{sources\}")
_TITLES = re.compile(r"«[^»\n]*»|\[[^\]\n]*\]")
_CITING = re.compile(r"\{(?:loi|article)\}`")
_HEADING = re.compile(r"^\s*(#{1,6})\s")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_NUMBER = r"[\d\s\u00a0\u202f.,_–-]*\d[\d\s\u00a0\u202f.,_–-]*"
_ONLY_NUMBER = re.compile(rf"{_NUMBER}(?:(?:à|et|ou){_NUMBER})?")


@dataclass(frozen=True)
class Segment:
    """A sentence, a table row or a literal, at a line of its source (from 1).

    `frame` is what stands above it, `before` the sentence just before. `given` are its quantities
    where the source gives them better than the text. `citing`: its page cites the registry.
    """

    text: str
    line: int
    frame: str = ""
    before: str = ""
    given: tuple[Quantity, ...] | None = None
    citing: bool = False


@dataclass
class _Reader:
    """What was read so far of a text, to tell what stands above the next sentence."""

    above: str
    headings: dict[int, str] = field(default_factory=dict)
    title: str = ""
    lead: str = ""
    header: list[str] = field(default_factory=list)
    before: str = ""
    paragraph: list[tuple[int, str]] = field(default_factory=list)

    def frame(self) -> str:
        nearest = [self.headings[level] for level in sorted(self.headings)[-2:]]
        parts = [self.above, *nearest, self.title, self.lead, " ; ".join(self.header)]
        return " ; ".join(part for part in parts if part)

    def heading(self, level: int, text: str) -> None:
        self.headings = {known: kept for known, kept in self.headings.items() if known < level}
        self.headings[level] = text
        self.title = self.lead = self.before = ""

    def flush(self) -> Iterator[Segment]:
        """Yield the sentences of the paragraph that ends."""
        text, starts = "", []
        for number, line in self.paragraph:
            starts.append((len(text), number))
            text += f"{line} "
        self.paragraph = []
        place = 0
        for sentence in sentences(text):
            place = text.find(sentence, place)
            first = max(number for start, number in starts if start <= place)
            yield Segment(sentence, first, self.frame(), self.before)
            self.before = sentence
            place += len(sentence)
        if text.rstrip().endswith(":"):
            self.lead = self.before


def segments(source: str, above: str = "") -> list[Segment]:
    r"""Cut a Markdown text; `above` is what its reader already knows.

    Code, addresses, roles and titles of sources are left out.

    >>> for s in segments("## Seuils\n\n| Achat | € HT |\n|---|---|\n| livres | 90 000 |\n"):
    ...     print(s.line, s.text, "<", s.frame)
    1 Seuils < Seuils
    3 Achat ; € HT < Seuils
    5 livres ; 90 000 € ht < Seuils ; Achat ; € HT
    """
    source = _LATEX_COMMA.sub(",", _EURO.sub("€", _NO_BREAK.sub("\u00a0", source)))
    reader = _Reader(above)
    found: list[Segment] = []
    fence = ""
    for number, (line, hidden) in enumerate(
        zip(source.split("\n"), masked(source).split("\n"), strict=True), start=1
    ):
        opening = _SOURCES.match(line)
        fence = opening[1] if opening else "" if line.strip() == fence else fence
        text = _spoken(_TITLES.sub("", hidden) if fence else hidden)
        found += _read(reader, number, line, text)
    citing = bool(_CITING.search(source))
    return [replace(segment, citing=citing) for segment in [*found, *reader.flush()]]


def _read(reader: _Reader, number: int, line: str, text: str) -> Iterator[Segment]:
    heading = _HEADING.match(line)
    row = line.lstrip().startswith("|")
    block = heading or row or _ITEM.match(line) or not text or line.lstrip().startswith(":::")
    if block:
        yield from reader.flush()
    if not row:
        reader.header = []
    if not text:
        if line.lstrip().startswith(":::"):
            reader.title = reader.before = ""
        return
    if row:
        yield from _row(reader, number, text)
    elif heading:
        reader.heading(len(heading[1]), text)
        yield Segment(text, number, reader.frame())
    elif line.lstrip().startswith(":::"):
        reader.title = text
        yield Segment(text, number, reader.frame())
    else:
        if reader.lead and not _ITEM.match(line) and not reader.paragraph and line[:1] != " ":
            reader.lead = ""
        reader.paragraph.append((number, text))


def _row(reader: _Reader, number: int, text: str) -> Iterator[Segment]:
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    if not any(cells):
        return
    if reader.header:
        heads = [*reader.header, *[""] * len(cells)]
        cells = [_with_unit(cell, head, cells[0]) for cell, head in zip(cells, heads, strict=False)]
    yield Segment(" ; ".join(cells), number, reader.frame())
    reader.header = reader.header or cells


def _with_unit(cell: str, *heads: str) -> str:
    """Put after a number alone in its cell the unit that the heads of its column or row say."""
    if not _ONLY_NUMBER.fullmatch(cell):
        return cell
    return f"{cell} {next(filter(None, map(unit_in, heads)), '')}".strip()


def _spoken(hidden: str) -> str:
    """Return a masked line as it is said: no markup, a mark where a code or a role stood."""
    text = hidden.replace(INERT, "").replace(TAG, "")
    text = re.sub(f"{WORD}+", "¤", text)
    return _EMPHASIS.sub("", text).strip()


def at(segment: Segment, line: int) -> Segment:
    """Return a segment moved to another line."""
    return replace(segment, line=line)
