"""The workshop of the topic award."""

from maillon.topics.award.workshop.three_formulas import ThreeFormulas

__all__ = ["ThreeFormulas"]
