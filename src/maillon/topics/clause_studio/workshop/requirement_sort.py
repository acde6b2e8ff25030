"""Twelve requirements to sort, each with its reason once it is placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from maillon.base.wording import NBSP, count
from maillon.clauses.requirements import Requirement, places, requirements
from maillon.sheet.store import AnswerStore
from maillon.widgets import controls
from maillon.workshops.kept_settings import keep

#: Where the sorting stands among the answers of a workshop.
ANSWER: Final = "douze-exigences"
START: Final = (
    "Placez une exigence\N{NO-BREAK SPACE}: le cours dira ce qu’il en pense, et pourquoi."
)


class RequirementSort:
    """A table to sort; what differs from the course is told with its reason, and kept."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._table = controls.classify(
            "Où placer chaque exigence ?",
            [(item.id, item.text) for item in requirements()],
            list(places().items()),
            hint="Le plancher en spécification, le plus en critère, le faire en exécution.",
        )
        kept = store.get(ANSWER)
        known = {item.id for item in requirements()}
        if isinstance(kept, dict):
            self._table.value = {
                key: value for key, value in kept.items() if key in known and value in places()
            }
        self._result = controls.headed()
        self._table.on_value(lambda _value: self._keep())
        self.box: Sequence[Any] = [self._table, self._result]
        self._show()

    def _keep(self) -> None:
        keep(self._store, ANSWER, self._table.value, self._table)
        self._show()

    def _show(self) -> None:
        placed = self._table.value
        done = [item for item in requirements() if item.id in placed]
        if not done:
            controls.tell(self._result, [START])
            return
        right = [item for item in done if placed[item.id] == item.place]
        lines = [_told(len(done), len(right))]
        lines += [_said(item) for item in done if placed[item.id] != item.place]
        won = len(right) == len(requirements())
        controls.tell(self._result, [*lines, *(["Tout y est."] if won else [])],
                      "good" if won else "plain")  # fmt: skip


def _told(placed: int, right: int) -> str:
    """Say how many are placed, and how many of them as the course would."""
    every = len(requirements())
    of_all = "" if placed == every else f" sur {every}"
    as_course = f"dont {right} comme dans le cours" if right else "autrement que dans le cours"
    if right == placed:
        as_course = "comme dans le cours"
    return f"{count(placed, 'exigence placée', 'exigences placées')}{of_all}, {as_course}."


def _said(item: Requirement) -> str:
    place = places()[item.place].lower()
    return f"«{NBSP}{item.text}{NBSP}» Le cours la mettrait en «{NBSP}{place}{NBSP}». {item.why}"
