"""Structural analysis: sums, circuits, ties, and the ranking that settles."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.base.wording import ordinal
from maillon.topics.influence.model.cross_impact import (
    InfluenceMatrix,
    NoCircuit,
    Standing,
    ties,
)
from maillon.topics.influence.model.purchase_system import INFLUENCE, LABELS, WORKLOAD


@st.composite
def matrices(draw: st.DrawFn, *, acyclic: bool = False) -> InfluenceMatrix:
    """Matrices of 2 to 7 variables; ``acyclic`` keeps what is above the diagonal."""
    size = draw(st.integers(2, 7))
    rows = [
        [draw(st.integers(0, 3)) if (i < j if acyclic else i != j) else 0 for j in range(size)]
        for i in range(size)
    ]
    order = draw(st.permutations(range(size)))
    return InfluenceMatrix(
        tuple("abcdefg"[:size]), tuple(tuple(rows[i][j] for j in order) for i in order)
    )


def orders(matrix: InfluenceMatrix, power: int) -> list[tuple[int, int]]:
    return [(s.influence_rank, s.dependence_rank) for s in matrix.standings(power)]


@given(matrices(), st.integers(1, 8))
def test_sums_are_those_of_the_power_of_the_matrix(matrix: InfluenceMatrix, power: int) -> None:
    raised = np.linalg.matrix_power(np.array(matrix.rows, dtype=object), power)
    assert matrix.influence(power) == tuple(raised.sum(axis=1))
    assert matrix.dependence(power) == tuple(raised.sum(axis=0))


@given(matrices(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_order_of_the_variables_is_irrelevant(
    matrix: InfluenceMatrix, power: int, rng: Any
) -> None:
    order = list(range(len(matrix.labels)))
    rng.shuffle(order)
    shuffled = InfluenceMatrix(
        tuple(matrix.labels[i] for i in order),
        tuple(tuple(matrix.rows[i][j] for j in order) for i in order),
    )
    assert set(shuffled.standings(power)) == set(matrix.standings(power))
    assert ties(sorted(shuffled.standings(), key=str)) == ties(sorted(matrix.standings(), key=str))
    if matrix.has_circuit:
        one, other = matrix.stable_ranking(), shuffled.stable_ranking()
        assert (one.power, one.since, one.settled) == (other.power, other.since, other.settled)
        assert set(one.indirect) == set(other.indirect)


@given(matrices())
def test_circuits_are_those_of_the_graph(matrix: InfluenceMatrix) -> None:
    graph = nx.from_numpy_array(np.array(matrix.rows), create_using=nx.DiGraph)
    assert matrix.has_circuit == (not nx.is_directed_acyclic_graph(graph))


@given(matrices())
def test_the_search_stops_at_the_first_ranking_unchanged_for_long(matrix: InfluenceMatrix) -> None:
    assume(matrix.has_circuit)
    found = matrix.stable_ranking()
    steady = 2 * len(matrix.labels)
    seen = [orders(matrix, power) for power in range(1, found.power + 1)]
    if found.settled:
        assert found.power == found.since + steady
        assert all(each == seen[-1] for each in seen[found.since - 1 :])
        assert found.since == 1 or seen[found.since - 2] != seen[-1]
    else:
        assert found.power == 100
        assert len(set(map(tuple, seen[-steady:]))) > 1
        assert "bouge encore" in found.summary
    assert found.direct == matrix.standings(1)
    assert found.indirect == matrix.standings(found.power)


def test_a_ranking_unchanged_twice_may_still_move() -> None:
    """Where Godet's rule stops at paths of five arrows, long paths rank otherwise."""
    rows = (
        (0, 2, 0, 0, 0, 3),
        (2, 0, 3, 0, 0, 0),
        (0, 3, 0, 0, 2, 0),
        (0, 1, 0, 0, 0, 0),
        (0, 0, 2, 1, 0, 0),
        (0, 1, 3, 0, 3, 0),
    )
    matrix = InfluenceMatrix(tuple("abcdef"), rows)
    assert orders(matrix, 3) == orders(matrix, 4) == orders(matrix, 5) != orders(matrix, 200)
    found = matrix.stable_ranking()
    assert found.settled
    assert [(e.influence_rank, e.dependence_rank) for e in found.indirect] == orders(matrix, 200)


def test_a_ranking_that_settled_is_that_of_the_longest_paths() -> None:
    """On drawn matrices whose arrows all lie on circuits."""
    rng = random.Random(5)
    compared = 0
    while compared < 60:
        size, share = rng.randint(3, 10), rng.uniform(0.15, 0.6)
        rows = [
            [rng.randint(1, 3) if i != j and rng.random() < share else 0 for j in range(size)]
            for i in range(size)
        ]
        if not nx.is_strongly_connected(nx.from_numpy_array(np.array(rows), False, nx.DiGraph)):
            continue
        matrix = InfluenceMatrix(tuple("abcdefghij"[:size]), tuple(map(tuple, rows)))
        found = matrix.stable_ranking()
        if found.settled:
            compared += 1
            ranks = [(each.influence_rank, each.dependence_rank) for each in found.indirect]
            assert ranks == orders(matrix, 200) == orders(matrix, 201)


