"""The divisions of the common procurement vocabulary (CPV), by their short French names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from maillon.base.yaml_files import read_yaml

UNKNOWN = "Division inconnue"


@cache
def divisions() -> Mapping[str, str]:
    """Return the 45 divisions: two digits → short French name.

    >>> len(divisions()), divisions()["45"]
    (45, 'Travaux')
    """
    return MappingProxyType(read_yaml(Path(__file__).parent / "divisions.yaml"))


def division_name(code: str) -> str:
    """Name a division; what is no division is said to be unknown.

    >>> division_name("15"), division_name("00")
    ('Alimentation', 'Division inconnue')
    """
    return divisions().get(code, UNKNOWN)
