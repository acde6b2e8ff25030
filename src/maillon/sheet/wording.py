"""Answers said back in French, for the person who gave them and for the person who marks them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillon.sheet.drawings import described
from maillon.sheet.numbers import shown, write_number
from maillon.sheet.questions import (
    Choice,
    Choices,
    Classify,
    Drawing,
    Option,
    Order,
    Parameter,
    Question,
    State,
    is_blank,
    problem,
)
from maillon.sheet.store import Notice

NO_ANSWER = "Pas de réponse."


def told(notices: Iterable[Notice]) -> tuple[str, str]:
    """Return one message for what happened to the files, and its tone: bad if a write failed.

    >>> told([Notice("remplacee", "Une autre fenêtre…")]), told([])
    (('Une autre fenêtre…', 'plain'), ('', 'plain'))
    """
    given = list(notices)
    failed = any(notice.failed for notice in given)
    return " ".join(notice.sentence for notice in given), "bad" if failed else "plain"


def answer_lines(question: Question, value: Any) -> list[str]:
    r"""Return the answer `value` to `question` as French lines; never fails, whatever the value.

    >>> answer_lines(Choice("q", "T", "?", options=(Option("a", "Oui"),)), "a")
    ['Réponse\xa0: Oui']
    """
    if is_blank(question, value):
        return [NO_ANSWER]
    if problem(question, value) and not isinstance(question, Classify):
        return [f"Réponse : {shown(value)}"]
    if isinstance(question, Choice):
        return [f"Réponse : {_label(question.options, value)}"]
    if isinstance(question, Choices):
        return ["Réponses :", *(f"– {_label(question.options, pick)}" for pick in value)]
    if isinstance(question, Order):
        return [
            "Ordre :",
            *(f"{n}. {_label(question.items, pick)}" for n, pick in enumerate(value, 1)),
        ]
    if isinstance(question, Classify):
        return _classified(question, value)
    if isinstance(question, Drawing):
        return described(question, value)
    if isinstance(question, State):
        return [f"{p.label} : {_setting(p, value[p.id])}" for p in question.parameters]
    return [f"Réponse : {value}"]


def _classified(question: Classify, value: Any) -> list[str]:
    if not isinstance(value, dict):
        return [f"Réponse : {shown(value)}"]
    return [
        f"{item.label} : {_label(question.categories, value.get(item.id))}"
        for item in question.items
    ]


def _setting(parameter: Parameter, value: Any) -> str:
    if parameter.options:
        return _label(parameter.options, value)
    unit = parameter.one if parameter.one and abs(value) < 2 else parameter.unit
    return f"{write_number(value)} {unit}".strip()


def _label(options: tuple[Option, ...], wanted: object) -> str:
    named = {option.id: option.label for option in options}
    return named.get(wanted, "sans réponse") if isinstance(wanted, str) else "sans réponse"
