"""A table of one's own, kept with the answers: what each row gives, or what it still lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from maillon.base.errors import MaillonError
from maillon.sheet.numbers import in_unit, read_number, shown
from maillon.sheet.store import AnswerStore
from maillon.widgets.controls import Options
from maillon.widgets.entry_table import Entries, clean, entry_table
from maillon.workshops.kept_settings import keep

Item = TypeVar("Item")


class StillUnknown(MaillonError):
    """A row lacks some of its cells: the message says what to ask."""


class CellRefused(MaillonError):
    """A cell does not hold what its column wants."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[Item]):
    """What a row gives: an item, or what it lacks, in French words and their tone."""

    item: Item | None
    words: str = ""
    tone: str = "plain"


def reading(texts: Mapping[str, str], make: Callable[[], tuple[Item, str]]) -> Reading[Item]:
    """Return what the texts of a row give: the item of `make` and its words, or why not.

    An empty row gives nothing, and says nothing.
    """
    if not texts:
        return Reading(None)
    try:
        return Reading(*make(), "good")
    except StillUnknown as lack:
        return Reading(None, str(lack))
    except MaillonError as fault:
        return Reading(None, str(fault), "bad")


class OwnTable(Generic[Item]):
    """The table on the page; `read` reads the texts of a row, given the label of that row.

    What is typed is kept with the answers, valid or not; then `changed` is called.
    """

    def __init__(
        self,
        store: AnswerStore,
        answer: str,
        read: Callable[[Mapping[str, str], str], Reading[Item]],
        changed: Callable[[], None],
        *,
        rows: Options,
        columns: Options,
        start: Entries | None = None,
        kept_words: str = "Tableau enregistré.",
        **table: Any,
    ) -> None:
        self.rows, self._read = dict(rows), read
        columns = list(columns)
        entries = kept_rows(store, answer, self.rows, dict(columns)) or start
        self.control = entry_table(
            rows=self.rows.items(), columns=columns, entries=entries, **table
        )

        def fill(_value: object) -> None:
            keep(store, answer, self.control.entries, self.control, kept_words)
            changed()

        self.control.on_value(fill)

    @property
    def readings(self) -> dict[str, Reading[Item]]:
        """What each row gives, in order, by row."""
        entries = self.control.entries
        return {row: self._read(entries.get(row, {}), label) for row, label in self.rows.items()}

    def show(self) -> list[Item]:
        """Write at the end of each row what it gives; return the items of those that give one."""
        readings = self.readings.values()
        self.control.results = [[each.words, each.tone] for each in readings]
        return [each.item for each in readings if each.item is not None]


def kept_rows(
    store: AnswerStore, answer: str, rows: Mapping[str, str], columns: Mapping[str, str]
) -> Entries:
    """Return the rows kept in `store`; what cannot be read counts for nothing."""
    return clean(store.get(answer), list(rows), list(columns))


def read_amount(text: str, unit: str, example: str, refusal: str) -> float:
    """Read a number in a unit; `refusal` says what a text in another unit is not.

    Raises:
        MaillonError: the cell holds no such number.
    """
    value = in_unit(read_number(text, example=example), unit)
    if value is None:
        raise CellRefused(f"{shown(text)} {refusal}", remedy=f"Écrivez par exemple {example}.")
    return value


def read_share(text: str, example: str, *, one_is_clear: bool = True) -> float:
    """Read a percentage as a share; « 0,5 » alone could be a half or half a percent: ask again.

    Where the whole is as plausible as a hundredth, « 1 » alone is not clear either.

    Raises:
        MaillonError: the cell holds no share.
    """
    quantity = read_number(text, example=example)
    bare = quantity.unit is None
    doubtful = bare and (0 < quantity.value < 1 or (quantity.value == 1 and not one_is_clear))
    if doubtful or quantity.unit not in (None, "%"):
        raise CellRefused(
            f"{shown(text)} se lit mal comme une part.", remedy=f"Écrivez par exemple {example}."
        )
    if not 0 <= quantity.value <= 100:
        raise CellRefused(f"{shown(text)} n’est pas une part.", why="Elle va de 0 à 100\u00a0%.")
    return quantity.value / 100
