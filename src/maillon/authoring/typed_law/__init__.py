"""Numbers of law that somebody typed: found by value and context, refused with the id to use."""

from maillon.authoring.typed_law.check import faults, findings, missing_files

__all__ = ["faults", "findings", "missing_files"]
