"""The trainee’s own links: four numbers each, and the days that each of them may lose."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, listing
from maillon.sheet.numbers import in_unit, read_number, shown
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import told
from maillon.topics.disruption.model.service import Node, lost_service
from maillon.topics.disruption.pictures.service import lost_days
from maillon.widgets import controls
from maillon.widgets.entry_table import Entries, clean, entry_table

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


class StillUnknown(MaillonError):
    """A row lacks some of its numbers: the message says what to ask."""


class CellRefused(MaillonError):
    """A cell does not hold what its column wants."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row gives: the link, if it can be computed, or what it lacks, in French."""

    node: Node | None
    told: str
    tone: str


class OwnLinksStep:
    """The table of one workshop: each row is computed as it is typed, and kept with the answers."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._control = entry_table(
            "Mes six maillons",
            rows=ROWS,
            columns=COLUMNS,
            result_label="Si ce maillon s’arrête",
            entries=kept_rows(store),
            hint=HINT,
        )
        self._summary = controls.sentence()
        self._control.on_value(self._fill)
        self._compute()

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        return [self._control, self._summary]

    def _fill(self, _value: object) -> None:
        news, tone = told(self._store.save(ANSWER, self._control.entries))
        self._control.say(news or "Tableau enregistré.", tone)
        self._compute()

    def _compute(self) -> None:
        entries = self._control.entries
        readings = [read_row(entries.get(row, {}), label) for row, label in ROWS]
        self._control.results = [[reading.told, reading.tone] for reading in readings]
        nodes = [reading.node for reading in readings if reading.node is not None]
        controls.tell(self._summary, [summary(nodes)])


def kept_rows(store: AnswerStore) -> Entries:
    """Return the rows kept in `store`; what cannot be read counts for nothing."""
    return clean(store.get(ANSWER), [row for row, _ in ROWS], [column for column, _ in COLUMNS])


def read_row(texts: Mapping[str, str], fallback: str) -> Reading:
    r"""Read one row; `fallback` names a link without a name.

    A delay without any alternative is not asked for. By prudence, a stock is rounded down and a
    delay up to whole days.

    >>> read_row({"nom": "Froid", "stock": "0", "part": "60 %", "delai": "1",
    ...           "retablissement": "10"}, "Maillon 1").told
    '4,6\xa0jours perdus'
    """
    if not texts:
        return Reading(None, "", "plain")
    try:
        node = _node(texts, fallback)
    except StillUnknown as error:
        return Reading(None, str(error), "plain")
    except MaillonError as error:
        return Reading(None, str(error), "bad")
    lost = lost_service(node)
    return Reading(node, lost_days(lost) if lost else "Aucun jour perdu", "good")


def summary(nodes: Sequence[Node]) -> str:
    r"""Say which link loses most.

    >>> summary([Node("Froid", alternative=0.6, delay=1, time_to_recover=10)])
    'Le plus à craindre\xa0: Froid (4,6\xa0jours perdus).'
    """
    if not nodes:
        return FILL
    worst = max(nodes, key=lost_service)
    lost = lost_service(worst)
    if not lost:
        return "Aucun de ces maillons ne ferait perdre un jour : leurs stocks durent assez."
    return f"Le plus à craindre{NBSP}: {worst.label} ({lost_days(lost)})."


def _node(texts: Mapping[str, str], fallback: str) -> Node:
    share = _share(texts[SHARE]) if SHARE in texts else None
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
    days = in_unit(read_number(text, example="12"), "j")
    if days is None:
        raise CellRefused(f"{shown(text)} n’est pas en jours.", remedy="Écrivez par exemple 12.")
    return days


def _share(text: str) -> float:
    """Read a percentage; « 0,5 » alone could be a half or half a percent, so it is asked again."""
    quantity = read_number(text, example="50 %")
    doubtful = quantity.unit is None and 0 < quantity.value <= 1
    if doubtful or quantity.unit not in (None, "%"):
        raise CellRefused(
            f"{shown(text)} se lit mal comme une part.", remedy="Écrivez par exemple 50 %."
        )
    if not 0 <= quantity.value <= 100:
        raise CellRefused(f"{shown(text)} n’est pas une part.", why="Elle va de 0 à 100 %.")
    return quantity.value / 100
