"""Cut a text into sentences, each with what stands above it: headings, table header, lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from maillon.authoring.masks import INERT, TAG, WORD, masked
from maillon.authoring.prose import sentences
from maillon.authoring.typed_law.forms import Quantity, unit_in
from maillon.authoring.typed_law.hidden import formula, revealed
from maillon.authoring.typed_law.number_words import fold

_NO_BREAK = re.compile(r"&(?:nbsp|#160|#8239|#xa0|#x202f|thinsp);|\\[,;: ]|~", re.IGNORECASE)
_EURO = re.compile(r"&euro;|\\euro\b")
_EMPHASIS = re.compile(r"\*+|(?<![^\W_])_+|_+(?![^\W_])|\\(?=%)|\$")
_SOURCES = re.compile(r"^\s*(:{3,}|`{3,})\s*\{sources\}")
#: In a list of sources, a title: it opens the item or follows its author, its date follows it.
_TITLES = re.compile(
    rf"(?:(?<={INERT})|(?<=[-*+] )|(?<=\] )|(?<=, )|(?<=, dans )|(?<= du )|(?<=: ))"
    r"«[^»\n]*»(?=,[^«»\n]*(?:\b(?:19|20)\d\d\b|sans date|https?:))|\[[^\]\n]*\]"
)
_ADDRESS = re.compile(r"https?:")
_CITING = re.compile(r"\{(?:loi|article)\}`")
_HEADING = re.compile(r"^\s*(#{1,6})\s")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_NUMBER = r"[\d\s\u00a0\u202f.,_–-]*\d[\d\s\u00a0\u202f.,_–-]*"
_BORDER = re.compile(r"^\s*(?:[:`~+*_-]{3,}|:[\w-]+:|[%|]|\([\w-]+\)=)")
#: Options of directives that people read and that typography does not.
_OPTION = re.compile(r"^\s*:(?:title|header|subtitle|summary|label|tooltip|text|titre):\s+(.+)$")
_NAMED = (
    "montant|seuil|delai|taux|plafond|plancher|chiffre|limite|duree|part|date|somme|indemnite"
    "|regle|nombre|maximum|minimum|dispense|obligation|barre|mesure"
)
_CARRIED = re.compile(
    rf"(?:ils?|elles?|cela|ceci|celui-ci|celle-ci|c'est|(?:cet?|cette|ces)\s+(?:{_NAMED})s?)\b"
    r"(?!\s+(?:faut|fallait|y\s|s'agit|est\s+(?:possible|temps)))"
)
_ONLY_NUMBER = re.compile(rf"{_NUMBER}(?:(?:à|et|ou){_NUMBER})?")


@dataclass(frozen=True)
class Segment:
    """A sentence, a table row or a literal, at a line of its source (from 1).

    `frame` is what stands above it, `before` and `after` the sentences beside it. `given` are its
    quantities where the source gives them better than the text. `citing`: its page cites the
    registry. `strict`: it is a number of a program whose numbers of law must all come from there.
    """

    text: str
    line: int
    frame: str = ""
    before: str = ""
    given: tuple[Quantity, ...] | None = None
    citing: bool = False
    after: str = ""
    strict: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether it speaks of what the sentence before names: « Elle vaut… »."""
        return goes_on(self.text)


def goes_on(sentence: str) -> bool:
    """Tell whether a sentence opens with a word that stands for what was just named.

    >>> goes_on("Elle vaut 60 000 €."), goes_on("Il faut 60 000 €."), goes_on("Ce marché dure.")
    (True, False, False)
    """
    return bool(_CARRIED.match(fold(sentence)))


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
        said = sentences(text)
        for sentence, after in zip(said, [*said[1:], ""], strict=False):
            place = text.find(sentence, place)
            first = max(number for start, number in starts if start <= place)
            yield Segment(sentence, first, self.frame(), self.before, after=after)
            self.before = sentence
            place += len(sentence)
        if text.rstrip().endswith(":"):
            self.lead = self.before


def segments(source: str, above: str = "") -> list[Segment]:
    r"""Cut a Markdown text; `above` is what its reader already knows.

    Addresses, roles and titles of sources are left out.

    >>> for s in segments("## Seuils\n\n| Achat | € HT |\n|---|---|\n| livres | 90 000 |\n"):
    ...     print(s.line, s.text, "<", s.frame)
    1 Seuils < Seuils
    3 Achat ; € HT < Seuils
    5 livres ; 90 000 € ht < Seuils ; Achat ; € HT
    """
    source = revealed(_EURO.sub("€", _NO_BREAK.sub("\u00a0", source)))
    reader = _Reader(above)
    found: list[Segment] = []
    fence = ""
    head = _front_matter(source)
    for number, (line, hidden) in enumerate(
        zip(source.split("\n"), masked(source).split("\n"), strict=True), start=1
    ):
        opening = _SOURCES.match(line)
        fence = opening[1] if opening else "" if line.strip() == fence else fence
        option = _OPTION.match(line)
        if option or (number > head and _is_code(line, hidden)):
            shown = _EMPHASIS.sub("", formula(option[1] if option else line)).strip()
            found += [*reader.flush(), Segment(shown, number, reader.frame())]
            continue
        text = _spoken(_TITLES.sub("", _with_addresses(line, hidden)) if fence else hidden)
        found += _read(reader, number, line, text)
    citing = bool(_CITING.search(source))
    return [replace(segment, citing=citing) for segment in [*found, *reader.flush()]]


def _front_matter(source: str) -> int:
    """Return the number of the last line of the front matter, or 0."""
    lines = [line.rstrip() for line in source.split("\n")]
    return lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0


def _is_code(line: str, hidden: str) -> bool:
    """Tell whether a line stands in a block of code, of a drawing or of a formula."""
    written = hidden.strip()
    return bool(written) and not written.strip(INERT) and not _BORDER.match(line)


def _with_addresses(line: str, hidden: str) -> str:
    """Show that a source has an address: it is then followed by one of its titles."""
    return f"{hidden} https:" if _ADDRESS.search(line) else hidden


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
