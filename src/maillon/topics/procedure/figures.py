"""The figure of law that the book shows."""

from __future__ import annotations

from maillon import law
from maillon.plots.picture import Picture
from maillon.topics.procedure.pictures.law_timeline import law_timeline_picture


def law_timeline() -> Picture:
    """Draw what changed in the law, and when."""
    return law_timeline_picture(law.registry())


FIGURES = {"frise-du-droit": law_timeline}
FOLLOWS_LAW = frozenset(FIGURES)
"""The figures that change with the registry of law."""
