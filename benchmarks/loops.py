"""Time the search for loops beside plain networkx, on the same maps and in the same run.

`python benchmarks/loops.py` prints one line a map: its size, its loops, the median time of each
search, and how many times longer networkx takes.  Both list every loop of at most eight arrows.
`find_loops` also gives each loop its polarity and its arrows, and sorts them; networkx lists nodes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence

import networkx as nx

from maillon.models.causal_loops import DEFAULT_LENGTH_BOUND, find_loops
from maillon.models.causal_map import Arrow, CausalMap, Variable
from maillon.models.supplier_relation import SUPPLIER_RELATION

NODES = 60
#: No map of this file has as many loops: nothing is cut, and both searches do the same work.
LIMIT = 1_000_000
HEAD = ("map", "nodes", "arrows", "loops", "find_loops", "networkx", "ratio")
FORM = "{:<12}{:>6}{:>8}{:>8}{:>13}{:>12}{:>8}"


def random_map(arrows: int, seed: int) -> CausalMap:
    """Return a map of 60 variables and this many arrows, drawn from `seed`."""
    draw = random.Random(seed)
    names = [f"v{place:02d}" for place in range(NODES)]
    pairs = [(one, other) for one in names for other in names if one != other]
    return CausalMap(
        tuple(Variable(name, name, "la", f"plus de {name}", f"moins de {name}") for name in names),
        tuple(Arrow(*pair, draw.choice((1, -1))) for pair in draw.sample(pairs, arrows)),
    )


def with_networkx(causal_map: CausalMap) -> int:
    """Count the loops as networkx alone lists them, from the building of its graph on."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(variable.id for variable in causal_map.variables)
    graph.add_edges_from((arrow.cause, arrow.effect) for arrow in causal_map.arrows)
    return len(list(nx.simple_cycles(graph, DEFAULT_LENGTH_BOUND)))


def with_maillon(causal_map: CausalMap) -> int:
    """Count the loops that the course finds."""
    return len(find_loops(causal_map, limit=LIMIT))


def compare(causal_map: CausalMap, repeats: int) -> tuple[int, float, float]:
    """Return the number of loops and the median seconds of both searches, taken in turn.

    Raises:
        SystemExit: the two searches do not agree.
    """
    times: dict[Callable[[CausalMap], int], list[float]] = {with_maillon: [], with_networkx: []}
    counts = set()
    for _ in range(repeats):
        for search, taken in times.items():
            start = time.perf_counter()
            counts.add(search(causal_map))
            taken.append(time.perf_counter() - start)
    if len(counts) > 1:
        raise SystemExit(f"The two searches disagree: {sorted(counts)} loops.")
    ours, theirs = (statistics.median(taken) for taken in times.values())
    return counts.pop(), ours, theirs


def main(words: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the search for loops beside networkx.")
    parser.add_argument("--arrows", type=int, nargs="+", default=[100, 150, 200, 220])
    parser.add_argument("--maps", type=int, default=3, help="random maps of each size")
    parser.add_argument("--repeats", type=int, default=7, help="runs of each search")
    chosen = parser.parse_args(words)
    maps = [("reference", SUPPLIER_RELATION)] + [
        (f"random {seed}", random_map(arrows, seed))
        for arrows in chosen.arrows
        for seed in range(chosen.maps)
    ]
    print(FORM.format(*HEAD))
    ratios = []
    for name, causal_map in maps:
        loops, ours, theirs = compare(causal_map, chosen.repeats)
        ratios.append(theirs / ours)
        size = len(causal_map.variables), len(causal_map.arrows), loops
        times = f"{1e3 * ours:.2f} ms", f"{1e3 * theirs:.2f} ms", f"{ratios[-1]:.1f}"
        print(FORM.format(name, *size, *times))
    print(f"median ratio, networkx / find_loops: {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
