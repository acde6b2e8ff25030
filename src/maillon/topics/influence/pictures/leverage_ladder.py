"""The ladder of the twelve places to act: the strongest on top, readable on a telephone."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from maillon.base.wording import NBSP
from maillon.plots.picture import Picture
from maillon.plots.style import INK, MUTED, PAPER, RC, TEXT_SIZE, TINT
from maillon.topics.influence.model.leverage import FLOORS, RUNGS

WIDTH = 302 / 72
COLUMNS = ("Échelon", "Où l’on agit", "Exemple dans un achat", "Étage")
_ROW, _FLOOR, _TOP, _BOTTOM = 0.46, 0.34, 0.1, 0.34
_RAIL, _RADIUS, _TEXT = 0.3, 0.15, 0.58


def leverage_ladder_picture() -> Picture:
    """Draw the twelve rungs on a ladder, by floors of three, with an example from a purchase.

    >>> len(leverage_ladder_picture().rows)
    12
    """
    height = _TOP + len(FLOORS) * _FLOOR + len(RUNGS) * _ROW + _BOTTOM
    with mpl.rc_context(RC):
        fig = Figure(figsize=(WIDTH, height))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(0, height)
        foot = _BOTTOM - 0.02
        ax.annotate(
            "",
            (_RAIL, height - 0.02),
            (_RAIL, foot),
            arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 2.4, "mutation_scale": 15},
        )
        y = height - _TOP
        floor = ""
        for rung in RUNGS:
            if rung.floor != floor:
                floor = rung.floor
                ax.axhspan(y - _FLOOR + 0.04, y - 0.03, xmin=_TEXT / WIDTH - 0.015, color=TINT)
                ax.text(_TEXT, y - _FLOOR / 2, floor, color=MUTED, va="center_baseline")
                y -= _FLOOR
            middle = y - _ROW / 2
            ax.add_patch(Circle((_RAIL, middle), _RADIUS, facecolor=INK, edgecolor=PAPER, zorder=3))
            ax.text(
                _RAIL,
                middle,
                str(rung.number),
                color=PAPER,
                weight="bold",
                fontsize=TEXT_SIZE - 0.7,
                ha="center",
                va="center_baseline",
                zorder=4,
            )
            ax.text(_TEXT, middle + 0.09, rung.name, weight="bold", va="center_baseline")
            ax.text(_TEXT, middle - 0.1, rung.example, color=MUTED, va="center_baseline")
            y -= _ROW
        ax.text(_TEXT, 0.15, "plus haut : plus fort, plus difficile", va="center_baseline")
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
