"""Concentration tier by tier: who gets which share, the index, and how many equals it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, number, percent
from maillon.opendata.concentration import FULL, equals
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, RC, TINT
from maillon.topics.value_chain.model.tiers import Actor, SupplyTiers, coverage

COLUMNS: Final = ("Rang", "Fournisseur", "Taille", "Part de la dépense")
#: Points: the width of a telephone, one block a tier.
WIDTH, BLOCK, SIDE, TOP = 302.0, 82.0, 6.0, 4.0
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

    >>> one = Actor("Tissage A", "PME")
    >>> concentration_picture(SupplyTiers((1.0,)), [[one]], ["grossistes"]).rows[0][1]
    'Tissage A'
    """
    block = BLOCK + (_LINE if known is not None else 0)
    height = TOP + block * len(chain.shares)
    with mpl.rc_context(RC | {"font.size": 9.5}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        for rank, shares in enumerate(chain.shares):
            y = TOP + rank * block
            ax.text(
                SIDE, y + 8, f"Rang {rank + 1}{NBSP}: {tiers[rank]}", weight="bold",
                fontsize=10, va="center_baseline",
            )  # fmt: skip
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
    r"""Say in French how many equal suppliers each tier is worth.

    >>> finding(SupplyTiers((1.0, 1.0)))
    'Rang 1\xa0: IHH 5\u202f000, comme 2\xa0fournisseurs équivalents.'
    """
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
        rules = share > _HALF
        ax.barh(
            y + _STRIP / 2, wide, left=at, height=_STRIP, edgecolor=BALANCING, lw=1.2,
            color=BALANCING if rules else TINT,
        )  # fmt: skip
        told = f"{label}, {percent(share)}" if rules else percent(share)
        if wide > (_ROOM * 2.6 if rules else _ROOM / 1.6):
            ax.text(
                at + wide / 2, y + _STRIP / 2, told, ha="center", va="center_baseline",
                color=PAPER if rules else INK, fontsize=9,
            )  # fmt: skip
        at += wide


def _draw_bar(ax: Axes, name: str, share: float, told: str, y: float) -> None:
    middle = y + _LINE / 2
    ax.text(SIDE, middle, name, va="center_baseline", color=MUTED)
    ax.barh(middle, _RIGHT - _LEFT, left=_LEFT, height=_BAR, color=TINT)
    ax.barh(middle, share * (_RIGHT - _LEFT), left=_LEFT, height=_BAR, color=INK)
    ax.text(_RIGHT + 6, middle, told, va="center_baseline", weight="bold")


def _draw_equals(ax: Axes, effective: float, y: float) -> None:
    """Draw the effective number as squares, the last one filled in part."""
    middle, size, step = y + _LINE / 2, 10.0, 14.0
    ax.text(SIDE, middle, "Comme", va="center_baseline", color=MUTED)
    at = _LEFT
    left = round(effective, 1)
    while left > 1e-9:
        ax.barh(middle, size, left=at, height=size, color=PAPER, edgecolor=FADED, lw=1)
        ax.barh(middle, size * min(1, left), left=at, height=size, color=BALANCING)
        at, left = at + step, left - 1
    ax.text(at + 4, middle, equals(effective), va="center_baseline")