@given(matrices(acyclic=True))
def test_without_circuit_long_paths_vanish_and_it_is_said(matrix: InfluenceMatrix) -> None:
    assert set(matrix.influence(len(matrix.labels))) == {0}
    with pytest.raises(NoCircuit, match="Aucun circuit"):
        matrix.stable_ranking()


def test_a_zero_matrix_ranks_everyone_first_and_has_no_circuit() -> None:
    empty = InfluenceMatrix.from_pairs(("prix", "offres", "confiance"), {})
    assert {s.influence_rank for s in empty.standings()} == {1}
    assert ties(empty.standings()).endswith("prix, offres et confiance.")
    with pytest.raises(NoCircuit, match=r"Aucun circuit.*Lisez le classement direct"):
        empty.stable_ranking()


def test_a_ranking_that_alternates_is_said_not_to_settle() -> None:
    swing = InfluenceMatrix(("prix", "offres"), ((0, 3), (1, 0)))
    found = swing.stable_ranking()
    assert (found.settled, found.power) == (False, 100)
    assert found.summary == "Le classement bouge encore pour des chemins de 100 flèches."
    assert swing.stable_ranking(max_power=5).power == 5


def test_ties_are_named() -> None:
    matrix = InfluenceMatrix.from_pairs("abcde", {("a", "b"): 2, ("c", "b"): 2, ("d", "a"): 1})
    assert ties(matrix.standings()).replace("\xa0", " ").replace("\u202f", " ") == (
        "Ex æquo au 1er rang d’influence : a et c ; au 4e rang d’influence : b et e."
    )
    assert ties([Standing("a", 1, 1, "relais"), Standing("b", 2, 2, "autonome")]) == ""


def test_the_four_quadrants() -> None:
    pairs = {("m", "r"): 3, ("m", "d"): 3, ("r", "d"): 3, ("r", "m"): 1, ("d", "r"): 1}
    standings = InfluenceMatrix.from_pairs("mrda", pairs).standings()
    assert {s.label: s.quadrant for s in standings} == {
        "m": "motrice",
        "r": "relais",
        "d": "dépendante",
        "a": "autonome",
    }


def test_the_workload_climbs_when_paths_of_three_to_five_arrows_count() -> None:
    place = LABELS.index(WORKLOAD)
    ranks = [INFLUENCE.standings(power)[place].influence_rank for power in range(1, 8)]
    assert ranks == [7, 4, 3, 3, 3, 3, 3]
    found = INFLUENCE.stable_ranking()
    assert (found.settled, found.since, found.power) == (True, 5, 25)
    assert found.direct[place].quadrant == "dépendante"
    assert found.indirect[place].quadrant == "relais"
    assert "monte du 7e au 3e rang" in found.sentence(WORKLOAD)
    climbs = [b.influence_rank - a.influence_rank
              for b, a in zip(found.direct, found.indirect, strict=True)]  # fmt: skip
    assert climbs.index(max(climbs)) == place
    assert climbs.count(max(climbs)) == 1
    assert "à partir de chemins de 5 flèches" in found.summary


def test_sentences_on_rises_falls_and_rest() -> None:
    found = INFLUENCE.stable_ranking()
    assert "descend du 3e au 7e rang" in found.sentence("effort de réponse")
    assert "2e rang d’influence, avant et après" in found.sentence("sourçage")
    with pytest.raises(OutOfModel, match="La variable vaut"):
        found.sentence("météo")
    ring = InfluenceMatrix(("a", "b", "c"), ((0, 1, 0), (0, 0, 1), (1, 0, 0)))
    assert ring.stable_ranking().summary.startswith("Le classement direct ne change pas")


def test_ordinals() -> None:
    assert [ordinal(rank) for rank in (1, 2, 10)] == ["1er", "2e", "10e"]


@pytest.mark.parametrize(
    ("labels", "rows", "message"),
    [
        (("a",), ((0,),), "au moins deux"),
        (("a", "a"), ((0, 1), (1, 0)), "un nom à elle"),
        (("a", " "), ((0, 1), (1, 0)), "un nom à elle"),
        (("a", "b"), ((0, 1),), "carrée"),
        (("a", "b"), ((0, 1), (1,)), "carrée"),
        (("a", "b"), ((0, 4), (1, 0)), "de 0 à 3"),
        (("a", "b"), ((0, -1), (1, 0)), "de 0 à 3"),
        (("a", "b"), ((0, 1.5), (1, 0)), "de 0 à 3"),
        (("a", "b"), ((0, True), (1, 0)), "de 0 à 3"),
        (("a", "b"), ((1, 1), (1, 0)), "diagonale"),
    ],
)
def test_absurd_matrices_are_refused_in_french(labels: Any, rows: Any, message: str) -> None:
    with pytest.raises(OutOfModel, match=message):
        InfluenceMatrix(labels, rows)


def test_unknown_labels_and_empty_paths_are_refused() -> None:
    with pytest.raises(OutOfModel, match="météo"):
        InfluenceMatrix.from_pairs(("a", "b"), {("a", "météo"): 1})
    with pytest.raises(OutOfModel, match="nombre de flèches"):
        INFLUENCE.influence(0)
