"""The workshop of the topic disruption."""

from maillon.topics.disruption.workshop.broken_link import BrokenLink

__all__ = ["BrokenLink"]
