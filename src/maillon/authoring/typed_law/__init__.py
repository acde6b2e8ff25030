"""Numbers of law that somebody typed: found by value and context, refused with the id to use."""

from maillon.authoring.typed_law.check import faults, findings, missing_files
from maillon.authoring.typed_law.references import reference_faults

__all__ = ["faults", "findings", "missing_files", "reference_faults"]
