"""What a hand-drawn chain of suppliers shows: its tiers, its gaps, its single points.

A chain is drawn as a map (see `maps.record`) on horizontal bands, one a tier,
from the holder of the contract (tier 1, at the top) to the far end of the chain. An actor belongs
to the band where it stands; an arrow goes from the supplier to its customer, hence upwards.

The record keeps places only, never the name of a band: `tier_of` is the one place that turns
a height into a tier, and `tierOf` in `graph_editor/record.js` does the same on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from maillon.maps.record import clean_map


def tier_of(height: float, bands: int) -> int:
    """Return the tier of an actor that stands at `height`, from 1 (the top band) to `bands`.

    `height` goes from 0 (top of the drawing) to 1 (bottom).

    >>> tier_of(0.0, 3), tier_of(0.34, 3), tier_of(1.0, 3)
    (1, 2, 3)
    """
    return min(int(height * bands), bands - 1) + 1


def is_named(label: str) -> bool:
    """Tell whether a label can be a name: two letters or digits at least.

    >>> is_named("a"), is_named("3M"), is_named("filature inconnue")
    (False, True, True)
    """
    return sum(sign.isalnum() for sign in label) >= 2


@dataclass(frozen=True, slots=True)
class ChainReview:
    """What a drawn chain shows; actors are named by their labels, in the order of the record.

    - `tiers`: the actors of each tier, tier 1 first;
    - `arrows_between`: number of arrows from a tier to the one just above (k + 1 to k);
    - `turned`: the arrows drawn from a customer down to its supplier, as (from, to);
    - `level`: the arrows between two actors of the same tier, as (from, to): one of the two is
      on the wrong band, but its customer does have a supplier;
    - `orphans`: actors above the last tier to whom nobody supplies anything, not even from
      their own band;
    - `shared`: actors of tier 2 and beyond who supply at least two others;
    - `single`: those of `shared` who supply every actor of the tier above, two at least;
    - `depth`: deepest tier that reaches tier 1 by arrows, one tier at a time (0: tier 1 is
      empty).
    """

    tiers: tuple[tuple[str, ...], ...]
    arrows_between: int
    turned: tuple[tuple[str, str], ...]
    level: tuple[tuple[str, str], ...]
    orphans: tuple[str, ...]
    shared: tuple[str, ...]
    single: tuple[str, ...]
    depth: int

    @property
    def empty(self) -> tuple[int, ...]:
        """Tiers that hold nobody, from 1."""
        return tuple(rank for rank, actors in enumerate(self.tiers, 1) if not actors)


def chain_review(record: object, tiers: Sequence[str]) -> ChainReview:
    """Read a drawn chain; `tiers` are the names of its bands, from top to bottom.

    Signs and delays of arrows say nothing here.

    Raises:
        MapRecordError: the record is not a map.
    """
    clean = clean_map(record)
    label = {actor["id"]: actor["label"] for actor in clean["variables"]}
    tier = {actor["id"]: tier_of(actor["y"], len(tiers)) for actor in clean["variables"]}
    arrows = [(arrow["cause"], arrow["effect"]) for arrow in clean["arrows"]]
    upward = [(low, high) for low, high in arrows if tier[low] > tier[high]]
    steps = {(low, high) for low, high in upward if tier[low] == tier[high] + 1}
    customers = Counter(low for low, _ in upward)
    level = [(giver, taker) for giver, taker in arrows if tier[giver] == tier[taker]]
    supplied = {taker for _, taker in (*upward, *level)}
    above = Counter(low for low, _ in steps)
    crowd = Counter(tier.values())
    shared = [actor for actor in label if customers[actor] >= 2]
    return ChainReview(
        tiers=tuple(
            tuple(label[actor] for actor in label if tier[actor] == rank)
            for rank in range(1, len(tiers) + 1)
        ),
        arrows_between=len(steps),
        turned=tuple((label[a], label[b]) for a, b in arrows if tier[a] < tier[b]),
        level=tuple((label[a], label[b]) for a, b in level),
        orphans=tuple(
            label[actor] for actor in label if tier[actor] < len(tiers) and actor not in supplied
        ),
        shared=tuple(label[actor] for actor in shared),
        single=tuple(label[a] for a in shared if above[a] == crowd[tier[a] - 1] >= 2),
        depth=_depth(tier, steps),
    )


def _depth(tier: dict[str, int], steps: set[tuple[str, str]]) -> int:
    """Return how far one climbs from tier 1 along the arrows, one tier at a time."""
    reached = {actor for actor, rank in tier.items() if rank == 1}
    depth = 0
    while reached:
        depth += 1
        reached = {low for low, high in steps if high in reached}
    return depth
