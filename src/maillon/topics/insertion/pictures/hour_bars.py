"""Rows of hours: a name, a number, a bar beneath, and marks that cross the rows they concern.

Three pictures of the insertion clause share this drawing, made for the width of a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillon.base.wording import NBSP, number
from maillon.plots.canvas import ON_PAPER, WIDTH, Axes, Figure, bare, box, page, write_line
from maillon.plots.style import BALANCING, INK, MUTED, PAPER, TINT

#: A title, then one row a bar, then the names of the marks.
TITLE, ROW, SIDE, FOOT, MARK = 30.0, 36.0, 10.0, 8.0, 17.0
_TEXT, _BAR = 15.0, 12.0
_DASHES = (0, (3.0, 2.0))
_ON_TOP = {"bbox": ON_PAPER, "zorder": 4}


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
    end = TITLE + ROW * len(bars)
    widest = max(1.0, *(max(bar.hours, bar.whole) for bar in bars), *(mark.hours for mark in marks))
    with page(end + (MARK * len(marks) + FOOT), hatch=0.8) as fig:
        ax = bare(fig, (SIDE / WIDTH, 0, 1 - 2 * SIDE / WIDTH, 1), across=(0, widest))
        write_line(ax, 0, TITLE / 2, title, bold=True, size=11)
        for rank, bar in enumerate(bars):
            _draw(ax, bar, TITLE + ROW * rank, widest)
        for rank, mark in enumerate(marks):
            _draw_mark(ax, mark, len(bars), end + MARK * rank + 9.0, widest)
    return fig


def hours(value: float) -> str:
    r"""Write a number of hours.

    >>> hours(1918.2)
    '1\u202f918\xa0h'
    """
    return f"{number(value)}{NBSP}h"


def _draw(ax: Axes, bar: Bar, y: float, widest: float) -> None:
    write_line(ax, 0, y + _TEXT / 2, bar.label, **_ON_TOP)
    write_line(ax, widest, y + _TEXT / 2, bar.told, ha="right", **_ON_TOP)
    top = y + _TEXT + 2
    box(ax, 0, top, widest, _BAR, fc=TINT, lw=0)
    if bar.whole > bar.hours:
        box(ax, 0, top, bar.whole, _BAR, fc=PAPER, ec=MUTED, hatch="////", lw=0.8)
    fill = PAPER if bar.hatch else bar.colour
    box(ax, 0, top, bar.hours, _BAR, fc=fill, ec=bar.colour, hatch=bar.hatch, lw=0.8)


def _draw_mark(ax: Axes, mark: Mark, bars: int, y: float, widest: float) -> None:
    """Cross each bar, never the words above it, and go down to the name of the mark."""
    for rank in range(bars):
        top = TITLE + ROW * rank + _TEXT
        low = top + _BAR + 4 if rank < bars - 1 else y
        ends = [mark.hours] * 2, [top, low]
        ax.plot(*ends, color=PAPER, lw=3.4, zorder=3, clip_on=False)  # seen on a dark bar too
        ax.plot(*ends, color=INK, lw=1.4, ls=_DASHES, zorder=3, clip_on=False)
    side, nudge = ("left", 0.02) if mark.hours < widest / 2 else ("right", -0.02)
    write_line(ax, mark.hours + widest * nudge, y, mark.label, ha=side, **_ON_TOP)
