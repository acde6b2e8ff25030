"""The questions of an exercise: seven kinds, read from ``questions.toml``.

The file holds what a trainee may see: statements and options, never a key nor a correction.
:func:`problem` judges the form of an answer (readable, complete), never whether it is right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from maillon.errors import MaillonError
from maillon.sheet.numbers import (
    LARGEST,
    UnreadableNumber,
    is_plain,
    read_number,
    shown,
    write_number,
)

SCHEMA = 1
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


class QuestionsError(MaillonError):
    """``questions.toml`` cannot be used; the French message names file, question and form."""


@dataclass(frozen=True)
class Option:
    """Something to pick, put in order or classify: a stable id and a French label."""

    id: str
    label: str


@dataclass(frozen=True)
class Parameter:
    """A control of a model: a range (``min``…``start``, in ``unit``) or a list of ``options``."""

    id: str
    label: str
    min: float = 0.0
    max: float = 0.0
    step: float = 0.0
    start: float = 0.0
    unit: str = ""
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
    """A number in ``unit`` (may be empty); the answer is the text as typed."""

    unit: str = ""
    example: str = ""


@dataclass(frozen=True)
class State(Question, kind="state"):
    """The state of a model; the answer maps each parameter id to its value."""

    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Text(Question, kind="text"):
    """A short text of at most ``max_words`` words, marked by hand against ``rubric``."""

    max_words: int = 0
    rubric: tuple[str, ...] = ()


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


def load_questions(path: str | Path) -> QuestionSet:
    """Read and check a ``questions.toml``.

    Raises:
        QuestionsError: the file is missing, is not TOML, or describes a question badly.
    """
    path = Path(path)
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        missing = isinstance(error, FileNotFoundError)
        why = "est introuvable : remettez-le à côté du carnet"
        why = why if missing else "est illisible : vérifiez ses droits, enregistrez-le en UTF-8"
        raise QuestionsError(f"{path.name} {why}.") from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"ligne {at[1]}, colonne {at[2]}" if at else "fin du fichier"
        how = 'écrivez chaque valeur sous la forme nom = "texte"'
        raise QuestionsError(f"{path.name} n’est pas du TOML valable ({where}) : {how}.") from error
    return _read_set(_Table(table, path.name))


def is_blank(question: Question, value: object) -> bool:
    """Tell whether nothing was answered: no value, an empty text, nothing picked.

    >>> is_blank(Choice("q", "Titre", "?"), "  "), is_blank(Number("n", "Titre", "?"), 0)
    (True, False)
    """
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(item is None or item == "" for item in value.values())
    return value is None or (isinstance(value, (list, tuple)) and not value)


def problem(question: Question, value: object) -> str | None:
    """Say in French what is wrong with the form of any value; ``None`` when blank or fine.

    >>> print(problem(Number("n", "Titre", "?", example="30"), "quarante"))
    « quarante » est en lettres : écrivez 40 en chiffres.
    """
    if not is_plain(value):
        return "Cette réponse est illisible : répondez de nouveau à la question."
    if is_blank(question, value):
        return None
    return _KINDS[question.kind][1](question, value)


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
    return f"Il reste à classer : {', '.join(missing)}." if missing else None


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


def _text_problem(question: Any, value: object) -> str | None:
    if not isinstance(value, str):
        return f"{shown(value)} n’est pas un texte : écrivez votre réponse en une ou deux phrases."
    count = len([word for word in value.split() if any(c.isalnum() for c in word)])
    excess = count - question.max_words
    words = "1 mot" if excess == 1 else f"{excess} mots"
    if excess <= 0:
        return None
    return f"Votre texte compte {count} mots pour {question.max_words} au plus : retirez {words}."


def _ids(options: tuple[Option, ...]) -> list[str]:
    return [option.id for option in options]


class _Table:
    """A TOML table being read: hands out checked values, then refuses what nobody asked for."""

    def __init__(self, values: object, place: str) -> None:
        self.place = place
        if not isinstance(values, dict):
            raise self.fault("un tableau est attendu", '{ id = "mot", label = "Texte" }')
        self.values: dict[str, Any] = dict(values)

    def fault(self, what: str, form: str) -> QuestionsError:
        return QuestionsError(f"{self.place} : {what}. Forme acceptée : {form}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.pop(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(f"« {name} » manque ou n’est pas un texte", f'{name} = "…"')
        return value

    def word(self, name: str = "id") -> str:
        value = self.text(name)
        if not _ID.fullmatch(value):
            raise self.fault(f"« {value} » n’est pas un identifiant", f'{name} = "mot-sans-accent"')
        return value

    def number(self, name: str) -> float:
        value = self.values.pop(name, None)
        if type(value) not in (int, float) or not abs(value) <= LARGEST:
            raise self.fault(f"« {name} » manque ou n’est pas un nombre", f"{name} = 12.5")
        return float(value)

    def rows(self, name: str, least: int = 1) -> list[Any]:
        value = self.values.pop(name, None)
        if not isinstance(value, list) or len(value) < least:
            raise self.fault(f"« {name} » n’est pas une liste de {least} au moins", f"{name} = […]")
        return value

    def options(self, name: str) -> tuple[Option, ...]:
        found = []
        for row in self.rows(name, least=2):
            table = _Table(row, f"{self.place}, « {name} »")
            found.append(Option(table.word(), table.text("label")))
            table.done()
        self.unique(name, [option.id for option in found])
        self.unique(name, [option.label for option in found])
        return tuple(found)

    def unique(self, name: str, values: list[str]) -> None:
        for value in values:
            if values.count(value) > 1:
                raise self.fault(f"« {value} » revient deux fois dans « {name} »", "un seul emploi")

    def done(self) -> None:
        if self.values:
            names = ", ".join(sorted(self.values))
            raise self.fault(f"« {names} » n’a pas sa place ici", "ni clé ni message de correction")


def _read_set(table: _Table) -> QuestionSet:
    if table.values.pop("schema", None) != SCHEMA:
        raise table.fault("« schema » manque ou n’est pas pris en charge", f"schema = {SCHEMA}")
    assignment, title = table.word("assignment"), table.text("title")
    questions = tuple(
        _read_question(_Table(row, f"{table.place}, question n° {n}"), table.place)
        for n, row in enumerate(table.rows("question"), start=1)
    )
    table.unique("question", [question.id for question in questions])
    table.done()
    return QuestionSet(assignment, title, questions)


_Base = tuple[str, str, str, bool]


def _read_question(table: _Table, file: str) -> Question:
    word = table.word()
    table.place = f"{file}, question « {word} »"
    kind = table.text("kind")
    if kind not in _KINDS:
        raise table.fault(f"« {kind} » n’est pas un genre de question", " | ".join(_KINDS))
    base = (word, table.text("title"), table.text("prompt"), table.values.pop("required", True))
    if not isinstance(base[3], bool):
        raise table.fault("« required » n’est pas oui ou non", "required = true")
    question = _KINDS[kind][0](base, table)
    table.done()
    return question


def _read_classify(base: _Base, table: _Table) -> Classify:
    return Classify(*base, table.options("items"), table.options("categories"))


def _read_number(base: _Base, table: _Table) -> Number:
    question = Number(*base, table.text("unit", ""), table.text("example", ""))
    if question.example and (fault := problem(question, question.example)):
        raise table.fault(f"« example » est illisible. {fault}", 'example = "1 250"')
    return question


def _read_state(base: _Base, table: _Table) -> State:
    rows = [_Table(row, f"{table.place}, « parameters »") for row in table.rows("parameters")]
    parameters = tuple(_read_parameter(row) for row in rows)
    table.unique("parameters", [parameter.id for parameter in parameters])
    return State(*base, parameters)


def _read_text(base: _Base, table: _Table) -> Text:
    words = table.number("max_words")
    if words < 1 or words % 1:
        raise table.fault("« max_words » n’est pas un nombre de mots", "max_words = 120")
    rubric = table.rows("rubric") if "rubric" in table.values else []
    if not all(isinstance(line, str) and line.strip() for line in rubric):
        raise table.fault("« rubric » n’est pas une liste de critères", 'rubric = ["… (2 points)"]')
    return Text(*base, int(words), tuple(rubric))


def _read_parameter(table: _Table) -> Parameter:
    word, label = table.word(), table.text("label")
    if "options" in table.values:
        parameter = Parameter(word, label, options=table.options("options"))
    else:
        low, high, step, start = (table.number(name) for name in ("min", "max", "step", "start"))
        if not (low < high and 0 < step <= high - low and low <= start <= high):
            raise table.fault(f"« {word} » a des bornes contradictoires", "min ≤ start ≤ max")
        parameter = Parameter(word, label, low, high, step, start, table.text("unit", ""))
    table.done()
    return parameter


# For each kind, how to read it from the file and how to judge the form of an answer.
_KINDS: dict[str, tuple[Callable[[_Base, _Table], Question], Callable[[Any, object], str | None]]]
_KINDS = {
    "choice": (lambda base, table: Choice(*base, table.options("options")), _choice_problem),
    "choices": (lambda base, table: Choices(*base, table.options("options")), _choices_problem),
    "order": (lambda base, table: Order(*base, table.options("items")), _order_problem),
    "classify": (_read_classify, _classify_problem),
    "number": (_read_number, _number_problem),
    "state": (_read_state, _state_problem),
    "text": (_read_text, _text_problem),
}
