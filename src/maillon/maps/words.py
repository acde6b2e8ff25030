"""What a causal-map picture says in words: text alternative, caption and data table."""

from __future__ import annotations

from maillon.base.wording import NBSP, NNBSP, capitalised, count, listing
from maillon.maps.loop import Loop
from maillon.maps.loops import LoopSearch, arrow_traffic
from maillon.maps.model import CausalMap
from maillon.maps.sentences import chain
from maillon.plots.style import KIND_WORDS

COLUMNS = ("De", "Vers", "Signe", "Retard", "Boucles traversées")


def loop_totals(search: LoopSearch) -> str:
    """« 16 boucles : 8 R (amplifient) et 8 B (freinent) »."""
    if not search.loops:
        return "aucune boucle"
    least = "au moins " if search.truncated else ""
    kinds = []
    for kind, loops in (("R", search.reinforcing), ("B", search.balancing)):
        verb = KIND_WORDS[kind] + ("nt" if len(loops) > 1 else "")
        kinds.append(f"{len(loops)}{NBSP}{kind} ({verb})")
    return f"{least}{count(len(search), 'boucle')}{NBSP}: {listing(kinds)}"


def arrow_name(causal_map: CausalMap, key: str) -> str:
    """« nombre d’offres → concurrence », from the key of an arrow."""
    cause, _, effect = key.partition(">")
    return f"{causal_map.variable(cause).label} → {causal_map.variable(effect).label}"


def busiest(causal_map: CausalMap, search: LoopSearch) -> str:
    """One sentence on the most travelled arrows; empty when there is no loop."""
    traffic = arrow_traffic(search)
    if not traffic:
        return ""
    most = max(traffic.values())
    first = [arrow_name(causal_map, key) for key, loops in traffic.items() if loops == most]
    if len(first) > 3:
        return f"{len(first)} flèches sont les plus empruntées, {count(most, 'boucle')} chacune."
    each = " chacune" if len(first) > 1 else ""
    head = "Flèches les plus empruntées" if each else "Flèche la plus empruntée"
    return f"{head}{NBSP}: {listing(first)}, {count(most, 'boucle')}{each}."


def alternative(
    causal_map: CausalMap,
    search: LoopSearch,
    highlight: Loop | None,
    added: str | None,
    start: str | None = None,
) -> str:
    """The finding of the picture, with its counts."""
    variables = count(len(causal_map.variables), "variable")
    arrows = count(len(causal_map.arrows), "flèche")
    sentences = [
        f"Carte de {variables} et {arrows}, {loop_totals(search)}.",
    ]
    if highlight is not None:
        sentences.append(
            f"Boucle mise en avant, qui {KIND_WORDS[highlight.kind]} ({highlight.kind}){NBSP}: "
            f"{chain(highlight, start=start)}."
        )
    if added is not None:
        sentences.append(f"Flèche ajoutée{NBSP}: {arrow_name(causal_map, added)}.")
    if highlight is None:
        sentences.append(busiest(causal_map, search))
    return " ".join(sentence for sentence in sentences if sentence)


def caption(search: LoopSearch, highlight: Loop | None) -> str:
    """The caption when the caller gives none."""
    totals = capitalised(loop_totals(search))
    if highlight is None:
        return f"{totals}. L’épaisseur d’une flèche suit le nombre de boucles qui la traversent."
    return (
        f"Une boucle {highlight.kind}, qui {KIND_WORDS[highlight.kind]} le mouvement, "
        f"parmi {count(len(search), 'boucle')}{NNBSP}; suivez les numéros."
    )


def table(
    causal_map: CausalMap, search: LoopSearch, added: str | None
) -> tuple[tuple[str, ...], ...]:
    """One row an arrow, in the order of the map."""
    traffic, note = arrow_traffic(search), " (flèche ajoutée)"
    return tuple(
        (
            causal_map.variable(arrow.cause).label,
            causal_map.variable(arrow.effect).label + note * (arrow.key == added),
            arrow.sign,
            "oui" if arrow.delay else "non",
            str(traffic.get(arrow.key, 0)),
        )
        for arrow in causal_map.arrows
    )
