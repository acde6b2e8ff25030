"""French sentences on a chain of suppliers drawn by hand: what is known, what is left to ask."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, capitalised, count, listing
from maillon.maps.chain import ChainReview

SHOWN = 4
"""Names that one sentence cites; beyond, it counts them."""


def chain_sentences(review: ChainReview, tiers: Sequence[str]) -> list[str]:
    """Say what a drawn chain shows, most useful first; `tiers` are the names of its bands."""
    if not review.tiers[0]:
        return ["Placez d’abord, tout en haut, l’entreprise qui signe le marché."]
    told = [_population(review, tiers)]
    told += [
        f"La flèche {_quoted(f'{giver} → {taker}')} descend. Une flèche va du fournisseur à son "
        f"client{NBSP}: le bouton «{NBSP}Retourner{NBSP}» la corrige."
        for giver, taker in review.turned[:1]
    ]
    told += [
        f"La flèche {_quoted(f'{giver} → {taker}')} relie deux entreprises du même rang. "
        "Placez le fournisseur un rang plus bas."
        for giver, taker in review.level[:1]
    ]
    told += [
        f"{capitalised(_quoted(name))} fournit tout le monde au-dessus. "
        "Si cette entreprise s’arrête, tout s’arrête."
        for name in review.single
    ]
    some = [name for name in review.shared if name not in review.single]
    if some:
        verb = "fournit" if len(some) == 1 else "fournissent"
        told.append(f"{_names(some)} {verb} plusieurs entreprises.")
    if review.orphans:
        told.append(
            f"Sans fournisseur connu{NBSP}: {_names(review.orphans)}. "
            "C’est la question à poser au prochain rendez-vous."
        )
    told += [
        f"Personne dans {_quoted(tiers[rank - 1])}{NBSP}: ce rang n’existe pas, "
        "ou personne ne l’a encore demandé."
        for rank in review.empty
    ]
    if review.depth == len(tiers):
        told.append("Au moins un chemin remonte jusqu’au dernier rang, sans trou.")
    return told


def _population(review: ChainReview, tiers: Sequence[str]) -> str:
    counts = [
        f"{tier}{NBSP}: {count(len(actors), 'entreprise') if actors else 'personne'}"
        for tier, actors in zip(tiers, review.tiers, strict=True)
    ]
    return f"{'. '.join(counts)}."


def _names(labels: Sequence[str]) -> str:
    if len(labels) > SHOWN:
        return f"{len(labels)}{NBSP}entreprises"
    return listing([_quoted(label) for label in labels])


def _quoted(label: str) -> str:
    return f"«{NBSP}{label}{NBSP}»"
