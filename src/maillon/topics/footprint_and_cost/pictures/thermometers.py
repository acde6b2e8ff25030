"""Twin thermometers: the same purchase read from the money spent, and from the goods received."""

from __future__ import annotations

from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyBboxPatch

from maillon.base.wording import NBSP, NNBSP, euros, number, percent
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, RC, REINFORCING
from maillon.topics.footprint_and_cost.model.footprint import TwoReadings, relative_change

COLUMNS: Final = ("Lecture", "Achat", "Départ", "Écart")
#: Points: the width of a telephone.
WIDTH, HEIGHT = 302.0, 300.0
KG_PER_TONNE = 1000
UNREADABLE: Final = "illisible"
#: Names of the two thermometers; hatching and letters tell them apart without colour.
MONEY, GOODS = "Monétaire", "Physique"
#: In the units of the drawing, where the tubes stand 10 high.
_CENTRES: Final = {MONEY: 3.1, GOODS: 7.6}
_COLOURS: Final = {MONEY: REINFORCING, GOODS: BALANCING}
_HATCHES: Final = {MONEY: "///", GOODS: ""}
_SIGNS: Final = {MONEY: "€", GOODS: "kg"}
_HALF: Final = 0.42
_BULB: Final = 0.8
_TALL: Final = 10.0
#: What the drawing spans; a circle is this much taller than wide in its units.
_ACROSS, _LOW, _HIGH = 11.2, -2.9, 12.4
_ROUND: Final = (WIDTH / _ACROSS) / (HEIGHT / (_HIGH - _LOW))


def thermometers_picture(
    reading: TwoReadings, *, start: TwoReadings, top: float | None = None, note: str = ""
) -> Picture:
    """Draw what both thermometers read, in tonnes of CO2e, on one scale.

    `start` is the purchase to compare with, drawn as a dashed mark; `top` the end of the scale
    in kgCO2e (by default, room above the highest mark); `note` ends the caption.

    >>> thermometers_picture(TwoReadings(7276.5, 4200, 31500),
    ...     start=TwoReadings(5197.5, 4200, 22500)).rows[0][-1]
    '+40\N{NO-BREAK SPACE}%'
    """
    marks = [reading.monetary, reading.physical, start.monetary, start.physical]
    scale = top or 1.15 * max(mark or 0 for mark in marks) or KG_PER_TONNE
    with mpl.rc_context(RC | {"font.size": 10, "hatch.linewidth": 1.6, "hatch.color": PAPER}):
        fig = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        ax = fig.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set_axis_off()
        ax.set_xlim(0, _ACROSS)
        ax.set_ylim(_LOW, _HIGH)
        _scale(ax, scale)
        _thermometer(ax, MONEY, reading.monetary, start.monetary, scale)
        _thermometer(ax, GOODS, reading.physical, start.physical, scale)
    return Picture.from_figure(
        fig,
        alt=finding(reading, start),
        caption=" ".join(
            filter(None, ["Le même achat sous deux thermomètres, en tonnes de CO₂e.", note])
        ),
        columns=COLUMNS,
        rows=[
            _row("Thermomètre monétaire", reading.monetary, start.monetary),
            _row("Thermomètre physique", reading.physical, start.physical),
            ("Dépense HT", euros(reading.spend), euros(start.spend),
             _signed(start.spend, reading.spend)),
        ],
    )  # fmt: skip


def finding(reading: TwoReadings, start: TwoReadings, *, origin: str = "") -> str:
    r"""Say in French what both thermometers read, and by how much they moved.

    `origin` names what `start` is, and is told when something moved.

    >>> finding(TwoReadings(None, 4200, 22500), TwoReadings(5197.5, 4200, 22500))[:34]
    'Thermomètre monétaire\xa0: illisible.'
    """
    told = [
        _told("monétaire", reading.monetary, start.monetary),
        _told("physique", reading.physical, start.physical),
    ]
    moved = _signed(start.spend, reading.spend)
    told.append(f"Dépense{NBSP}: {euros(reading.spend)} HT{_apart(moved)}.")
    if origin and any("(" in line for line in told):
        told.append(f"Écarts par rapport à {origin}.")
    return " ".join(told)


def _told(name: str, now: float | None, before: float | None) -> str:
    if now is None:
        return f"Thermomètre {name}{NBSP}: {UNREADABLE}."
    return f"Thermomètre {name}{NBSP}: {tonnes(now)}{_apart(_signed(before, now))}."


