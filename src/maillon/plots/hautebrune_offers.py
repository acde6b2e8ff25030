"""The offers of Hautebrune that N8 and its chapter mark, read from the territory."""

from __future__ import annotations

from typing import Final

from maillon import territory
from maillon.models.award import Award, Offer, award
from maillon.models.price_scores import Terms, formula
from maillon.plots.award_totals import totals_picture
from maillon.plots.picture import Picture
from maillon.plots.winner_strip import winner_strip_picture

FAMILY: Final = "espaces-verts"
HOPELESS_ROW: Final = "sans-espoir"
INVENTED: Final = "Offres inventées."
COMPARED: Final = ("classique", "min-max", "echelle")
"""The three formulas of the title, in the order of the pages."""


def terms() -> Terms:
    """Return what Hautebrune would publish beside its formula.

    >>> terms().multiple
    2.0
    """
    return Terms(
        reference=territory.value(FAMILY, "prix_reference"),
        floor=territory.value(FAMILY, "prix_plancher"),
    )


def offers() -> tuple[Offer, ...]:
    """Return the three serious offers, in the order of the territory.

    >>> [offer.name for offer in offers()]
    ['A', 'B', 'C']
    """
    rows = territory.table(FAMILY, "offres").rows
    return tuple(_offer(name) for name in rows if name != HOPELESS_ROW)


def hopeless() -> Offer:
    """Return the fourth offer, which no formula can make win.

    >>> hopeless().quality
    3.0
    """
    return _offer(HOPELESS_ROW)


def _offer(name: str) -> Offer:
    row = territory.table(FAMILY, "offres").rows[name]
    return Offer(row.label, float(row["prix"]), float(row["qualite"]))


def _compared() -> list[tuple[str, Award]]:
    """Mark the three serious offers under the three formulas, at equal weights."""
    return [
        (formula(name).label, award(offers(), formula(name), 0.5, terms())) for name in COMPARED
    ]


def three_winners() -> Picture:
    """Draw the same three offers under three formulas."""
    return totals_picture(_compared(), status=INVENTED)


def weight_strips() -> Picture:
    """Draw who wins at each weight of the price, under three formulas."""
    return winner_strip_picture(_compared(), status=INVENTED)
