"""The picture of a causal map: variables on an oval, signed arrows, one loop brought forward."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.maps import words as causal_words
from maillon.maps.drawing.arrows import draw_arrows, draw_discs
from maillon.maps.drawing.circle import (
    HEIGHT,
    LINE_HEIGHT,
    NODE_RADIUS,
    WIDTH,
    node_positions,
    place_labels,
)
from maillon.maps.drawing.legend import draw_badge, draw_counts, draw_legend
from maillon.maps.loop import Loop
from maillon.maps.loops import LoopSearch
from maillon.maps.model import CausalMap
from maillon.plots.picture import Picture
from maillon.plots.style import INK, KIND_COLOURS, MUTED, PAPER, RC, TEXT_SIZE


def causal_map_picture(
    causal_map: CausalMap,
    search: LoopSearch,
    *,
    highlight: Loop | None = None,
    cut: str | None = None,
    added: str | None = None,
    start: str | None = None,
    caption: str | None = None,
) -> Picture:
    """Draw a causal map and the loops found on it.

    `highlight` brings one loop forward and numbers its steps, from its own first variable or
    from `start`. `cut` is the key of an arrow shown as cut: one that the map still holds, or
    one already taken out between two of its variables. `added` is the key of an arrow of the map
    to point at. The data are one row an arrow.

    Raises `ValueError`, in French, when a key names an unknown variable, when `added` or an
    arrow of `highlight` is not in the map, or when `start` is not on that loop.

    >>> from maillon.maps.loops import find_loops
    >>> from maillon.maps.supplier_relation import SUPPLIER_RELATION
    >>> picture = causal_map_picture(SUPPLIER_RELATION, find_loops(SUPPLIER_RELATION))
    >>> picture.columns
    ('De', 'Vers', 'Signe', 'Retard', 'Boucles traversées')
    """
    if cut is not None:
        causal_words.arrow_name(causal_map, cut)
    if added is not None:
        causal_map.arrow(added)
    with mpl.rc_context(RC):
        fig = Figure(figsize=(WIDTH, HEIGHT))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(0, HEIGHT)
        middle = draw_arrows(ax, causal_map, search, highlight, cut, added)
        _draw_variables(ax, causal_map, highlight, start)
        draw_counts(ax, search, cut=cut is not None, added=added is not None)
        draw_legend(ax, widths=highlight is None)
        if highlight is not None:
            draw_badge(ax, highlight.kind, middle)
    return Picture.from_figure(
        fig,
        alt=causal_words.alternative(causal_map, search, highlight, cut, added, start),
        caption=caption or causal_words.caption(search, highlight),
        columns=causal_words.COLUMNS,
        rows=causal_words.table(causal_map, search, cut, added),
    )


def _draw_variables(
    ax: Axes, causal_map: CausalMap, highlight: Loop | None, start: str | None
) -> None:
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
            ax.text(
                *place,
                str(step),
                color=PAPER,
                weight="bold",
                ha="center",
                va="center_baseline",
                zorder=6,
            )
        for number, line in enumerate(label.lines):
            middle = (len(label.lines) - 1) / 2 - number
            ax.text(
                label.x,
                label.y + middle * LINE_HEIGHT,
                line,
                fontsize=TEXT_SIZE,
                color=MUTED if highlight and step is None else INK,
                weight="bold" if step is not None else "normal",
                ha=label.side,
                va="center_baseline",
                zorder=6,
            )
