"""Answers said back in French, for the person who gave them and for the person who marks them."""

from __future__ import annotations

from collections.abc import Iterable

from maillon.sheet.numbers import is_plain, shown
from maillon.sheet.questions import Question, Unreadable, is_blank
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


def answer_lines(question: Question, value: object) -> list[str]:
    r"""Return the answer `value` to `question` as French lines; never fails, whatever the value.

    >>> from maillon.sheet.questions import Choice, Option
    >>> answer_lines(Choice("q", "T", "?", options=(Option("a", "Oui"),)), "a")
    ['Réponse\xa0: Oui']
    """
    if is_blank(question, value):
        return [NO_ANSWER]
    try:
        if is_plain(value):
            return question.lines(value)
    except Unreadable:
        pass
    return [f"Réponse : {shown(value)}"]
