"""References to the registry that it cannot answer: the build refuses them, so does the check.

The sentence is the one of `maillon.law`: the check only says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillon import law
from maillon.authoring import texts
from maillon.authoring.literals import Passage, python_strings
from maillon.authoring.masks import INERT, masked
from maillon.authoring.typed_law.check import concerns
from maillon.base.errors import MaillonError
from maillon.law import placeholders
from maillon.law.references import article_of, first_day, read_reference

#: A role of the registry; or a code span, which may show one.
_ROLE = re.compile(
    r"\{(?P<role>loi|depuis|article)\}`(?P<written>[^`\n]*)`"
    r"|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
)
_PLACEHOLDER = re.compile(r"\{loi:[^{}…]*\}")


def reference_faults(unit: texts.Unit) -> Iterator[str]:
    """Yield one French line for each role or placeholder that the registry cannot answer."""
    for line, error in _faults(unit):
        yield f"{unit.place(line)} : {error}"


def _faults(unit: texts.Unit) -> Iterator[tuple[int, MaillonError]]:
    if unit.kind == "markdown":
        hidden = masked(unit.source).split("\n")
        for number, line in enumerate(unit.source.split("\n"), start=1):
            if hidden[number - 1].strip(INERT).strip() or not hidden[number - 1].strip():
                yield from ((number, error) for error in _roles(line))
    elif concerns(unit.path):
        strings = python_strings(unit.source) if unit.kind == "python" else unit.passages()
        for passage in strings:
            yield from _placeholders(unit.source, passage)


def _roles(line: str) -> Iterator[MaillonError]:
    for match in _ROLE.finditer(line):
        if match["role"]:
            try:
                _answer(match["role"], match["written"].strip())
            except MaillonError as error:
                yield error


def _answer(role: str, written: str) -> None:
    """Ask the registry what a role prints.

    Raises:
        MaillonError: it has no answer, or the reference cannot be read.
    """
    reference = read_reference(written)
    if role == "article":
        article_of(reference)
    elif role == "depuis":
        first_day(reference)
    else:
        law.cite(reference.rule, reference.on, reference.part)


def _placeholders(source: str, passage: Passage) -> Iterator[tuple[int, MaillonError]]:
    for match in _PLACEHOLDER.finditer(passage.value):
        try:
            placeholders.fill(match[0])
        except MaillonError as error:
            yield source.count("\n", 0, passage.offsets[match.start()]) + 1, error
