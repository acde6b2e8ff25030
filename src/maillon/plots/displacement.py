"""The table of displacements drawn as a grid: one row an impact, one column a bearer."""

from __future__ import annotations

from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from maillon.models.displacement import BEARERS, IMPACTS, SIGNS, Cell, DisplacementTable
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, RC, REINFORCING
from maillon.wording import NBSP, NNBSP, capitalised

COLUMNS: Final = ("Impact", "Porté par", "Avant", "Après", "Évolution")
#: Points: the width of a telephone.
WIDTH, LEFT, HEAD, ROW, FOOT = 302.0, 62.0, 30.0, 36.0, 42.0
_SHORT: Final = {"rang-suivant": "rang\nsuivant"}
_WORDS: Final = {1: "s’améliore", -1: "se dégrade", 0: "ne change pas"}
_MARKS: Final = {1: "▲", -1: "▼"}
_COLOURS: Final = {1: BALANCING, -1: REINFORCING}


def displacement_picture(table: DisplacementTable) -> Picture:
    """Draw the signs of a table, before → after; what moves has a thick frame and an arrowhead.

    What improves has a plain blue frame and « ▲ », what worsens a hatched orange one and « ▼ ».
    The data are one row a cell.

    >>> displacement_picture(DisplacementTable()).alt
    'Rien ne change dans ce tableau.'
    """
    height = HEAD + ROW * len(IMPACTS) + FOOT
    wide = (WIDTH - LEFT - 4) / len(BEARERS)
    with mpl.rc_context(RC | {"font.size": 9.5, "hatch.linewidth": 1.0}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        for column, (bearer, (label, _)) in enumerate(BEARERS.items()):
            ax.text(
                LEFT + (column + 0.5) * wide, HEAD / 2 + 1, _SHORT.get(bearer, label),
                fontsize=8.6, ha="center", va="center", linespacing=1.0,
            )  # fmt: skip
        for row, (impact, (label, _)) in enumerate(IMPACTS.items()):
            top = HEAD + row * ROW
            ax.text(LEFT - 5, top + ROW / 2, label, ha="right", va="center", weight="bold")
            for column, bearer in enumerate(BEARERS):
                _cell(ax, LEFT + column * wide, top, wide, table.cell(impact, bearer))
        _legend(ax, height - FOOT + 13)
    return Picture.from_figure(
        fig,
        alt=" ".join(table.sentences),
        caption=(
            f"{f'{table.title}{NBSP}: ' if table.title else ''}"
            f"{'avant' if table.title else 'Avant'} → après la décision. "
            f"«{NBSP}+{NBSP}» profite, «{NBSP}−{NBSP}» nuit, «{NBSP}0{NBSP}» rien de notable."
        ),
        columns=COLUMNS,
        rows=[
            (
                capitalised(IMPACTS[impact][0]),
                BEARERS[bearer][0],
                SIGNS[cell.before],
                SIGNS[cell.after],
                _WORDS[cell.change],
            )
            for impact in IMPACTS
            for bearer in BEARERS
            for cell in (table.cell(impact, bearer),)
        ],
    )


def _cell(ax: Axes, x: float, y: float, wide: float, cell: Cell) -> None:
    ax.add_patch(Rectangle((x, y), wide, ROW, fill=False, edgecolor=FADED, lw=0.8, zorder=1))
    if not cell.change:
        colour = MUTED if not cell.before else INK
        ax.text(x + wide / 2, y + ROW / 2, cell.text, ha="center", va="center", color=colour)
        return
    _frame(ax, x + 2, y + 2, wide - 4, ROW - 4, cell.change)
    ax.text(
        x + wide / 2, y + ROW / 2, f"{cell.text}\n{_MARKS[cell.change]}", ha="center",
        va="center", weight="bold", color=_COLOURS[cell.change], fontsize=9.5, linespacing=1.1,
        zorder=4, bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.4},
    )  # fmt: skip


def _frame(ax: Axes, x: float, y: float, wide: float, high: float, change: int) -> None:
    ax.add_patch(
        Rectangle(
            (x, y),
            wide,
            high,
            facecolor=PAPER,
            edgecolor=_COLOURS[change],
            lw=2.0,
            hatch=None if change > 0 else "////",
            zorder=2,
        )
    )


def _legend(ax: Axes, y: float) -> None:
    for rank, change in enumerate((1, -1)):
        x = LEFT - 50 + rank * 130
        _frame(ax, x, y - 6, 18, 12, change)
        ax.text(
            x + 24, y + 0.5, f"{_MARKS[change]} {_WORDS[change]}",
            color=_COLOURS[change], weight="bold", va="center",
        )  # fmt: skip
    ax.text(
        12, y + 18, f"avant → après{NNBSP}; sans flèche{NBSP}: inchangé", va="center", color=INK
    )
