"""Footprint and cost: two thermometers, whole-life cost, hot spots.

Notebook: `deux-thermometres`.
Chapter: `remonter/points-chauds-et-cout-global`.
Exercise: none yet.
"""
