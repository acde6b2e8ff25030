"""Questions on a chain of suppliers that a trainee draws: tiers, gaps and shared suppliers.

As for `maps.marking.loops`, a marker never trusts what was displayed: the record is read
again by `maps.chain`. The goals are public, so nothing here is a key. No name
is judged: only the person who drew the chain knows who sells to whom. A single letter is no name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from maillon.base.wording import NBSP, NNBSP, count
from maillon.maps.chain import ChainReview, chain_review, is_named
from maillon.maps.marking.hints import first_hints
from maillon.maps.record import Record, clean_map

START = "Placez d’abord, en haut, l’entreprise qui signe le marché."
"""What to do while nothing is drawn."""
ACTORS_PER_TIER = 2
"""Actors that arrows must join, in the mean of the tiers: fewer are no chain yet."""


class ChainGoals(Protocol):
    """What a chain is asked to show: bands, and actors that supply at least two others."""

    @property
    def tiers(self) -> tuple[str, ...]:
        """French names of the bands, tier 1 at the top."""

    @property
    def shared(self) -> int:
        """Actors asked that supply at least two others."""


@dataclass(frozen=True)
class ChainMarks:
    """What is found on a chain, then French sentences; `share` is the part of the points.

    `gaps` are what keeps from having all of them: too few actors, tiers without anybody, actors
    without a known supplier, arrows that do not go up, no supplier in common. `unnamed` are the
    labels that are no names: they were set aside.
    """

    found: ChainReview
    summary: str
    unnamed: tuple[str, ...]
    gaps: tuple[tuple[str, ...], ...]
    share: float

    @property
    def missing(self) -> tuple[str, ...]:
        """What to complete, the first sentences of each sort."""
        return tuple(line for sort in self.gaps for line in _first(sort))

    @property
    def hints(self) -> tuple[str, ...]:
        """What to look at again: who has no name, then, at no cost, on whom a whole tier rests."""
        unnamed = tuple(
            f"«{NBSP}{label}{NBSP}» n’est pas un nom, et ne compte pas{NBSP}: écrivez celui de "
            "l’entreprise, ou ce que vous cherchez."
            for label in self.unnamed
        )
        single = tuple(
            f"«{NBSP}{actor}{NBSP}» fournit tout le rang du dessus{NBSP}: que se passe-t-il "
            f"en cas d’arrêt{NNBSP}?"
            for actor in self.found.single
        )
        return (*_first(unnamed), *single)

    @property
    def early_hints(self) -> tuple[str, ...]:
        """The hints worth reading while the chain is drawn: all of them."""
        return self.hints

    @property
    def lines(self) -> tuple[str, ...]:
        """All sentences, the summary first."""
        return (self.summary, *self.missing, *self.hints)


def review(goals: ChainGoals, record: object) -> ChainMarks:
    """Read a chain again, against the goals of `goals`.

    Four parts of equal weight: the last tier is reached, everyone above it has a known supplier,
    every arrow goes up, enough actors are shared. They count in proportion of the tiers that
    arrows reach from tier 1, so that a list of actors without an arrow earns nothing, then of the
    actors that arrows join, until there are `ACTORS_PER_TIER` a tier. Who has no name
    counts for nobody, and so do its arrows.

    Raises:
        MapRecordError: the record is not a map.
    """
    clean = clean_map(record)
    named = _named(clean)
    found = chain_review(named, goals.tiers)
    arrows = len(named["arrows"])
    joined = len({arrow[end] for arrow in named["arrows"] for end in ("cause", "effect")})
    enough = ACTORS_PER_TIER * len(goals.tiers)
    buyers = sum(map(len, found.tiers[:-1]))
    # Tier 1 alone reaches nothing: the climb starts with its first supplier.
    reached = found.depth / len(goals.tiers) if found.depth > 1 else 0.0
    parts = (
        1.0,
        1 - len(found.orphans) / max(1, buyers),
        1 - (len(found.turned) + len(found.level)) / max(1, arrows),
        min(len(found.shared), goals.shared) / goals.shared if goals.shared else 1.0,
    )
    return ChainMarks(
        found,
        _summary(goals, found, arrows),
        tuple(a["label"] for a in clean["variables"] if not is_named(a["label"])),
        (
            _few(joined, enough),
            _holes(goals, found),
            _orphans(found),
            _turned(found),
            _level(found),
            _unshared(goals, found),
        ),
        reached * min(1.0, joined / enough) * sum(parts) / len(parts),
    )


def described(goals: ChainGoals, record: object) -> list[str]:
    """Return a chain as French lines, for who reads an answer: its tiers, then who sells to whom.

    Raises:
        MapRecordError: the record is not a map.
    """
    clean = clean_map(record)
    label = {actor["id"]: actor["label"] for actor in clean["variables"]}
    found = chain_review(record, goals.tiers)
    return [
        *(
            f"{name}{NBSP}: {', '.join(actors) or 'personne'}."
            for name, actors in zip(goals.tiers, found.tiers, strict=True)
        ),
        *(f"– {label[arrow['cause']]} → {label[arrow['effect']]}" for arrow in clean["arrows"]),
    ]


def _summary(goals: ChainGoals, found: ChainReview, arrows: int) -> str:
    firms = count(sum(map(len, found.tiers)), "entreprise")
    filled = len(goals.tiers) - len(found.empty)
    return (
        f"Le cours lit {firms} et {count(arrows, 'flèche')}, sur {count(filled, 'rang')} "
        f"pour {len(goals.tiers)}."
    )


def _named(clean: Record) -> Record:
    """Return the map without the actors that have no name, nor their arrows."""
    actors = [actor for actor in clean["variables"] if is_named(actor["label"])]
    kept = {actor["id"] for actor in actors}
    arrows = [arrow for arrow in clean["arrows"] if {arrow["cause"], arrow["effect"]} <= kept]
    return {**clean, "variables": actors, "arrows": arrows}


def _first(lines: tuple[str, ...]) -> tuple[str, ...]:
    return first_hints(lines, "Une autre remarque suit", "autres remarques suivent")


def _few(joined: int, enough: int) -> tuple[str, ...]:
    if joined >= enough:
        return ()
    firms = count(joined, "entreprise")
    return (f"Vos flèches relient {firms}{NBSP}: il en faut au moins {enough}.",)


def _holes(goals: ChainGoals, found: ChainReview) -> tuple[str, ...]:
    """Name the tiers without anybody, or the first tier that no arrow joins to the one above."""
    if found.empty:
        return tuple(
            f"«{NBSP}{goals.tiers[rank - 1]}{NBSP}» est vide{NBSP}: placez-y une entreprise."
            for rank in found.empty
        )
    if found.depth < len(goals.tiers):
        low = goals.tiers[found.depth]
        return (
            (
                f"Aucun chemin de flèches ne monte de «{NBSP}{low}{NBSP}» jusqu’en haut{NBSP}: "
                "reliez un fournisseur à son client, un rang au-dessus."
            ),
        )
    return ()


def _orphans(found: ChainReview) -> tuple[str, ...]:
    return tuple(
        f"«{NBSP}{actor}{NBSP}» n’a pas de fournisseur connu{NBSP}: qui lui vend, ou à qui "
        f"le demanderez-vous{NNBSP}?"
        for actor in found.orphans
    )


def _turned(found: ChainReview) -> tuple[str, ...]:
    return tuple(
        f"La flèche «{NBSP}{start} → {end}{NBSP}» descend{NBSP}: elle part du fournisseur et "
        "monte vers son client."
        for start, end in found.turned
    )


def _level(found: ChainReview) -> tuple[str, ...]:
    return tuple(
        f"La flèche «{NBSP}{start} → {end}{NBSP}» relie deux entreprises du même rang{NBSP}: "
        "placez le fournisseur un rang plus bas, ou le client un rang plus haut."
        for start, end in found.level
    )


def _unshared(goals: ChainGoals, found: ChainReview) -> tuple[str, ...]:
    if len(found.shared) >= goals.shared:
        return ()
    what = (
        "une entreprise en fournisse"
        if goals.shared == 1
        else f"{goals.shared} entreprises en fournissent"
    )
    return (
        (
            f"Cherchez un fournisseur commun{NBSP}: il faut qu’au moins {what} deux autres. "
            f"La carte en montre {len(found.shared)}."
        ),
    )
