"""The arrows of a causal map, drawn: curves, heads, signs, delay bars, the added arrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection, PathCollection, PolyCollection
from matplotlib.path import Path

from maillon.maps.drawing.curves import SIGN_RADIUS, Curve, clear_centre, place_curves
from maillon.maps.loop import Loop
from maillon.maps.loops import LoopSearch, arrow_traffic
from maillon.maps.model import Arrow, CausalMap
from maillon.plots.canvas import Axes
from maillon.plots.style import ACCENT, FADED, INK, KIND_COLOURS, MUTED, PAPER

_DASHES = (0, (3.2, 2.0))
_CURVE_CODES = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How one arrow is drawn."""

    colour: str
    width: float
    dashed: bool
    signed: bool
    layer: int


@dataclass
class _Ink:
    """What is gathered for one collection of each sort, to be drawn in a few calls."""

    items: list[Any] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    styles: list[Any] = field(default_factory=list)

    def add(self, item: Any, colour: str, width: float = 0.0, style: Any = "solid") -> None:
        self.items.append(item)
        self.colours.append(colour)
        self.widths.append(width)
        self.styles.append(style)


def draw_arrows(
    ax: Axes,
    causal_map: CausalMap,
    search: LoopSearch,
    highlight: Loop | None,
    added: str | None,
) -> tuple[float, float]:
    """Draw the arrows and give the place that they leave free in the middle."""
    rank = {variable.id: place for place, variable in enumerate(causal_map.variables)}
    arrows = causal_map.arrows
    pairs = tuple((rank[arrow.cause], rank[arrow.effect]) for arrow in arrows)
    delayed = frozenset(p for p, arrow in zip(pairs, arrows, strict=True) if arrow.delay)
    curves = place_curves(len(rank), pairs, delayed)
    traffic = arrow_traffic(search)
    on_loop = {causal_map.arrow(arrow.key).key for arrow in highlight.arrows} if highlight else None
    strokes = [_stroke(arrow, traffic, on_loop, highlight, added) for arrow in arrows]
    order = sorted(range(len(arrows)), key=lambda k: strokes[k].layer)
    lines, heads, discs, bars = _Ink(), _Ink(), _Ink(), _Ink()
    for k in order:
        arrow, curve, stroke = arrows[k], curves[k], strokes[k]
        if arrow.key == added:
            lines.add(_trimmed(curve, stroke.width), _tint(ACCENT), stroke.width + 6)
        style = _DASHES if stroke.dashed else "solid"
        lines.add(_trimmed(curve, stroke.width), stroke.colour, stroke.width, style)
        heads.add(_head(curve, stroke.width), stroke.colour)
        if arrow.delay:
            _double_bar(bars, curve, stroke)
        if stroke.signed:
            discs.add(curve.sign, stroke.colour, 1.0)
            _sign(bars, curve, stroke, arrow.polarity)
    _paint(ax, lines, heads, discs, bars)
    return clear_centre(len(rank), pairs, delayed)


def _stroke(
    arrow: Arrow,
    traffic: dict[str, int],
    on_loop: set[str] | None,
    highlight: Loop | None,
    added: str | None,
) -> _Stroke:
    dashed = arrow.polarity < 0
    if highlight is not None and on_loop is not None and arrow.key in on_loop:
        return _Stroke(KIND_COLOURS[highlight.kind], 3.2, dashed, True, 3)
    width = 0.9 + 0.24 * traffic.get(arrow.key, 0)
    if arrow.key == added:
        return _Stroke(ACCENT, max(width, 1.8), dashed, True, 2)
    if highlight is not None:
        return _Stroke(FADED, 1.0, dashed, False, 0)
    return _Stroke(INK if arrow.key in traffic else MUTED, width, dashed, True, 1)


def _trimmed(curve: Curve, width: float) -> Path:
    """The curve shortened so that its line ends inside the head."""
    points = curve.points.copy()
    points[3] = points[3] - curve.tip * (0.8 * _head_length(width))
    return Path(points, _CURVE_CODES)


def _head_length(width: float) -> float:
    return 0.1 + 0.022 * width


def _head(curve: Curve, width: float) -> Any:
    length = _head_length(width)
    tip, end = curve.tip, curve.points[3]
    across = np.array([-tip[1], tip[0]]) * (0.045 + 0.012 * width)
    base = end - tip * length
    return np.array([end, base + across, base - across])


def _sign(bars: _Ink, curve: Curve, stroke: _Stroke, polarity: int) -> None:
    x, y = curve.sign
    arm = 0.6 * SIGN_RADIUS
    bars.add([(x - arm, y), (x + arm, y)], stroke.colour, 1.5)
    if polarity > 0:
        bars.add([(x, y - arm), (x, y + arm)], stroke.colour, 1.5)


def _double_bar(bars: _Ink, curve: Curve, stroke: _Stroke) -> None:
    centre, along = curve.at(curve.delay_at), curve.direction(curve.delay_at)
    across = np.array([-along[1], along[0]]) * (0.085 + 0.008 * stroke.width)
    # A gap of paper under the two bars sets them apart from dashes.
    bars.add([centre - along * 0.028, centre + along * 0.028], PAPER, stroke.width + 1.5)
    for shift in (-0.032, 0.032):
        place = centre + along * shift
        bars.add([place - across, place + across], stroke.colour, 1.5)


def _tint(colour: str) -> str:
    """The colour mixed with three quarters of paper."""
    mixed = [round(0.25 * int(colour[k : k + 2], 16) + 0.75 * 255) for k in (1, 3, 5)]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _paint(ax: Axes, lines: _Ink, heads: _Ink, discs: _Ink, bars: _Ink) -> None:
    layers: list[Any] = [
        PathCollection(
            lines.items,
            facecolors="none",
            edgecolors=lines.colours,
            linewidths=lines.widths,
            linestyles=lines.styles,
            capstyle="butt",
            zorder=1,
        ),
        PolyCollection(heads.items, facecolors=heads.colours, edgecolors="none", zorder=2),
        LineCollection(
            bars.items, colors=bars.colours, linewidths=bars.widths, capstyle="butt", zorder=4
        ),
    ]
    for layer in layers:
        ax.add_collection(layer, autolim=False)
    if discs.items:
        draw_discs(ax, discs.items, SIGN_RADIUS, PAPER, discs.colours, 1.0, zorder=3)


def draw_discs(
    ax: Axes,
    centres: Sequence[Any],
    radius: float,
    face: str | list[str],
    edge: str | list[str],
    width: float,
    *,
    zorder: float,
) -> None:
    """Draw discs of one radius (inches) in one go."""
    sizes = np.full(len(centres), 2 * radius)
    ax.add_collection(
        EllipseCollection(
            sizes,
            sizes,
            np.zeros(len(centres)),
            units="inches",
            offsets=np.array(centres),
            offset_transform=ax.transData,
            facecolors=face,
            edgecolors=edge,
            linewidths=width,
            zorder=zorder,
        ),
        autolim=False,
    )
