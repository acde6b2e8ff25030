"""The twelve places to act on a system, from the weakest to the strongest, in a buyer's hand.

The list and its order are D. Meadows', *Leverage Points: Places to Intervene in a System*,
Sustainability Institute, 1999 (summary read:
http://nautilus.org/gps/solving/places-to-intervene-in-a-system/). The examples from public
procurement are this course's own reading: they start a discussion, they measure nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maillon.base.yaml_files import read_file


@dataclass(frozen=True, slots=True)
class Rung:
    """One place to act: 12 is the weakest, 1 the strongest; `floor` groups three of them."""

    number: int
    name: str
    example: str
    floor: str


_FOLDER = Path(__file__).resolve().parents[1]
_WRITTEN = read_file(_FOLDER / "leverage.yaml", _FOLDER / "schema.yaml", "floors")

FLOORS = tuple(_WRITTEN)
"""The four floors of the course, strongest first; three rungs each."""

RUNGS = tuple(
    Rung(number, name, example, floor)
    for number, (floor, (name, example)) in enumerate(
        ((floor, rung) for floor, rungs in _WRITTEN.items() for rung in rungs), 1
    )
)
"""The twelve rungs, strongest first."""
