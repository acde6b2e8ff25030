"""The value chain: prices unfolded, tiers, and who depends on whom.

Notebook: `chaine-depliee`.
Chapters: `remonter/du-plus-petit-fournisseur`, `remonter/qui-gagne-quoi`.
Exercise: `e3-chaine`.
"""
