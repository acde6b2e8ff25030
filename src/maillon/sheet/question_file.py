"""Read and check `questions.toml`, the file of an exercise that a trainee may see.

A fault is told in French, by file, question and accepted form. A key or a correction message in
the file is a fault: they stay in the cells that nbgrader withholds. A number of law is written
`{loi:dispense_fs@2026-03-31}` in any text; the value in force on that day takes its place.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.yaml_files import RegistryError, check_form, fault
from maillon.maps.record import MAX_VARIABLES
from maillon.sheet.doubts import doubt
from maillon.sheet.legal_text import filled
from maillon.sheet.questions import (
    KINDS,
    Chain,
    Map,
    Number,
    Option,
    Parameter,
    Question,
    QuestionSet,
    State,
    Text,
    problem,
)

SCHEMA = Path(__file__).with_name("schema.yaml")
MAX_LOOPS = 20

_WHOLE = "la question entière"
_HEAD = ("id", "kind", "title", "prompt", "required")


class QuestionsError(MaillonError):
    """`questions.toml` cannot be used; the French message names file, question and form."""


def load_questions(path: str | Path) -> QuestionSet:
    """Read and check a `questions.toml`.

    Raises:
        QuestionsError: the file is missing, is not TOML, or describes a question badly.
    """
    path = Path(path)
    table = _read_toml(path)
    try:
        check_form(table, path.name, SCHEMA, "file")
        title = _filled(table["title"], path.name, "title")
        questions = tuple(
            _question(row, path.name, n) for n, row in enumerate(table["question"], start=1)
        )
        for word in _repeated(question.id for question in questions):
            raise fault(path.name, "question", _twice(word), _ONCE)
    except RegistryError as error:
        raise QuestionsError(error.what, remedy=error.remedy) from error
    return QuestionSet(table["assignment"], title, questions)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=_finite)
    except FileNotFoundError as error:
        why = "est introuvable : remettez-le à côté du carnet"
        raise QuestionsError(f"{path.name} {why}.") from error
    except (OSError, UnicodeDecodeError) as error:
        why = "est illisible : vérifiez ses droits, enregistrez-le en UTF-8"
        raise QuestionsError(f"{path.name} {why}.") from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"ligne {at[1]}, colonne {at[2]}" if at else "fin du fichier"
        how = 'écrivez chaque valeur sous la forme nom = "texte"'
        raise QuestionsError(f"{path.name} n’est pas du TOML valable ({where}) : {how}.") from error


def _finite(text: str) -> float | str:
    """Read a number; one that is infinite or none stays a text, which the schema refuses."""
    return number if math.isfinite(number := float(text)) else text


def _question(row: dict[str, Any], file: str, rank: int) -> Question:
    """Build a question.

    Raises:
        RegistryError: its head, or what its kind adds, has not its form or contradicts itself.
    """
    place = f"{file}, question n° {rank}"
    if isinstance(row.get("id"), str):
        place = f"{file}, question « {row['id']} »"
    check_form(row, place, SCHEMA, "question", whole=_WHOLE)
    own = {name: value for name, value in row.items() if name not in _HEAD}
    check_form(own, place, SCHEMA, row["kind"], whole=_WHOLE)
    parts = {name: _part(name, value) for name, value in _filled(row, place, "").items()}
    question = KINDS[parts.pop("kind")](**parts)
    for key, what, form in _contradictions(question):
        raise fault(place, key, what, form)
    return question


def _filled(value: Any, place: str, key: str) -> Any:
    """Put the values of law that texts refer to in their place."""
    match value:
        case dict():
            return {name: _filled(part, place, name) for name, part in value.items()}
        case list():
            return [_filled(part, place, key) for part in value]
        case str():
            try:
                return filled(value)
            except MaillonError as error:
                what = f"une règle de droit ne peut pas être écrite. {error}".rstrip(".")
                raise fault(place, key, what, "{loi:identifiant@2026-03-31}") from error
    return value


def _part(name: str, value: Any) -> Any:
    """Give a value of the file the type that a question wants."""
    match name:
        case "options" | "items" | "categories":
            return tuple(Option(**row) for row in value)
        case "parameters":
            rows = ({key: _part(key, setting) for key, setting in row.items()} for row in value)
            return tuple(Parameter(**row) for row in rows)
        case "tiers" | "rubric":
            return tuple(value)
        case "min" | "max" | "step" | "start" | "low" | "high":
            return float(value)
        case "reinforcing" | "balancing" | "max_variables" | "shared" | "max_words" | "words":
            return int(value)
    return value


def _contradictions(question: Question) -> Iterator[tuple[str, str, str]]:
    """Say what no schema can: the key at fault, what is wrong with it, the accepted form."""
    for name in ("options", "items", "categories"):
        yield from _twins(name, getattr(question, name, ()))
    match question:
        case Number():
            yield from _number_contradictions(question)
        case State():
            for word in _repeated(parameter.id for parameter in question.parameters):
                yield "parameters", _twice(word), _ONCE
            for parameter in question.parameters:
                yield from _parameter_contradictions(parameter)
        case Map():
            loops = question.reinforcing + question.balancing
            if not (1 <= loops <= MAX_LOOPS and 2 <= question.max_variables <= MAX_VARIABLES):
                form = (
                    f"reinforcing = 2, balancing = 2, max_variables = 15 ({MAX_VARIABLES} au plus)"
                )
                yield "max_variables", "les buts de la carte ne conviennent pas", form
        case Chain():
            for word in _repeated(question.tiers):
                yield "tiers", _twice(word), _ONCE
        case Text() if question.words > question.max_words:
            yield "words", "« words » dépasse « max_words »", "words = 8 (« max_words » au plus)"


def _number_contradictions(question: Number) -> Iterator[tuple[str, str, str]]:
    low, high, example = question.low, question.high, question.example
    if low is not None and high is not None and not low < high:
        yield "low", "« low » et « high » sont contradictoires", "low = 0, high = 10"
    if question.scale and (question.unit or low is high is None):
        what = "« scale » demande une borne et tient lieu d’unité"
        yield "scale", what, 'scale = "sur 10", high = 10'
    if unread := problem(question, example):
        yield "example", f"« example » est illisible. {unread}".rstrip("."), 'example = "1 250"'
    if doubt(question, example):
        yield "example", "« example » sort de ses bornes", "low ≤ example ≤ high"


def _parameter_contradictions(parameter: Parameter) -> Iterator[tuple[str, str, str]]:
    if parameter.options:
        yield from _twins("options", parameter.options)
        return
    low, high = parameter.min, parameter.max
    if not (low < high and 0 < parameter.step <= high - low and low <= parameter.start <= high):
        what = f"« {parameter.id} » a des bornes contradictoires"
        yield "parameters", what, "min ≤ start ≤ max, 0 < step ≤ max − min"


_ONCE = "un seul emploi"


def _twins(name: str, options: tuple[Option, ...]) -> Iterator[tuple[str, str, str]]:
    for word in _repeated(option.id for option in options):
        yield name, _twice(word), _ONCE
    for word in _repeated(option.label for option in options):
        yield name, _twice(word), _ONCE


def _repeated(words: Iterable[str]) -> list[str]:
    words = list(words)
    return [word for place, word in enumerate(words) if word in words[:place]]


def _twice(word: str) -> str:
    return f"« {word} » revient deux fois"
