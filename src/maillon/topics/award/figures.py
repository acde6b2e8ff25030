"""Figures of formulas and weights that the book shows."""

from __future__ import annotations

from maillon.plots.picture import Picture
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


def three_winners() -> Picture:
    """Draw the same three offers under three formulas."""
    return totals_picture(_compared(), status=INVENTED)


def weight_strips() -> Picture:
    """Draw who wins at each weight of the price, under three formulas."""
    return winner_strip_picture(_compared(), status=INVENTED)


FIGURES = {"curseur-des-poids": weight_strips, "trois-gagnants": three_winners}
