"""Closed walks of bounded length, against networkx and against all permutations."""

from __future__ import annotations

from itertools import islice, permutations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from maillon.models.loop_search import closed_walks


@st.composite
def graphs(draw: st.DrawFn, *, most: int = 8) -> list[list[int]]:
    size = draw(st.integers(1, most))
    ends = st.lists(st.integers(0, size - 1), max_size=size, unique=True)
    return [draw(ends) for _ in range(size)]


def canonical(cycle: list[int]) -> tuple[int, ...]:
    start = cycle.index(min(cycle))
    return tuple(cycle[start:] + cycle[:start])


@given(graphs(), st.integers(2, 9))
def test_the_walks_are_those_of_networkx(successors: list[list[int]], bound: int) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(successors)))
    graph.add_edges_from((v, w) for v, ends in enumerate(successors) for w in ends if v != w)
    found = list(closed_walks(successors, bound))
    assert len(found) == len(set(found))
    assert set(found) == {canonical(cycle) for cycle in nx.simple_cycles(graph, bound)}


@given(graphs(most=5), st.integers(2, 5))
def test_the_walks_are_those_of_the_definition(successors: list[list[int]], bound: int) -> None:
    nodes = range(len(successors))
    expected = {
        walk
        for length in range(2, bound + 1)
        for walk in permutations(nodes, length)
        if walk[0] == min(walk)
        and all(w in successors[v] for v, w in zip(walk, walk[1:] + walk[:1], strict=True))
    }
    assert set(closed_walks(successors, bound)) == expected


def test_a_dead_end_full_of_arrows_does_not_hold_the_search_up() -> None:
    # Node 0 reaches a dense crowd through node 1, which is also the only way out of the crowd.
    # Without locks, 17 · 16 · 15 · 14 · 13 · 12 walks would be tried before the second loop.
    crowd = list(range(2, 19))
    successors = [[1], [*crowd, 0], *([[w for w in crowd if w != v] + [1] for v in crowd])]
    assert list(islice(closed_walks(successors, 8), 2)) == [(0, 1), (1, 2, 3, 4, 5, 6, 7, 8)]
