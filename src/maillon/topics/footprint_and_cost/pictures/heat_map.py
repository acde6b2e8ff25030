"""The map of hot spots: stages down, impacts across, a digit and a texture in each cell."""

from __future__ import annotations

from collections.abc import Collection

from maillon.base.wording import NBSP
from maillon.plots.canvas import Axes, bare, box, halo, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import INK, MUTED, PAPER, TINT
from maillon.topics.footprint_and_cost.model.hot_spots import HEATS, IMPACTS, STAGES, HeatMap

COLUMNS = ("Étape", *IMPACTS)
HEIGHT = 258.0
#: From cool to hot, each with its own texture: grey tones alone would not print.
_FILLS = (PAPER, "#fbe3d6", "#f0a988", "#cf5b2c")
_HATCHES = ("", "..", "///", "xxx")
_LEFT = 1.62
_HEADS = {"Santé et travail": "Santé,\ntravail"}


def heat_map_picture(
    heats: HeatMap, *, status: str, pending: Collection[tuple[str, str]] = ()
) -> Picture:
    """Draw the scores; the hottest cells of each impact have a thick outline.

    `pending` are hot cells that still lack a reason: they show « ? » and count for nothing.
    `status` says whose scores they are.
    """
    rows = len(STAGES)
    with page(HEIGHT, size=10, hatch=0.9) as fig:
        span = {"across": (0, _LEFT + len(IMPACTS)), "upwards": (rows + 0.75, -0.75)}
        ax = bare(fig, (0.01, 0.01, 0.98, 0.98), **span)
        for column, impact in enumerate(IMPACTS):
            x, name = _LEFT + column, _HEADS.get(impact, impact)
            write(ax, x + 0.5, -0.36, name, ha="center", size=9.2, bold=True, linespacing=1.0)
            for row, stage in enumerate(STAGES):
                waits = (stage, impact) in pending
                _cell(ax, x, row, None if waits else heats.heat(stage, impact), waits)
            for stage in heats.hottest(impact):
                y = STAGES.index(stage) + 0.06
                box(ax, x + 0.06, y, 0.88, 0.88, fill=False, ec=INK, lw=2.6, zorder=6)
        for row, stage in enumerate(STAGES):
            write(ax, _LEFT - 0.12, row + 0.5, stage, ha="right", size=9.8)
        for heat, (word, x) in enumerate(zip(HEATS, (0.06, 2.02, 3.1, 4.2), strict=True)):
            _square(ax, x, rows + 0.3, 0.3, heat)
            write(ax, x + 0.38, rows + 0.46, f"{heat} {word}", size=8.2)
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
    """Say in French where each impact is hottest; never one number for all."""
    return " ".join(heats.sentence(impact) for impact in IMPACTS)


def _written(heats: HeatMap, stage: str, impact: str) -> str:
    heat = heats.heat(stage, impact)
    return "–" if heat is None else str(heat)


def _cell(ax: Axes, left: float, top: int, heat: int | None, waits: bool) -> None:
    x, y = left + 0.04, top + 0.04
    _square(ax, x, y, 0.92, heat)
    look = {"ha": "center", "size": 13}
    if heat is not None:
        look |= {"zorder": 5, "bbox": halo(0.18) if heat else None}
        write(ax, x + 0.46, y + 0.46, str(heat), bold=True, **look)
    elif waits:
        write(ax, x + 0.46, y + 0.46, "?", bold=True, **look)


def _square(ax: Axes, x: float, y: float, side: float, heat: int | None) -> None:
    fill, hatch = (TINT, "") if heat is None else (_FILLS[heat], _HATCHES[heat])
    box(ax, x, y, side, side, lw=0.8, ec=MUTED, fc=fill, hatch=hatch)
