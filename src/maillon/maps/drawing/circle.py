"""Where the variables of a causal map and their labels stand: an oval, labels outside.

All lengths are inches on the page. Nothing is drawn here, and results are cached.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from maillon.plots.canvas import text_width, wrapped
from maillon.plots.style import TEXT_SIZE

WIDTH, HEIGHT = 8.0, 7.2
CENTRE = (4.0, 3.595)
RADII = (2.25, 2.76)
NODE_RADIUS = 0.14
"""Room kept free around a node; the largest node drawn (a numbered disc) fits in it."""
LABEL_GAP = 0.22
LABEL_WRAPS = (18, 14, 10)
"""Letters a line, tried in turn until the label stays on the page."""
MARGIN = 0.06
LINE_HEIGHT = 1.18 * TEXT_SIZE / 72

Side = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label's lines, its anchor (`y` in the middle) and its box (x0, y0, x1, y1)."""

    lines: tuple[str, ...]
    x: float
    y: float
    side: Side
    box: tuple[float, float, float, float]


@lru_cache(maxsize=64)
def node_positions(count: int) -> tuple[tuple[float, float], ...]:
    """Places of `count` nodes, evenly spread along the oval, clockwise from the top."""
    angles = np.linspace(0, 2 * math.pi, 1441)
    x, y = RADII[0] * np.sin(angles), RADII[1] * np.cos(angles)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    wanted = np.linspace(0, length[-1], count, endpoint=False)
    at = np.interp(wanted, length, angles)
    return tuple(
        (CENTRE[0] + RADII[0] * math.sin(a), CENTRE[1] + RADII[1] * math.cos(a)) for a in at
    )


@lru_cache(maxsize=32)
def place_labels(texts: tuple[str, ...]) -> tuple[Label, ...]:
    """Labels outside the oval, one a node, pushed apart where two would touch on a side."""
    places = node_positions(len(texts))
    labels = [_label(text, place) for text, place in zip(texts, places, strict=True)]
    for sign in (1, -1):  # right side, then left side
        side = [k for k, (x, _) in enumerate(places) if (x - CENTRE[0]) * sign > 0.05]
        for half in (1, -1):  # from the middle outwards
            column = sorted(
                (k for k in side if (places[k][1] - CENTRE[1]) * half >= 0),
                key=lambda k: half * places[k][1],
            )
            for inner, outer in pairwise(column):
                labels[outer] = _pushed(labels[outer], labels[inner], half)
    for k, (x, _) in enumerate(places):
        if abs(x - CENTRE[0]) <= 0.05:
            half = 1 if places[k][1] > CENTRE[1] else -1
            for other in (labels[(k + 1) % len(labels)], labels[k - 1]):
                labels[k] = _pushed(labels[k], other, half)
    return tuple(labels)


def _label(text: str, place: tuple[float, float]) -> Label:
    dx, dy = place[0] - CENTRE[0], place[1] - CENTRE[1]
    normal = np.array([dx / RADII[0] ** 2, dy / RADII[1] ** 2])
    normal = normal / (float(np.hypot(*normal)) or 1.0)
    side: Side = "center" if abs(dx) <= 0.05 else "left" if dx > 0 else "right"
    x = place[0] + float(normal[0]) * LABEL_GAP
    lines: tuple[str, ...] = ()
    for width in LABEL_WRAPS:
        lines = wrapped(text, width)
        box = _boxed(lines, x, place[1], side).box
        if box[0] >= MARGIN and box[2] <= WIDTH - MARGIN:
            break
    rise = len(lines) * LINE_HEIGHT / 2
    y = place[1] + float(normal[1]) * LABEL_GAP
    # At the top and at the bottom the label clears the node upwards or downwards.
    y += math.copysign(rise, dy) * abs(float(normal[1])) ** 3
    return _boxed(lines, x, y, side)


def _boxed(lines: tuple[str, ...], x: float, y: float, side: Side) -> Label:
    width = max(text_width(line, weight="bold") for line in lines)
    x0 = {"left": x, "center": x - width / 2, "right": x - width}[side]
    rise = len(lines) * LINE_HEIGHT / 2
    return Label(lines, x, y, side, (x0, y - rise, x0 + width, y + rise))


def _pushed(label: Label, still: Label, half: int) -> Label:
    """The label moved up (`half` 1) or down (−1) until it clears the one that stays."""
    x0, y0, x1, y1 = label.box
    if x1 <= still.box[0] or x0 >= still.box[2]:
        return label
    overlap = still.box[3] - y0 if half > 0 else y1 - still.box[1]
    if overlap <= 0:
        return label
    return _boxed(label.lines, label.x, label.y + half * (overlap + 0.02), label.side)
