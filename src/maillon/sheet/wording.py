"""Answers said back in French, for the person who gave them and for the person who marks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maillon.sheet.kinds.base import label
from maillon.sheet.numbers import is_plain, shown, write_number
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
    Unreadable,
    is_blank,
)
from maillon.sheet.store import Notice

NO_ANSWER = "Pas de réponse."


def news(notices: Iterable[Notice]) -> tuple[str, str]:
    """Return one message for what happened to the files, and its tone: bad if a write failed.

    >>> news([Notice("remplacee", "Une autre fenêtre…")]), news([])
    (('Une autre fenêtre…', 'plain'), ('', 'plain'))
    """
    given = list(notices)
    failed = any(notice.failed for notice in given)
    return " ".join(notice.sentence for notice in given), "bad" if failed else "plain"


#: The name by which workshops call `news`.
told = news


def answer_lines(question: Question, value: object) -> list[str]:
    r"""Return the answer `value` to `question` as French lines; never fails, whatever the value.

    >>> answer_lines(Choice("q", "T", "?", options=(Option("a", "Oui"),)), "a")
    ['Réponse\xa0: Oui']
    """
    if is_blank(question, value):
        return [NO_ANSWER]
    try:
        return _lines(question, value) if is_plain(value) else [_unread(value)]
    except Unreadable:
        return [_unread(value)]


def _unread(value: object) -> str:
    return f"Réponse : {shown(value)}"


def _lines(question: Question, value: object) -> list[str]:
    match question:
        case Choice():
            return [f"Réponse : {_label(question.options, question.read(value))}"]
        case Choices():
            picks = question.read(value)
            return ["Réponses :", *(f"– {_label(question.options, pick)}" for pick in picks)]
        case Order():
            ranks = enumerate(question.read(value), start=1)
            return ["Ordre :", *(f"{n}. {_label(question.items, pick)}" for n, pick in ranks)]
        case Classify():
            places = question.read(value)
            return [
                f"{item.label} : {_label(question.categories, places.get(item.id))}"
                for item in question.items
            ]
        case Drawing():
            return question.describe(question.read(value))
        case State():
            settings = question.read(value)
            return [f"{p.label} : {_setting(p, settings[p.id])}" for p in question.parameters]
    question.read(value)
    return [f"Réponse : {value}"]


def _setting(parameter: Parameter, value: float | str) -> str:
    if isinstance(value, str):
        return _label(parameter.options, value)
    unit = parameter.one if parameter.one and abs(value) < 2 else parameter.unit
    return f"{write_number(value)} {unit}".strip()


def _label(options: Sequence[Option], wanted: object) -> str:
    return label(options, wanted) or "sans réponse"
