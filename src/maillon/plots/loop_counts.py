"""How many loops of each kind, before and after a change: two bars a moment, told in words."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, capitalised, count
from maillon.models.causal_loops import Kind, LoopSearch
from maillon.plots.causal_words import loop_totals
from maillon.plots.picture import Picture
from maillon.plots.style import INK, KIND_COLOURS, KIND_OUTLINES, KIND_WORDS, PAPER, RC

COLUMNS = ("Moment", "R (amplifient)", "B (freinent)", "Total")


def loop_counts_picture(
    before: LoopSearch, after: LoopSearch, *, moments: tuple[str, str] = ("Avant", "Après")
) -> Picture:
    """Draw the numbers of R and B loops before and after a change of the map.

    >>> from maillon.models.causal_loops import LoopSearch
    >>> print(loop_counts_picture(LoopSearch(()), LoopSearch(())).alt)
    Avant, aucune boucle. Après, aucune boucle.
    """
    searches = (before, after)
    longest = max(1, *(max(len(s.reinforcing), len(s.balancing)) for s in searches))
    with mpl.rc_context(RC):
        fig = Figure(figsize=(8.0, 2.3))
        ax = fig.add_axes((0.02, 0.04, 0.96, 0.92))
        ax.set_axis_off()
        ax.set_xlim(-0.2 * longest, 1.25 * longest)
        ax.set_ylim(-0.3, 4.9)
        for rank, (moment, search) in enumerate(zip(moments, searches, strict=True)):
            top = 4.2 - 2.5 * rank
            ax.text(-0.2 * longest, top - 0.5, moment, weight="bold", va="center", color=INK)
            kinds: tuple[tuple[Kind, int], ...] = (
                ("R", len(search.reinforcing)),
                ("B", len(search.balancing)),
            )
            for place, (kind, loops) in enumerate(kinds):
                _bar(ax, top - place, kind, loops, longest)
    alt = " ".join(
        f"{moment}, {loop_totals(search)}."
        for moment, search in zip(moments, searches, strict=True)
    )
    return Picture.from_figure(
        fig,
        alt=alt,
        caption=f"{capitalised(_change(before, after))}. R amplifie, B freine.",
        columns=COLUMNS,
        rows=[
            (moment, str(len(s.reinforcing)), str(len(s.balancing)), str(len(s)))
            for moment, s in zip(moments, searches, strict=True)
        ],
    )


def _bar(ax: Axes, y: float, kind: Kind, loops: int, longest: int) -> None:
    colour = KIND_COLOURS[kind]
    ax.text(-0.03 * longest, y, kind, color=colour, weight="bold", ha="right", va="center")
    ax.barh(
        [y],
        [loops],
        height=0.72,
        color=colour if kind == "R" else PAPER,
        edgecolor=colour,
        linewidth=1.8,
        linestyle=KIND_OUTLINES[kind],
    )
    verb = KIND_WORDS[kind] + ("nt" if loops > 1 else "")
    ax.text(loops + 0.02 * longest, y, f"{loops} {verb}", color=INK, va="center")


def _change(before: LoopSearch, after: LoopSearch) -> str:
    gap = len(after) - len(before)
    if gap == 0:
        return f"le nombre de boucles ne change pas{NBSP}: {count(len(after), 'boucle')}"
    word = "de plus" if gap > 0 else "de moins"
    return f"{count(abs(gap), 'boucle')} {word}{NBSP}: de {len(before)} à {len(after)}"
