"""The picture of an archetype: a small causal map, hand-placed, each loop with its letter."""

from __future__ import annotations

import numpy as np

from maillon.base.wording import NBSP, count, listing
from maillon.maps.drawing.circle import LINE_HEIGHT
from maillon.maps.drawing.legend import draw_kind
from maillon.maps.loop import Kind
from maillon.maps.loops import find_loops
from maillon.maps.model import Arrow
from maillon.maps.sentences import chain
from maillon.maps.words import loop_totals
from maillon.plots.canvas import Axes, bare, box, disc, page, polygon, text_width, write_line
from maillon.plots.picture import Picture
from maillon.plots.style import INK, KIND_COLOURS, KIND_WORDS, MUTED, PAPER, TEXT_SIZE, TINT
from maillon.topics.loops.model.archetypes import Archetype
from maillon.topics.loops.pictures import archetype_layout as layout

COLUMNS = ("De", "Vers", "Signe", "Retard", "Pourquoi")
_DASHES = (0, (3.2, 2.0))
_LINE = 1.9
_HEAD = (0.15, 0.065)


def archetype_picture(archetype: Archetype) -> Picture:
    """Draw an archetype, readable on a telephone.

    An arrow takes the colour of the loops of the story that travel it when they are all of one
    kind. The data are one row an arrow, with its reason.
    """
    placed = layout.LAYOUTS[archetype.slug]
    height = placed.height + layout.LEGEND
    with page(72 * height, size=TEXT_SIZE) as fig:
        ax = bare(fig, across=(0, layout.WIDTH), upwards=(0, height))
        frames = layout.boxes(archetype.causal_map, placed)
        routes = layout.routes(archetype.causal_map, placed)
        for arrow in archetype.causal_map.arrows:
            _draw_arrow(ax, arrow, routes[arrow.key], _colour(archetype, arrow))
        for frame in frames.values():
            _draw_box(ax, frame)
        for named, (x, y) in zip(archetype.loops, placed.badges, strict=True):
            size = {"radius": layout.BADGE_RADIUS, "size": 14, "width": 1.6}
            draw_kind(ax, x, y + layout.LEGEND, named.kind, **size)
        _legend(ax)
    return Picture.from_figure(
        fig,
        alt=alternative(archetype),
        caption=f"{archetype.name}. {archetype.finding}",
        columns=COLUMNS,
        rows=[
            (
                archetype.causal_map.variable(arrow.cause).label,
                archetype.causal_map.variable(arrow.effect).label,
                arrow.sign,
                "oui" if arrow.delay else "non",
                arrow.why,
            )
            for arrow in archetype.causal_map.arrows
        ],
    )


def alternative(archetype: Archetype) -> str:
    """The finding first, then the size of the map, then each loop of the story by its walk.

    >>> from maillon.topics.loops.model.archetypes import archetype as named
    >>> alternative(named("escalade")).split(".")[0]
    'Chaque partie se protège, et sa protection est l’attaque que l’autre subit'
    """
    causal_map = archetype.causal_map
    size = (
        f"{count(len(causal_map.variables), 'variable')} et "
        f"{count(len(causal_map.arrows), 'flèche')}"
    )
    sentences = [
        archetype.finding,
        f"Carte de {size}, {loop_totals(find_loops(causal_map))}.",
    ]
    for named in archetype.loops:
        walk = chain(archetype.found(named), start=named.walk[0])
        sentences.append(f"{named.kind}, {named.part}{NBSP}: {walk}.")
    slow = [
        f"{causal_map.variable(arrow.cause).label} → {causal_map.variable(arrow.effect).label}"
        for arrow in causal_map.arrows
        if arrow.delay
    ]
    if slow:
        sentences.append(f"Avec retard{NBSP}: {listing(slow)}.")
    return " ".join(sentences)


def _colour(archetype: Archetype, arrow: Arrow) -> str:
    kinds = {
        named.kind
        for named in archetype.loops
        if arrow.key in {step.key for step in archetype.found(named).arrows}
    }
    return KIND_COLOURS[kinds.pop()] if len(kinds) == 1 else INK


