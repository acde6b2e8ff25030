"""The clause studio: a clause read, corrected, placed.

Notebook: `atelier-de-clauses`.
Chapters: `ecrire/huit-qualites`, `ecrire/specification-critere-execution`,
    `ecrire/bibliotheque-de-clauses`.
Exercise: `e5-clauses`.
"""
