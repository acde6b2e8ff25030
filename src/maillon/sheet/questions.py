"""The questions of an exercise: nine kinds, and what makes an answer to each well formed.

A question holds what a trainee may see: statement and options, never a key nor a correction.
`problem` judges the form of an answer (readable, complete), never whether it is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from maillon.maps.record import MAX_VARIABLES, MapRecordError, check_map
from maillon.sheet.numbers import (
    UnreadableNumber,
    is_plain,
    read_number,
    shown,
    write_number,
)


@dataclass(frozen=True)
class Option:
    """Something to pick, put in order or classify: a stable id and a French label."""

    id: str
    label: str


@dataclass(frozen=True)
class Parameter:
    """A control of a model: a range (`min`…`start`, in `unit`) or a list of `options`.

    `one` is the singular of a unit in the plural: what a value below two is followed by.
    """

    id: str
    label: str
    min: float = 0.0
    max: float = 0.0
    step: float = 0.0
    start: float = 0.0
    unit: str = ""
    one: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Question:
    """What every kind has: a word as id, a French title and a French statement."""

    kind: ClassVar[str]
    id: str
    title: str
    prompt: str
    required: bool = True

    def __init_subclass__(cls, *, kind: str) -> None:
        cls.kind = kind


@dataclass(frozen=True)
class Choice(Question, kind="choice"):
    """One option among several; the answer is its id."""

    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Choices(Question, kind="choices"):
    """Several options; the answer is a list of ids."""

    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Order(Question, kind="order"):
    """Items to put in order, given as they stand at first; the answer is the list of all ids."""

    items: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Classify(Question, kind="classify"):
    """Items to put in categories; the answer maps each item id to a category id."""

    items: tuple[Option, ...] = ()
    categories: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Number(Question, kind="number"):
    """A number in `unit` (may be empty); the answer is the text as typed.

    Below `low` or above `high`, both in `unit`, a number is asked about, never refused;
    `scale` is what it is then followed by when it has no unit (« sur 10 »).
    """

    unit: str = ""
    example: str = ""
    low: float | None = None
    high: float | None = None
    scale: str = ""


@dataclass(frozen=True)
class State(Question, kind="state"):
    """The state of a model; the answer maps each parameter id to its value."""

    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Map(Question, kind="map"):
    """A causal map to draw; the answer is its record (`maps.record`).

    The goals, at least one loop in all: so many loops of each type, so many variables at most.
    """

    reinforcing: int = 2
    balancing: int = 2
    max_variables: int = 15


@dataclass(frozen=True)
class Chain(Question, kind="chain"):
    """A chain of suppliers to draw on bands; the answer is a record, as for a `Map`.

    `tiers` are the French names of the bands, tier 1 at the top. The goals: nobody is missing
    between tier 1 and the last tier, and `shared` actors supply at least two others.
    """

    tiers: tuple[str, ...] = ()
    shared: int = 1


Drawing = Map | Chain
"""The kinds whose answer is drawn in the graph editor."""


@dataclass(frozen=True)
class Text(Question, kind="text"):
    """A short text of at most `max_words` words, marked by hand against `rubric`.

    A text of fewer than `words` words is asked about, never refused.
    """

    max_words: int = 0
    rubric: tuple[str, ...] = ()
    words: int = 0


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
    if isinstance(value, str):
        return not value.strip()
    if isinstance(question, Drawing) and isinstance(value, dict) and value:
        return value.get("variables") == []
    if isinstance(value, dict):
        return all(item is None or item == "" for item in value.values())
    return value is None or (isinstance(value, (list, tuple)) and not value)


def problem(question: Question, value: object) -> str | None:
    """Say in French what is wrong with the form of any value; `None` when blank or fine.

    >>> print(problem(Number("n", "Titre", "?", example="30"), "quarante"))
    « quarante » est en lettres : écrivez 40 en chiffres.
    """
    if not is_plain(value):
        return "Cette réponse est illisible : répondez de nouveau à la question."
    if is_blank(question, value):
        return None
    return _PROBLEMS[question.kind](question, value)


def _choice_problem(question: Any, value: object) -> str | None:
    if type(value) is str and value in _ids(question.options):
        return None
    return f"{shown(value)} n’est pas une des réponses proposées : choisissez-en une."


def _choices_problem(question: Any, value: object) -> str | None:
    if not isinstance(value, (list, tuple)):
        return f"{shown(value)} n’est pas une liste de réponses : cochez les cases proposées."
    return next((fault for pick in value if (fault := _choice_problem(question, pick))), None)


def _order_problem(question: Any, value: object) -> str | None:
    known = _ids(question.items)
    if isinstance(value, (list, tuple)) and sorted(value, key=str) == sorted(known):
        return None
    return f"L’ordre est incomplet : placez chacun des {len(known)} éléments une seule fois."


def _classify_problem(question: Any, value: object) -> str | None:
    if not isinstance(value, dict):
        return f"{shown(value)} n’est pas un classement : choisissez une catégorie par élément."
    missing = []
    for item in question.items:
        category = value.get(item.id)
        if category is None or category == "":
            missing.append(item.label)
        elif type(category) is not str or category not in _ids(question.categories):
            return f"« {item.label} » : {shown(category)} n’est pas une catégorie proposée."
    between = " ; " if any("," in label for label in missing) else ", "
    return f"Il reste à classer : {between.join(missing)}." if missing else None


def _number_problem(question: Any, value: object) -> str | None:
    try:
        read_number(value, **({"example": question.example} if question.example else {}))
    except UnreadableNumber as error:
        return str(error)
    return None


def _state_problem(question: Any, value: object) -> str | None:
    if not isinstance(value, dict):
        return f"{shown(value)} n’est pas un réglage du modèle : réglez chaque commande."
    for parameter in question.parameters:
        setting = value.get(parameter.id)
        name = f"« {parameter.label} »"
        low, high = parameter.min - 1e-9, parameter.max + 1e-9
        if setting is None or setting == "":
            return f"{name} n’est pas réglé : choisissez une valeur."
        if parameter.options:
            if type(setting) is not str or setting not in _ids(parameter.options):
                return f"{name} : {shown(setting)} n’est pas dans la liste proposée."
        elif type(setting) not in (int, float) or not low <= setting <= high:
            least, most = write_number(parameter.min), write_number(parameter.max)
            unit = f" {parameter.unit}" if parameter.unit else ""
            return f"{name} sort des bornes : réglez une valeur entre {least} et {most}{unit}."
    return None


def _map_problem(_question: Any, value: object) -> str | None:
    if not isinstance(value, dict):
        return f"{shown(value)} n’est pas une carte : dessinez-la dans l’éditeur."
    faults = check_map(value, max_variables=MAX_VARIABLES)
    return MapRecordError(faults).why if faults else None


def _text_problem(question: Any, value: object) -> str | None:
    if not isinstance(value, str):
        return f"{shown(value)} n’est pas un texte : écrivez votre réponse en une ou deux phrases."
    count = count_words(value)
    excess = count - question.max_words
    words = "1 mot" if excess == 1 else f"{excess} mots"
    if excess <= 0:
        return None
    return f"Votre texte compte {count} mots pour {question.max_words} au plus : retirez {words}."


def count_words(text: str) -> int:
    """Count what is separated by spaces and holds a letter or a digit.

    >>> count_words("Un délai : 30 jours.")
    4
    """
    return len([word for word in text.split() if any(c.isalnum() for c in word)])


def _ids(options: tuple[Option, ...]) -> list[str]:
    return [option.id for option in options]


_PROBLEMS: dict[str, Callable[[Any, object], str | None]] = {
    "choice": _choice_problem,
    "choices": _choices_problem,
    "order": _order_problem,
    "classify": _classify_problem,
    "number": _number_problem,
    "state": _state_problem,
    "map": _map_problem,
    "chain": _map_problem,
    "text": _text_problem,
}
