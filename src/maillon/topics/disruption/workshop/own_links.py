"""The trainee’s own links: four numbers each, and the days that each of them may lose."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from maillon.base.wording import NBSP, listing
from maillon.sheet.store import AnswerStore
from maillon.topics.disruption.model.service import Node, lost_service
from maillon.topics.disruption.pictures.service import lost_days
from maillon.widgets import controls
from maillon.workshops.own_table import (
    OwnTable,
    Reading,
    StillUnknown,
    read_amount,
    read_share,
    reading,
)

#: Where the table stands among the answers of a workshop.
ANSWER = "mes-maillons"
ROWS = [(str(rank), f"Maillon {rank}") for rank in range(1, 7)]
NAME, STOCK, SHARE, DELAY, RECOVERY = "nom", "stock", "part", "delai", "retablissement"
COLUMNS = [
    (NAME, "Maillon"),
    (STOCK, "Stock (jours)"),
    (SHARE, "Part du secours (%)"),
    (DELAY, "Délai du secours (jours)"),
    (RECOVERY, "Rétablissement (jours)"),
]
#: What is still to be asked, as a sentence names it.
ASKED = {
    STOCK: "le stock",
    SHARE: "la part du secours",
    DELAY: "le délai du secours",
    RECOVERY: "le temps de rétablissement",
}
HINT = (
    "Des jours de service, entiers. La part du secours : ce que quelqu’un d’autre peut fournir, "
    "0 % si personne. Une case vide dit qui appeler."
)
FILL = "Remplissez un premier maillon : ses jours perdus s’afficheront au bout de la ligne."


class OwnLinksStep:
    """The table of one workshop: each row is computed as it is typed, and kept with the answers."""

    def __init__(self, store: AnswerStore) -> None:
        self._table = OwnTable(
            store,
            ANSWER,
            read_row,
            self._compute,
            label="Mes six maillons",
            rows=ROWS,
            columns=COLUMNS,
            result_label="Si ce maillon s’arrête",
            hint=HINT,
        )
        self._summary = controls.sentence()
        self._compute()

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        return [self._table.control, self._summary]

    def _compute(self) -> None:
        controls.tell(self._summary, [summary(self._table.show())])


def read_row(texts: Mapping[str, str], fallback: str) -> Reading[Node]:
    """Read one row; `fallback` names a link without a name.

    A delay without any alternative is not asked for. By prudence, a stock is rounded down and a
    delay up to whole days.
    """

    def make() -> tuple[Node, str]:
        node = _node(texts, fallback)
        lost = lost_service(node)
        return node, lost_days(lost) if lost else "Aucun jour perdu"

    return reading(texts, make)


def summary(nodes: Sequence[Node]) -> str:
    """Say which link loses most."""
    if not nodes:
        return FILL
    worst = max(nodes, key=lost_service)
    lost = lost_service(worst)
    if not lost:
        return "Aucun de ces maillons ne ferait perdre un jour : leurs stocks durent assez."
    return f"Le plus à craindre{NBSP}: {worst.label} ({lost_days(lost)})."


def _node(texts: Mapping[str, str], fallback: str) -> Node:
    share = read_share(texts[SHARE], "50\u00a0%", one_is_clear=False) if SHARE in texts else None
    needless = {DELAY} if share == 0 else set()
    missing = [name for column, name in ASKED.items() if column not in {*texts, *needless}]
    if missing:
        raise StillUnknown(f"À demander{NBSP}: {listing(missing)}.")
    return Node(
        texts.get(NAME, fallback),
        stock=math.floor(_days(texts[STOCK])),
        alternative=share or 0.0,
        delay=math.ceil(_days(texts[DELAY])) if DELAY in texts else 0,
        time_to_recover=math.ceil(_days(texts[RECOVERY])),
    )


def _days(text: str) -> float:
    return read_amount(text, "j", "12", "n’est pas en jours.")
