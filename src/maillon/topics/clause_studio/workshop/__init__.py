"""The workshop of the topic clause studio."""

from maillon.topics.clause_studio.workshop.clause_studio import ClauseStudio

__all__ = ["ClauseStudio"]
