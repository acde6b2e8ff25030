"""Rows of hours: a name, a number, a bar beneath, and marks that cross the rows they concern.

Three pictures of the insertion clause share this drawing, made for the width of a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, number
from maillon.plots.style import BALANCING, INK, MUTED, PAPER, RC, TINT

#: Points: the width of a telephone; a title, then one row a bar, then the names of the marks.
WIDTH, TITLE, ROW, SIDE, FOOT = 302.0, 30.0, 36.0, 10.0, 8.0
_TEXT, _BAR = 15.0, 12.0
_DASHES: Final = (0, (3.0, 2.0))
_ON_WHITE: Final = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is, its hours, what is written at its end, and how it is filled.

    `whole`: hours of a paler bar behind it, such as what was promised.
    """

    label: str
    hours: float
    told: str
    whole: float = 0.0
    colour: str = BALANCING
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dashed line at some hours, and its name, written under the bars."""

    hours: float
    label: str


def hour_bars(title: str, bars: Sequence[Bar], marks: Sequence[Mark] = ()) -> Figure:
    """Draw the rows from top to bottom on one scale that starts at zero."""
    height = TITLE + ROW * len(bars) + (17.0 * len(marks) + FOOT)
    widest = max(1.0, *(max(bar.hours, bar.whole) for bar in bars), *(mark.hours for mark in marks))
    with mpl.rc_context(RC | {"font.size": 9.5, "hatch.linewidth": 0.8}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((SIDE / WIDTH, 0, 1 - 2 * SIDE / WIDTH, 1))
        ax.set_axis_off()
        ax.set_xlim(0, widest)
        ax.set_ylim(height, 0)
        ax.text(0, TITLE / 2, title, va="center_baseline", weight="bold", fontsize=11)
        for rank, bar in enumerate(bars):
            _draw(ax, bar, TITLE + ROW * rank, widest)
        end = TITLE + ROW * len(bars)
        for rank, mark in enumerate(marks):
            _draw_mark(ax, mark, len(bars), end + 17.0 * rank + 9.0, widest)
    return fig


def hours(value: float) -> str:
    r"""Write a number of hours.

    >>> hours(1918.2)
    '1\u202f918\xa0h'
    """
    return f"{number(value)}{NBSP}h"


def _draw(ax: Axes, bar: Bar, y: float, widest: float) -> None:
    middle = y + _TEXT + _BAR / 2 + 2
    ax.text(0, y + _TEXT / 2, bar.label, va="center_baseline", color=INK, bbox=_ON_WHITE, zorder=4)
    ax.text(
        widest, y + _TEXT / 2, bar.told, ha="right", va="center_baseline", color=INK,
        bbox=_ON_WHITE, zorder=4,
    )  # fmt: skip
    ax.barh(middle, widest, height=_BAR, color=TINT, lw=0)
    if bar.whole > bar.hours:
        ax.barh(
            middle, bar.whole, height=_BAR, facecolor=PAPER, edgecolor=MUTED, hatch="////", lw=0.8
        )
    ax.barh(
        middle, bar.hours, height=_BAR, facecolor=bar.colour if not bar.hatch else PAPER,
        edgecolor=bar.colour, hatch=bar.hatch, lw=0.8,
    )  # fmt: skip


def _draw_mark(ax: Axes, mark: Mark, bars: int, y: float, widest: float) -> None:
    """Cross each bar, never the words above it, and go down to the name of the mark."""
    for rank in range(bars):
        top = TITLE + ROW * rank + _TEXT
        low = top + _BAR + 4 if rank < bars - 1 else y
        ends = [mark.hours] * 2, [top, low]
        ax.plot(*ends, color=PAPER, lw=3.4, zorder=3, clip_on=False)  # seen on a dark bar too
        ax.plot(*ends, color=INK, lw=1.4, ls=_DASHES, zorder=3, clip_on=False)
    left = mark.hours < widest / 2
    ax.text(
        mark.hours + (1 if left else -1) * widest * 0.02, y, mark.label, va="center_baseline",
        ha="left" if left else "right", color=INK, bbox=_ON_WHITE, zorder=4,
    )  # fmt: skip
