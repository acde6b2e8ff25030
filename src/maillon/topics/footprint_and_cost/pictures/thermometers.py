"""Twin thermometers: the same purchase read from the money spent, and from the goods received."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.wording import NBSP, NNBSP, euros, number, percent
from maillon.plots.canvas import WIDTH, Axes, Look, bare, box, disc, halo, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, REINFORCING
from maillon.topics.footprint_and_cost.model.footprint import TwoReadings, relative_change

COLUMNS = ("Lecture", "Achat", "Départ", "Écart")
HEIGHT = 300.0
KG_PER_TONNE = 1000
UNREADABLE = "illisible"
#: Names of the two thermometers; hatching and letters tell them apart without colour.
MONEY, GOODS = "Monétaire", "Physique"


@dataclass(frozen=True)
class _Gauge:
    """Where a thermometer stands, in the units of the drawing, and what tells it from the other."""

    name: str
    centre: float
    colour: str
    hatch: str
    sign: str


_MONEY = _Gauge(MONEY, 3.1, REINFORCING, "///", "€")
_GOODS = _Gauge(GOODS, 7.6, BALANCING, "", "kg")
#: Half a tube, a bulb, and the height of the scale.
_HALF, _BULB, _TALL = 0.42, 0.8, 10.0
#: What the drawing spans; a circle is this much taller than wide in its units.
_ACROSS, _LOW, _HIGH = 11.2, -2.9, 12.4
_ROUND = (WIDTH / _ACROSS) / (HEIGHT / (_HIGH - _LOW))


def thermometers_picture(
    reading: TwoReadings, *, start: TwoReadings, top: float | None = None, note: str = ""
) -> Picture:
    """Draw what both thermometers read, in tonnes of CO2e, on one scale.

    `start` is the purchase to compare with, drawn as a dashed mark; `top` the end of the scale
    in kgCO2e (by default, room above the highest mark); `note` ends the caption.
    """
    marks = [reading.monetary, reading.physical, start.monetary, start.physical]
    scale = top or 1.15 * max(mark or 0 for mark in marks) or KG_PER_TONNE
    with page(HEIGHT, size=10, hatch=1.6, hatch_colour=PAPER) as fig:
        ax = bare(fig, across=(0, _ACROSS), upwards=(_LOW, _HIGH))
        _scale(ax, scale)
        _thermometer(ax, _MONEY, reading.monetary, start.monetary, scale)
        _thermometer(ax, _GOODS, reading.physical, start.physical, scale)
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
    """Say in French what both thermometers read, and by how much they moved.

    `origin` names what `start` is, and is told when something moved.
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
        tonnage = number(rank * step, 0 if step >= 1 else 1)
        write(ax, 0.95, height, tonnage, ha="right", size=9, color=MUTED)
        rank += 1
    write(ax, 0.3, 10.75, f"t{NNBSP}CO₂e", size=9, color=MUTED, va="baseline")


def _round_step(rough: float) -> float:
    """Return the first of 0.1, 0.2, 0.5, 1, 2, 5… that is not under `rough`."""
    size = 0.1
    while True:
        for part in (1, 2, 5):
            if part * size >= rough:
                return part * size
        size *= 10


def _thermometer(
    ax: Axes, gauge: _Gauge, now: float | None, before: float | None, scale: float
) -> None:
    centre = gauge.centre
    middle: Look = {"ha": "center", "zorder": 5}
    outline: Look = {"ec": INK, "lw": 1.6}
    tube = (centre - _HALF, -0.9, 2 * _HALF, _TALL + 1.3)
    box(ax, *tube, rounding=_HALF, fc=PAPER, zorder=2, **outline)
    fill, ink = (gauge.colour, PAPER) if now is not None else (FADED, INK)
    disc(ax, centre, -1.5, _BULB, stretch=_ROUND, fc=fill, zorder=3, **outline)
    write(ax, centre, -1.53, gauge.sign, color=ink, bold=True, **middle)
    write(ax, centre, 11.75, gauge.name, ha="center", bold=True, size=11)
    label: Look = {"zorder": 6, "bbox": halo(0.12)}
    if before is not None:
        level = _TALL * min(1.0, before / scale)
        mark = [centre - 1.0, centre + _HALF]
        ax.plot(mark, [level, level], color=INK, lw=1.4, ls=(0, (3, 2)), zorder=6)
        side: Look = {"ha": "right", "va": "bottom", "size": 8.5}
        write(ax, centre - 0.55, level + 0.12, "départ", **side, **label)
    right = centre + 0.75
    if now is None:
        write(ax, centre, _TALL / 2, "?", size=22, **middle)
        write(ax, right, _TALL / 2, UNREADABLE, size=9.5)
        return
    level = _TALL * min(1.0, now / scale)
    column = (centre - _HALF + 0.08, -0.9, 2 * _HALF - 0.16, level + 0.9)
    box(ax, *column, fc=gauge.colour, ec=PAPER, hatch=gauge.hatch, lw=0, zorder=4)
    write(ax, right, level + 0.12, tonnes(now), va="bottom", bold=True, size=11, **label)
    if moved := _signed(before, now):
        write(ax, right, level - 0.14, moved, va="top", size=10, **label)
