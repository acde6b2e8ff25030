"""The map of hot spots: stages down, impacts across, a digit and a texture in each cell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from maillon.base.wording import NBSP
from maillon.plots.picture import Picture
from maillon.plots.style import INK, MUTED, PAPER, RC, TINT
from maillon.topics.footprint_and_cost.model.hot_spots import HEATS, IMPACTS, STAGES, HeatMap

COLUMNS: Final = ("Étape", *IMPACTS)
#: Points: the width of a telephone.
WIDTH, HEIGHT = 302.0, 258.0
#: From cool to hot, each with its own texture: grey tones alone would not print.
_FILLS: Final = (PAPER, "#fbe3d6", "#f0a988", "#cf5b2c")
_HATCHES: Final = ("", "..", "///", "xxx")
_LEFT: Final = 1.62
_HEADS: Final = {"Santé et travail": "Santé,\ntravail"}


def heat_map_picture(
    heats: HeatMap, *, status: str, pending: Collection[tuple[str, str]] = ()
) -> Picture:
    """Draw the scores; the hottest cells of each impact have a thick outline.

    `pending` are hot cells that still lack a reason: they show « ? » and count for nothing.
    `status` says whose scores they are.

    >>> from maillon.topics.footprint_and_cost.model.hot_spots import Score
    >>> heat_map_picture(HeatMap({("Usage", "Eau"): Score(3, "lavage")}), status="exemple").rows[3]
    ('Usage', '–', '3', '–', '–')
    """
    with mpl.rc_context(RC | {"font.size": 10, "hatch.linewidth": 0.9}):
        fig = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        ax = fig.add_axes((0.01, 0.01, 0.98, 0.98))
        ax.set_axis_off()
        ax.set_xlim(0, _LEFT + len(IMPACTS))
        ax.set_ylim(len(STAGES) + 0.75, -0.75)
        for column, impact in enumerate(IMPACTS):
            ax.text(_LEFT + column + 0.5, -0.36, _HEADS.get(impact, impact), ha="center",
                    va="center", fontsize=9.2, weight="bold", linespacing=1.0)  # fmt: skip
            for row, stage in enumerate(STAGES):
                waits = (stage, impact) in pending
                _cell(ax, column, row, None if waits else heats.heat(stage, impact), waits)
            for stage in heats.hottest(impact):
                ax.add_patch(Rectangle((_LEFT + column + 0.06, STAGES.index(stage) + 0.06), 0.88,
                                       0.88, fill=False, ec=INK, lw=2.6, zorder=6))  # fmt: skip
        for row, stage in enumerate(STAGES):
            ax.text(_LEFT - 0.12, row + 0.5, stage, ha="right", va="center", fontsize=9.8)
        _legend(ax)
    return Picture.from_figure(
        fig,
        alt=finding(heats),
        caption=(
            "Points chauds : de 0, rien de notable, à 3, très chaud. "
            f"Cadre épais{NBSP}: l’étape la plus chaude de l’impact. {status}"
        ),
        columns=COLUMNS,
        rows=[(stage, *(_written(heats, stage, impact) for impact in IMPACTS)) for stage in STAGES],
    )


def finding(heats: HeatMap) -> str:
    """Say in French where each impact is hottest; never one number for all.

    >>> finding(HeatMap()).count("pas encore noté")
    4
    """
    return " ".join(heats.sentence(impact) for impact in IMPACTS)


def _written(heats: HeatMap, stage: str, impact: str) -> str:
    heat = heats.heat(stage, impact)
    return "–" if heat is None else str(heat)


def _cell(ax: Axes, column: int, row: int, heat: int | None, waits: bool) -> None:
    x, y = _LEFT + column + 0.04, row + 0.04
    ax.add_patch(_square(x, y, 0.92, heat))
    if heat is not None:
        ax.text(x + 0.46, y + 0.46, str(heat), ha="center", va="center", fontsize=13,
                weight="bold", zorder=5, bbox=_DIGIT if heat else None)  # fmt: skip
    elif waits:
        ax.text(x + 0.46, y + 0.46, "?", ha="center", va="center", fontsize=13, weight="bold")


def _square(x: float, y: float, side: float, heat: int | None) -> Rectangle:
    return Rectangle(
        (x, y), side, side, lw=0.8, ec=MUTED,
        fc=TINT if heat is None else _FILLS[heat], hatch="" if heat is None else _HATCHES[heat],
    )  # fmt: skip


def _legend(ax: Axes) -> None:
    y = len(STAGES) + 0.3
    for heat, (word, x) in enumerate(zip(HEATS, (0.06, 2.02, 3.1, 4.2), strict=True)):
        ax.add_patch(_square(x, y, 0.3, heat))
        ax.text(x + 0.38, y + 0.16, f"{heat} {word}", va="center", fontsize=8.2)


_DIGIT: Final = {"boxstyle": "round,pad=0.18", "fc": PAPER, "ec": "none"}
