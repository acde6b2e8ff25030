"""The record of a causal map that a person draws: plain data, checked, read and written.

A record is what the graph editor keeps, what a file of the course holds and what an answer
saves::

    {"schema": 1, "title": "Ma carte",
     "variables": [{"id": "v1", "label": "prix", "x": 0.5, "y": 0.2}],
     "arrows": [{"cause": "v1", "effect": "v2", "sign": 1, "delay": False}]}

`x` and `y` are places on the drawing, from 0 (left, top) to 1 (right, bottom); they say
nothing of the causes. `sign` is 1 (same direction) or −1 (opposite direction).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, count
from maillon.maps.model import Arrow, CausalMap, Variable

SCHEMA = 1
MAX_VARIABLES = 60
MAX_ARROWS = 400
LABEL_LENGTH = 80
TITLE_LENGTH = 120
SHOWN_FAULTS = 3
#: Control signs, ends of line and halves of a pair: no name holds them, and Word refuses them.
_UNWRITABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))

Record = dict[str, Any]


class MapRecordError(MaillonError):
    """A record that is not a causal map; `faults` are its French faults, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        rest = len(faults) - SHOWN_FAULTS
        also = f" Et {count(rest, 'autre défaut')}." if rest == 1 else ""
        if rest > 1:
            also = f" Et {rest}{NBSP}autres défauts."
        super().__init__(
            "Ce n’est pas une carte de causes du cours.",
            why=" ".join(faults[:SHOWN_FAULTS]) + also,
            remedy="Reprenez un fichier enregistré par l’éditeur de cartes.",
        )


def empty_map(title: str = "") -> Record:
    """Return the record of a map without variables.

    >>> empty_map()["variables"]
    []
    """
    return {"schema": SCHEMA, "title": title, "variables": [], "arrows": []}


def check_map(record: object, *, max_variables: int = MAX_VARIABLES) -> list[str]:
    """Return the faults of a record, in French, one sentence each; an empty list if it is sound.

    Whatever the record holds, nothing is raised.
    """
    if not isinstance(record, Mapping):
        return ["Le contenu n’est pas une fiche de carte."]
    schema = record.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        return [f"La version de la fiche n’est pas celle que le cours sait lire ({SCHEMA})."]
    title, variables, arrows = (record.get(key) for key in ("title", "variables", "arrows"))
    faults = [] if _is_text(title, TITLE_LENGTH, empty=True) else [_TITLE_FAULT]
    if not isinstance(variables, list) or not isinstance(arrows, list):
        return [*faults, "Il manque la liste des variables ou celle des flèches."]
    if len(variables) > max_variables:
        found = count(len(variables), "variable")
        faults.append(f"La carte compte {found}, pour {max_variables} au plus.")
    if len(arrows) > MAX_ARROWS:
        found = count(len(arrows), "flèche")
        faults.append(f"La carte compte {found}, pour {MAX_ARROWS} au plus.")
    if faults:
        return faults
    labels: dict[str, str] = {}
    for rank, variable in enumerate(variables, 1):
        faults += _variable_faults(variable, rank, labels)
    taken: set[tuple[str, str]] = set()
    for rank, arrow in enumerate(arrows, 1):
        faults += _arrow_faults(arrow, rank, labels, taken)
    return faults


_TITLE_FAULT = f"Le titre n’est pas un texte de {TITLE_LENGTH}{NBSP}signes au plus."


def _is_text(value: object, longest: int, *, empty: bool = False) -> bool:
    """Tell whether a value is a text of one line that any file can hold, not too long nor blank."""
    return (
        isinstance(value, str)
        and len(value) <= longest
        and (empty or bool(value.strip()))
        and not any(
            unicodedata.category(sign) in _UNWRITABLE or sign in "\ufffe\uffff" for sign in value
        )
    )


