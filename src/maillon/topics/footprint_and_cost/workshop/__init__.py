"""The workshop of the topic footprint and cost."""

from maillon.topics.footprint_and_cost.workshop.two_thermometers import TwoThermometers

__all__ = ["TwoThermometers"]
