"""The workshop of the topic procedure."""

from maillon.topics.procedure.workshop.which_rule import WhichRule

__all__ = ["WhichRule"]
