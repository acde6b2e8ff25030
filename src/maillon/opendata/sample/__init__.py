"""The fictional sample of Hautebrune: its draw, its files, and what must be said of them."""

from maillon.opendata.sample.files import FIRMS, MENTION, NATIVE, TABULAR, check, published, write

__all__ = ["FIRMS", "MENTION", "NATIVE", "TABULAR", "check", "published", "write"]
