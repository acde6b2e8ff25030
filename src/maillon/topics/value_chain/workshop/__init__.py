"""The workshop of the topic value chain."""

from maillon.topics.value_chain.workshop.unfolded_chain import UnfoldedChain

__all__ = ["UnfoldedChain"]
