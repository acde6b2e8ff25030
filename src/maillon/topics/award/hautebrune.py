"""The offers of Hautebrune that N8 and its chapter mark, read from the territory."""

from __future__ import annotations

from maillon import territory
from maillon.topics.award.model.award import Offer
from maillon.topics.award.model.price_scores import Terms

FAMILY = "espaces-verts"
HOPELESS_ROW = "sans-espoir"
INVENTED = "Offres inventées."
COMPARED = ("classique", "min-max", "echelle")
"""The three formulas of the title, in the order of the pages."""


def terms() -> Terms:
    """Return what Hautebrune would publish beside its formula."""
    return Terms(
        reference=territory.value(FAMILY, "prix_reference"),
        floor=territory.value(FAMILY, "prix_plancher"),
    )


def offers() -> tuple[Offer, ...]:
    """Return the three serious offers, in the order of the territory."""
    rows = territory.table(FAMILY, "offres").rows
    return tuple(_offer(name) for name in rows if name != HOPELESS_ROW)


def hopeless() -> Offer:
    """Return the fourth offer, which no formula can make win."""
    return _offer(HOPELESS_ROW)


def _offer(name: str) -> Offer:
    row = territory.table(FAMILY, "offres").rows[name]
    return Offer(row.label, float(row["prix"]), float(row["qualite"]))
