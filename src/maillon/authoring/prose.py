"""Rules of the prose: short sentences, one a line, French words, addresses with their title.

They are read in Markdown whose markup is hidden, block by block. A fault here needs a writer:
nothing is fixed by machine.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maillon.authoring.masks import INERT, TAG, WORD, masked

LONGEST_SENTENCE = 25  # words

_ADDRESS = re.compile(r"<?https?://[^\s<>«»\"]+>?")
_LINK_TO_ADDRESS = re.compile(r"\[\s*<?https?://")
_WORDS = re.compile(rf"(?=[\w{WORD}])[\w{WORD}]+(?:[’'\-·.,\u202f/][\w{WORD}]+)*")
_END = re.compile(r"[.!?…]+(?:[\s\u00a0]*[»)”*_\]])*(?=\s+(?:[*_(\[]*[«A-ZÀ-ÖØ-Ý]))")
_CLOSED = re.compile(rf"[.!?…:;,](?:[\s\u00a0]*[»)”*_\]{TAG}])*[\s{INERT}]*$")
_ABBREVIATION = re.compile(r"(?i)(?:\b(?:p|ex|art|al|cf|etc|env|mme|[a-z])|n°)\.$")
_LABEL = re.compile(rf"^[\s{INERT}]*\*\*[^*\n]+[.!?…]\*\*(?=\s)")  # a title at the head of an item
_SOURCES = re.compile(r"^\s*(:{3,}|`{3,})\s*\{sources\}")
_QUOTED = re.compile(r"«[^»\n]*»")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Remark:
    """Something for a writer at a line (from 1): a stable `rule`, and French `text`."""

    line: int
    rule: str
    text: str


@cache
def foreign_words() -> dict[str, str]:
    """Return the words to avoid and the French to write, from `prose_words.toml`.

    >>> foreign_words()["deadline"]
    'échéance'
    """
    path = Path(__file__).with_name("prose_words.toml")
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["words"])


@cache
def _foreign_pattern() -> re.Pattern[str]:
    words = sorted(foreign_words(), key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


def remarks(text: str) -> list[Remark]:
    """List what a writer should reconsider in a Markdown text, in order.

    >>> for remark in remarks("Un mot. Deux mots, avant la deadline."): print(remark.text)
    deux phrases sur la même ligne ; allez à la ligne après « Un mot. »
    « deadline » : écrivez « échéance »
    """
    found = list(_over_lines(text))
    return sorted(found, key=lambda remark: (remark.line, remark.rule))


def _over_lines(text: str) -> Iterator[Remark]:
    lines, hidden = text.split("\n"), masked(text).split("\n")
    in_sources = ""
    for number, (line, prose) in enumerate(zip(lines, hidden, strict=True), start=1):
        opening = _SOURCES.match(line)
        in_sources = opening[1] if opening else in_sources
        if in_sources:
            yield from _bare_addresses(number, line)
            in_sources = "" if line.strip() == in_sources else in_sources
            continue
        yield from _bare_addresses(number, line)
        yield from _foreign(number, prose)
        yield from _long_sentences(number, prose)
        if not line.lstrip().startswith(("|", "#", ":::")):
            yield from _several_sentences(number, prose, line)
            yield from _cut_sentence(number, hidden, lines)


def _bare_addresses(number: int, line: str) -> Iterator[Remark]:
    for match in _ADDRESS.finditer(line):
        rest = line[: match.start()] + line[match.end() :]
        if _LINK_TO_ADDRESS.search(line) or len(_LETTERS.findall(rest)) < 2:
            address = match[0].strip("<>")
            yield Remark(
                number, "adresse", f"adresse sans titre ; dites de quoi il s’agit : {address}"
            )


def _foreign(number: int, prose: str) -> Iterator[Remark]:
    """Find the words that have a French name, outside quotations."""
    for match in _foreign_pattern().finditer(_QUOTED.sub("", prose)):
        french = foreign_words()[match[0].lower()]
        yield Remark(number, "mot", f"« {match[0]} » : écrivez « {french} »")


def sentences(prose: str) -> list[str]:
    """Cut a line into its sentences; an abbreviation or a decimal point does not end one.

    >>> sentences("Voir l’art. L. 2112-2. C’est tout. Ou 12.5 % ?")
    ['Voir l’art. L. 2112-2.', 'C’est tout.', 'Ou 12.5 % ?']
    """
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(prose):
        if _ABBREVIATION.search(prose[start : match.start() + 1]):
            continue
        pieces.append(prose[start : match.end()].strip())
        start = match.end()
    return [piece for piece in [*pieces, prose[start:].strip()] if piece]


def _long_sentences(number: int, prose: str) -> Iterator[Remark]:
    cells = prose.split("|") if prose.lstrip().startswith("|") else [prose]
    for sentence in (sentence for cell in cells for sentence in sentences(cell)):
        count = len(_WORDS.findall(sentence.replace(INERT, " ").replace(TAG, " ")))
        if count > LONGEST_SENTENCE:
            start = sentence.strip(f" {INERT}{WORD}")[:40].rstrip()
            yield Remark(
                number,
                "longueur",
                f"phrase de {count} mots ; {LONGEST_SENTENCE} au plus : « {start}… »",
            )


def _several_sentences(number: int, prose: str, line: str) -> Iterator[Remark]:
    pieces = sentences(_LABEL.sub(lambda label: INERT * len(label[0]), prose, count=1))
    if len(pieces) > 1:
        first = line[: prose.find(pieces[0]) + len(pieces[0])].strip()
        shown = first if len(first) <= 40 else f"…{first[-40:]}"
        yield Remark(
            number,
            "ligne",
            f"deux phrases sur la même ligne ; allez à la ligne après « {shown} »",
        )


def _cut_sentence(number: int, hidden: list[str], lines: list[str]) -> Iterator[Remark]:
    """Find a sentence that goes on at the next line of the same paragraph."""
    prose = hidden[number - 1]
    if not _is_running(prose) or number == len(lines):
        return
    following = hidden[number]
    if following.startswith(": ") or (following[:1] == " " and prose[:1] not in (" ", INERT)):
        return  # a term, then its definition
    if _is_running(following) and not following.startswith(INERT) and not _CLOSED.search(prose):
        yield Remark(number, "ligne", "phrase coupée en deux lignes ; réunissez-les")


def _is_running(prose: str) -> bool:
    return bool(_LETTERS.search(prose)) and not prose.lstrip().startswith(("|", ":::"))
