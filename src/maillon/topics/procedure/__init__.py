"""Procedure: which rule, since when.

Notebook: `quelle-regle`.
Chapters: `droit/quelle-regle-et-depuis-quand`, `droit/ce-qui-a-change`.
Exercise: `e-droit`.
"""
