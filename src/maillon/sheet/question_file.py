"""Read and check `questions.toml`, the file of an exercise that a trainee may see.

A fault is told in French, by file, question and accepted form. A key or a correction message in
the file is a fault: they stay in the cells that nbgrader withholds. A number of law is written
`{loi:dispense_fs@2026-03-31}` in any text; the value in force on that day takes its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError
from maillon.maps.record import MAX_VARIABLES
from maillon.sheet.doubts import doubt
from maillon.sheet.legal_text import filled
from maillon.sheet.numbers import LARGEST
from maillon.sheet.questions import (
    Chain,
    Choice,
    Choices,
    Classify,
    Map,
    Number,
    Option,
    Order,
    Parameter,
    Question,
    QuestionSet,
    State,
    Text,
    problem,
)

SCHEMA = 1
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


class QuestionsError(MaillonError):
    """`questions.toml` cannot be used; the French message names file, question and form."""


def load_questions(path: str | Path) -> QuestionSet:
    """Read and check a `questions.toml`.

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
        return self.filled(value)

    def filled(self, text: str) -> str:
        """Put the values of law that a text refers to in their place."""
        try:
            return filled(text)
        except MaillonError as error:
            what = f"une règle de droit ne peut pas être écrite. {error}".rstrip(".")
            raise self.fault(what, "{loi:identifiant@2026-03-31}") from error

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
    if kind not in _READERS:
        raise table.fault(f"« {kind} » n’est pas un genre de question", " | ".join(_READERS))
    base = (word, table.text("title"), table.text("prompt"), table.values.pop("required", True))
    if not isinstance(base[3], bool):
        raise table.fault("« required » n’est pas oui ou non", "required = true")
    question = _READERS[kind](base, table)
    table.done()
    return question


def _read_classify(base: _Base, table: _Table) -> Classify:
    return Classify(*base, table.options("items"), table.options("categories"))


def _read_number(base: _Base, table: _Table) -> Number:
    low, high = (table.number(name) if name in table.values else None for name in ("low", "high"))
    unit, example, scale = (table.text(name, "") for name in ("unit", "example", "scale"))
    question = Number(*base, unit, example, low, high, scale)
    if low is not None and high is not None and not low < high:
        raise table.fault("« low » et « high » sont contradictoires", "low = 0, high = 10")
    if scale and (unit or low is high is None):
        what = "« scale » demande une borne et tient lieu d’unité"
        raise table.fault(what, 'scale = "sur 10", high = 10')
    if question.example and (fault := problem(question, question.example)):
        raise table.fault(f"« example » est illisible. {fault}", 'example = "1 250"')
    if doubt(question, question.example):
        raise table.fault("« example » sort de ses bornes", "low ≤ example ≤ high")
    return question


def _read_state(base: _Base, table: _Table) -> State:
    rows = [_Table(row, f"{table.place}, « parameters »") for row in table.rows("parameters")]
    parameters = tuple(_read_parameter(row) for row in rows)
    table.unique("parameters", [parameter.id for parameter in parameters])
    return State(*base, parameters)


def _read_map(base: _Base, table: _Table) -> Map:
    goals = [table.number(name) for name in ("reinforcing", "balancing", "max_variables")]
    loops = goals[0] + goals[1]
    whole = all(goal >= 0 and goal % 1 == 0 for goal in goals)
    if not (whole and 1 <= loops <= 20 and 2 <= goals[2] <= MAX_VARIABLES):
        form = f"reinforcing = 2, balancing = 2, max_variables = 15 ({MAX_VARIABLES} au plus)"
        raise table.fault("les buts de la carte ne conviennent pas", form)
    return Map(*base, *(int(goal) for goal in goals))


def _read_chain(base: _Base, table: _Table) -> Chain:
    tiers = table.rows("tiers", least=2)
    if not all(isinstance(tier, str) and tier.strip() for tier in tiers):
        raise table.fault("« tiers » n’est pas une liste de noms", 'tiers = ["Rang 1", "Rang 2"]')
    table.unique("tiers", tiers)
    shared = table.number("shared")
    if shared < 0 or shared % 1:
        raise table.fault("« shared » n’est pas un nombre d’acteurs", "shared = 1")
    return Chain(*base, tuple(table.filled(tier) for tier in tiers), int(shared))


def _read_text(base: _Base, table: _Table) -> Text:
    most = table.number("max_words")
    if most < 1 or most % 1:
        raise table.fault("« max_words » n’est pas un nombre de mots", "max_words = 120")
    least = table.number("words") if "words" in table.values else 0
    if least < 0 or least % 1 or least > most:
        form = "words = 8 (« max_words » au plus)"
        raise table.fault("« words » n’est pas un nombre de mots", form)
    rubric = table.rows("rubric") if "rubric" in table.values else []
    if not all(isinstance(line, str) and line.strip() for line in rubric):
        raise table.fault("« rubric » n’est pas une liste de critères", 'rubric = ["… (2 points)"]')
    criteria = tuple(table.filled(line) for line in rubric)
    return Text(*base, int(most), criteria, int(least))


def _read_parameter(table: _Table) -> Parameter:
    word, label = table.word(), table.text("label")
    if "options" in table.values:
        parameter = Parameter(word, label, options=table.options("options"))
    else:
        low, high, step, start = (table.number(name) for name in ("min", "max", "step", "start"))
        if not (low < high and 0 < step <= high - low and low <= start <= high):
            raise table.fault(f"« {word} » a des bornes contradictoires", "min ≤ start ≤ max")
        units = table.text("unit", ""), table.text("one", "")
        parameter = Parameter(word, label, low, high, step, start, *units)
    table.done()
    return parameter


_READERS: dict[str, Callable[[_Base, _Table], Question]] = {
    "choice": lambda base, table: Choice(*base, table.options("options")),
    "choices": lambda base, table: Choices(*base, table.options("options")),
    "order": lambda base, table: Order(*base, table.options("items")),
    "classify": _read_classify,
    "number": _read_number,
    "state": _read_state,
    "map": _read_map,
    "chain": _read_chain,
    "text": _read_text,
}
