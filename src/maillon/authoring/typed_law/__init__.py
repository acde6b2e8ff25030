"""Numbers of law typed by hand, and references to the registry that it cannot answer."""

from maillon.authoring.typed_law.check import concerns, faults, findings, missing_files
from maillon.authoring.typed_law.references import reference_faults

__all__ = ["concerns", "faults", "findings", "missing_files", "reference_faults"]
