"""The workshop of the topic insertion."""

from maillon.topics.insertion.workshop.promised_hours import PromisedHours

__all__ = ["PromisedHours"]
