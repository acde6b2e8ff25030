"""The loops of a map as the editor shows them, in French sentences."""

from __future__ import annotations

from typing import Any

from maillon.base.wording import capitalised, count
from maillon.maps.loops import (
    BoundedSearch,
    LoopSearch,
    loops_gained,
    loops_lost,
    loops_turned,
)
from maillon.maps.sentences import chain, sentence
from maillon.maps.words import loop_totals
from maillon.plots.style import KIND_WORDS


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
