"""What a formula makes of a price: the curve of the mark, and the worth of a point in euros."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, euros, number, percent
from maillon.plots.canvas import WIDTH, Axes, Look, bare, box, framed, french_numbers, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, INK, MUTED, PAPER, REINFORCING
from maillon.topics.award.model.award import Offer
from maillon.topics.award.model.price_scores import SCALE, PriceFormula, Terms, bounds
from maillon.topics.award.model.sensitivity import euros_per_point
from maillon.topics.award.pictures.names import keys, titled

#: The curve; then a name and a bar an offer, and room for its worth.
CURVE, MARGIN, ROW, BAR, HEAD, WORTH = 262.0, 12.0, 34.0, 13.0, 26.0, 84.0
_STEPS = 160
#: The curve goes a little beyond the bids.
_BEYOND = 1.12
NO_WORTH = "un euro de plus n’y coûte rien"


def price_marks_picture(
    offers: Sequence[Offer], formula: PriceFormula, terms: Terms, *, status: str
) -> Picture:
    """Draw the mark by the price, the extremes of the bids standing still, and each offer on it."""
    prices = [offer.price for offer in offers]
    marks = formula.marks(prices, terms)
    with page(CURVE) as fig:
        sides, heights = (0.1 * WIDTH, 0.04 * WIDTH), (0.11 * CURVE, 0.17 * CURVE)
        ax = framed(fig, *sides, *heights)
        _curve(ax, offers, formula, terms)
    shown = [f"{offer.name} a {number(mark, 2)}" for offer, mark in zip(offers, marks, strict=True)]
    return Picture.from_figure(
        fig,
        alt=f"{formula.label}{NBSP}: {', '.join(shown)} sur {SCALE:.0f} pour le prix.",
        caption=(
            f"La note du prix selon le prix, formule «{NBSP}{formula.label}{NBSP}». "
            f"Chaque point est une offre. {status}"
        ),
        columns=("Offre", "Prix", "Note du prix"),
        rows=[
            (offer.name, euros(offer.price), number(mark, 2))
            for offer, mark in zip(offers, marks, strict=True)
        ],
    )


def _curve(ax: Axes, offers: Sequence[Offer], formula: PriceFormula, terms: Terms) -> None:
    bids = bounds([offer.price for offer in offers])
    last = _BEYOND * bids.highest
    first = bids.lowest / _BEYOND
    prices = [first + rank / _STEPS * (last - first) for rank in range(_STEPS + 1)]
    marks = [min(SCALE, max(0.0, formula.mark(price, bids, terms))) for price in prices]
    ax.set_title("Note du prix, sur 10", loc="left", x=-0.08, fontsize=10, weight="bold")
    ax.plot(prices, marks, color=REINFORCING, lw=2.4)
    for key, offer in zip(keys(offers), offers, strict=True):
        mark = formula.mark(offer.price, bids, terms)
        ax.plot([offer.price], [mark], "o", ms=8, color=REINFORCING, mec=INK, zorder=4)
        look: Look = {"weight": "bold", "size": 11, "zorder": 5}
        ax.annotate(key, (offer.price, mark), (6, 6), textcoords="offset points", **look)
    ax.set_xlim(first, last)
    ax.set_ylim(-0.4, 11.4)
    ax.set_yticks(range(0, 11, 2))
    ax.locator_params(axis="x", nbins=4)
    thousands = bids.highest >= 10_000
    if thousands:
        ax.xaxis.set_major_formatter(lambda price, _place: number(price / 1000))
    else:
        french_numbers(ax.xaxis)
    ax.set_xlabel(f"prix, en {'k€' if thousands else '€'}")
    ax.tick_params(colors=MUTED, labelcolor=INK)


def point_worth_picture(
    offers: Sequence[Offer], formula: PriceFormula, weight: float, terms: Terms, *, status: str
) -> Picture:
    """Draw how many euros more one point of quality makes up for, at the price of each offer."""
    worths = point_worths(offers, formula, weight, terms)
    longest = WIDTH - 2 * MARGIN - WORTH
    with page(HEAD + ROW * len(offers) + MARGIN / 2) as fig:
        ax = bare(fig)
        title = "Un point de qualité vaut, au prix de…"
        write(ax, MARGIN, HEAD / 2, title, bold=True, size=10)
        top = max((worth for worth in worths if worth is not None), default=1.0)
        for rank, (name, worth) in enumerate(zip(titled(offers), worths, strict=True)):
            y = HEAD + rank * ROW
            write(ax, MARGIN, y + 5, f"{name} ({euros(offers[rank].price)})")
            length, y = longest * (worth or 0) / top, y + 12
            box(ax, MARGIN, y, max(length, 1), BAR, fc=BALANCING, ec=PAPER)
            place = MARGIN + length + 5
            write(ax, place, y + BAR / 2, worth_told(worth), bold=worth is not None)
    return Picture.from_figure(
        fig,
        alt=worths_told(offers, worths),
        caption=(
            "Ce qu’un point de qualité permet de demander en plus, au prix de chaque offre. "
            f"Formule «{NBSP}{formula.label}{NBSP}», prix à {percent(weight)}. {status}"
        ),
        columns=("Offre", "Prix", "Un point de qualité vaut"),
        rows=[
            (offer.name, euros(offer.price), worth_told(worth))
            for offer, worth in zip(offers, worths, strict=True)
        ],
    )


def point_worths(
    offers: Sequence[Offer], formula: PriceFormula, weight: float, terms: Terms
) -> list[float | None]:
    """Return the worth of one point of quality at the price of each offer, in euros."""
    bids = bounds([offer.price for offer in offers])
    return [euros_per_point(formula, offer.price, bids, weight, terms) for offer in offers]


def worth_told(worth: float | None) -> str:
    r"""Write the worth of a point; None is a price whose last euro costs nothing.

    >>> worth_told(12_544), worth_told(None)
    ('12\u202f544\xa0€', 'un euro de plus n’y coûte rien')
    """
    return NO_WORTH if worth is None else euros(worth, 0 if worth >= 100 else 2)


def worths_told(offers: Sequence[Offer], worths: Sequence[float | None]) -> str:
    r"""Say in French what a point of quality is worth at each offer.

    >>> worths_told([Offer("A", 100, 6)], [10_000.0])
    'Un point de qualité vaut\xa0: pour A, 10\u202f000\xa0€.'
    """
    told = [
        f"pour {offer.name}, {worth_told(worth)}"
        for offer, worth in zip(offers, worths, strict=True)
    ]
    return f"Un point de qualité vaut{NBSP}: {f'{NNBSP}; '.join(told)}."
