"""Twelve requirements to sort: specification, criterion, condition of performance, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement, the place where it fits best (`place`), and why, in French."""

    id: str
    text: str
    place: str
    why: str


@cache
def places() -> Mapping[str, str]:
    """Return the places, by id, with their French names."""
    return dict(_read()["places"])


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return the twelve requirements, in the order in which they are shown."""
    return tuple(Requirement(**row) for row in _read()["requirements"])


@cache
def _read() -> dict[str, Any]:
    return dict(read_yaml(Path(__file__).with_name("requirements.yaml")))
