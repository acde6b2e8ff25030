"""Causal maps as pictures."""
