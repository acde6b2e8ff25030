"""Tiers of suppliers: the frozen figures, and what holds for any purchases."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.opendata.concentration import herfindahl
from maillon.topics.value_chain.model.tiers import (
    Actor,
    Matrix,
    SupplyTiers,
    common_source,
    coverage,
    next_tier,
    purchase_matrix,
)

#: Three of the five buy the rest from a second weaver, one from a third, one from both.
UNEQUAL_RESTS = ((1, 0), (1, 0), (1, 0), (0.5, 0.5), (0, 1))


@st.composite
def rows(draw: st.DrawFn, height: int, width: int) -> Matrix:
    cells = st.lists(st.floats(0.001, 1), min_size=width, max_size=width)
    drawn = [draw(cells) for _ in range(height)]
    return tuple(tuple(cell / math.fsum(row) for cell in row) for row in drawn)


@st.composite
def tiers(draw: st.DrawFn) -> SupplyTiers:
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    amounts = draw(st.lists(st.floats(0.01, 1e6), min_size=sizes[0], max_size=sizes[0]))
    matrices = (draw(rows(*pair)) for pair in pairwise(sizes))
    return SupplyTiers(tuple(amounts), tuple(matrices))


@pytest.mark.parametrize("rests", [[(0.7, 0.3)], UNEQUAL_RESTS])
def test_five_holders_hide_one_weaver(rests: list[tuple[float, float]]) -> None:
    five = SupplyTiers((20.0,) * 5, (common_source(5, 0.9, rests),))
    assert [round(index) for index in five.indices] == [2000, 8158]
    assert five.shares[1] == pytest.approx((0.90, 0.07, 0.03))
    assert five.effective == pytest.approx((5, 10_000 / 8158))


def test_splitting_the_rest_in_five_gives_another_index() -> None:
    """« About 90 % » is not enough to find 8,158: the place of the rest counts."""
    own = [[float(rank == column) for column in range(5)] for rank in range(5)]
    five = SupplyTiers((1.0,) * 5, (common_source(5, 0.9, own),))
    assert round(five.indices[1]) == 8120


@given(st.integers(1, 9), st.floats(0, 1))
def test_more_holders_change_nothing_at_the_second_tier(holders: int, shared: float) -> None:
    found = SupplyTiers((1.0,) * holders, (common_source(holders, shared, [(0.7, 0.3)]),))
    assert found.indices[0] == pytest.approx(10_000 / holders)
    rest = 1 - shared
    assert found.indices[1] == pytest.approx(10_000 * (shared**2 + rest**2 * 0.58))


@given(tiers())
def test_each_tier_sums_to_one_within_the_bounds_of_its_index(chain: SupplyTiers) -> None:
    for matrix in chain.matrices:
        assert all(math.fsum(row) == pytest.approx(1) for row in matrix)
    for tier, index, effective in zip(chain.shares, chain.indices, chain.effective, strict=True):
        assert math.fsum(tier) == pytest.approx(1)
        assert 10_000 / len(tier) - 1e-6 <= index <= 10_000 + 1e-6
        assert 1 - 1e-9 <= effective <= len(tier) + 1e-9


@given(tiers(), st.randoms())
def test_the_order_of_suppliers_is_indifferent(chain: SupplyTiers, chance: Random) -> None:
    order = list(range(len(chain.amounts)))
    chance.shuffle(order)
    amounts = tuple(chain.amounts[rank] for rank in order)
    matrices = chain.matrices
    if matrices:
        matrices = (tuple(matrices[0][rank] for rank in order), *matrices[1:])
    other = SupplyTiers(amounts, matrices)
    assert other.indices == pytest.approx(chain.indices)
    for tier, usual in zip(other.shares[1:], chain.shares[1:], strict=True):
        assert tier == pytest.approx(usual)


@given(tiers(), st.floats(0.001, 1000))
def test_the_unit_of_the_spending_is_indifferent(chain: SupplyTiers, unit: float) -> None:
    other = SupplyTiers(tuple(unit * amount for amount in chain.amounts), chain.matrices)
    assert other.indices == pytest.approx(chain.indices)


@given(st.floats(0, 1), st.integers(1, 8))
def test_coverage_decays_with_the_tier(known: float, tier: int) -> None:
    assert coverage(known, 1) == known
    assert coverage(known, tier + 1) == pytest.approx(known * coverage(known, tier))
    assert 0 <= coverage(known, tier + 1) <= coverage(known, tier) <= 1


def test_one_column_is_a_single_supplier() -> None:
    assert herfindahl(next_tier([0.2, 0.8], ((1.0,), (1.0,)))) == 10_000


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: purchase_matrix([]),
        lambda: purchase_matrix([[]]),
        lambda: purchase_matrix([[0.5, 0.5], [1.0]]),
        lambda: purchase_matrix([[0.5, 0.4]]),
        lambda: purchase_matrix([[0.5005, 0.5]]),  # half a thousandth is no rounding
        lambda: purchase_matrix([[10**400, 0]]),
        lambda: purchase_matrix([[1.5, -0.5]]),
        lambda: purchase_matrix([[math.nan, 1.0]]),
        lambda: next_tier([1.0], ((1.0,), (1.0,))),
        lambda: SupplyTiers((1.0, 1.0), (((1.0,),),)),
        lambda: SupplyTiers((1.0,), (((0.5, 0.4),),)),
        lambda: SupplyTiers((0.0, 0.0)),
        lambda: SupplyTiers((-1.0, 2.0)),
        lambda: common_source(0, 0.9, [(1.0,)]),
        lambda: common_source(3, 0.9, []),
        lambda: common_source(3, 1.2, [(1.0,)]),
        lambda: Actor("Tissage A", "grande"),
        lambda: coverage(1.2, 1),
        lambda: coverage(0.5, 0),
        lambda: coverage(0.5, math.nan),  # type: ignore[arg-type]
        lambda: coverage(0.5, 1.5),  # type: ignore[arg-type]
        lambda: coverage(0.5, True),
        lambda: coverage(0.5, 51),
        lambda: coverage(0.5, 10**400),
        lambda: coverage(math.nan, 1),
    ],
)
def test_purchases_that_make_no_chain_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(MaillonError) as refusal:
        wrong()
    assert refusal.value.remedy
