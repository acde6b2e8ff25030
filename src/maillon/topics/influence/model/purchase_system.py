"""The ten variables of the workshop « Qui entraîne qui ? », read from `purchase_system.yaml`."""

from __future__ import annotations

from pathlib import Path

from maillon.base.yaml_files import read_file
from maillon.topics.influence.model.cross_impact import InfluenceMatrix
from maillon.topics.influence.model.fuzzy_map import FuzzyMap

_FOLDER = Path(__file__).resolve().parents[1]
_WRITTEN = read_file(_FOLDER / "purchase_system.yaml", _FOLDER / "schema.yaml", "system")
_VARIABLES: dict[str, dict[str, str]] = _WRITTEN["variables"]

LABELS = tuple(variable["label"] for variable in _VARIABLES.values())
"""The variables, in the order of the cards."""
DEMANDS, SOUNDING, EFFORT, OFFERS, PRICE, CASH, WORKLOAD, FOLLOW_UP, TRUST, IMPACT = LABELS

NAMED = {each["label"]: each["named"] for each in _VARIABLES.values() if "named" in each}
"""The same variables in a sentence."""
LEVERS = {_VARIABLES[name]["label"]: meaning for name, meaning in _WRITTEN["levers"].items()}
"""The levers that a buyer holds, and what holding each of them means; other variables follow."""


def _ends(key: str) -> tuple[str, str]:
    cause, _, effect = key.partition(">")
    return _VARIABLES[cause]["label"], _VARIABLES[effect]["label"]


_ARROWS = {_ends(key): arrow for key, arrow in _WRITTEN["arrows"].items()}

INFLUENCE = InfluenceMatrix.from_pairs(LABELS, {pair: a[0] for pair, a in _ARROWS.items()})
"""Direct influences, 0 (none) to 3 (strong): row drives column."""

FUZZY = FuzzyMap.from_pairs(LABELS, {pair: a[1] for pair, a in _ARROWS.items()})
"""The same pairs with a sign and a weight between −1 and 1."""
