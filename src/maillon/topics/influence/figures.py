"""The figure of levers that the book shows."""

from __future__ import annotations

from maillon.topics.influence.pictures.leverage_ladder import leverage_ladder_picture

FIGURES = {"echelle-leviers": leverage_ladder_picture}
