"""What stands on the map of procedures: the need, its comparison, a landmark, and their tags."""

from __future__ import annotations

from datetime import date
from typing import Any

from maillon.base.wording import NBSP, long_date, number
from maillon.plots.canvas import Axes, Look, halo, note
from maillon.plots.style import ACCENT, INK, PAPER
from maillon.topics.procedure.pictures import words

SMALL = 9.3
"""Points of every text of the map."""
LONG = 10**7
"""Amount in euros from which the margin only holds its short writing."""
HALO = halo(0.22, alpha=0.9)
_EPOCH = date(1970, 1, 1)


def place_of(day: date) -> float:
    """Return where a day stands on the horizontal axis."""
    return float((day - _EPOCH).days)


def short(amount: float) -> str:
    r"""Write a mark of the scale, or an amount too long for the margin.

    >>> short(500_000), short(25_500_000)
    ('500\xa0k€', '25,5\xa0M€')
    """
    size, unit = (1e6, "M€") if amount >= 1e6 else (1e3, "k€")
    return f"{number(amount / size, 0 if amount % size == 0 else 1)}{NBSP}{unit}"


def draw_landmark(ax: Axes, day: date, name: str) -> None:
    """Mark a day that changes something at any amount, and name it above the map."""
    ax.axvline(place_of(day), color=ACCENT, linewidth=1.4, linestyle=(0, (1, 1.5)), zorder=3)
    text, look = f"{long_date(day)}{NBSP}: {name}", {"ha": "right", "color": ACCENT}
    note(ax, text, (1, 1), (0, 21), of="axes fraction", size=SMALL, **look)


def draw_comparison(ax: Axes, shown: float, on: date, compared: date) -> None:
    """Mark the same need on the day compared, with an empty ring and its date above the map."""
    then = place_of(compared)
    thin: Look = {"color": INK, "zorder": 4.5}
    ax.plot([then, place_of(on)], [shown, shown], lw=1.2, **thin)
    ax.plot([then, then], [shown, ax.get_ylim()[1]], lw=0.8, **thin)
    _mark(ax, "o", then, shown, ms=10, mfc=PAPER, mec=INK, zorder=7)
    _tag(ax, long_date(compared), (then, 1), (0, 4), filled=False)


def draw_need(ax: Axes, amount: words.Amount, shown: float, on: date) -> None:
    """Mark the need, and read its date and its amount off the axes."""
    place = place_of(on)
    left, bottom = ax.get_xlim()[0], ax.get_ylim()[0]
    ax.plot([left, place, place], [shown, shown, bottom], color=INK, linewidth=0.8, zorder=4.5)
    under = ax.get_xaxis_transform()
    ax.plot([place] * 2, [0, -0.07], transform=under, color=INK, linewidth=0.8, clip_on=False)
    outside = "^" if amount > shown else "v" if amount < shown else "o"
    _mark(ax, outside, place, shown, ms=12, mfc=INK, mec=PAPER, zorder=8)
    _tag(ax, long_date(on), (place, 0), (0, -20), filled=True)
    text = words.amount_text(amount) if amount < LONG else short(float(amount))
    beside = ax.get_yaxis_transform()
    _label(ax, text, (0, shown), (-4, 0), of=beside, ha="right", va="center", color=PAPER, fill=INK)


def _mark(ax: Axes, marker: str, x: float, y: float, **look: Any) -> None:
    ax.plot([x], [y], marker, mew=2, clip_on=False, **look)


def _tag(
    ax: Axes, text: str, place: tuple[float, float], offset: tuple[float, float], *, filled: bool
) -> None:
    """Write a date beside the axis that it is read on, kept within the picture."""
    left, right = ax.get_xlim()
    share = (place[0] - left) / (right - left)
    side = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    look: Look = {"va": "bottom", "color": INK, "fill": PAPER, "edgecolor": INK}
    if filled:
        look |= {"va": "top", "color": PAPER, "fill": INK}
    _label(ax, text, place, offset, of=ax.get_xaxis_transform(), ha=side, **look)


def _label(
    ax: Axes,
    text: str,
    place: tuple[float, float],
    offset: tuple[float, float],
    *,
    fill: str,
    edgecolor: str = "none",
    **look: Any,
) -> None:
    frame = HALO | {"facecolor": fill, "edgecolor": edgecolor, "alpha": 1}
    note(ax, text, place, offset, size=SMALL, weight="bold", bbox=frame, zorder=9, **look)
