"""The curves of a causal map: each arrow has its own port on a node, its marks kept readable.

All lengths are inches on the page. Nothing is drawn here, and results are cached: moving a slider
changes signs and loops far more often than the arrows themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from maillon.maps.drawing.circle import CENTRE, RADII, node_positions

Points = NDArray[np.float64]
Pair = tuple[int, int]

SIGN_RADIUS = 0.085
_HEAD_ROOM = 0.25
"""Room that a mark leaves to the head of its arrow."""
_SHORT = 0.5
"""Curves whose middle part is shorter than this have no room for a mark on them."""
_BESIDE = 0.17
_PORT_RADIUS = 0.175
_FAN = math.radians(68)
"""Ports stay within this angle of the way inwards."""
_PORT_GAP = math.radians(36)
_BEND = 0.62
"""Share kept of the angle towards the other end: the less, the more curves bend inwards."""
_SAMPLES = np.linspace(0.0, 1.0, 25)


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic curve (start, two controls, end), its sign's place and its delay bar's `t`."""

    points: Points
    sign: Points
    delay_at: float

    @property
    def tip(self) -> Points:
        """Unit vector along which the arrow reaches its effect."""
        return _unit(self.points[3] - self.points[2])

    def at(self, t: float) -> Points:
        """Point of the curve at `t`."""
        where: Points = _weights(np.array([t]))[0] @ self.points
        return where

    def direction(self, t: float) -> Points:
        """Unit tangent at `t`."""
        return _unit(self.at(min(1.0, t + 0.01)) - self.at(max(0.0, t - 0.01)))


def _unit(way: Points) -> Points:
    unit: Points = way / float(np.hypot(*way))
    return unit


def _weights(t: Points) -> Points:
    """Bernstein weights of a cubic, one row a value of `t`."""
    u = 1 - t
    return np.stack([u**3, 3 * u**2 * t, 3 * u * t**2, t**3], axis=1)


@lru_cache(maxsize=128)
def place_curves(
    count: int, pairs: tuple[Pair, ...], delayed: frozenset[Pair]
) -> tuple[Curve, ...]:
    """Curves between nodes of ranks (cause, effect), in the order of `pairs`."""
    ports = _ports(count, pairs)
    nodes = np.array(node_positions(count))
    shapes = [
        _shape(nodes[pair[0]], nodes[pair[1]], *ports[place]) for place, pair in enumerate(pairs)
    ]
    trails = np.array([_weights(_SAMPLES) @ shape for shape in shapes])
    taken = [*nodes]
    curves: list[Curve] = []
    for place, (pair, shape) in enumerate(zip(pairs, shapes, strict=True)):
        others = np.delete(trails, place, axis=0).reshape(-1, 2)
        delay_at = 0.0
        if pair in delayed:
            delay_at = _clearest_bar(shape, others)
            taken.append(_weights(np.array([delay_at]))[0] @ shape)
        sign = _clearest(shape, np.array(taken), others)
        taken.append(sign)
        curves.append(Curve(shape, sign, delay_at))
    return tuple(curves)


@lru_cache(maxsize=128)
def clear_centre(
    count: int, pairs: tuple[Pair, ...], delayed: frozenset[Pair]
) -> tuple[float, float]:
    """The place near the middle of the oval that curves leave free, for the badge of a loop."""
    steps = np.linspace(-0.9, 0.9, 13)
    spots = np.array([(CENTRE[0] + x, CENTRE[1] + y) for x in steps for y in steps])
    curves = place_curves(count, pairs, delayed)
    trails = np.array([_weights(_SAMPLES) @ curve.points for curve in curves]).reshape(-1, 2)
    away = np.hypot(*(spots - np.array(CENTRE)).T)
    score = np.minimum(_nearest(spots, trails), 0.62) - 0.12 * away
    x, y = spots[int(np.argmax(score))]
    return float(x), float(y)


