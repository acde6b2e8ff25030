"""The figure of law that the book shows."""

from __future__ import annotations

from maillon import law
from maillon.topics.procedure.pictures.law_timeline import law_timeline_picture

FIGURES = {"frise-du-droit": lambda: law_timeline_picture(law.registry())}
FOLLOWS_LAW = frozenset(FIGURES)
"""The figures that change with the registry of law."""
