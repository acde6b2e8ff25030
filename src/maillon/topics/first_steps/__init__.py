"""First steps: meals served a day, their price, and a budget.

Notebook: `premiers-gestes`.
Chapters: `demarrer/la-matinee-d-arras`, `demarrer/la-relation-tout-au-long`,
    `demarrer/qui-fait-quoi`.
Exercise: `e0-repetition`.
"""
