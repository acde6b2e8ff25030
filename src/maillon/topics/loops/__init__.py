"""Loops: what reinforces, what balances, and remedies that fail.

Notebook: `mur-des-boucles`.
Chapters: `relier/une-pensee-qui-fait-du-lien`, `relier/boucles-et-retards`.
Exercise: `e1-boucles`.
"""
