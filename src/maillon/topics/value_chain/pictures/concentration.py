"""Concentration tier by tier: who gets which share, the index, and how many equals it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, number, percent
from maillon.opendata.concentration import FULL, equals
from maillon.plots.canvas import WIDTH, Axes, bare, box, page, write_line
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, TINT
from maillon.topics.value_chain.model.tiers import Actor, SupplyTiers, coverage

COLUMNS = ("Rang", "Fournisseur", "Taille", "Part de la dépense")
#: One block a tier.
BLOCK, SIDE, TOP = 82.0, 6.0, 4.0
_STRIP, _BAR, _LINE = 19.0, 9.0, 17.0
#: Where bars begin and end, and where their values stand.
_LEFT, _RIGHT = 58.0, 232.0
#: Beyond half of the spending, one supplier decides for the tier.
_HALF = 0.5
_ROOM = 44.0


def concentration_picture(
    chain: SupplyTiers,
    actors: Sequence[Sequence[Actor]],
    tiers: Sequence[str],
    *,
    known: float | None = None,
    caption: str = "",
) -> Picture:
    """Draw the shares of each tier, its index out of 10,000, and the equals that it is worth.

    `actors` and `tiers` name the suppliers and the tiers of `chain`. `known` adds the share
    of spending whose origin is known at each tier, when each tier traces that share one step
    further. `caption` says where the figures come from and their status.
    """
    block = BLOCK + (_LINE if known is not None else 0)
    with page(TOP + block * len(chain.shares)) as fig:
        ax = bare(fig)
        for rank, shares in enumerate(chain.shares):
            y = TOP + rank * block
            title = f"Rang {rank + 1}{NBSP}: {tiers[rank]}"
            write_line(ax, SIDE, y + 8, title, bold=True, size=10)
            _draw_shares(ax, shares, [actor.label for actor in actors[rank]], y + 17)
            index = chain.indices[rank]
            _draw_bar(ax, "IHH", index / FULL, number(index), y + 41)
            _draw_equals(ax, chain.effective[rank], y + 41 + _LINE)
            if known is not None:
                traced = coverage(known, rank + 1)
                _draw_bar(ax, "Origine", traced, percent(traced), y + 41 + 2 * _LINE)
    return Picture.from_figure(
        fig,
        alt=finding(chain, known),
        caption=(
            "Parts de la dépense à chaque rang, et IHH (indice de Herfindahl-Hirschman) "
            f"sur {number(FULL)}. {caption}"
        ).strip(),
        columns=COLUMNS,
        rows=[
            (str(rank), actor.label, actor.size, percent(share, 1))
            for rank, (shares, firms) in enumerate(zip(chain.shares, actors, strict=True), 1)
            for share, actor in zip(shares, firms, strict=True)
        ],
    )


def finding(chain: SupplyTiers, known: float | None = None) -> str:
    """Say in French how many equal suppliers each tier is worth."""
    told = [
        f"Rang {rank}{NBSP}: IHH {number(index)}, comme {equals(effective)}."
        for rank, (index, effective) in enumerate(
            zip(chain.indices, chain.effective, strict=True), 1
        )
    ]
    if known is not None:
        last = len(chain.shares)
        told.append(
            f"Au rang {last}, {percent(coverage(known, last))} de la dépense a une origine connue."
        )
    return " ".join(told)


def _draw_shares(ax: Axes, shares: Sequence[float], labels: Sequence[str], y: float) -> None:
    whole = WIDTH - 2 * SIDE
    at = SIDE
    for share, label in zip(shares, labels, strict=True):
        if share <= 0:
            continue
        wide = share * whole
        fill, ink, room = (TINT, INK, _ROOM / 1.6)
        told = percent(share)
        if share > _HALF:
            fill, ink, room = (BALANCING, PAPER, _ROOM * 2.6)
            told = f"{label}, {told}"
        box(ax, at, y, wide, _STRIP, fc=fill, ec=BALANCING, lw=1.2)
        if wide > room:
            middle = at + wide / 2, y + _STRIP / 2
            write_line(ax, *middle, told, ha="center", color=ink, size=9)
        at += wide


def _draw_bar(ax: Axes, name: str, share: float, told: str, y: float) -> None:
    middle, top = y + _LINE / 2, y + (_LINE - _BAR) / 2
    write_line(ax, SIDE, middle, name, color=MUTED)
    box(ax, _LEFT, top, _RIGHT - _LEFT, _BAR, fc=TINT)
    box(ax, _LEFT, top, share * (_RIGHT - _LEFT), _BAR, fc=INK)
    write_line(ax, _RIGHT + 6, middle, told, bold=True)


def _draw_equals(ax: Axes, effective: float, y: float) -> None:
    """Draw the effective number as squares, the last one filled in part."""
    size, step, at = 10.0, 14.0, _LEFT
    middle, top = y + _LINE / 2, y + (_LINE - size) / 2
    write_line(ax, SIDE, middle, "Comme", color=MUTED)
    left = round(effective, 1)
    while left > 1e-9:
        box(ax, at, top, size, size, fc=PAPER, ec=FADED, lw=1)
        box(ax, at, top, size * min(1, left), size, fc=BALANCING)
        at, left = at + step, left - 1
    write_line(ax, at + 4, middle, equals(effective))
