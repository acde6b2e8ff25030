"""Stacked totals: what the price and the quality bring to each offer, formula by formula."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, euros, listing, number, percent
from maillon.plots.canvas import WIDTH, Axes, bare, box, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, REINFORCING
from maillon.topics.award.model.award import Award
from maillon.topics.award.model.price_scores import SCALE
from maillon.topics.award.pictures.names import titled

COLUMNS = ("Formule", "Offre", "Prix", "Note du prix", "Note de qualité", "Total", "Rang")
#: A title a formula, a name and a bar an offer, and room for its total.
MARGIN, TITLE, ROW, BAR, GAP, TOTAL = 10.0, 24.0, 32.0, 13.0, 8.0, 62.0
Labelled = tuple[str, Award]
"""The name of a formula, and what it makes of the offers."""


def totals_picture(awards: Sequence[Labelled], *, status: str) -> Picture:
    """Draw a group of bars for each formula; the first of each group has a thick outline.

    `status` says in French where the offers come from.
    """
    height = 2 * MARGIN + sum(TITLE + ROW * len(found.offers) + GAP for _, found in awards)
    with page(height, hatch=1.3, hatch_colour=PAPER) as fig:
        ax, top = bare(fig), MARGIN
        for label, found in awards:
            _group(ax, top, label, found)
            top += TITLE + ROW * len(found.offers) + GAP
    weight = awards[0][1].weight
    return Picture.from_figure(
        fig,
        alt=" ".join(finding(label, found) for label, found in awards),
        caption=(
            f"Totaux sur {SCALE:.0f}, prix à {percent(weight)}. En hachures, ce qu’apporte le prix"
            f"{NNBSP}; en plein, la qualité. Cadre épais{NBSP}: l’offre en tête. {status}"
        ),
        columns=COLUMNS,
        rows=[row for label, found in awards for row in _rows(label, found)],
    )


def finding(label: str, found: Award) -> str:
    """Say in French who comes first under a formula, and with how many points."""
    best = number(max(found.totals), 2)
    names = listing(found.winner_names)
    if len(found.winners) > 1:
        return f"{label}{NBSP}: {names} sont à égalité, avec {best}{NBSP}points."
    return f"{label}{NBSP}: {names} arrive en tête, avec {best}{NBSP}points."


def _rows(label: str, found: Award) -> list[tuple[str, ...]]:
    return [
        (
            label,
            offer.name,
            euros(offer.price),
            number(mark, 2),
            number(offer.quality, 2),
            number(total, 2),
            number(rank),
        )
        for offer, mark, total, rank in zip(
            found.offers, found.price_marks, found.totals, found.ranks, strict=True
        )
    ]


def _group(ax: Axes, top: float, label: str, found: Award) -> None:
    write(ax, MARGIN, top + 9, label, bold=True, size=11)
    length = WIDTH - 2 * MARGIN - TOTAL
    for place, (offer, title) in enumerate(zip(found.offers, titled(found.offers), strict=True)):
        y, first = top + TITLE + place * ROW, place in found.winners
        name = f"{title} ({euros(offer.price)}, qualité {number(offer.quality, 1)})"
        write(ax, MARGIN, y + 5, name, color=INK if first else MUTED, bold=first)
        y += 12
        paid = length * found.weight * found.price_marks[place] / SCALE
        good = length * (1 - found.weight) * offer.quality / SCALE
        box(ax, MARGIN, y, length, BAR, fc=PAPER, ec=FADED, lw=0.8)
        box(ax, MARGIN, y, paid, BAR, fc=REINFORCING, ec=PAPER, lw=0, hatch="////")
        box(ax, MARGIN + paid, y, good, BAR, fc=BALANCING, lw=0)
        if first:
            box(ax, MARGIN, y, paid + good, BAR, fill=False, ec=INK, lw=2.4)
        total = number(found.totals[place], 2) + f"{NBSP}(1re)" * first
        write(ax, MARGIN + length + 5, y + BAR / 2, total, bold=first)
