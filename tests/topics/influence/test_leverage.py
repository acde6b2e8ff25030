"""The ladder of twelve places to act."""

from __future__ import annotations

from itertools import groupby

from maillon.topics.influence.model.leverage import FLOORS, RUNGS


def test_twelve_rungs_strongest_first_three_a_floor() -> None:
    assert [one.number for one in RUNGS] == list(range(1, 13))
    floors = [(floor, len(list(rungs))) for floor, rungs in groupby(RUNGS, lambda one: one.floor)]
    assert floors == [(floor, 3) for floor in FLOORS]
