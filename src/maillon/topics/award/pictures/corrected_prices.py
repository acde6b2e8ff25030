"""Quality in euros: each price less what its quality is worth; the shortest bar comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from maillon.base.wording import NBSP, NNBSP, euros, listing, number
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, RC, REINFORCING
from maillon.topics.award.model.award import Offer, corrected_prices, ranks
from maillon.topics.award.pictures.names import titled

COLUMNS: Final = ("Offre", "Prix", "Ce que vaut sa qualité", "Prix corrigé", "Rang")
#: Points: the width of a telephone; a name and a bar an offer.
WIDTH, MARGIN, ROW, BAR, AMOUNT = 302.0, 12.0, 34.0, 13.0, 78.0


def corrected_prices_picture(
    offers: Sequence[Offer], euros_per_point: float, *, status: str
) -> Picture:
    r"""Draw each price: hatched what its quality is worth, plain what is left once corrected.

    >>> bids = [Offer("A", 100_000, 6), Offer("B", 112_000, 7.6)]
    >>> corrected_prices_picture(bids, 10_000, status="Essai.").rows[1][-2:]
    ('36\u202f000\xa0€', '1')
    """
    corrected = corrected_prices(offers, euros_per_point)
    places = ranks([-price for price in corrected])
    height = 2 * MARGIN + ROW * len(offers)
    length = WIDTH - 2 * MARGIN - AMOUNT
    top = max(offer.price for offer in offers)
    with mpl.rc_context(RC | {"font.size": 9.5, "hatch.linewidth": 1.3, "hatch.color": PAPER}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        for rank, (name, offer) in enumerate(zip(titled(offers), offers, strict=True)):
            y, first = MARGIN + rank * ROW, places[rank] == 1
            left = length * max(0.0, corrected[rank]) / top
            ax.text(MARGIN, y + 3, f"{name} ({euros(offer.price)})", va="center",
                    color=INK if first else MUTED,
                    weight="bold" if first else "normal")  # fmt: skip
            ax.add_patch(Rectangle((MARGIN, y + 10), length * offer.price / top, BAR,
                                   fc=BALANCING, ec=PAPER, lw=0, hatch="////"))  # fmt: skip
            ax.add_patch(Rectangle((MARGIN, y + 10), left, BAR, fc=REINFORCING,
                                   ec=INK if first else FADED, lw=2.4 if first else 0))  # fmt: skip
            mark = f"{NBSP}(1re)" if first else ""
            ax.text(MARGIN + length + 4, y + 10 + BAR / 2,
                    f"{number(corrected[rank] / 1000, 1)}{NBSP}k€{mark}", va="center",
                    fontsize=9, weight="bold" if first else "normal")  # fmt: skip
    return Picture.from_figure(
        fig,
        alt=corrected_told(offers, euros_per_point),
        caption=(
            f"Prix moins la valeur de la qualité, à {euros(euros_per_point)} le point. "
            f"En hachures, ce que vaut la qualité{NNBSP}; en plein, le prix corrigé. {status}"
        ),
        columns=COLUMNS,
        rows=[
            (
                offer.name,
                euros(offer.price),
                euros(offer.price - price),
                euros(price),
                number(place),
            )
            for offer, price, place in zip(offers, corrected, places, strict=True)
        ],
    )


def corrected_told(offers: Sequence[Offer], euros_per_point: float) -> str:
    r"""Say in French whose corrected price is the lowest.

    >>> corrected_told([Offer("A", 100_000, 6), Offer("B", 112_000, 7.6)], 10_000)
    'À 10\u202f000\xa0€ le point, B a le prix corrigé le plus bas\xa0: 36\u202f000\xa0€.'
    """
    corrected = corrected_prices(offers, euros_per_point)
    places = ranks([-price for price in corrected])
    best = [offer.name for offer, place in zip(offers, places, strict=True) if place == 1]
    return (
        f"À {euros(euros_per_point)} le point, {listing(best)} "
        f"{'a' if len(best) == 1 else 'ont'} le prix corrigé le plus bas{NBSP}: "
        f"{euros(min(corrected))}."
    )
