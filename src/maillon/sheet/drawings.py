"""Questions answered with the graph editor, whatever is drawn: a map of causes or a chain.

The form, the check of the sheet, the marker and whoever reads an answer go through here; what is
looked for stands in `maps.marking.loops` and `maps.marking.chain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from maillon.maps.marking import chain as chain_maps
from maillon.maps.marking import loops as maps
from maillon.maps.record import MapRecordError, check_map
from maillon.sheet.questions import Chain, Drawing


class Review(Protocol):
    """What is found on a drawing: French sentences, and the part of the points (0 to 1)."""

    @property
    def summary(self) -> str:
        """What the course read on the drawing."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps from having all the points."""

    @property
    def hints(self) -> tuple[str, ...]:
        """What to look at again before handing in."""

    @property
    def early_hints(self) -> tuple[str, ...]:
        """The hints worth reading while the drawing is being made."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All sentences, the summary first."""

    @property
    def share(self) -> float:
        """Part of the points, from 0 to 1."""


def review(question: Drawing, record: object) -> Review:
    """Read a drawing again, against the goals of its question.

    Raises:
        MapRecordError: the record is not a map.
    """
    if isinstance(question, Chain):
        return chain_maps.review(question, record)
    return maps.review(question, record)


def advice(question: Drawing, record: object) -> tuple[str, ...]:
    """Return what to say of a drawing in progress; nothing while a map is empty or unreadable."""
    if check_map(record) or not isinstance(record, Mapping):
        return ()
    if not record["variables"]:
        return (chain_maps.START,) if isinstance(question, Chain) else ()
    found = review(question, record)
    return (found.summary, *found.missing, *found.early_hints)


def described(question: Drawing, record: object) -> list[str]:
    """Return a drawing as French lines, for who reads an answer; its fault if it is unreadable."""
    try:
        if isinstance(question, Chain):
            return chain_maps.described(question, record)
        return maps.described(record)
    except MapRecordError as error:
        return [str(error)]
