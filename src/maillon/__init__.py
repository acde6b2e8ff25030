"""Maillon: a French Jupyter course on responsible public procurement."""

__version__ = "0.1.0"
