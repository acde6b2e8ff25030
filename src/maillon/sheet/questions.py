"""The questions of an exercise: nine kinds, and what makes an answer to each well formed.

A question holds what a trainee may see: statement and options, never a key nor a correction.
`problem` judges the form of an answer (readable, complete), never whether it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillon.sheet.kinds.base import Option, Question, Settings, Unreadable
from maillon.sheet.kinds.drawn import Chain, Drawing, Map
from maillon.sheet.kinds.number import Number
from maillon.sheet.kinds.options import Choice, Choices, Classify, Order
from maillon.sheet.kinds.state import Parameter, State
from maillon.sheet.kinds.text import Text, count_words
from maillon.sheet.numbers import is_plain

__all__ = [
    "KINDS",
    "Chain",
    "Choice",
    "Choices",
    "Classify",
    "Drawing",
    "Map",
    "Number",
    "Option",
    "Order",
    "Parameter",
    "Question",
    "QuestionSet",
    "Settings",
    "State",
    "Text",
    "Unreadable",
    "count_words",
    "is_blank",
    "problem",
]

#: Every kind of question, by the word that a file uses for it.
KINDS: Mapping[str, type[Question]] = {
    kind.kind: kind for kind in (Choice, Choices, Order, Classify, Number, State, Map, Chain, Text)
}

NOT_PLAIN = "Cette réponse est illisible : répondez de nouveau à la question."


@dataclass(frozen=True)
class QuestionSet(Mapping[str, Question]):
    """The questions of one exercise, by id, in the order of the file."""

    assignment: str
    title: str
    questions: tuple[Question, ...]

    def __getitem__(self, question: str) -> Question:
        return {candidate.id: candidate for candidate in self.questions}[question]

    def __iter__(self) -> Iterator[str]:
        return (question.id for question in self.questions)

    def __len__(self) -> int:
        return len(self.questions)


def is_blank(question: Question, value: object) -> bool:
    """Tell whether nothing was answered: no value, an empty text, nothing picked.

    >>> is_blank(Choice("q", "Titre", "?"), "  "), is_blank(Number("n", "Titre", "?"), 0)
    (True, False)
    """
    return question.is_blank(value)


def problem(question: Question, value: object) -> str | None:
    """Say in French what is wrong with the form of any value; `None` when blank or fine.

    >>> print(problem(Number("n", "Titre", "?", example="30"), "quarante"))
    « quarante » est en lettres : écrivez 40 en chiffres.
    """
    if not is_plain(value):
        return NOT_PLAIN
    if question.is_blank(value):
        return None
    try:
        question.check(value)
    except Unreadable as fault:
        return str(fault)
    return None
