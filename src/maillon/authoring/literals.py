"""Find the string literals of Python and TOML sources, character by character.

A :class:`Passage` is a text that people read and, for each of its characters, the place in the
source where it is written, escapes included: so that a fault is named by its line in the source,
and a fix touches only the literal.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from maillon.authoring.typography import NARROW, NBSP, fixed

#: A literal is French prose when it holds one of these.
FRENCH = re.compile(r"[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ«]|[ \u00a0\u202f][:;?!]")

_PYTHON = re.compile(r"(?P<prefix>[A-Za-z]*)(?P<quote>'''|\"\"\"|'|\")", re.DOTALL)
_TOML = re.compile(
    r"(?P<comment>#[^\n]*)"
    r'|"""(?P<long>(?:\\.|[^\\])*?)"""'
    r"|'''(?P<long_raw>.*?)'''"
    r'|"(?P<short>(?:\\.|[^"\\\n])*)"'
    r"|'(?P<short_raw>[^'\n]*)'",
    re.DOTALL,
)
_KEY_AFTER = re.compile(r"[ \t]*[.=]")
_ESCAPE = re.compile(
    r"\\(?:\r?\n[ \t]*|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|x(?P<x>[0-9a-fA-F]{2})"
    r"|N\{[^}]*\}|[0-7]{1,3}|.)",
    re.DOTALL,
)
#: Placeholders that other modules write for the unusual spaces, in f-strings.
_NAMED_SPACES = {"{NBSP}": NBSP, "{NNBSP}": NARROW, "{NARROW}": NARROW}
_NAMED_SPACE = re.compile("|".join(map(re.escape, _NAMED_SPACES)))
_SIMPLE = {"\\n": "\n", "\\t": "\t", "\\'": "'", '\\"': '"', "\\\\": "\\"}
_BRACES = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")


@dataclass(frozen=True)
class Passage:
    """A text, and where each of its characters starts in the source (one more: where it ends)."""

    value: str
    offsets: tuple[int, ...]
    escaped: bool = False  # unusual spaces are written as escapes there

    def spelled(self, new: str) -> str:
        """Write `new` as this literal writes its unusual spaces."""
        if not self.escaped:
            return new
        return new.replace(NBSP, r"\u00a0").replace(NARROW, r"\u202f")


def whole(text: str) -> list[Passage]:
    """Return the single passage of a source that is prose from end to end."""
    return [Passage(text, tuple(range(len(text) + 1)))]


def python_passages(source: str) -> list[Passage]:
    """List the French literals of a Python source: no docstring, no pattern (raw), no bytes.

    Raises:
        SyntaxError: the source is not Python.

    >>> [p.value for p in python_passages('"Docstring é"; a = "café"; b = r"é"; c = f"{a} : {1}"')]
    ['café', '{a} : {1}']
    """
    return [passage for passage, _ in _python_literals(source) if _is_french(passage.value)]


def python_strings(source: str) -> list[Passage]:
    """List the literals of a Python source, French or not: no docstring, no pattern, no bytes.

    Literals side by side are one text.

    Raises:
        SyntaxError: the source is not Python.

    >>> [p.value for p in python_strings('"Docstring"; a = "60 " "000"; b = r"raw"')]
    ['60 000']
    """
    found: list[Passage] = []
    for passage, goes_on in _python_literals(source):
        if goes_on:
            first = found.pop()
            offsets = first.offsets[:-1] + passage.offsets
            found.append(Passage(first.value + passage.value, offsets))
        else:
            found.append(passage)
    return found


def _is_french(value: str) -> bool:
    return bool(FRENCH.search(_BRACES.sub("{}", value)))


@lru_cache(maxsize=1)  # several checks read one source after the other
def _python_literals(source: str) -> list[tuple[Passage, bool]]:
    """List the literals that may be shown; each says whether it goes on from the one before."""
    starts = _line_starts(source)
    silent = _statement_strings(source)
    found: list[tuple[Passage, bool]] = []
    kept = False
    for first, last, joined in _string_tokens(source):
        start = starts[first[0]] + first[1]
        end = starts[last[0]] + last[1]
        head = _PYTHON.match(source, start)
        if head is None or first in silent or set(head["prefix"].lower()) & {"r", "b"}:
            kept = False
            continue
        passage = decoded(source, head.end(), end - len(head["quote"]))
        found.append((passage, joined and kept))
        kept = True
    return found


def _string_tokens(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Yield where each literal starts and ends, and whether another one stands just before it.

    An f-string is one literal in every Python.
    """
    depth, first, after, joined = 0, (0, 0), False, False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        name = tokenize.tok_name[token.type]
        if name in ("NL", "COMMENT"):
            continue
        if name == "FSTRING_START":
            first, joined = (first, joined) if depth else (token.start, after)
            depth += 1
        elif name == "FSTRING_END":
            depth -= 1
            if depth == 0:
                yield first, token.end, joined
        elif name == "STRING" and depth == 0:
            yield token.start, token.end, after
        after = depth == 0 and name in ("STRING", "FSTRING_END")