def _apart(moved: str) -> str:
    return f" ({moved})" if moved else ""


def tonnes(kg: float) -> str:
    r"""Write kilograms of CO2e as tonnes.

    >>> tonnes(5197.5)
    '5,2\xa0t'
    """
    return f"{number(kg / KG_PER_TONNE, 1)}{NBSP}t"


def _signed(before: float | None, now: float | None) -> str:
    """Write how much a reading moved, or nothing if it did not or if one of both is missing."""
    if not before or now is None:
        return ""
    change = relative_change(before, now)
    text = percent(change)
    if text == percent(0):
        return ""
    return f"+{text}" if change > 0 else text


def _row(name: str, now: float | None, before: float | None) -> tuple[str, ...]:
    cells = (UNREADABLE if value is None else tonnes(value) for value in (now, before))
    return (name, *cells, _signed(before, now))


def _scale(ax: Axes, scale: float) -> None:
    step = _round_step(scale / KG_PER_TONNE / 5)
    rank = 0
    while rank * step * KG_PER_TONNE <= scale * 1.0001:
        height = _TALL * rank * step * KG_PER_TONNE / scale
        ax.plot([1.15, 10.4], [height, height], color=FADED, lw=0.8, zorder=0)
        ax.text(0.95, height, number(rank * step, 0 if step >= 1 else 1), ha="right", va="center",
                fontsize=9, color=MUTED)  # fmt: skip
        rank += 1
    ax.text(0.3, 10.75, f"t{NNBSP}CO₂e", fontsize=9, color=MUTED)


def _round_step(rough: float) -> float:
    """Return the first of 0.1, 0.2, 0.5, 1, 2, 5… that is not under `rough`."""
    size = 0.1
    while True:
        for part in (1, 2, 5):
            if part * size >= rough:
                return part * size
        size *= 10


def _thermometer(
    ax: Axes, name: str, now: float | None, before: float | None, scale: float
) -> None:
    centre, colour = _CENTRES[name], _COLOURS[name]
    tube = FancyBboxPatch(
        (centre - _HALF, -0.9), 2 * _HALF, _TALL + 1.3,
        boxstyle=f"round,pad=0,rounding_size={_HALF}", fc=PAPER, ec=INK, lw=1.6, zorder=2,
    )  # fmt: skip
    ax.add_patch(tube)
    ax.add_patch(
        Ellipse((centre, -1.5), 2 * _BULB, 2 * _BULB * _ROUND, ec=INK, lw=1.6, zorder=3,
                fc=colour if now is not None else FADED)
    )  # fmt: skip
    ax.text(centre, -1.53, _SIGNS[name], color=PAPER if now is not None else INK, weight="bold",
            ha="center", va="center", zorder=5)  # fmt: skip
    ax.text(centre, 11.75, name, ha="center", va="center", weight="bold", fontsize=11)
    if before is not None:
        level = _TALL * min(1.0, before / scale)
        ax.plot([centre - 1.0, centre + _HALF], [level, level], color=INK, lw=1.4,
                ls=(0, (3, 2)), zorder=6)  # fmt: skip
        ax.text(centre - 0.55, level + 0.12, "départ", ha="right", va="bottom", fontsize=8.5,
                zorder=6, bbox=_LABEL)  # fmt: skip
    if now is None:
        ax.text(centre, _TALL / 2, "?", ha="center", va="center", fontsize=22, color=INK, zorder=5)
        ax.text(centre + 0.75, _TALL / 2, UNREADABLE, va="center", fontsize=9.5, color=INK)
        return
    level = _TALL * min(1.0, now / scale)
    ax.bar([centre], [level + 0.9], bottom=-0.9, width=2 * _HALF - 0.16, color=colour,
           hatch=_HATCHES[name], edgecolor=PAPER, lw=0, zorder=4)  # fmt: skip
    moved = _signed(before, now)
    ax.text(centre + 0.75, level + 0.12, tonnes(now), va="bottom", weight="bold", fontsize=11,
            zorder=6, bbox=_LABEL)  # fmt: skip
    if moved:
        ax.text(centre + 0.75, level - 0.14, moved, va="top", fontsize=10, color=INK, zorder=6,
                bbox=_LABEL)  # fmt: skip


_LABEL: Final = {"boxstyle": "round,pad=0.12", "fc": PAPER, "ec": "none"}