def _ports(count: int, pairs: tuple[Pair, ...]) -> list[tuple[Points, Points]]:
    """Unit vectors by which each arrow leaves its cause and reaches its effect."""
    places = node_positions(count)
    found: list[list[Points]] = [[np.zeros(2), np.zeros(2)] for _ in pairs]
    for node, (x, y) in enumerate(places):
        inwards = math.atan2((CENTRE[1] - y) / RADII[1] ** 2, (CENTRE[0] - x) / RADII[0] ** 2)
        ends = []
        for place, pair in enumerate(pairs):
            if node in pair:
                out = pair[0] == node
                there = places[pair[1] if out else pair[0]]
                turn = math.atan2(there[1] - y, there[0] - x) - inwards
                turn = math.remainder(turn, 2 * math.pi)
                # An arrow and its return leave in this order at both ends, so as not to cross.
                ends.append((turn, not out, place))
        ends.sort()
        for angle, (_, into, place) in zip(_spread([e[0] for e in ends]), ends, strict=True):
            way = np.array([math.cos(inwards + angle), math.sin(inwards + angle)])
            found[place][int(into)] = way
    return [(start, end) for start, end in found]


def _spread(turns: list[float]) -> list[float]:
    """Push sorted angles apart by a fair gap, inside the fan, moving each as little as can be."""
    if not turns:
        return []
    gap = min(_PORT_GAP, 2 * _FAN / max(1, len(turns) - 1))
    angles = [_BEND * turn for turn in turns]
    for _ in range(40):
        for k in range(len(angles) - 1):
            lack = gap - (angles[k + 1] - angles[k])
            if lack > 0:
                angles[k] -= lack / 2
                angles[k + 1] += lack / 2
        low, high = angles[0], angles[-1]
        if low < -_FAN:
            angles[0] = -_FAN
        if high > _FAN:
            angles[-1] = _FAN
    return angles


def _shape(cause: Points, effect: Points, leave: Points, reach: Points) -> Points:
    start, end = cause + leave * _PORT_RADIUS, effect + reach * _PORT_RADIUS
    pull = 0.03 + 0.36 * float(np.hypot(*(end - start)))
    return np.array([start, start + leave * pull, end + reach * pull, end])


def _clearest(shape: Points, taken: Points, others: Points) -> Points:
    """Place of the sign: clear of marks, heads and curves; beside the curve when it is short."""
    tried = np.linspace(0.22, 0.78, 21)
    line = _weights(tried) @ shape
    way = np.gradient(line, axis=0)
    across = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.hypot(*way.T)[:, None]
    inwards = np.sign(((np.array(CENTRE) - line) * across).sum(axis=1))[:, None]
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    best: Points = line[0]
    best_score = -np.inf
    # On the curve; beside it, inside the oval; beside it, outside.
    for offset, cost in ((0.0, 1.2 if length < _SHORT else 0.0), (1.0, 0.8), (-1.0, 1.0)):
        spots = line + offset * _BESIDE * inwards * across
        marks = _nearest(spots, taken) / (2.7 * SIGN_RADIUS)
        lines = _nearest(spots, others) / (1.7 * SIGN_RADIUS)
        score = 3 * np.minimum(marks, 1) + 2 * np.minimum(lines, 1) - cost
        score -= 0.8 * np.abs(tried - (0.68 if offset == 0 else 0.5))
        if offset == 0:
            score += 4 * np.minimum(np.hypot(*(spots - shape[3]).T) / _HEAD_ROOM, 1) - 4
        place = int(np.argmax(score))
        if score[place] > best_score:
            best, best_score = spots[place], float(score[place])
    return best


def _clearest_bar(shape: Points, others: Points) -> float:
    """The place along the curve where a delay bar stands clear of the other curves."""
    tried = np.linspace(0.3, 0.6, 13)
    lines = _nearest(_weights(tried) @ shape, others) / (2 * SIGN_RADIUS)
    return float(tried[int(np.argmax(np.minimum(lines, 1) - 0.8 * np.abs(tried - 0.45)))])


def _nearest(spots: Points, others: Points) -> Points:
    if len(others) == 0:
        return np.full(len(spots), np.inf)
    dx = spots[:, 0, None] - others[:, 0]
    dy = spots[:, 1, None] - others[:, 1]
    nearest: Points = np.sqrt((dx * dx + dy * dy).min(axis=1))
    return nearest
