"""A map of causes or a chain of suppliers, drawn in the graph editor.

The form, the check of the sheet, the marker and whoever reads an answer go through here; what is
looked for stands in `maps.marking.loops` and `maps.marking.chain`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from maillon.maps.marking import chain, loops
from maillon.maps.record import MAX_VARIABLES, MapRecordError, Record, check_map
from maillon.sheet.kinds.base import Cell, Finding, Question, Remark, Unreadable
from maillon.sheet.numbers import shown

#: What is found on a drawing: French sentences, and the part of the points (0 to 1).
Review = loops.MapReview | chain.ChainMarks


@dataclass(frozen=True)
class Drawing(Question):
    """A question whose answer is the record of a drawing (`maps.record`)."""

    def is_blank(self, value: object) -> bool:
        """Tell whether nothing is drawn."""
        if isinstance(value, dict) and value:
            return value.get("variables") == []
        return super().is_blank(value)

    def read(self, value: object) -> Record:
        """Return the record, which is sound."""
        if not isinstance(value, dict):
            raise Unreadable(f"{shown(value)} n’est pas une carte : dessinez-la dans l’éditeur.")
        if faults := check_map(value, max_variables=MAX_VARIABLES):
            raise Unreadable(MapRecordError(faults).why)
        return value

    @abstractmethod
    def review(self, record: object) -> Review:
        """Read a drawing again, against the goals of this question.

        Raises:
            MapRecordError: the record is not a map.
        """

    def start(self) -> tuple[str, ...]:
        """Return what to say beside a blank drawing."""
        return ()

    def advice(self, record: object) -> tuple[str, ...]:
        """Return what to say of a drawing in progress; nothing while it is unreadable."""
        if check_map(record) or not isinstance(record, Mapping):
            return ()
        if not record["variables"]:
            return self.start()
        found = self.review(record)
        return (found.summary, *found.missing, *found.early_hints)

    def judge(self, value: object, _cell: Cell) -> Finding:
        """Read the record again; whatever was displayed counts for nothing."""
        record = self.read(value)
        try:
            found = self.review(record)
        except Exception:  # the record comes from outside: none may stop the marking
            return Finding(0.0, [Remark("Cette carte ne peut pas être lue : redessinez-la.")])
        return Finding(found.share, [Remark(line) for line in found.lines])


@dataclass(frozen=True)
class Map(Drawing, kind="map"):
    """A causal map to draw.

    The goals, at least one loop in all: so many loops of each type, so many variables at most.
    """

    reinforcing: int = 2
    balancing: int = 2
    max_variables: int = 15

    def review(self, record: object) -> Review:
        """Find the loops of the map again."""
        return loops.review(self, record)

    def lines(self, value: object) -> list[str]:
        """Return the arrows and the loops of the map."""
        return loops.described(self.read(value))


@dataclass(frozen=True)
class Chain(Drawing, kind="chain"):
    """A chain of suppliers to draw on bands.

    `tiers` are the French names of the bands, tier 1 at the top. The goals: nobody is missing
    between tier 1 and the last tier, and `shared` actors supply at least two others.
    """

    tiers: tuple[str, ...] = ()
    shared: int = 1

    def review(self, record: object) -> Review:
        """Climb the chain again."""
        return chain.review(self, record)

    def lines(self, value: object) -> list[str]:
        """Return the actors of each band and who supplies whom."""
        return chain.described(self, self.read(value))

    def start(self) -> tuple[str, ...]:
        """Say where to begin."""
        return (chain.START,)
