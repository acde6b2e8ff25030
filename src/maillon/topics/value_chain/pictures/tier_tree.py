"""The tiers as a tree: the buyer on top, spending as size, the size class of firms as a border."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from maillon.base.wording import NBSP, count, percent
from maillon.plots.canvas import (
    ON_PAPER,
    WIDTH,
    Axes,
    Look,
    bare,
    disc,
    halo,
    page,
    write,
    write_line,
)
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, INK, MUTED, PAPER, TINT
from maillon.topics.value_chain.model.tiers import Actor, SupplyTiers

COLUMNS = ("Rang", "Fournisseur", "Taille", "Part de la dépense", "Achète surtout à")
TOP, ROOT, TIER, FOOT = 6.0, 24.0, 112.0, 22.0
_LARGEST, _SMALLEST, _WIDEST = 30.0, 4.5, 11.0
#: Border of each size class: (line width, line style, a second ring). Read without colour.
BORDERS: dict[str, tuple[float, Any, bool]] = {
    "TPE": (1.4, (0, (1.0, 1.6)), False),
    "PME": (1.4, (0, (4.0, 2.0)), False),
    "ETI": (1.4, "solid", False),
    "GE": (3.6, "solid", False),
    "SIAE": (1.4, "solid", True),
}
_ON_PAPER: Look = ON_PAPER | {"pad": 0.8}


def tier_tree_picture(
    chain: SupplyTiers,
    actors: Sequence[Sequence[Actor]],
    tiers: Sequence[str],
    *,
    buyer: str = "Hautebrune",
    caption: str = "",
) -> Picture:
    """Draw who buys from whom: a circle's area is its share of what the buyer spends.

    `actors` and `tiers` name the suppliers and the tiers of `chain`; `caption` says where
    the figures come from and their status.
    """
    height = TOP + ROOT + TIER * len(chain.shares) + FOOT
    with page(height, size=9.0) as fig:
        ax = bare(fig)
        places = [_places(len(shares), rank) for rank, shares in enumerate(chain.shares)]
        _draw_flows(ax, chain, places)
        root = {"color": PAPER, "bbox": halo(0.4, facecolor=INK, edgecolor=INK), "zorder": 5}
        write(ax, WIDTH / 2, TOP + ROOT / 2, buyer, ha="center", bold=True, **root)
        for rank, (shares, firms) in enumerate(zip(chain.shares, actors, strict=True)):
            y, look = places[rank][0][1] - _LARGEST - 9, {"bbox": _ON_PAPER, "zorder": 6}
            write_line(ax, 2, y, f"Rang {rank + 1}", color=MUTED, **look)
            for place, share, firm in zip(places[rank], shares, firms, strict=True):
                _draw_firm(ax, place, share, firm)
        _draw_legend(ax, height - FOOT / 2, {firm.size for firms in actors for firm in firms})
    return Picture.from_figure(
        fig,
        alt=finding(chain, actors, tiers),
        caption=(
            "Surface d’un rond : part de la dépense. Trait du bord : taille de l’entreprise. "
            f"{caption}"
        ).strip(),
        columns=COLUMNS,
        rows=_table(chain, actors),
    )


def finding(chain: SupplyTiers, actors: Sequence[Sequence[Actor]], tiers: Sequence[str]) -> str:
    """Say in French how many firms each tier counts, and the largest share of the last ones."""
    told = []
    for rank, (shares, firms) in enumerate(zip(chain.shares, actors, strict=True)):
        most = max(range(len(shares)), key=shares.__getitem__)
        suppliers = sum(share > 0 for share in shares)
        told.append(
            f"Rang {rank + 1} ({tiers[rank]}){NBSP}: {count(suppliers, 'fournisseur')}, "
            f"{percent(shares[most])} de la dépense chez {firms[most].label}."
        )
    return " ".join(told)


def _places(number: int, rank: int) -> list[tuple[float, float]]:
    y = TOP + ROOT + TIER * rank + 52
    return [(WIDTH * (place + 0.5) / number, y) for place in range(number)]


def _radius(share: float) -> float:
    return max(_SMALLEST, _LARGEST * math.sqrt(share)) if share > 0 else 0.0


def _draw_flows(ax: Axes, chain: SupplyTiers, places: list[list[tuple[float, float]]]) -> None:
    top = (WIDTH / 2, TOP + ROOT / 2)
    flows = [(top, place, share) for place, share in zip(places[0], chain.shares[0], strict=True)]
    for rank, matrix in enumerate(chain.matrices):
        flows += [
            (high, low, chain.shares[rank][row] * share)
            for row, high in enumerate(places[rank])
            for low, share in zip(places[rank + 1], matrix[row], strict=True)
        ]
    for (x, y), (to_x, to_y), share in flows:
        if share > 0:
            width = max(0.8, _WIDEST * share)
            ax.plot([x, to_x], [y, to_y], color=BALANCING, lw=width, alpha=0.45, zorder=1)


def _draw_firm(ax: Axes, place: tuple[float, float], share: float, firm: Actor) -> None:
    x, y = place
    radius = _radius(share)
    if radius:
        _draw_circle(ax, x, y, radius, firm.size)
    look: Look = {"color": INK if share > 0 else MUTED, "bbox": _ON_PAPER, "zorder": 4}
    label = f"{firm.label}\n{firm.size}, {percent(share)}"
    write(ax, x, y + radius + 4, label, ha="center", va="top", linespacing=1.15, **look)


def _draw_circle(ax: Axes, x: float, y: float, radius: float, size: str) -> None:
    width, style, double = BORDERS[size]
    disc(ax, x, y, radius, fc=TINT, ec=INK, lw=width, ls=style, zorder=3)
    if double:
        disc(ax, x, y, max(1.5, radius - 3), fc="none", ec=INK, lw=width, zorder=3)


def _draw_legend(ax: Axes, y: float, sizes: set[str]) -> None:
    shown = [size for size in BORDERS if size in sizes]
    for rank, size in enumerate(shown):
        x = WIDTH * (rank + 0.5) / len(shown) - 16
        _draw_circle(ax, x, y, 7, size)
        write_line(ax, x + 13, y, size)


def _table(chain: SupplyTiers, actors: Sequence[Sequence[Actor]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for rank, (shares, firms) in enumerate(zip(chain.shares, actors, strict=True)):
        for row, (share, firm) in enumerate(zip(shares, firms, strict=True)):
            main = "–"
            if rank < len(chain.matrices):
                bought = chain.matrices[rank][row]
                most = max(range(len(bought)), key=bought.__getitem__)
                main = f"{actors[rank + 1][most].label} ({percent(bought[most])})"
            rows.append((str(rank + 1), firm.label, firm.size, percent(share, 1), main))
    return rows
