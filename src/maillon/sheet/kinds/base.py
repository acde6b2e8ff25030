"""What every kind of question shares: statement, answer read, key, and what a marker finds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, NoReturn

from maillon.base.errors import MaillonError
from maillon.sheet.legal_text import filled

#: The values of the parameters of a model, by id.
Settings = Mapping[str, float | str]
#: What is checked of a model run again: whether it holds, and what to say when it does not.
Simulate = Callable[[Settings], Sequence[tuple[bool, str]]]
#: `[misconception id or "", French text]` for each wrong answer, as a marking cell writes them.
Messages = Mapping[str, Sequence[str]]

NO_MESSAGE = "Relisez la question, puis la page du cours qui la prépare."


class Unreadable(ValueError):
    """An answer that cannot be marked: the French sentence says why and what to do."""


class WrongKey(ValueError):
    """A key that does not fit its question: the end of a French sentence about it says why."""

    def __init__(self, why: str = "elle n’a pas la bonne forme") -> None:
        super().__init__(why)


@dataclass(frozen=True)
class Option:
    """Something to pick, put in order or classify: a stable id and a French label."""

    id: str
    label: str


@dataclass(frozen=True)
class Question(ABC):
    """What every kind has: a word as id, a French title and a French statement."""

    kind: ClassVar[str]
    id: str
    title: str
    prompt: str
    required: bool = True

    def __init_subclass__(cls, *, kind: str = "") -> None:
        cls.kind = kind

    def is_blank(self, value: object) -> bool:
        """Tell whether nothing was answered."""
        return is_empty(value)

    @abstractmethod
    def read(self, value: object) -> object:
        """Return an answer as it can be marked, from any value of plain JSON that is not blank.

        Raises:
            Unreadable: it is not an answer to this question.
        """

    def check(self, value: object) -> None:
        """Raise `Unreadable` where `read` does, and for an answer that is not complete."""
        self.read(value)

    def lines(self, value: object) -> list[str]:
        """Return an answer as French lines, for who gave it and for who marks it.

        Raises:
            Unreadable: it is not an answer to this question.
        """
        self.read(value)
        return [f"Réponse : {value}"]

    def doubt(self, _value: object) -> str:
        """Ask in French about a complete answer that is odd; empty when it is plausible."""
        return ""

    @abstractmethod
    def judge(self, value: object, cell: Cell) -> Finding:
        """Mark an answer that is not blank.

        Raises:
            Unreadable: it is not an answer to this question.
            WrongKey: the key of the cell is not one to this question.
        """

    def wrong(self, _key: object) -> Collection[str]:
        """Name the wrong answers to a key that each need a message.

        Raises:
            WrongKey: the key is not one to this question.
        """
        return ()

    def others(self) -> Collection[str]:
        """Name what may have a message and needs none."""
        return ()


@dataclass(frozen=True)
class Remark:
    """A French sentence about an answer, and the misconception that it shows, if any."""

    text: str
    misconception: str = ""


@dataclass(frozen=True)
class Finding:
    """What a marker finds: the part of the points, from 0 to 1 once bounded, and what to say."""

    share: float
    remarks: Sequence[Remark] = ()


def no_model(_settings: Settings) -> NoReturn:
    """Stand for the model of a cell that runs none."""
    raise LookupError("no model")


@dataclass(frozen=True)
class Cell:
    """What a marking cell gives: a key, messages by wrong answer, and a model to run again."""

    key: object
    messages: Messages = field(default_factory=dict)
    simulate: Simulate = no_model

    def remark(self, wrong: str, picked: str = "", otherwise: str = NO_MESSAGE) -> Remark:
        """Return what a wrong answer deserves to hear, after the label of what was `picked`."""
        misconception, text = (*self.messages.get(wrong, ("", otherwise)), "")[:2]
        try:
            text = filled(text)
        except (
            MaillonError
        ):  # a fault of the exercise, found by is_well_keyed, costs nobody a point
            text = NO_MESSAGE
        return Remark(f"« {picked} » : {text}" if picked else text, misconception)


def is_empty(value: object) -> bool:
    """Tell whether a value holds nothing: none, a blank text, a list or table of nothing."""
    match value:
        case str():
            return not value.strip()
        case dict():
            return all(item is None or item == "" for item in value.values())
    return value is None or (isinstance(value, (list, tuple)) and not value)


def ids(options: Sequence[Option]) -> list[str]:
    """Return the ids of options, in their order."""
    return [option.id for option in options]


def is_among(value: object, options: Sequence[Option]) -> bool:
    """Tell whether a value is the id of an option, and a plain text."""
    return type(value) is str and value in ids(options)


def label(options: Sequence[Option], wanted: object) -> str:
    """Return the label of the option `wanted`, an empty text if there is none."""
    return next((option.label for option in options if option.id == wanted), "")
