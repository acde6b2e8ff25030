"""Contracts: what a buyer's open data say.

Notebook: `mes-marches`.
Chapter: `remonter/mes-marches-en-donnees`.
Exercise: `e-donnees`.
"""
