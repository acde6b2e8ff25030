"""The loops of a causal map: finding, counting, comparing and telling them.

The polarity of a loop is the product of the signs of its arrows: +1 is a reinforcing loop
(« R », the movement comes back amplified, for better or worse), −1 a balancing one (« B », the
movement comes back slowed).

Loops are the elementary circuits of the graph, listed by `networkx.simple_cycles`, after Johnson,
"Finding all the elementary circuits of a directed graph", SIAM J. Comput. 4(1), 1975,
doi:10.1137/0204007, and, where the length is bounded, Gupta and Suzumura, arXiv:2105.10094.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from maillon.base.wording import NBSP, NNBSP
from maillon.maps.loop import Kind, Loop
from maillon.maps.model import Arrow, CausalMap, Variable

DEFAULT_LENGTH_BOUND = 8
DEFAULT_LIMIT = 10_000


@dataclass(frozen=True)
class LoopSearch:
    """The loops found, shortest first; `truncated` when the limit stopped the search."""

    loops: tuple[Loop, ...]
    truncated: bool = False

    def __iter__(self) -> Iterator[Loop]:
        return iter(self.loops)

    def __len__(self) -> int:
        return len(self.loops)

    @property
    def reinforcing(self) -> tuple[Loop, ...]:
        """The loops that amplify (R)."""
        return tuple(loop for loop in self.loops if loop.kind == "R")

    @property
    def balancing(self) -> tuple[Loop, ...]:
        """The loops that slow down (B)."""
        return tuple(loop for loop in self.loops if loop.kind == "B")

    def along(self, *names: str) -> Loop:
        """The loop that walks exactly these variables, from whichever one is given first.

        Raises `ValueError` when no loop found does.
        """
        wanted = _rotated(names)
        for loop in self.loops:
            if loop.ids == wanted:
                return loop
        raise ValueError(
            f"Aucune boucle trouvée ne suit ce chemin{NBSP}: {' → '.join(names)}. "
            "Vérifiez que toutes ses flèches sont dans la carte."
        )


def _rotated(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return names
    start = names.index(min(names))
    return names[start:] + names[:start]


def find_loops(
    causal_map: CausalMap,
    *,
    length_bound: int | None = DEFAULT_LENGTH_BOUND,
    limit: int = DEFAULT_LIMIT,
) -> LoopSearch:
    """List the loops of at most `length_bound` arrows (`None`: any length).

    The result depends neither on the order of the variables nor on that of the arrows. At most
    `limit` loops are kept, for the number of circuits can explode; `truncated` says so.

    Raises `ValueError` when `length_bound` is below 2 or `limit` below 1.

    >>> hen = Variable("poule", "poules", "les", "plus de poules", "moins de poules")
    >>> egg = Variable("œuf", "œufs", "les", "plus d’œufs", "moins d’œufs")
    >>> farm = CausalMap((hen, egg), (Arrow("poule", "œuf", 1), Arrow("œuf", "poule", 1)))
    >>> [loop.kind for loop in find_loops(farm)]
    ['R']
    """
    if length_bound is not None and length_bound < 2:
        raise ValueError(
            f"La longueur maximale vaut {length_bound}{NNBSP}; une boucle compte au moins "
            "2 flèches, donnez 2 ou plus."
        )
    if limit < 1:
        raise ValueError(f"La limite vaut {limit}{NNBSP}; donnez au moins 1 boucle à garder.")
    names = sorted(variable.id for variable in causal_map.variables)
    rank = {name: position for position, name in enumerate(names)}
    arrows = {(rank[a.cause], rank[a.effect]): a for a in causal_map.arrows}
    # Nodes and arrows in sorted order: the walk, hence what a limit keeps, is reproducible.
    walks = list(islice(_cycles(len(names), sorted(arrows), length_bound), limit + 1))
    truncated = len(walks) > limit
    variables = tuple(causal_map.variable(name) for name in names)
    found = sorted(walks[:limit], key=lambda walk: (len(walk), walk))
    return LoopSearch(tuple(_loops(found, variables, arrows)), truncated)


def _cycles(
    size: int, pairs: Iterable[tuple[int, int]], length_bound: int | None
) -> Iterator[tuple[int, ...]]:
    """Yield each circuit once, from its smallest node."""
    import networkx as nx  # slow to load, and not needed before somebody bets

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(pairs)
    for cycle in nx.simple_cycles(graph, length_bound):
        if len(cycle) > 1:
            start = cycle.index(min(cycle))
            yield tuple(cycle[start:] + cycle[:start])


def _loops(
    walks: Iterable[tuple[int, ...]],
    variables: tuple[Variable, ...],
    by_ends: dict[tuple[int, int], Arrow],
) -> Iterator[Loop]:
    """Dress the walks; a map may have thousands, hence the C loops of `map` and `zip`."""
    minuses = {ends for ends, arrow in by_ends.items() if arrow.polarity < 0}
    kinds: tuple[tuple[int, Kind], ...] = ((1, "R"), (-1, "B"))
    for walk in walks:
        steps = tuple(zip(walk, walk[1:] + walk[:1], strict=True))
        polarity, kind = kinds[len(minuses.intersection(steps)) % 2]
        yield Loop(
            tuple(map(variables.__getitem__, walk)),
            polarity,
            kind,
            tuple(map(by_ends.__getitem__, steps)),
        )


@dataclass(frozen=True)
class BoundedSearch:
    """The loops found, shortest first, and where the search stopped.

    Every loop of at most `complete` arrows is in `search`; `beyond` tells whether longer ones may
    exist.
    """

    search: LoopSearch
    complete: int
    beyond: bool


def search_loops(causal_map: CausalMap, *, limit: int = 200) -> BoundedSearch:
    """Find the loops of a map, short ones first, `limit` at most and 8 arrows long at most.

    Lengths are tried one after the other, so that what a limit keeps is the shortest loops and not
    those that the walk happened to meet. Arrows that no loop of that length uses are left out
    first: on a large map without short loops, walking them would take seconds.
    """
    size = len(causal_map.variables)
    longest = min(DEFAULT_LENGTH_BOUND, max(2, size))
    causal_map, kept = _within_loops(causal_map), LoopSearch(())
    for bound in range(2, longest + 1):
        found = find_loops(causal_map, length_bound=bound, limit=limit)
        if found.truncated:
            whole = {loop.key for loop in kept}
            more = [loop for loop in found if loop.key not in whole][: limit - len(kept)]
            return BoundedSearch(LoopSearch((*kept, *more), truncated=True), bound - 1, True)
        kept = found
    return BoundedSearch(kept, longest, size > longest)


def _within_loops(causal_map: CausalMap) -> CausalMap:
    """Keep the arrows whose effect leads back to their cause in few enough steps."""
    import networkx as nx  # slow to load, and not needed before somebody bets

    graph = nx.DiGraph([(arrow.cause, arrow.effect) for arrow in causal_map.arrows])
    near = dict(nx.all_pairs_shortest_path_length(graph, cutoff=DEFAULT_LENGTH_BOUND - 1))
    kept = tuple(a for a in causal_map.arrows if a.cause in near[a.effect])
    return CausalMap(causal_map.variables, kept)


def arrow_traffic(loops: Iterable[Loop]) -> dict[str, int]:
    """Number of loops that travel each arrow, most travelled first; unused arrows are left out."""
    traffic = Counter(arrow.key for loop in loops for arrow in loop.arrows)
    return dict(sorted(traffic.items(), key=lambda item: (-item[1], item[0])))


def elasticities(causal_map: CausalMap, weights: Mapping[str, float]) -> dict[str, float]:
    """How much the pace of the whole map follows each arrow, by key, for weights by key.

    The pace is the modulus of the leading eigenvalue of the signed, weighted map; its elasticity
    is the percentage by which it moves when a weight moves by one percent. They sum to 1. This is
    what a count of loops does not know: it knows no weight.

    Source: Caswell, « Matrix Population Models », 2001, ch. 9 (sensitivity and elasticity).
    """
    import numpy as np  # slow to load, like networkx

    place = {variable.id: rank for rank, variable in enumerate(causal_map.variables)}
    table = np.zeros((len(place), len(place)))
    for arrow in causal_map.arrows:
        table[place[arrow.cause], place[arrow.effect]] = arrow.polarity * weights[arrow.key]
    values, right = np.linalg.eig(table)
    leading = int(np.argmax(np.abs(values)))
    lefts, left = np.linalg.eig(table.T)
    same = int(np.argmin(np.abs(lefts - values[leading])))
    x, y, pace = right[:, leading], left[:, same], values[leading]
    scale = (y @ x) * pace
    return {
        arrow.key: float(
            (table[(i := place[arrow.cause], j := place[arrow.effect])] * y[i] * x[j] / scale).real
        )
        for arrow in causal_map.arrows
    }


def loops_lost(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops whose walk exists before and no longer after (a changed sign loses nothing)."""
    left = {loop.key for loop in after}
    return tuple(loop for loop in before if loop.key not in left)


def loops_gained(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops whose walk exists after and did not before."""
    return loops_lost(after, before)


def loops_turned(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops of `after` that changed kind: same walk, R became B or B became R."""
    kinds = {loop.key: loop.kind for loop in before}
    return tuple(loop for loop in after if kinds.get(loop.key, loop.kind) != loop.kind)
