"""Figures of formulas and weights that the book shows."""

from __future__ import annotations

from maillon.topics.award.hautebrune import COMPARED, INVENTED, offers, terms
from maillon.topics.award.model.award import Award, award
from maillon.topics.award.model.price_scores import formula
from maillon.topics.award.pictures.totals import totals_picture
from maillon.topics.award.pictures.winner_strip import winner_strip_picture


def _compared() -> list[tuple[str, Award]]:
    """Mark the three serious offers under the three formulas, at equal weights."""
    return [
        (formula(name).label, award(offers(), formula(name), 0.5, terms())) for name in COMPARED
    ]


FIGURES = {
    "curseur-des-poids": lambda: winner_strip_picture(_compared(), status=INVENTED),
    "trois-gagnants": lambda: totals_picture(_compared(), status=INVENTED),
}
