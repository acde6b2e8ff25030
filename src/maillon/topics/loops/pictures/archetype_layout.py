"""Where the variables, arrows and loop badges of the eight archetypes stand.

All lengths are inches on a page 302 points wide, so that a telephone shows the whole picture.
Places are drawn by hand: a structure is known by its shape. Nothing is painted here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maillon.maps.drawing.circle import LINE_HEIGHT
from maillon.maps.model import CausalMap
from maillon.plots.canvas import text_width, wrapped
from maillon.topics.loops.model.archetypes import WRITTEN

Points = NDArray[np.float64]

WIDTH = 302 / 72
SIGN_RADIUS = 0.1
BADGE_RADIUS = 0.19
LEGEND = 0.62
"""Height kept at the bottom for the legend."""
LETTERS = 13
"""Letters a line of a label, about."""
PADDING = (0.07, 0.05)
_CLEAR = 0.05
"""Air between a box and the tip of an arrow."""
_HEAD_ROOM = 0.3
_MARK_GAP = 0.22
_SAMPLES = np.linspace(0.0, 1.0, 121)


@dataclass(frozen=True)
class Layout:
    """Hand-placed drawing: `places` by variable id, one badge a loop of the story, in order.

    `bends` give, by arrow key, how far the middle of the arrow stands to the left of the
    straight line (inches; negative: to the right). Heights are counted from above the legend.
    """

    height: float
    places: dict[str, tuple[float, float]]
    badges: tuple[tuple[float, float], ...]
    bends: dict[str, float] = field(default_factory=dict)
    letters: int = LETTERS


@dataclass(frozen=True)
class Box:
    """A label and its frame: lines, centre, half width and half height."""

    lines: tuple[str, ...]
    x: float
    y: float
    half_width: float
    half_height: float

    def holds(self, points: Points, margin: float = 0.0) -> NDArray[np.bool_]:
        """Which of the points (one row each) lie in the frame widened by `margin`."""
        inside: NDArray[np.bool_] = (np.abs(points[:, 0] - self.x) < self.half_width + margin) & (
            np.abs(points[:, 1] - self.y) < self.half_height + margin
        )
        return inside


@dataclass(frozen=True)
class Route:
    """The visible part of an arrow (points from cause to effect), its sign and its delay bar."""

    points: Points
    sign: Points
    bar: Points
    bar_along: Points


def _inches(place: tuple[float | str, float]) -> tuple[float, float]:
    """Read a place: its first number counts from the right when it is negative."""
    x, y = place
    if isinstance(x, str):
        return WIDTH / 2, y
    return (WIDTH + x if x < 0 else x), y


LAYOUTS = {
    slug: Layout(
        written["height"],
        {name: _inches(variable["at"]) for name, variable in written["variables"].items()},
        tuple(_inches(loop["badge"]) for loop in written["loops"]),
        {key: arrow["bend"] for key, arrow in written["arrows"].items() if "bend" in arrow},
        written.get("letters", LETTERS),
    )
    for slug, written in WRITTEN.items()
}
"""Layout of each archetype, by slug."""

_BEND = 0.2


def boxes(causal_map: CausalMap, layout: Layout) -> dict[str, Box]:
    """Label frames by variable id."""
    found = {}
    for variable in causal_map.variables:
        x, y = layout.places[variable.id]
        lines = wrapped(variable.label, layout.letters)
        width = max(text_width(line, weight="bold") for line in lines)
        found[variable.id] = Box(
            lines,
            x,
            y + LEGEND,
            width / 2 + PADDING[0],
            len(lines) * LINE_HEIGHT / 2 + PADDING[1],
        )
    return found


def routes(causal_map: CausalMap, layout: Layout) -> dict[str, Route]:
    """Visible part of each arrow, by key: from frame to frame, bent to the left by default."""
    frames = boxes(causal_map, layout)
    found = {}
    for arrow in causal_map.arrows:
        one, other = frames[arrow.cause], frames[arrow.effect]
        start, end = np.array([one.x, one.y]), np.array([other.x, other.y])
        way = (end - start) / float(np.hypot(*(end - start)))
        left = np.array([-way[1], way[0]])
        control = (start + end) / 2 + 2 * layout.bends.get(arrow.key, _BEND) * left
        t = _SAMPLES[:, None]
        line = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
        seen = ~(one.holds(line, _CLEAR) | other.holds(line, _CLEAR))
        shown = line[seen]
        found[arrow.key] = _marked(shown)
    return found


def _marked(shown: Points) -> Route:
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shown, axis=0).T))])

    def at(share: float) -> Points:
        where = share * run[-1]
        return np.array([np.interp(where, run, shown[:, axis]) for axis in (0, 1)])

    # On a short arrow the marks step back, so that the head stays whole.
    sign_at = min(0.7, 1 - _HEAD_ROOM / run[-1])
    bar_at = min(0.4, sign_at - _MARK_GAP / run[-1])
    along = at(bar_at + 0.02) - at(bar_at - 0.02)
    return Route(shown, at(sign_at), at(bar_at), along / float(np.hypot(*along)))
