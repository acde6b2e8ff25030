"""The ladder of the twelve places to act: the strongest on top, readable on a telephone."""

from __future__ import annotations

from maillon.base.wording import NBSP
from maillon.plots.canvas import bare, disc, page, write_line
from maillon.plots.picture import Picture
from maillon.plots.style import INK, MUTED, PAPER, TEXT_SIZE, TINT
from maillon.topics.influence.model.leverage import FLOORS, RUNGS

COLUMNS = ("Échelon", "Où l’on agit", "Exemple dans un achat", "Étage")
#: Inches: a rung, a name of floor, and where the rail and the words stand.
_WIDTH, _ROW, _FLOOR, _TOP, _BOTTOM = 302 / 72, 0.46, 0.34, 0.1, 0.34
_RAIL, _RADIUS, _TEXT = 0.3, 0.15, 0.58


def leverage_ladder_picture() -> Picture:
    """Draw the twelve rungs on a ladder, by floors of three, with an example from a purchase."""
    height = _TOP + len(FLOORS) * _FLOOR + len(RUNGS) * _ROW + _BOTTOM
    with page(72 * height, size=TEXT_SIZE) as fig:
        ax = bare(fig, across=(0, _WIDTH), upwards=(0, height))
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 2.4, "mutation_scale": 15}
        ax.annotate("", (_RAIL, height - 0.02), (_RAIL, _BOTTOM - 0.02), arrowprops=arrow)
        y, floor = height - _TOP, ""
        for rung in RUNGS:
            if rung.floor != floor:
                floor = rung.floor
                ax.axhspan(y - _FLOOR + 0.04, y - 0.03, xmin=_TEXT / _WIDTH - 0.015, color=TINT)
                write_line(ax, _TEXT, y - _FLOOR / 2, floor, color=MUTED)
                y -= _FLOOR
            middle = y - _ROW / 2
            disc(ax, _RAIL, middle, _RADIUS, fc=INK, ec=PAPER, zorder=3)
            look = {"color": PAPER, "size": TEXT_SIZE - 0.7, "ha": "center", "zorder": 4}
            write_line(ax, _RAIL, middle, str(rung.number), bold=True, **look)
            write_line(ax, _TEXT, middle + 0.09, rung.name, bold=True)
            write_line(ax, _TEXT, middle - 0.1, rung.example, color=MUTED)
            y -= _ROW
        write_line(ax, _TEXT, 0.15, "plus haut : plus fort, plus difficile")
    return Picture.from_figure(
        fig,
        alt=alternative(),
        caption="L’échelle des leviers. Plus on monte, plus l’effet est profond, et plus le geste "
        f"est difficile. Lecture de ce cours, d’après D.{NBSP}Meadows.",
        columns=COLUMNS,
        rows=[(str(rung.number), rung.name, rung.example, rung.floor) for rung in RUNGS],
    )


def alternative() -> str:
    """The finding, then the rungs by floors, from the bottom up.

    >>> alternative().split(",")[0]
    'Les nombres tiennent le bas de l’échelle'
    """
    sentences = [
        "Les nombres tiennent le bas de l’échelle, et la façon de voir tient le haut.",
        "Douze échelons, du plus faible (12) au plus fort (1).",
    ]
    for floor in reversed(FLOORS):
        rungs = [rung for rung in reversed(RUNGS) if rung.floor == floor]
        told = [f"{rung.number} {rung.name[0].lower()}{rung.name[1:]}" for rung in rungs]
        sentences.append(f"{floor}{NBSP}: {', '.join(told)}.")
    return " ".join(sentences)
