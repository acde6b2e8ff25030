"""Influence: which variables drive the others, and where to press.

Notebook: `qui-entraine-qui`.
Chapter: `relier/ou-appuyer`.
Exercise: `e1-ma-carte`.
"""