def _variable_faults(variable: object, rank: int, labels: dict[str, str]) -> list[str]:
    """List the faults of one variable; note its id and its label when they are sound."""
    if not isinstance(variable, Mapping):
        return [f"La variable n°{NBSP}{rank} n’est pas lisible."]
    name, label = variable.get("id"), variable.get("label")
    if not isinstance(name, str) or not _is_text(name, LABEL_LENGTH) or ">" in name:
        return [f"La variable n°{NBSP}{rank} n’a pas d’identifiant utilisable."]
    if name in labels:
        return [f"L’identifiant «{NBSP}{name}{NBSP}» sert à deux variables."]
    if not isinstance(label, str) or not _is_text(label, LABEL_LENGTH):
        labels[name] = name
        return [
            f"La variable n°{NBSP}{rank} n’a pas de nom, ou il dépasse {LABEL_LENGTH}{NBSP}signes."
        ]
    same = label.strip().casefold()
    faults = []
    if same in {known.strip().casefold() for known in labels.values()}:
        faults.append(f"Deux variables portent le nom «{NBSP}{label}{NBSP}».")
    labels[name] = label
    if not all(_is_share(variable.get(axis)) for axis in ("x", "y")):
        faults.append(f"La place de la variable «{NBSP}{label}{NBSP}» sort du dessin.")
    return faults


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _arrow_faults(
    arrow: object, rank: int, labels: dict[str, str], taken: set[tuple[str, str]]
) -> list[str]:
    """List the faults of one arrow; note its ends when they are sound."""
    if not isinstance(arrow, Mapping):
        return [f"La flèche n°{NBSP}{rank} n’est pas lisible."]
    cause, effect = arrow.get("cause"), arrow.get("effect")
    if not isinstance(cause, str) or not isinstance(effect, str):
        return [f"La flèche n°{NBSP}{rank} n’a pas de cause ou pas d’effet."]
    if cause not in labels or effect not in labels:
        return [f"La flèche n°{NBSP}{rank} cite une variable absente de la carte."]
    named = f"«{NBSP}{labels[cause]} → {labels[effect]}{NBSP}»"
    if cause == effect:
        return [f"La flèche {named} part d’une variable et y revient."]
    faults = []
    if (cause, effect) in taken:
        faults.append(f"La flèche {named} est donnée deux fois.")
    taken.add((cause, effect))
    sign = arrow.get("sign")
    if isinstance(sign, bool) or not isinstance(sign, int) or sign not in (1, -1):
        faults.append(f"La flèche {named} n’a pas de signe lisible{NBSP}: 1 ou -1.")
    if not isinstance(arrow.get("delay"), bool):
        faults.append(f"La flèche {named} ne dit pas si elle agit avec retard.")
    return faults


def clean_map(record: object, *, max_variables: int = MAX_VARIABLES) -> Record:
    """Return a copy of a sound record with its own fields only, texts without outer spaces.

    Raises:
        MapRecordError: the record has faults.
    """
    faults = check_map(record, max_variables=max_variables)
    if faults or not isinstance(record, Mapping):
        raise MapRecordError(faults)
    return {
        "schema": SCHEMA,
        "title": record["title"].strip(),
        "variables": [
            {
                "id": variable["id"],
                "label": variable["label"].strip(),
                "x": float(variable["x"]),
                "y": float(variable["y"]),
            }
            for variable in record["variables"]
        ],
        "arrows": [
            {key: arrow[key] for key in ("cause", "effect", "sign", "delay")}
            for arrow in record["arrows"]
        ],
    }


def read_map(record: object, *, max_variables: int = MAX_VARIABLES) -> CausalMap:
    """Return the causal map of a record.

    The words « hausse de » and « baisse de » suit any noun that a person types, without agreement
    or elision to guess.

    Raises:
        MapRecordError: the record has faults.
    """
    clean = clean_map(record, max_variables=max_variables)
    return CausalMap(
        tuple(_variable(item["id"], item["label"]) for item in clean["variables"]),
        tuple(
            Arrow(item["cause"], item["effect"], item["sign"], item["delay"])
            for item in clean["arrows"]
        ),
    )


def _variable(name: str, label: str) -> Variable:
    quoted = f"«{NBSP}{label}{NBSP}»"
    return Variable(name, label, "la variable", f"hausse de {quoted}", f"baisse de {quoted}")


def write_map(
    causal_map: CausalMap,
    *,
    title: str = "",
    places: Mapping[str, tuple[float, float]] | None = None,
) -> Record:
    """Return the record of a causal map; variables without a place stand on an oval, clockwise.

    `places` gives (x, y) from 0 to 1 by variable id.

    Raises:
        MapRecordError: the map cannot be a record (too many variables, two of the same name…).
    """
    known = places or {}
    total = len(causal_map.variables)
    return clean_map(
        {
            "schema": SCHEMA,
            "title": title,
            "variables": [
                {"id": variable.id, "label": variable.label}
                | dict(zip("xy", known.get(variable.id, _on_oval(rank, total)), strict=True))
                for rank, variable in enumerate(causal_map.variables)
            ],
            "arrows": [
                {
                    "cause": arrow.cause,
                    "effect": arrow.effect,
                    "sign": arrow.polarity,
                    "delay": arrow.delay,
                }
                for arrow in causal_map.arrows
            ],
        }
    )


def _on_oval(rank: int, total: int) -> tuple[float, float]:
    """Place on an oval; from nine variables on, one in two stands back to keep names apart."""
    angle = 2 * math.pi * rank / max(1, total)
    size = 0.4
    if total > 8 and not (total % 2 and rank == total - 1):
        size = 0.3 if rank % 2 else 0.5
    return round(0.5 + size * math.sin(angle), 4), round(0.5 - size * math.cos(angle), 4)
