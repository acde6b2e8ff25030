"""The last step of a workshop: who bears what the decision displaced, kept like the bet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillon.sheet.store import AnswerStore
from maillon.widgets import controls
from maillon.workshops.displacement import DisplacementRefused, DisplacementTable
from maillon.workshops.displacement_table import displacement_table
from maillon.workshops.kept_settings import keep

#: Where the table stands among the answers of a workshop.
ANSWER = "deplacements"
LABEL = "Tableau des déplacements"
HINT = (
    "Dans chaque case, un signe avant la décision et un signe après. "
    "« − » nuit, « + » sert, « 0 » : rien de notable. "
    "Ces signes sont les vôtres : le modèle ne les connaît pas."
)
FILL = "Donnez au moins un signe : le cours dira ce qui s’est déplacé, et vers qui."


class DisplacementStep:
    """The table of one workshop, and what it says of the decision that was just simulated.

    `decision` names that decision in French, without its capital; `refresh` reads it again.
    """

    def __init__(self, store: AnswerStore, decision: Callable[[], str]) -> None:
        self._store, self._decision = store, decision
        self._table = saved_table(store)
        self._news = controls.sentence()
        self._outcome = controls.headed()
        self._control = displacement_table(LABEL, table=self._table, hint=HINT)
        self._control.on_value(self._fill)

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        return [self._news, self._control, self._outcome]

    def refresh(self) -> None:
        """Say for which decision the table is filled, and what it shows."""
        now, then = self._decision(), self._table.title
        lines = [f"Décision : {now}."]
        if self._table.cells and then and then != now:
            lines.append(
                f"Le tableau a été rempli pour une autre décision : {then}. Relisez ses signes."
            )
        controls.tell(self._news, lines)
        if self._table.cells:
            controls.tell(self._outcome, ["Ce que dit votre tableau", *self._table.sentences])
        else:
            controls.tell(self._outcome, [FILL])

    def _fill(self, _record: object) -> None:
        table = self._control.table
        self._table = DisplacementTable(self._decision(), table.cells)
        keep(self._store, ANSWER, self._table.record(), self._control, "Tableau enregistré.")
        self.refresh()


def saved_table(store: AnswerStore) -> DisplacementTable:
    """Return the table kept in `store`, or an empty one if none can be read."""
    try:
        return DisplacementTable.from_record(store.get(ANSWER))
    except DisplacementRefused:
        return DisplacementTable()
