"""The maps that the course itself tells, read from YAML files: their words, arrows and reasons.

`schema.yaml` describes the form. A variable whose phrases are « plus de … » and « moins de … » only
gives its label; the places of a map drawn by hand stand beside what they place.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import read_file
from maillon.maps.model import Arrow, CausalMap, Variable

_SCHEMA = Path(__file__).resolve().parent / "schema.yaml"
_ELIDED = "aâeéèêhiîoœu"


def read_course_maps(path: Path) -> dict[str, dict[str, Any]]:
    """Read the maps of a file, by name, as they are written.

    Raises:
        RegistryError: the file cannot be read, or has not the form of the schema.
    """
    return read_file(path, _SCHEMA, "maps")


def causal_map(written: Mapping[str, Any]) -> CausalMap:
    """Return the causal map that a file writes. Raises `ValueError` like the map itself.

    >>> rain = {"label": "pluie", "article": "la"}
    >>> causal_map({"variables": {"pluie": rain}, "arrows": {}}).variable("pluie").more
    'plus de pluie'
    """
    return CausalMap(
        tuple(_variable(name, words) for name, words in written["variables"].items()),
        tuple(_arrow(key, arrow) for key, arrow in written["arrows"].items()),
    )


def walks(written: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the walk of each loop that the map is told by, as ids of variables."""
    return tuple(tuple(loop["walk"]) for loop in written["loops"])


def _variable(name: str, words: Mapping[str, str]) -> Variable:
    label = words["label"]
    of = "d’" if label[0] in _ELIDED else "de "
    more, less = words.get("more", f"plus {of}{label}"), words.get("less", f"moins {of}{label}")
    return Variable(name, label, words["article"], more, less)


def _arrow(key: str, arrow: Mapping[str, Any]) -> Arrow:
    cause, _, effect = key.partition(">")
    polarity = 1 if arrow["sign"] == "+" else -1
    return Arrow(cause, effect, polarity, arrow.get("delay", False), arrow["why"])
