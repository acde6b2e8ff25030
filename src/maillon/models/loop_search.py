"""The closed walks of a directed graph, up to a length, each variable passed once.

From each start, taken in order, only nodes after it are walked, and never further than they can
come back: the distance back to the start is known beforehand. A node that led nowhere is locked,
for walks as long as this one, until a node that stood in its way is free again.

Source: A. Gupta and T. Suzumura, *Finding all bounded-length simple cycles in a directed graph*,
2021, arXiv:2105.10094, after Johnson (1975); the distances back are our addition.
``benchmarks/loops.py`` compares it with networkx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def closed_walks(successors: Sequence[Sequence[int]], bound: int) -> Iterator[tuple[int, ...]]:
    """Yield each closed walk of 2 to ``bound`` arrows once, from its smallest node.

    ``successors[i]`` lists the nodes that ``i`` points at; the order of the walks follows theirs.
    An arrow from a node to itself is ignored.

    >>> list(closed_walks([[1], [0, 2], [0]], 3))
    [(0, 1), (0, 1, 2)]
    """
    predecessors: list[list[int]] = [[] for _ in successors]
    for node, ends in enumerate(successors):
        for end in ends:
            predecessors[end].append(node)
    for start in range(len(successors)):
        back = _distances_back(predecessors, start, bound)
        if len(back) > 1:
            ways = {node: [w for w in successors[node] if w in back and w != node] for node in back}
            yield from _around(start, ways, back, bound)


def _distances_back(
    predecessors: Sequence[Sequence[int]], start: int, bound: int
) -> dict[int, int]:
    """Arrows from each node after ``start`` back to it, for those that need less than ``bound``."""
    back = {start: 0}
    ring = [start]
    for distance in range(1, bound):
        reached = dict.fromkeys(node for end in ring for node in predecessors[end])
        ring = [node for node in reached if node > start and node not in back]
        if not ring:
            break
        back.update(dict.fromkeys(ring, distance))
    return back


def _around(
    start: int, ways: dict[int, list[int]], back: dict[int, int], bound: int
) -> Iterator[tuple[int, ...]]:
    # A node may be entered while the path is shorter than its lock.
    free = {node: bound - distance + 1 for node, distance in back.items()}
    lock = free | {start: 0}
    waiting: dict[int, set[int]] = {node: set() for node in back}
    path, stack, closed = [start], [iter(ways[start])], [False]
    while stack:
        for end in stack[-1]:
            if end == start:
                closed[-1] = True
                yield tuple(path)
            elif len(path) < lock[end]:
                path.append(end)
                lock[end] = len(path)
                stack.append(iter(ways[end]))
                closed.append(False)
                break
        else:
            stack.pop()
            left = path.pop()
            if not closed.pop():
                for end in ways[left]:
                    waiting[end].add(left)
                continue
            if closed:
                closed[-1] = True
            _unlock(left, path, lock, free, waiting)


def _unlock(
    node: int, path: list[int], lock: dict[int, int], free: dict[int, int],
    waiting: dict[int, set[int]],
) -> None:  # fmt: skip
    """Free a node that led back to the start, and those that it kept locked."""
    found = [node]
    while found:
        freed = found.pop()
        if lock[freed] < free[freed]:
            lock[freed] = free[freed]
            found.extend(other for other in waiting[freed] if other not in path)
