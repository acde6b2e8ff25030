"""Announced and effective weight of the price: one bar a formula, and the announced mark."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, percent
from maillon.plots.canvas import WIDTH, Axes, bare, box, halo, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, DASHES, INK, PAPER, REINFORCING
from maillon.topics.award.model.award import Award
from maillon.topics.award.model.sensitivity import price_weight_told
from maillon.topics.award.pictures.totals import Labelled

COLUMNS = ("Formule", "Poids annoncé du prix", "Poids effectif du prix")
#: A name and a bar a formula.
MARGIN, ROW, BAR, HEAD = 12.0, 40.0, 15.0, 26.0
LENGTH = WIDTH - 2 * MARGIN
NONE = "rien ne départage"


def effective_weight_picture(awards: Sequence[Labelled], *, status: str) -> Picture:
    """Draw the share of the price in the spread of the weighted marks, formula by formula."""
    announced = awards[0][1].weight
    height = HEAD + ROW * len(awards) + MARGIN
    with page(height, hatch=1.3, hatch_colour=PAPER) as fig:
        ax = bare(fig)
        mark, name = MARGIN + LENGTH * announced, f"annoncé{NBSP}: {percent(announced)}"
        write(ax, min(max(mark, 70), WIDTH - 70), 9, name, ha="center", size=9, bold=True)
        ends = [HEAD - 9, height - MARGIN + 2]
        ax.plot([mark, mark], ends, color=INK, lw=1.6, ls=DASHES, zorder=1)
        for rank, (label, found) in enumerate(awards):
            _bar(ax, HEAD + rank * ROW, label, found)
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


def _bar(ax: Axes, top: float, label: str, found: Award) -> None:
    share = price_weight_told(found)
    name = f"{label}{NBSP}: {share_told(found)}"
    write(ax, MARGIN, top + 6, name, bold=True, bbox=halo(0.1), zorder=3)
    bar = top + 15
    if share is None:
        box(ax, MARGIN, bar, LENGTH, BAR, fc=PAPER, ec=INK, lw=1, zorder=2)
        return
    price = LENGTH * share
    box(ax, MARGIN, bar, price, BAR, fc=REINFORCING, ec=PAPER, lw=0, hatch="////", zorder=2)
    box(ax, MARGIN + price, bar, LENGTH - price, BAR, fc=BALANCING, lw=0, zorder=2)
    mark = [MARGIN + LENGTH * found.weight] * 2
    ax.plot(mark, [bar - 3, bar + BAR + 3], color=PAPER, lw=4, zorder=3)
    ax.plot(mark, [bar - 3, bar + BAR + 3], color=INK, lw=1.8, zorder=4)
