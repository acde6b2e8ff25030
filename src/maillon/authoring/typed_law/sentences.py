"""What a source of the course says, sentence by sentence, with what stands above each."""

from __future__ import annotations

import csv
import html
import io
import re
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from maillon.authoring import texts
from maillon.authoring.literals import Passage, python_strings
from maillon.authoring.prose import sentences as cut
from maillon.authoring.typed_law.quantities import Quantity, quantities

#: A value that the registry gives: only the words of its rule are left.
_CITED = re.compile(r"\{loi(?:\}`|:)(?P<rule>[^`@{}]*)(?:@[\d-]*)?[`}]")
#: What only names or addresses something.
_ADDRESS = re.compile(r"\{(?:depuis|article|ref|doc|download)\}`[^`]*`|https?://\S+|\]\([^()\s]*")
_GAP = re.compile(r"(?:\\[a-zA-Z]+|\\[,;: ]|[~ ])+")
_MARKUP = re.compile(r"[*\\${}\u00ad\u200b-\u200d\u2060\ufeff]")
_SOURCES = re.compile(r"^\s*(:{3,}|`{3,})\s*\{sources\}")
_TITLE = re.compile(r"«[^»]*»|\[[^\]]*\]")
_ITEM = re.compile(r"[-*+]\s|\d+[.)]\s")
_CARRIED = re.compile(r"(?:Ils?|Elles?|Cela|Celui-ci|Celle-ci|C’est|Ce|Cet|Cette|Ces)\s")
_UNIT = re.compile(r"€(?: HT)?|%|\b(?:jours|mois|ans|heures)\b")
_BARE_CELL = re.compile(r"[\d\s.,\u202f-]*\d[\d\s.,\u202f-]*")
_BLOCK = re.compile(r"(?m)^[ \t]*\[")
_PLAIN_NUMBER = re.compile(r"[\d_]+(?:\.\d+)?")
#: A line of a program that asks the registry.
_ASKING = re.compile(r"\bon=|\blaw\.|\bcite\(")
#: Words of names in programs, in the French of the registry.
_FRENCH = tomllib.loads(Path(__file__).with_name("program_words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Sentence:
    """A sentence, a table row or a number of a program, at a line of its source (from 1).

    `above` is what its reader already knows: a heading, a question, the sentence before, a name.
    """

    text: str
    line: int
    quantities: list[Quantity]
    above: str = ""


def _markdown(source: str) -> Iterator[Sentence]:
    fence = heading = lead = before = ""
    header: list[str] = []
    for line, raw in enumerate(source.split("\n"), start=1):
        opening = _SOURCES.match(raw)
        fence = opening[1] if opening else fence if raw.strip() != fence else ""
        text = _shown(_TITLE.sub("", raw) if fence else raw).strip()
        if text.startswith("|"):
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            said = [" ; ".join(map(_cell, cells, [*header, *[""] * len(cells)]))]
            header = header or cells
        else:
            said, header = cut(text), []
        if text.startswith("#"):
            heading, lead = text, ""
        for sentence in said:
            unfinished = not before.endswith((".", "!", "?", ":", ";"))
            carried = before if unfinished or _CARRIED.match(sentence) else ""
            yield Sentence(sentence, line, quantities(sentence), f"{heading} {lead} {carried}")
            before = sentence
        if text and not _ITEM.match(text):
            lead = text if text.endswith(":") else ""


def _shown(raw: str) -> str:
    text = _CITED.sub(lambda cited: re.sub("[^a-z]+", " ", cited["rule"]), html.unescape(raw))
    return _MARKUP.sub("", _GAP.sub(" ", _ADDRESS.sub("¤", text.replace("{,}", ","))))


def _cell(cell: str, head: str) -> str:
    """Say a cell with the header of its column, and with the unit that it names.

    >>> _cell("90 000", "Seuil (€ HT)")
    'Seuil (€ HT) : 90 000 € HT'
    """
    unit = _UNIT.search(head) if _BARE_CELL.fullmatch(cell) else None
    return f"{head} : {cell} {unit[0] if unit else ''}".strip(" :")


def _passages(source: str, passages: list[Passage], above: str = "") -> Iterator[Sentence]:
    """Yield the sentences of literals at their lines in the source."""
    for passage in passages:
        starts = [0, *(n + 1 for n, sign in enumerate(passage.value) if sign == "\n")]
        for sentence in _markdown(passage.value):
            place = passage.offsets[starts[sentence.line - 1]]
            line = source.count("\n", 0, place) + 1
            known = f"{above} {sentence.above}"
            yield Sentence(sentence.text, line, sentence.quantities, known)


def _python(unit: texts.Unit) -> Iterator[Sentence]:
    source = unit.source
    yield from _passages(source, python_strings(source))
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        plain = token.type == tokenize.NUMBER and _PLAIN_NUMBER.fullmatch(token.string)
        if plain and not _ASKING.search(token.line):
            line, column = token.start
            yield _number(lines[line - 1], line, column, token.string)


def _number(code: str, line: int, column: int, written: str) -> Sentence:
    """Return a number of a program, below the names beside it and the comment of its line."""
    before = re.split(r"[,;(\[{]", code[:column])[-1]
    after, _, comment = code[column + len(written) :].partition("#")
    names = f"{before} {re.split('[,;)}]', after.replace(']', ','))[0]}"
    french = (_FRENCH.get(word, "") for word in re.findall("[a-z]+", names.lower()))
    worth = float(written.replace("_", ""))
    readings = [Quantity(0, len(written), worth, "", sure=True)]
    if 0 < worth < 1:
        readings.append(Quantity(0, len(written), round(worth * 100, 6), "%"))
    return Sentence(written, line, readings, " ".join([names, comment, *french]))


def _toml(unit: texts.Unit) -> Iterator[Sentence]:
    """Yield the strings of each block below the first one that is a sentence: its question."""
    blocks = [0, *(match.start() for match in _BLOCK.finditer(unit.source)), len(unit.source)]
    for start, end in pairwise(blocks):
        inside = [known for known in unit.passages() if start <= known.offsets[0] < end]
        question = next((passage.value for passage in inside if " " in passage.value), "")
        yield from _passages(unit.source, inside, _shown(question))


def _table(source: str) -> Iterator[Sentence]:
    separator = max(",;\t", key=source.partition("\n")[0].count)
    rows = csv.reader(source.split("\n"), delimiter=separator)
    return _markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))


_READERS: dict[texts.Kind, Callable[[texts.Unit], Iterator[Sentence]]] = {
    "markdown": lambda unit: _markdown(unit.source),
    "python": _python,
    "toml": _toml,
    "yaml": lambda unit: _passages(unit.source, unit.passages()),
    "table": lambda unit: _table(unit.source),
    "text": lambda unit: _markdown(unit.source),
}


def sentences(unit: texts.Unit) -> Iterator[Sentence]:
    """Yield what a unit says.

    Raises:
        Unreadable: the source does not follow the grammar of its kind.
    """
    unit.passages()  # refuses a source that nobody can read
    yield from _READERS[unit.kind](unit)
