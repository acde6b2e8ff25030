"""References to the registry that it cannot answer: the build refuses them, so does the check.

The sentence is the one of `maillon.law`: the check only says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from maillon import law
from maillon.authoring import texts
from maillon.authoring.literals import Passage, python_strings, toml_passages
from maillon.authoring.masks import INERT, masked
from maillon.authoring.typed_law.check import concerns
from maillon.authoring.typed_law.hidden import CODE
from maillon.errors import MaillonError
from maillon.law import placeholders
from maillon.law.entries import CODE_IN_FORCE

_ROLES = ("loi", "depuis", "article")
#: As the roles of the book read it.
_WRITTEN = re.compile(r"(?P<id>[a-z0-9_]+)(?:/(?P<part>[^/@\s]+))?(?:@(?P<on>\d{4}-\d{2}-\d{2}))?")
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
    elif unit.kind in ("toml", "python") and concerns(unit.path):
        read = toml_passages if unit.kind == "toml" else python_strings
        for passage in read(unit.source):
            yield from _placeholders(unit.source, passage)


def _roles(line: str) -> Iterator[MaillonError]:
    for match in CODE.finditer(line):
        if match["role"] in _ROLES:
            try:
                _answer(match["role"], match["said"].strip())
            except MaillonError as error:
                yield error


def _answer(role: str, written: str) -> None:
    """Ask the registry what a role prints.

    Raises:
        MaillonError: it has no answer, or the reference cannot be read.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise MaillonError(
            f"« {written} » ne se lit pas comme une règle de droit.",
            remedy="Écrivez par exemple dispense_fs, dispense_fs@2026-03-31 ou règle/portée.",
        )
    try:
        on = date.fromisoformat(match["on"]) if match["on"] else None
    except ValueError:
        raise MaillonError(
            f"« {match['on']} » n’est pas un jour du calendrier.",
            remedy="Écrivez le jour sous la forme année-mois-jour : 2026-03-31.",
        ) from None
    if role == "article":
        _article(match["id"], match["part"] or "1")
        return
    start = law.cite(match["id"], on, match["part"]).value.valid_from
    if role == "depuis" and start in (None, CODE_IN_FORCE):
        raise MaillonError(
            f"On ne sait pas depuis quand vaut « {match['id']} ».",
            remedy="Écrivez la phrase sans date.",
        )


def _article(rule: str, rank: str) -> None:
    entry = law.registry().entry(rule)
    if entry.confidence == "low":
        raise law.UnverifiedRule(
            f"La règle « {entry.id} » ne se cite pas comme du droit.",
            why="Elle n’est pas vérifiée.",
        )
    if not rank.isdecimal() or not 1 <= int(rank) <= len(entry.articles):
        raise MaillonError(
            f"La règle « {entry.id} » n’a pas d’article « {rank} ».",
            remedy="Ses articles : "
            + ", ".join(f"{place} = {name}" for place, name in enumerate(entry.articles, 1))
            + ".",
        )


def _placeholders(source: str, passage: Passage) -> Iterator[tuple[int, MaillonError]]:
    for match in _PLACEHOLDER.finditer(passage.value):
        try:
            placeholders.fill(match[0])
        except MaillonError as error:
            yield source.count("\n", 0, passage.offsets[match.start()]) + 1, error
