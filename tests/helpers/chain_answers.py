"""Chains of suppliers that reach the goals of a question, and chains with one mistake each.

A chain has no key: one is built from the goals, with three actors a tier at least, so that each
mistake can be made alone, without making the chain too small. Its shares are those that
:mod:`maillon.maps.marking.chain` promises.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from map_answers import unreadable_maps

from maillon.maps.record import empty_map
from maillon.sheet.questions import Chain

Record = dict[str, Any]


def right_chain(question: Chain) -> Record:
    """Return a chain with exactly the shared suppliers asked, all in tier 2.

    Each actor supplies the one above it; the shared ones also supply its neighbour.

    >>> record = right_chain(Chain("q", "Titre", "?", tiers=("Un", "Deux", "Trois")))
    >>> len(record["variables"]), len(record["arrows"])
    (9, 7)
    """
    record = empty_map()
    wide = _width(question)
    bands = len(question.tiers)
    for rank in range(bands):
        for place in range(wide):
            name = f"v{rank * wide + place}"
            height = (rank + 0.5) / bands
            record["variables"].append(
                {"id": name, "label": f"acteur {name}", "x": (place + 0.5) / wide, "y": height}
            )
            if rank:
                record["arrows"].append(_sale(name, f"v{(rank - 1) * wide + place}"))
    for place in range(question.shared):
        record["arrows"].append(_sale(f"v{wide + place}", f"v{place + 1}"))
    return record


def wrong_chains(question: Chain) -> Iterator[tuple[str, Record, float, tuple[str, ...]]]:
    """Yield chains with one mistake each: name, chain, share of the points, what is told."""
    right, bands, wide = right_chain(question), len(question.tiers), _width(question)
    last = f"acteur v{(bands - 1) * wide}"
    yield "sans flèche", {**copy.deepcopy(right), "arrows": []}, 0.0, ("Aucun chemin de flèches",)

    changed = copy.deepcopy(right)
    changed["variables"][-wide:] = []
    kept = {variable["id"] for variable in changed["variables"]}
    changed["arrows"] = [arrow for arrow in changed["arrows"] if arrow["cause"] in kept]
    if bands > 2:
        # The last tier lacks: those above it have no known supplier any more.
        orphans = wide / ((bands - 1) * wide)
        share = (bands - 1) / bands * (4 - orphans) / 4
        told = (f"«\u00a0{question.tiers[-1]}\u00a0» est vide", "n’a pas de fournisseur connu")
        yield "dernier rang vide", changed, share, told

    changed = copy.deepcopy(right)
    lone = (bands - 2) * wide + wide - 1
    changed["arrows"] = [a for a in changed["arrows"] if a["effect"] != f"v{lone}"]
    if bands > 2:
        share = (4 - 1 / ((bands - 1) * wide)) / 4
        yield "un acteur sans fournisseur", changed, share, (f"«\u00a0acteur v{lone}\u00a0» n’a",)

    changed = copy.deepcopy(right)
    changed["arrows"].append(_sale("v0", f"v{(bands - 1) * wide}"))
    share = (4 - 1 / len(changed["arrows"])) / 4
    yield "une flèche qui descend", changed, share, (f"acteur v0 → {last}\u00a0» descend",)

    changed = copy.deepcopy(right)
    changed["arrows"].append(_sale("v1", "v0"))
    share = (4 - 1 / len(changed["arrows"])) / 4
    yield "une flèche dans un rang", changed, share, ("deux entreprises du même rang",)

    changed = copy.deepcopy(right)
    for rank, variable in enumerate(changed["variables"]):
        variable["label"] = chr(ord("a") + rank)
    yield "des noms d’une lettre", changed, 0.0, ("«\u00a0a\u00a0» n’est pas un nom",)

    if question.shared:
        changed = copy.deepcopy(right)
        del changed["arrows"][-1]
        share = (3 + (question.shared - 1) / question.shared) / 4
        yield "pas assez de fournisseurs communs", changed, share, ("un fournisseur commun",)

    yield from unreadable_maps(right)


def _width(question: Chain) -> int:
    """Return how many actors each tier has."""
    return max(3, question.shared + 1)


def _sale(supplier: str, customer: str) -> dict[str, Any]:
    return {"cause": supplier, "effect": customer, "sign": 1, "delay": False}
