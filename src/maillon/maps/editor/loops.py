"""The loops of a map as the editor shows them: a bounded search, and French sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillon.base.wording import capitalised, count
from maillon.maps.loops import (
    DEFAULT_LENGTH_BOUND,
    LoopSearch,
    find_loops,
    loops_gained,
    loops_lost,
    loops_turned,
)
from maillon.maps.model import CausalMap
from maillon.maps.sentences import chain, sentence
from maillon.maps.words import loop_totals
from maillon.plots.style import KIND_WORDS

#: More sentences than that help nobody; the search stops there and says so.
LIMIT = 200


@dataclass(frozen=True)
class BoundedSearch:
    """The loops found, shortest first, and where the search stopped.

    Every loop of at most `complete` arrows is in `search`; `beyond` tells whether longer ones may
    exist.
    """

    search: LoopSearch
    complete: int
    beyond: bool


def search_loops(causal_map: CausalMap, *, limit: int = LIMIT) -> BoundedSearch:
    """Find the loops of a map, short ones first, `limit` at most and 8 arrows long at most.

    Lengths are tried one after the other, so that what a limit keeps is the shortest loops and not
    those that the walk happened to meet.
    """
    longest = min(DEFAULT_LENGTH_BOUND, max(2, len(causal_map.variables)))
    kept = LoopSearch(())
    for bound in range(2, longest + 1):
        found = find_loops(causal_map, length_bound=bound, limit=limit)
        if found.truncated:
            whole = {loop.key for loop in kept}
            more = [loop for loop in found if loop.key not in whole][: limit - len(kept)]
            return BoundedSearch(LoopSearch((*kept, *more), truncated=True), bound - 1, True)
        kept = found
    return BoundedSearch(kept, longest, len(causal_map.variables) > longest)


def describe(found: BoundedSearch, before: LoopSearch) -> dict[str, Any]:
    """Return what the page shows: the count, what changed since `before`, one item a loop."""
    return {
        "summary": _summary(found),
        "news": _news(found.search, before),
        "items": [
            {
                "key": loop.key,
                "kind": loop.kind,
                "variables": list(loop.ids),
                "arrows": [arrow.key for arrow in loop.arrows],
                "name": chain(loop),
                "text": sentence(loop),
            }
            for loop in found.search
        ],
    }


def _summary(found: BoundedSearch) -> str:
    if not len(found.search):
        told = "Aucune boucle pour l’instant."
    else:
        told = f"{capitalised(loop_totals(found.search))}."
    if found.search.truncated and found.complete >= 2:
        return (
            f"{told} La recherche s’est arrêtée là. "
            f"Toutes les boucles de {found.complete} flèches au plus sont dans la liste."
        )
    if found.search.truncated:
        return f"{told} La recherche s’est arrêtée là : la carte en compte davantage."
    if found.beyond and len(found.search):
        return f"{told} Les boucles de plus de {found.complete} flèches ne sont pas cherchées."
    return told


def _news(after: LoopSearch, before: LoopSearch) -> str:
    """Say which loops appeared, vanished or changed type; nothing when a search was cut short."""
    if after.truncated or before.truncated:
        return ""
    told = []
    for loops, one, several in (
        (loops_turned(before, after), "Changée de type", "changées de type"),
        (loops_gained(before, after), "Nouvelle", "nouvelles"),
        (loops_lost(before, after), "Disparue", "disparues"),
    ):
        if len(loops) == 1:
            [loop] = loops
            verb = "" if one == "Disparue" else f", qui {KIND_WORDS[loop.kind]}"
            told.append(f"{one} : boucle {loop.kind}{verb}, {chain(loop)}.")
        elif loops:
            told.append(f"{count(len(loops), 'boucle')} {several}.")
    return " ".join(told)
