"""The name of a CPV division, where pictures look for it."""

from maillon.opendata.cleaning.cpv import division_name

__all__ = ["division_name"]
