"""Maps that reach the goals of a question, and maps that miss one of them by one mistake each.

A map has no key: the maps are built from the goals, as small wheels of two-arrow loops around one
variable, so that each loop can be taken away alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from maillon.maps.record import MAX_VARIABLES, empty_map
from maillon.sheet.questions import Map

Record = dict[str, Any]

_HUB = "affluence"
_AROUND = (
    *("attente", "bruit", "confort", "desserte", "entretien", "fatigue", "gratuité", "humeur"),
    *("intérêt", "jauge", "kilométrage", "lumière", "météo", "notoriété", "ouverture", "propreté"),
    *("qualité", "renommée", "sécurité", "température"),
)


def right_map(question: Map) -> Record:
    """Return a map with exactly the loops asked, and well-named variables.

    >>> len(right_map(Map("q", "Titre", "?", reinforcing=2, balancing=1))["arrows"])
    6
    """
    record = empty_map()
    signs = [1] * question.reinforcing + [-1] * question.balancing
    _add(record, "v0", _HUB)
    for rank, (sign, label) in enumerate(zip(signs, _AROUND, strict=False), start=1):
        _add(record, f"v{rank}", label)
        record["arrows"] += [_arrow("v0", f"v{rank}", 1), _arrow(f"v{rank}", "v0", sign)]
    return record


def wrong_maps(question: Map) -> Iterator[tuple[str, Record, float, tuple[str, ...]]]:
    """Yield maps with one mistake each: its name, the map, its share of the points, what is told.

    Shares are those that `maps.marking.loops` promises: loops four sixths, names one sixth,
    size one sixth, the last two in proportion of the loops.
    """
    loops = question.reinforcing + question.balancing
    right = right_map(question)
    fewer = (loops - 1) / loops
    if question.reinforcing:
        changed = copy.deepcopy(right)
        del changed["arrows"][1]
        yield "une boucle R coupée", changed, fewer, ("Il manque une boucle R",)
    if question.balancing:
        changed = copy.deepcopy(right)
        del changed["arrows"][-1]
        yield "une boucle B coupée", changed, fewer, ("Il manque une boucle B",)
        changed = copy.deepcopy(right)
        changed["arrows"][-1]["sign"] = 1
        yield "un signe retourné", changed, fewer, ("Il manque une boucle B",)
    yield "sans flèche", {**copy.deepcopy(right), "arrows": []}, 0.0, ()
    changed = copy.deepcopy(right)
    changed["variables"][0]["label"] = "payer plus vite"
    named = loops / (loops + 1)
    yield "un verbe pour nom", changed, (5 + named) / 6, ("c’est une action.",)
    if question.max_variables < MAX_VARIABLES:
        changed = copy.deepcopy(right)
        for rank in range(question.max_variables - loops):
            _add(changed, f"w{rank}", f"réserve {rank}")
        yield "trop de variables", changed, 5 / 6, (f"pour {question.max_variables} au plus",)
    yield from unreadable_maps(right)


def unreadable_maps(right: Record) -> Iterator[tuple[str, Record, float, tuple[str, ...]]]:
    """Yield records that are no map, as a damaged or hostile file may hold, made from a right one.

    `right` has a variable « v0 » and at least one arrow.
    """
    itself = copy.deepcopy(right)
    itself["arrows"].append(_arrow("v0", "v0", 1))
    yield "une flèche sur elle-même", itself, 0.0, ("part d’une variable et y revient.",)
    unsigned = copy.deepcopy(right)
    unsigned["arrows"][0]["sign"] = 0
    yield "un signe nul", unsigned, 0.0, ("n’a pas de signe lisible",)
    absent = copy.deepcopy(right)
    absent["arrows"].append(_arrow("v0", "ailleurs", 1))
    yield "une flèche vers rien", absent, 0.0, ("cite une variable absente de la carte.",)
    crowd = empty_map()
    for rank in range(10_000):
        _add(crowd, f"v{rank}", f"offre {rank}")
    yield "dix mille variables", crowd, 0.0, (f"pour {MAX_VARIABLES} au plus.",)


def _add(record: Record, name: str, label: str) -> None:
    record["variables"].append({"id": name, "label": label, "x": 0.5, "y": 0.5})


def _arrow(cause: str, effect: str, sign: int) -> Record:
    return {"cause": cause, "effect": effect, "sign": sign, "delay": False}
