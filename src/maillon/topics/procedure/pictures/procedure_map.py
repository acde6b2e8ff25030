"""The map of procedures: launch dates across, amounts upwards, one band a procedure."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Sequence
from datetime import date

from maillon.base.wording import euros
from maillon.law.history import Period
from maillon.plots.canvas import Axes, Look, box, note, page
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, INK, MUTED, REINFORCING
from maillon.topics.procedure.pictures import words
from maillon.topics.procedure.pictures.marks import (
    HALO,
    SMALL,
    draw_comparison,
    draw_landmark,
    draw_need,
    place_of,
    short,
)

#: Narrow enough to stay legible at the width of a telephone, without scrolling.
WIDTH, HEIGHT = 72 * 4.7, 72 * 5.6
BOX = (0.22, 0.118, 0.765, 0.77)
LINE = 12.6
NAMES = {
    "dispense": "Sans publicité ni mise en concurrence",
    "adaptee": "Procédure adaptée",
    "formalisee": "Procédure formalisée",
}
#: Fill, hatch and colour of text and hatch: three signs that say the same thing.
LOOKS = {
    "dispense": ("#f3f5f6", "..", "#aab4bc", INK),
    "adaptee": ("#e4eefa", "//", "#a9c6e8", BALANCING),
    "formalisee": ("#fdeae1", "xx", "#eeb59d", REINFORCING),
}


def procedure_map_picture(
    periods: Sequence[Period],
    amount: words.Amount,
    on: date,
    *,
    state_of_law: date,
    compared: date | None = None,
    landmark: tuple[date, str] | None = None,
) -> Picture:
    """Draw the bands of every period, and the need (euros without VAT) at its launch date.

    `compared` adds the same need at another date; `landmark` a date that changes something at
    any amount, with its name. The data are one row a band and a period.

    Raises `ValueError`, in French, when the periods do not hold a date, or without any period.
    """
    alt = words.alternative(periods, amount, on, compared)
    low, high = _range(periods)
    with page(HEIGHT, WIDTH, size=10, hatch=0.9) as fig:
        ax = fig.add_axes(BOX)
        ax.set_yscale("log")
        ax.set_ylim(low, high)
        ax.set_xlim(place_of(periods[0].start), place_of(periods[-1].end) + 1)
        shown = min(max(float(amount), low * 1.06), high / 1.06)
        _draw_axes(ax, periods, low, high, shown)
        _draw_bands(ax, periods, low, high)
        _draw_thresholds(ax, periods)
        if landmark is not None:
            draw_landmark(ax, *landmark)
        _draw_names(ax, periods[0], low, high)
        if compared is not None:
            draw_comparison(ax, shown, on, compared)
        draw_need(ax, amount, shown, on)
    return Picture.from_figure(
        fig,
        alt=alt,
        caption=words.caption(state_of_law, compared),
        columns=words.COLUMNS,
        rows=words.table(periods),
    )


def _range(periods: Sequence[Period]) -> tuple[float, float]:
    """Amounts at the bottom and at the top: room under the lowest threshold, above the highest."""
    limits = [band.low for period in periods for band in period.bands if band.low]
    return min(limits) / 3, max(limits) * 3


def _draw_axes(ax: Axes, periods: Sequence[Period], low: float, high: float, hidden: float) -> None:
    """Mark the years, whose names stand in their middle, and amounts but the one at `hidden`."""
    from matplotlib.ticker import FixedLocator, NullLocator

    years = range(periods[0].start.year, periods[-1].end.year + 1)
    left, right = ax.get_xlim()
    ax.xaxis.set_major_locator(FixedLocator([place_of(date(year, 1, 1)) for year in years]))
    ax.xaxis.set_minor_locator(
        FixedLocator([place_of(date(year, month, 1)) for year in years for month in (4, 7, 10)])
    )
    ax.set_xticklabels([])
    under = ax.get_xaxis_transform()
    for year in years:
        start = max(left, place_of(date(year, 1, 1)))
        middle = (start + min(right, place_of(date(year + 1, 1, 1)))) / 2
        note(ax, str(year), (middle, 0), (0, -6), of=under, ha="center", va="top", size=SMALL)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [m * 10**d for d in decades for m in (1, 2, 5) if low <= m * 10**d <= high]
    near = 11 / _points(low, high)
    ax.yaxis.set_major_locator(FixedLocator(marks))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.set_yticklabels(
        ["" if abs(math.log(mark / hidden)) < near else short(mark) for mark in marks]
    )
    ax.tick_params(length=4, labelsize=SMALL)
    ax.tick_params(axis="x", length=7)
    ax.tick_params(axis="x", which="minor", length=3)
    look: Look = {"ha": "right", "size": SMALL, "color": MUTED}
    note(ax, "montant HT", (0, 1), (-4, 21), of="axes fraction", **look)


def _points(low: float, high: float) -> float:
    """Height on the page, in points, of an amount multiplied by e."""
    return HEIGHT * BOX[3] / math.log(high / low)


def _draw_bands(ax: Axes, periods: Sequence[Period], low: float, high: float) -> None:
    for period in periods:
        start, end = place_of(period.start), place_of(period.end) + 1
        for band in period.bands:
            fill, hatch, line, _ = LOOKS[band.procedure]
            bottom, top = max(band.low, low), high if band.high is None else band.high
            box(ax, start, bottom, end - start, top - bottom, fc=fill, ec=line, hatch=hatch, lw=0)


def _draw_thresholds(ax: Axes, periods: Sequence[Period]) -> None:
    """Draw each threshold as a staircase: thick where the procedure changes, thin for publicity."""
    stairs: dict[tuple[str, str, str], list[tuple[float, float, float]]] = {}
    thick: set[tuple[str, str, str]] = set()
    for period in periods:
        for below, band in itertools.pairwise(period.bands):
            key = words.kind(band)
            runs = stairs.setdefault(key, [])
            start, end = place_of(period.start), place_of(period.end) + 1
            if runs and runs[-1][1:] == (start, band.low):
                runs[-1] = (runs[-1][0], end, band.low)
            else:
                runs.append((start, end, band.low))
            if below.procedure != band.procedure:
                thick.add(key)
    for key, runs in stairs.items():
        across = [x for start, end, _ in runs for x in (start, end)]
        upwards = [level for _, _, level in runs for _ in range(2)]
        main = key in thick
        look: Look = {"color": MUTED, "lw": 1.1, "ls": (0, (4, 2))}
        if main:
            look = {"color": INK, "lw": 2.2}
        ax.plot(across, upwards, solid_joinstyle="miter", zorder=3, **look)
        previous = 0.0
        for start, end, level in runs:
            _tell_level(ax, start, end, level, main, lowered=level < previous)
            previous = level
        for (_, day, before), (_, _, after) in itertools.pairwise(runs):
            _tell_step(ax, day, before, after)


def _tell_level(
    ax: Axes, start: float, end: float, level: float, main: bool, *, lowered: bool
) -> None:
    """Write the amount of a threshold on its line: at its left end, or at the right edge.

    A threshold that went down has its amount under it: a need that it caught stands just above.
    """
    place, shift, side = end, -4, "right"
    if start == ax.get_xlim()[0]:
        place, shift, side = start, 5, "left"
    frame = HALO | {"alpha": 1, "boxstyle": "round,pad=0.12"}
    look: Look = {"ha": side, "va": "center", "size": SMALL, "bbox": frame, "zorder": 5}
    offset = (shift, -10 if lowered else 0)
    note(ax, euros(level), (place, level), offset, weight="bold" if main else "normal", **look)


def _tell_step(ax: Axes, day: float, before: float, after: float) -> None:
    """Say by how much a threshold moves: on this scale, a small step hardly shows."""
    text = f"{'▲ +' if after > before else '▼ −'}{euros(abs(after - before))}"
    look: Look = {"size": SMALL, "weight": "bold", "color": ACCENT, "bbox": HALO, "zorder": 5}
    note(ax, text, (day, max(before, after)), (0, 8), ha="center", **look)


def _draw_names(ax: Axes, period: Period, low: float, high: float) -> None:
    """Name each band of the first period, with its publicity where there is room."""
    for band in period.bands:
        bottom, top = max(band.low, low), high if band.high is None else band.high
        room = int((_points(low, high) * math.log(top / bottom) - 10) // LINE)
        name = textwrap.wrap(NAMES[band.procedure], 22)
        publicity = textwrap.wrap(band.publicity.rstrip("."), 28) if band.low else []
        if len(name) + len(publicity) > room:
            publicity = []
        if len(name) > room:
            continue
        middle = math.sqrt(bottom * top)
        height = (len(name) + len(publicity)) * LINE
        colour = LOOKS[band.procedure][3]
        _write(ax, publicity, middle, height / 2 - len(name) * LINE, colour, "normal")
        _write(ax, name, middle, height / 2, colour, "bold")


def _write(
    ax: Axes, lines: Sequence[str], level: float, offset: float, colour: str, weight: str
) -> None:
    """Write lines from their top, `offset` points above an amount."""
    if lines:
        frame = HALO | {"boxstyle": "square,pad=0.12"}
        look: Look = {"color": colour, "weight": weight, "bbox": frame, "zorder": 5}
        look |= {"size": SMALL, "linespacing": 1.2, "va": "top"}
        beside = ax.get_yaxis_transform()
        note(ax, "\n".join(lines), (0, level), (8, offset), of=beside, **look)
