"""Insertion: hours promised, hours worked, and what a sanction changes.

Notebook: `heures-promises`.
Chapter: `ecrire/heures-et-label`.
Exercise: `e7-insertion`.
"""
