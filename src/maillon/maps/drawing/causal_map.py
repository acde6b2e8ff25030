"""The picture of a causal map: variables on an oval, signed arrows, one loop brought forward."""

from __future__ import annotations

from maillon.maps import words as causal_words
from maillon.maps.loop import Loop
from maillon.maps.loops import LoopSearch
from maillon.maps.model import CausalMap
from maillon.plots.canvas import bare, page
from maillon.plots.picture import Picture
from maillon.plots.style import TEXT_SIZE


def causal_map_picture(
    causal_map: CausalMap,
    search: LoopSearch,
    *,
    highlight: Loop | None = None,
    added: str | None = None,
    start: str | None = None,
    caption: str | None = None,
) -> Picture:
    """Draw a causal map and the loops found on it.

    `highlight` brings one loop forward and numbers its steps, from its own first variable or from
    `start`. `added` is the key of an arrow of the map to point at. The data are one row an arrow.

    Raises `ValueError`, in French, when `added` or an arrow of `highlight` is not in the map, or
    when `start` is not on that loop.
    """
    # Curves need NumPy: a workshop opens without it.
    from maillon.maps.drawing.arrows import draw_arrows
    from maillon.maps.drawing.circle import HEIGHT, WIDTH
    from maillon.maps.drawing.legend import draw_badge, draw_counts, draw_legend, draw_variables

    if added is not None:
        causal_map.arrow(added)
    with page(72 * HEIGHT, 72 * WIDTH, size=TEXT_SIZE) as fig:
        ax = bare(fig, across=(0, WIDTH), upwards=(0, HEIGHT))
        middle = draw_arrows(ax, causal_map, search, highlight, added)
        draw_variables(ax, causal_map, highlight, start)
        draw_counts(ax, search, added=added is not None)
        draw_legend(ax, widths=highlight is None)
        if highlight is not None:
            draw_badge(ax, highlight.kind, middle)
    return Picture.from_figure(
        fig,
        alt=causal_words.alternative(causal_map, search, highlight, added, start),
        caption=caption or causal_words.caption(search, highlight),
        columns=causal_words.COLUMNS,
        rows=causal_words.table(causal_map, search, added),
    )
