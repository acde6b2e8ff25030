"""Disruption: days of service lost when a link stops, and what measures buy.

Notebook: `maillon-casse`.
Chapter: `remonter/lire-une-crise`.
Exercise: `e4-maillon`.
"""