def _draw_arrow(ax: Axes, arrow: Arrow, route: layout.Route, colour: str) -> None:
    style = _DASHES if arrow.polarity < 0 else "solid"
    points = route.points
    far = np.hypot(*(points - points[-1]).T)
    body = points[far > 0.8 * _HEAD[0]]
    ax.plot(*body.T, color=colour, linewidth=_LINE, linestyle=style, zorder=2)
    tip = points[-1] - body[-1]
    tip = tip / float(np.hypot(*tip))
    _head(ax, points[-1], tip, colour)
    if arrow.delay:
        across = np.array([-route.bar_along[1], route.bar_along[0]]) * 0.12
        gap = np.array([route.bar - route.bar_along * 0.035, route.bar + route.bar_along * 0.035])
        ax.plot(*gap.T, color=PAPER, linewidth=_LINE + 1.5, solid_capstyle="butt", zorder=3)
        for shift in (-0.04, 0.04):
            place = route.bar + route.bar_along * shift
            bar = np.array([place - across, place + across])
            ax.plot(*bar.T, color=colour, linewidth=1.9, solid_capstyle="butt", zorder=4)
    _sign(ax, *route.sign, positive=arrow.polarity > 0, colour=colour)


def _head(ax: Axes, end: layout.Points, tip: layout.Points, colour: str) -> None:
    across = np.array([-tip[1], tip[0]]) * _HEAD[1]
    base = end - tip * _HEAD[0]
    corners = [end, base + across, base - across]
    polygon(ax, corners, facecolor=colour, zorder=3)


def _sign(ax: Axes, x: float, y: float, *, positive: bool, colour: str) -> None:
    disc(ax, x, y, layout.SIGN_RADIUS, fc=PAPER, ec=colour, lw=1.1, zorder=5)
    arm = 0.6 * layout.SIGN_RADIUS
    ax.plot([x - arm, x + arm], [y, y], color=colour, linewidth=1.7, zorder=6)
    if positive:
        ax.plot([x, x], [y - arm, y + arm], color=colour, linewidth=1.7, zorder=6)


def _draw_box(ax: Axes, frame: layout.Box) -> None:
    width, height = 2 * frame.half_width, 2 * frame.half_height
    corner = frame.x - frame.half_width, frame.y - frame.half_height
    box(ax, *corner, width, height, rounding=0.07, fc=TINT, zorder=1)
    for number, line in enumerate(frame.lines):
        y = frame.y + ((len(frame.lines) - 1) / 2 - number) * LINE_HEIGHT
        write_line(ax, frame.x, y, line, bold=True, ha="center", zorder=7)


def _legend(ax: Axes) -> None:
    """Two lines at the bottom: signs and delay, then what the letters mean."""
    ax.plot([0.1, layout.WIDTH - 0.1], [0.56, 0.56], color=MUTED, linewidth=0.6)
    y, x = 0.39, 0.12
    for positive, words in ((True, "même sens"), (False, "sens contraire")):
        style = "solid" if positive else _DASHES
        ax.plot([x, x + 0.4], [y, y], color=INK, linewidth=_LINE, linestyle=style)
        _sign(ax, x + 0.2, y, positive=positive, colour=INK)
        _write(ax, x + 0.47, y, words)
        x += 0.47 + text_width(words) + 0.16
    y, x = 0.14, 0.12
    kinds: tuple[Kind, ...] = ("R", "B")
    for kind in kinds:
        draw_kind(ax, x + 0.11, y, kind, radius=0.105, size=TEXT_SIZE - 1.5, width=1.6)
        _write(ax, x + 0.28, y, KIND_WORDS[kind])
        x += 0.28 + text_width(KIND_WORDS[kind]) + 0.22
    ax.plot([x, x + 0.34], [y, y], color=INK, linewidth=_LINE)
    for bar in (0.13, 0.21):
        ax.plot([x + bar] * 2, [y - 0.09, y + 0.09], color=INK, linewidth=1.7)
    _write(ax, x + 0.42, y, "retard")


def _write(ax: Axes, x: float, y: float, text: str) -> None:
    write_line(ax, x, y, text, color=MUTED)
