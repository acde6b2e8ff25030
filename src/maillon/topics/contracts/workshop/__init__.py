"""The workshop of the topic contracts."""

from maillon.topics.contracts.workshop.own_contracts import OwnContracts

__all__ = ["OwnContracts"]
