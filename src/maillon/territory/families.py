"""The purchase families of the territory, and the territory itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillon.base.wording import NBSP
from maillon.territory.magnitudes import Magnitude, Table, find


@dataclass(frozen=True)
class Family:
    """A purchase family of the territory: its story, its magnitudes and its tables, by id."""

    id: str
    label: str
    rank: int
    summary: str
    magnitudes: Mapping[str, Magnitude]
    tables: Mapping[str, Table]

    def magnitude(self, magnitude_id: str) -> Magnitude:
        """Return a magnitude.

        Raises:
            UnknownName: the family has no such magnitude.
        """
        return find(self.magnitudes, magnitude_id, wanted="grandeur", place=self._place)

    def table(self, table_id: str) -> Table:
        """Return a table.

        Raises:
            UnknownName: the family has no such table.
        """
        return find(self.tables, table_id, wanted="tableau", place=self._place)

    @property
    def _place(self) -> str:
        return f"La famille «{NBSP}{self.id}{NBSP}»"


@dataclass(frozen=True)
class Body:
    """An invented public body, network, desk or label of the territory."""

    id: str
    label: str
    role: str


@dataclass(frozen=True)
class Place:
    """The fictional territory: its magnitudes and its bodies, by id."""

    id: str
    label: str
    summary: str
    magnitudes: Mapping[str, Magnitude]
    bodies: Mapping[str, Body]

    def magnitude(self, magnitude_id: str) -> Magnitude:
        """Return a magnitude.

        Raises:
            UnknownName: the territory has no such magnitude.
        """
        return find(self.magnitudes, magnitude_id, wanted="grandeur", place="Le territoire")