def _statement_strings(source: str) -> set[tuple[int, int]]:
    """Return where the docstrings, and other strings that are whole statements, start."""
    return {
        (node.value.lineno, node.value.col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _line_starts(source: str) -> list[int]:
    """Return the offset where each line starts; lines count from 1, as tokens do."""
    starts = [0, 0]
    for line in io.StringIO(source):
        starts.append(starts[-1] + len(line))
    return starts


def toml_passages(source: str) -> list[Passage]:
    """List the string values of a TOML source.

    >>> [p.value for p in toml_passages('id = "prix" # "non"')]
    ['prix']
    """
    found = []
    for match in _TOML.finditer(source):
        name = match.lastgroup or "comment"
        if name == "comment" or _KEY_AFTER.match(source, match.end()):
            continue
        start, end = match.span(name)
        if name.endswith("raw"):
            found.append(Passage(source[start:end], tuple(range(start, end + 1))))
        else:
            found.append(decoded(source, start, end))
    return found


def decoded(source: str, start: int, end: int) -> Passage:
    """Read a literal's characters with the place of each; an unknown escape stands for itself."""
    characters: list[str] = []
    offsets: list[int] = []
    position = start
    while position < end:
        pattern = {"\\": _ESCAPE, "{": _NAMED_SPACE}.get(source[position])
        escape = pattern.match(source, position, end) if pattern else None
        if escape is None:
            characters.append(source[position])
            offsets.append(position)
            position += 1
            continue
        read = _read_escape(escape)
        characters += read
        offsets += [position] * len(read)
        position = escape.end()
    body = source[start:end]
    return Passage("".join(characters), (*offsets, end), "\\u00a0" in body or "\\u202f" in body)


def _read_escape(escape: re.Match[str]) -> str:
    text = escape[0]
    if text in _NAMED_SPACES:
        return _NAMED_SPACES[text]
    digits = escape["u"] or escape["U"] or escape["x"]
    if digits:
        return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else "\ufffd"
    if text[1] in "\r\n":
        return ""
    return _SIMPLE.get(text, "\ufffd")


def fix_passages(source: str, passages: list[Passage]) -> str:
    """Return the source with the typography of its passages fixed, and nothing else touched."""
    for passage in reversed(passages):
        pieces = [source[start:end] for start, end in pairwise(passage.offsets)]
        first, last = passage.offsets[0], passage.offsets[-1]
        new = fixed(passage.value, pieces, passage.spelled)
        source = source[:first] + new + source[last:]
    return source


def same_but_strings(before: str, after: str) -> bool:
    """Tell whether two Python sources are the same program up to the text of their literals.

    >>> same_but_strings("a = 'x :'", "a = 'x :'"), same_but_strings("a = 'x'", "b = 'x'")
    (True, False)
    """
    return _skeleton(before) == _skeleton(after)


def _skeleton(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)
