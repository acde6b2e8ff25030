"""Award: formulas that turn prices into points, and who wins.

Notebook: `trois-formules`.
Chapter: `ecrire/noter-sans-se-tromper`.
Exercise: `e6-notation`.
"""
