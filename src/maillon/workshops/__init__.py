"""Workshops: one module a notebook, each wiring a model, a picture and controls."""

from maillon.workshops.catalogue import open_workshop

__all__ = ["open_workshop"]
