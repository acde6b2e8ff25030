"""The words and small signs of a causal map: names, loop counts, legend and loop badge."""

from __future__ import annotations

from maillon.base.wording import NBSP, count
from maillon.maps.drawing.arrows import draw_discs
from maillon.maps.drawing.circle import (
    HEIGHT,
    LINE_HEIGHT,
    NODE_RADIUS,
    WIDTH,
    node_positions,
    place_labels,
)
from maillon.maps.loop import Kind, Loop
from maillon.maps.loops import LoopSearch
from maillon.maps.model import CausalMap
from maillon.plots.canvas import Axes, Look, disc, polygon, text_width, write_line
from maillon.plots.style import (
    ACCENT,
    INK,
    KIND_COLOURS,
    KIND_OUTLINES,
    KIND_WORDS,
    MUTED,
    PAPER,
    TEXT_SIZE,
)

_MARGIN = 0.12
_TOP = HEIGHT - 0.2
_BOTTOM = 0.2


def draw_variables(
    ax: Axes, causal_map: CausalMap, highlight: Loop | None, start: str | None
) -> None:
    """A disc and a name for each variable; those of the highlighted loop are numbered."""
    if not causal_map.variables:
        return
    places = node_positions(len(causal_map.variables))
    walk = highlight.starting_at(start)[0] if highlight else ()
    steps = {variable.id: step for step, variable in enumerate(walk, start=1)}
    plain = [p for p, v in zip(places, causal_map.variables, strict=True) if v.id not in steps]
    if plain:
        draw_discs(ax, plain, 0.07, MUTED if highlight else INK, PAPER, 1.0, zorder=5)
    labels = place_labels(tuple(variable.label for variable in causal_map.variables))
    for variable, place, label in zip(causal_map.variables, places, labels, strict=True):
        step = steps.get(variable.id)
        if step is not None and highlight is not None:
            colour = KIND_COLOURS[highlight.kind]
            draw_discs(ax, [place], NODE_RADIUS, colour, PAPER, 1.0, zorder=5)
            look: Look = {"color": PAPER, "ha": "center", "zorder": 6}
            write_line(ax, *place, str(step), bold=True, **look)
        colour = MUTED if highlight and step is None else INK
        for number, line in enumerate(label.lines):
            y = label.y + ((len(label.lines) - 1) / 2 - number) * LINE_HEIGHT
            look = {"color": colour, "ha": label.side, "zorder": 6}
            write_line(ax, label.x, y, line, bold=step is not None, **look)


def draw_badge(ax: Axes, kind: Kind, place: tuple[float, float]) -> None:
    """The letter of the highlighted loop, and below it what the loop does."""
    x, y = place
    draw_kind(ax, x, y + 0.1, kind, radius=0.32, size=21, width=2.64)
    frame = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    look = {"color": KIND_COLOURS[kind], "ha": "center", "va": "center"}
    write_line(ax, x, y - 0.4, KIND_WORDS[kind], bold=True, zorder=9, bbox=frame, **look)


def draw_kind(
    ax: Axes, x: float, y: float, kind: Kind, *, radius: float, size: float, width: float
) -> None:
    """Draw R as a full disc, B as an open one with a dashed outline: told apart without colour."""
    colour = KIND_COLOURS[kind]
    fill, ink = (colour, PAPER) if kind == "R" else (PAPER, colour)
    disc(ax, x, y, radius, fc=fill, ec=colour, lw=width, ls=KIND_OUTLINES[kind], zorder=8)
    write_line(ax, x, y, kind, color=ink, bold=True, size=size, ha="center", zorder=9)


def draw_counts(ax: Axes, search: LoopSearch, *, added: bool) -> None:
    """Along the top: how many loops, of which kind; on the right, what has just changed."""
    total = count(len(search), "boucle")
    x = _write(ax, _MARGIN, _TOP, f"≥{NBSP}{total}" if search.truncated else total, bold=True)
    kinds: tuple[tuple[Kind, int], ...] = (
        ("R", len(search.reinforcing)),
        ("B", len(search.balancing)),
    )
    for kind, loops in kinds:
        x += 0.24
        draw_kind(ax, x, _TOP, kind, radius=0.12, size=TEXT_SIZE - 1, width=1.24)
        verb = KIND_WORDS[kind] + ("nt" if loops > 1 else "")
        x = _write(ax, x + 0.19, _TOP, f"{loops} {verb}")
    if added:
        text = "flèche ajoutée"
        start = WIDTH - _MARGIN - text_width(text)
        _write(ax, start, _TOP, text)
        for width, alpha in ((8, 0.25), (2, 1)):
            look: Look = {"linewidth": width, "alpha": alpha, "solid_capstyle": "butt"}
            ax.plot([start - 0.5, start - 0.1], [_TOP, _TOP], color=ACCENT, **look)


def draw_legend(ax: Axes, *, widths: bool) -> None:
    """Along the bottom: what line styles, bars and widths mean."""
    x = _MARGIN
    for style, words in (("solid", "+ même sens"), ((0, (3.2, 2.0)), "− sens contraire")):
        ax.plot([x, x + 0.36], [_BOTTOM, _BOTTOM], color=INK, linewidth=1.8, linestyle=style)
        _tip(ax, x + 0.46, _BOTTOM)
        x = _write(ax, x + 0.54, _BOTTOM, words) + 0.24
    ax.plot([x, x + 0.4], [_BOTTOM, _BOTTOM], color=INK, linewidth=1.8)
    for bar in (0.17, 0.235):
        ax.plot([x + bar] * 2, [_BOTTOM - 0.09, _BOTTOM + 0.09], color=INK, linewidth=1.5)
    x = _write(ax, x + 0.48, _BOTTOM, "retard") + 0.24
    if widths:
        corners = [(x, _BOTTOM), (x + 0.42, _BOTTOM - 0.04), (x + 0.42, _BOTTOM + 0.04)]
        polygon(ax, corners, facecolor=INK)
        _write(ax, x + 0.5, _BOTTOM, "plus de boucles")


def _tip(ax: Axes, x: float, y: float) -> None:
    corners = [(x, y), (x - 0.13, y + 0.06), (x - 0.13, y - 0.06)]
    polygon(ax, corners, facecolor=INK)


def _write(ax: Axes, x: float, y: float, text: str, *, bold: bool = False) -> float:
    """Write at the left of `x` and give the place where the text ends."""
    write_line(ax, x, y, text, color=INK if bold else MUTED, bold=bold)
    return x + text_width(text, weight="bold" if bold else "normal")
