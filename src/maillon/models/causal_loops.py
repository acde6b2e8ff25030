"""The loops of a causal map: finding, counting, comparing and telling them.

The polarity of a loop is the product of the signs of its arrows: +1 is a reinforcing loop
(« R », the movement comes back amplified, for better or worse), −1 a balancing one (« B », the
movement comes back slowed).

Loops are the elementary circuits of the graph: Johnson, *Finding all the elementary circuits of
a directed graph*, SIAM J. Comput. 4(1), 1975, doi:10.1137/0204007, as done by
``networkx.simple_cycles``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import networkx as nx

from maillon.models.causal_map import Arrow, CausalMap, Variable
from maillon.models.loop_sentences import chain, sentence
from maillon.wording import NBSP, NNBSP

__all__ = [
    "DEFAULT_LENGTH_BOUND",
    "DEFAULT_LIMIT",
    "Arrow",
    "CausalMap",
    "Kind",
    "Loop",
    "LoopSearch",
    "Variable",
    "arrow_traffic",
    "chain",
    "find_loops",
    "loops_gained",
    "loops_lost",
    "loops_turned",
    "sentence",
]

Kind = Literal["R", "B"]
DEFAULT_LENGTH_BOUND = 8
DEFAULT_LIMIT = 10_000


@dataclass(frozen=True)
class Loop:
    """A loop that starts at its smallest variable id; arrow *i* leaves variable *i*."""

    variables: tuple[Variable, ...]
    polarity: int
    kind: Kind
    arrows: tuple[Arrow, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the variables, in the order of the walk."""
        return tuple(variable.id for variable in self.variables)

    @property
    def key(self) -> str:
        """The name of the loop, whatever its signs: ``"a>b>c"``."""
        return ">".join(self.ids)

    @property
    def delayed(self) -> bool:
        """Whether at least one arrow of the loop takes time."""
        return any(arrow.delay for arrow in self.arrows)

    def starting_at(self, name: str | None) -> tuple[tuple[Variable, ...], tuple[Arrow, ...]]:
        """Variables and arrows of the same walk, begun at another variable.

        Raises ``ValueError`` when the loop does not pass through this variable.
        """
        if name is None:
            return self.variables, self.arrows
        if name not in self.ids:
            raise ValueError(
                f"La boucle ne passe pas par «{NBSP}{name}{NBSP}»{NNBSP}; "
                f"commencez par{NBSP}: {', '.join(self.ids)}."
            )
        shift = self.ids.index(name)
        return (
            self.variables[shift:] + self.variables[:shift],
            self.arrows[shift:] + self.arrows[:shift],
        )


@dataclass(frozen=True)
class LoopSearch:
    """The loops found, shortest first; ``truncated`` when the limit stopped the search."""

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

        Raises ``ValueError`` when no loop found does.
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
    """List the loops of at most ``length_bound`` arrows (``None``: any length).

    The result depends neither on the order of the variables nor on that of the arrows. At most
    ``limit`` loops are kept, for the number of circuits can explode; ``truncated`` says so.

    Raises ``ValueError`` when ``length_bound`` is below 2 or ``limit`` below 1.

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
    # Integer nodes added in sorted order: the walk, hence what a limit keeps, is reproducible.
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from(sorted((rank[a.cause], rank[a.effect]) for a in causal_map.arrows))
    cycles = list(islice(nx.simple_cycles(graph, length_bound), limit + 1))
    walks = [_rotated(tuple(names[node] for node in cycle)) for cycle in cycles[:limit]]
    walks.sort(key=lambda walk: (len(walk), walk))
    return LoopSearch(tuple(_loop(causal_map, walk) for walk in walks), len(cycles) > limit)


def _loop(causal_map: CausalMap, walk: tuple[str, ...]) -> Loop:
    steps = zip(walk, walk[1:] + walk[:1], strict=True)
    arrows = tuple(causal_map.arrow(f"{cause}>{effect}") for cause, effect in steps)
    polarity = 1
    for arrow in arrows:
        polarity *= arrow.polarity
    variables = tuple(causal_map.variable(name) for name in walk)
    return Loop(variables, polarity, "R" if polarity > 0 else "B", arrows)


def arrow_traffic(loops: Iterable[Loop]) -> dict[str, int]:
    """Number of loops that travel each arrow, most travelled first; unused arrows are left out."""
    traffic = Counter(arrow.key for loop in loops for arrow in loop.arrows)
    return dict(sorted(traffic.items(), key=lambda item: (-item[1], item[0])))


def loops_lost(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops whose walk exists before and no longer after (a changed sign loses nothing)."""
    left = {loop.key for loop in after}
    return tuple(loop for loop in before if loop.key not in left)


def loops_gained(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops whose walk exists after and did not before."""
    return loops_lost(after, before)


def loops_turned(before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Loop, ...]:
    """The loops of ``after`` that changed kind: same walk, R became B or B became R."""
    kinds = {loop.key: loop.kind for loop in before}
    return tuple(loop for loop in after if kinds.get(loop.key, loop.kind) != loop.kind)
