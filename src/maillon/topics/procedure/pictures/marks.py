"""What stands on the map of procedures: the need, its comparison, a landmark, and their tags."""

from __future__ import annotations

from datetime import date
from typing import Final

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from maillon.base.wording import NBSP, long_date, number
from maillon.plots.style import ACCENT, INK, PAPER
from maillon.topics.procedure.pictures import words

SMALL: Final = 9.3
"""Points of every text of the map."""
LONG: Final = 10**7
"""Amount in euros from which the margin only holds its short writing."""
HALO: Final = {"boxstyle": "round,pad=0.22", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.9}


def place_of(day: date) -> float:
    """Return where a day stands on the horizontal axis."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


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
    ax.annotate(
        f"{long_date(day)}{NBSP}: {name}",
        (1, 1),
        xycoords="axes fraction",
        xytext=(0, 21),
        textcoords="offset points",
        ha="right",
        size=SMALL,
        color=ACCENT,
    )


def draw_comparison(ax: Axes, shown: float, on: date, compared: date) -> None:
    """Mark the same need on the day compared, with an empty ring and its date above the map."""
    ax.plot(
        [place_of(compared), place_of(on)], [shown, shown], color=INK, linewidth=1.2, zorder=4.5
    )
    ax.plot(
        [place_of(compared)] * 2, [shown, ax.get_ylim()[1]], color=INK, linewidth=0.8, zorder=4.5
    )
    ax.plot(
        [place_of(compared)],
        [shown],
        "o",
        markersize=10,
        markerfacecolor=PAPER,
        markeredgecolor=INK,
        markeredgewidth=2,
        zorder=7,
        clip_on=False,
    )
    _tag(ax, long_date(compared), (place_of(compared), 1), (0, 4), filled=False)


def draw_need(ax: Axes, amount: words.Amount, shown: float, on: date) -> None:
    """Mark the need, and read its date and its amount off the axes."""
    place = place_of(on)
    left, bottom = ax.get_xlim()[0], ax.get_ylim()[0]
    ax.plot([left, place, place], [shown, shown, bottom], color=INK, linewidth=0.8, zorder=4.5)
    under = ax.get_xaxis_transform()
    ax.plot([place] * 2, [0, -0.07], transform=under, color=INK, linewidth=0.8, clip_on=False)
    outside = "^" if amount > shown else "v" if amount < shown else "o"
    ax.plot(
        [place],
        [shown],
        outside,
        markersize=12,
        markerfacecolor=INK,
        markeredgecolor=PAPER,
        markeredgewidth=2,
        zorder=8,
        clip_on=False,
    )
    _tag(ax, long_date(on), (place, 0), (0, -20), filled=True)
    ax.annotate(
        words.amount_text(amount) if amount < LONG else short(float(amount)),
        (0, shown),
        xycoords=ax.get_yaxis_transform(),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        size=SMALL,
        weight="bold",
        color=PAPER,
        bbox=HALO | {"facecolor": INK, "alpha": 1},
        zorder=9,
    )


def _tag(
    ax: Axes, text: str, place: tuple[float, float], offset: tuple[float, float], *, filled: bool
) -> None:
    """Write a date beside the axis that it is read on, kept within the picture."""
    left, right = ax.get_xlim()
    share = (place[0] - left) / (right - left)
    ax.annotate(
        text,
        place,
        xycoords=ax.get_xaxis_transform(),
        xytext=offset,
        textcoords="offset points",
        ha="left" if share < 0.2 else "right" if share > 0.8 else "center",
        va="top" if filled else "bottom",
        size=SMALL,
        weight="bold",
        color=PAPER if filled else INK,
        bbox=HALO | {"facecolor": INK if filled else PAPER, "edgecolor": INK, "alpha": 1},
        zorder=9,
    )
