"""Announced and effective weight of the price: one bar a formula, and the announced mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from maillon.base.wording import NBSP, NNBSP, percent
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, INK, PAPER, RC, REINFORCING
from maillon.topics.award.model.award import Award
from maillon.topics.award.model.sensitivity import price_weight_told
from maillon.topics.award.pictures.totals import Labelled

COLUMNS: Final = ("Formule", "Poids annoncé du prix", "Poids effectif du prix")
#: Points: the width of a telephone; a name and a bar a formula.
WIDTH, MARGIN, ROW, BAR, HEAD = 302.0, 12.0, 40.0, 15.0, 26.0
NONE: Final = "rien ne départage"


def effective_weight_picture(awards: Sequence[Labelled], *, status: str) -> Picture:
    """Draw the share of the price in the spread of the weighted marks, formula by formula.

    >>> from maillon.topics.award.model.award import Offer, award
    >>> from maillon.topics.award.model.price_scores import formula
    >>> bids = [Offer("A", 100, 6), Offer("C", 135, 9.2)]
    >>> effective_weight_picture([("Min–max", award(bids, formula("min-max"), 0.5))],
    ...     status="Essai.").rows[0][-1]
    '76\N{NO-BREAK SPACE}%'
    """
    announced = awards[0][1].weight
    height = HEAD + ROW * len(awards) + MARGIN
    length = WIDTH - 2 * MARGIN
    with mpl.rc_context(RC | {"font.size": 9.5, "hatch.linewidth": 1.3, "hatch.color": PAPER}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        mark = MARGIN + length * announced
        ax.text(min(max(mark, 70), WIDTH - 70), 9, f"annoncé{NBSP}: {percent(announced)}",
                ha="center", va="center", fontsize=9, weight="bold")  # fmt: skip
        ax.plot([mark, mark], [HEAD - 9, height - MARGIN + 2], color=INK, lw=1.6, ls=(0, (4, 2.2)),
                zorder=1)  # fmt: skip
        for rank, (label, found) in enumerate(awards):
            _bar(ax, HEAD + rank * ROW, length, label, found)
    return Picture.from_figure(
        fig,
        alt=" ".join(finding(label, found) for label, found in awards),
        caption=(
            "Part du prix dans l’écart entre les meilleures et les moins bonnes notes pondérées. "
            f"En hachures, le prix{NNBSP}; en plein, la qualité. {status}"
        ),
        columns=COLUMNS,
        rows=[(label, percent(announced), share_told(found)) for label, found in awards],
    )


def share_told(found: Award) -> str:
    """Write the effective weight of the price."""
    share = price_weight_told(found)
    return NONE if share is None else percent(share)


def finding(label: str, found: Award) -> str:
    """Say in French what the price weighs in effect under a formula."""
    share = price_weight_told(found)
    if share is None:
        return f"{label}{NBSP}: {NONE} les offres."
    return (
        f"{label}{NBSP}: le prix, annoncé à {percent(found.weight)}, pèse en fait {percent(share)}."
    )


def _bar(ax: Axes, top: float, length: float, label: str, found: Award) -> None:
    share = price_weight_told(found)
    ax.text(MARGIN, top + 6, f"{label}{NBSP}: {share_told(found)}", va="center", weight="bold",
            bbox={"boxstyle": "round,pad=0.1", "fc": PAPER, "ec": "none"}, zorder=3)  # fmt: skip
    bar = top + 15
    if share is None:
        ax.add_patch(Rectangle((MARGIN, bar), length, BAR, fc=PAPER, ec=INK, lw=1, zorder=2))
        return
    ax.add_patch(Rectangle((MARGIN, bar), length * share, BAR, fc=REINFORCING, ec=PAPER, lw=0,
                           hatch="////", zorder=2))  # fmt: skip
    ax.add_patch(Rectangle((MARGIN + length * share, bar), length * (1 - share), BAR, fc=BALANCING,
                           lw=0, zorder=2))  # fmt: skip
    mark = MARGIN + length * found.weight
    ax.plot([mark, mark], [bar - 3, bar + BAR + 3], color=PAPER, lw=4, zorder=3)
    ax.plot([mark, mark], [bar - 3, bar + BAR + 3], color=INK, lw=1.8, zorder=4)
