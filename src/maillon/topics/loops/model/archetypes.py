"""The eight archetypes: structures of loops that come back in many stories, told as purchases.

Each one is a small causal map of the fictional Communauté urbaine de Hautebrune. The structures
are those of the literature on systems thinking (P. Senge, *The Fifth Discipline*, 1990, literature
reference; D. McCreary, « Archetypes », https://dmccreary.github.io/systems-thinking/archetypes;
« Name the System Archetype », https://thinkfu.org/move/TF-099?seed=soot). The purchases, the
variables and the reasons are teaching choices of this course: every sign is argued in one sentence
(`why`) and holds all else equal; none is a measurement.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maillon.base.wording import NBSP, NNBSP
from maillon.maps.course_maps import causal_map, read_course_maps
from maillon.maps.loop import Kind, Loop
from maillon.maps.loops import find_loops
from maillon.maps.model import CausalMap


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """A loop that the story needs: its walk by ids, its kind, and its part (a French noun)."""

    walk: tuple[str, ...]
    kind: Kind
    part: str


@dataclass(frozen=True, slots=True)
class Archetype:
    """A structure that comes back: French `name`, map, the loops that tell it, and what it does.

    `finding` is one French sentence on the movement; `loops` are those of the story: the map
    may close others.
    """

    slug: str
    name: str
    causal_map: CausalMap
    loops: tuple[NamedLoop, ...]
    finding: str

    def found(self, named: NamedLoop) -> Loop:
        """The loop of the map that walks like `named`.

        Raises `ValueError` when the map has no such loop.
        """
        return find_loops(self.causal_map).along(*named.walk)


WRITTEN = read_course_maps(Path(__file__).resolve().parents[1] / "archetypes.yaml")
"""The eight archetypes as the file writes them, by slug, with the places of their drawings."""

ARCHETYPES = tuple(
    Archetype(
        slug,
        written["name"],
        causal_map(written),
        tuple(
            NamedLoop(tuple(loop["walk"]), loop["kind"], loop["part"]) for loop in written["loops"]
        ),
        written["finding"],
    )
    for slug, written in WRITTEN.items()
)
"""The eight archetypes, in the order of the chapter « Remèdes qui échouent »."""


def archetype(slug: str) -> Archetype:
    """The archetype of this slug. Raises `ValueError`, in French, when there is none."""
    for one in ARCHETYPES:
        if one.slug == slug:
            return one
    raise ValueError(
        f"Aucun archétype ne s’appelle «{NBSP}{slug}{NBSP}»{NNBSP}; "
        f"choisissez parmi{NBSP}: {', '.join(one.slug for one in ARCHETYPES)}."
    )
