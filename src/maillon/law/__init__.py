"""The law as data: dated, sourced values, and the calculations that rest on them.

>>> from datetime import date
>>> from maillon import law
>>> law.value("seuil_ue_fs_local", on=date(2025, 12, 31))
221000
"""

from maillon.law.entries import Citation, Entry, Source, Value, Watch
from maillon.law.registry import (
    DATA,
    AmbiguousScope,
    LegalError,
    NotInForce,
    Registry,
    UnknownEntry,
    UnverifiedRule,
    cite,
    entry,
    load,
    registry,
    using,
    value,
)

__all__ = [
    "DATA",
    "AmbiguousScope",
    "Citation",
    "Entry",
    "LegalError",
    "NotInForce",
    "Registry",
    "Source",
    "UnknownEntry",
    "UnverifiedRule",
    "Value",
    "Watch",
    "cite",
    "entry",
    "load",
    "registry",
    "using",
    "value",
]
