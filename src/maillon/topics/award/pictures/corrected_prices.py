"""Quality in euros: each price less what its quality is worth; the shortest bar comes first."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, euros, listing, number
from maillon.plots.canvas import WIDTH, bare, box, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, REINFORCING
from maillon.topics.award.model.award import Offer, corrected_prices, ranks
from maillon.topics.award.pictures.names import titled

COLUMNS = ("Offre", "Prix", "Ce que vaut sa qualité", "Prix corrigé", "Rang")
#: A name and a bar an offer, and room for the amount.
MARGIN, ROW, BAR, AMOUNT = 12.0, 34.0, 13.0, 78.0


def corrected_prices_picture(
    offers: Sequence[Offer], euros_per_point: float, *, status: str
) -> Picture:
    """Draw each price: hatched what its quality is worth, plain what is left once corrected."""
    corrected = corrected_prices(offers, euros_per_point)
    places = ranks([-price for price in corrected])
    length = WIDTH - 2 * MARGIN - AMOUNT
    scale = length / max(offer.price for offer in offers)
    with page(2 * MARGIN + ROW * len(offers), hatch=1.3, hatch_colour=PAPER) as fig:
        ax = bare(fig)
        for rank, (name, offer) in enumerate(zip(titled(offers), offers, strict=True)):
            y, first = MARGIN + rank * ROW, places[rank] == 1
            label, colour = f"{name} ({euros(offer.price)})", INK if first else MUTED
            write(ax, MARGIN, y + 3, label, color=colour, bold=first)
            y += 10
            left = scale * max(0.0, corrected[rank])
            box(ax, MARGIN, y, scale * offer.price, BAR, fc=BALANCING, ec=PAPER, lw=0, hatch="////")
            edge, line = (INK, 2.4) if first else (FADED, 0)
            box(ax, MARGIN, y, left, BAR, fc=REINFORCING, ec=edge, lw=line)
            price = f"{number(corrected[rank] / 1000, 1)}{NBSP}k€" + (f"{NBSP}(1re)" * first)
            write(ax, MARGIN + length + 4, y + BAR / 2, price, size=9, bold=first)
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
