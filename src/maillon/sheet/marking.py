"""Mark one answer: a score between 0 and the points of the question, and French lines.

Pure: no file is read nor written. Whatever the answer holds, `mark` returns a mark; an
answer that cannot be read scores 0 and says so. The share of the points that an answer earns is
said by the module of its kind (`sheet.kinds`).

Messages may hold numbers of law, written `{loi:dispense_fs@2026-03-31}`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from maillon.base.errors import MaillonError
from maillon.sheet.kinds.base import (
    Cell,
    Finding,
    Messages,
    Remark,
    Simulate,
    Unreadable,
    WrongKey,
    no_model,
)
from maillon.sheet.legal_text import filled
from maillon.sheet.numbers import is_plain, write_number
from maillon.sheet.questions import NOT_PLAIN, Question, State, Text

__all__ = ["Checks", "Mark", "Messages", "Simulate", "is_well_keyed", "mark"]

#: What a simulated setting is checked for, each with what to say when it fails.
Checks = list[tuple[bool, str]]


@dataclass(frozen=True)
class Mark:
    """The mark of one answer: `score` in [0, `points`], and what the trainee reads."""

    score: float
    points: float
    lines: tuple[str, ...]
    misconceptions: tuple[str, ...] = ()


def mark(
    question: Question,
    answer_value: object,
    key: object,
    *,
    points: float,
    messages: Messages | None = None,
    simulate: Simulate | None = None,
) -> Mark:
    r"""Mark an answer against its key.

    `key` has the shape of an answer of that kind; for a number it is `{"value", "tolerance"
    (absolute), "unit", "slips"}`, where `slips` names the results of usual errors; a state
    needs `simulate` instead: from the answer to (passed, French message) checks; a drawing needs
    nothing, its goals stand in the question. `messages`
    gives `[misconception id or "", French text]` for each wrong option, `"item:category"`,
    `""` (order), slip or `unreadable`/`unit`/`low`/`high`.

    Raises:
        ValueError: `points` is not a positive number, the key has not the form of its kind, or a
            state comes without `simulate`; never because of the answer.

    >>> from maillon.sheet.questions import Choice, Option
    >>> loop = Choice("q", "Type", "?", options=(Option("r", "Renfort"), Option("b", "Équilibre")))
    >>> found = mark(loop, "b", "r", points=2, messages={"b": ["M1", "Comptez les signes."]})
    >>> found.score, found.misconceptions
    (0.0, ('M1',))
    >>> print(*found.lines, sep="\n")
    Question « Type » : 0 / 2
    « Équilibre » : Comptez les signes.
    """
    name = f"Question « {question.title} »"
    if not (math.isfinite(points) and points > 0):
        raise ValueError(f"{name} : le nombre de points doit être positif.")
    if isinstance(question, State) and simulate is None:
        raise ValueError(f"{name} : « simulate » manque pour la corriger.")
    found = _find(question, answer_value, Cell(key, messages or {}, simulate or no_model))
    share = min(1.0, max(0.0, found.share)) if math.isfinite(found.share) else 0.0
    score = float(points) * share
    total = f"{write_number(score, decimals=2)} / {write_number(points, decimals=2)}"
    lines = (f"{name} : {total}", *(said.text for said in found.remarks))
    met = (said.misconception for said in found.remarks if said.misconception)
    return Mark(score, float(points), lines, tuple(dict.fromkeys(met)))


def _find(question: Question, value: object, cell: Cell) -> Finding:
    """Set aside what cannot be marked, then hand over to the kind of the question."""
    try:
        if not isinstance(question, Text):
            if not is_plain(value):
                raise Unreadable(NOT_PLAIN)
            if question.is_blank(value):
                return Finding(0.0, [Remark("Vous n’avez pas répondu à cette question.")])
        return question.judge(value, cell)
    except Unreadable as fault:
        remarks = [Remark(f"Réponse non lue. {fault}")]
        if "unreadable" in cell.messages and "unreadable" in question.others():
            remarks.append(cell.remark("unreadable"))
        return Finding(0.0, remarks)


def is_well_keyed(question: Question, key: object, messages: Messages) -> list[str]:
    """List in French the faults of a key and its messages; an empty list when all is well.

    Checks that the key fits the options, that each wrong option has a message of its own, and
    that no message speaks of an unknown or right option nor of a law that the registry lacks.

    >>> from maillon.sheet.questions import Choice, Option
    >>> loop = Choice("q", "Type", "?", options=(Option("r", "Renfort"), Option("b", "Équilibre")))
    >>> print(*is_well_keyed(loop, "r", {}))
    q : « b » n’a pas de message.
    """
    try:
        needed, allowed = question.wrong(key), question.others()
    except WrongKey as fault:
        return [f"{question.id} : la clé est fausse, {fault}."]
    faults = [f"« {wrong} » n’a pas de message." for wrong in needed if wrong not in messages]
    heard: dict[str, str] = {}
    for wrong, message in messages.items():
        if wrong not in needed and wrong not in allowed:
            faults.append(f"« {wrong} » a un message mais n’est pas une mauvaise réponse possible.")
        elif not _is_message(message):
            faults.append(f"le message de « {wrong} » n’a pas la forme [identifiant, texte].")
        elif refused := _refused_law(message[1]):
            faults.append(f"le message de « {wrong} » ne peut pas être écrit. {refused}")
        elif (text := " ".join(message[1].split()).casefold()) in heard:
            faults.append(f"« {heard[text]} » et « {wrong} » ont le même message.")
        else:
            heard[text] = wrong
    return [f"{question.id} : {fault}" for fault in faults]


def _is_message(message: object) -> bool:
    """Tell whether a message is [misconception id or "", non-empty text]."""
    if not isinstance(message, Sequence) or isinstance(message, str) or len(message) != 2:
        return False
    return all(isinstance(part, str) for part in message) and bool(message[1].strip())


def _refused_law(text: str) -> str:
    """Say in French why the references to law of a text cannot be filled; empty when they can."""
    try:
        filled(text)
    except MaillonError as error:
        return str(error)
    return ""
