"""Prices by link: the frozen figures, and what holds for any chain."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.value_chain.model.prices import (
    Margins,
    Part,
    PriceChain,
    Rise,
    pass_through,
)

#: Shares of the retail price of a T-shirt, per cent (``shared/domain.md`` §3.2), rest included.
TSHIRT = PriceChain(
    (
        Part("matiere", "matière", 12),
        Part("ouvriers", "ouvrières et ouvriers", 0.6),
        Part("usine", "usine", 5),
        Part("transport", "transport", 8),
        Part("reste", "autres", 2.4),
        Part("marque", "marque", 12),
        Part("magasin", "magasin", 60),
    )
)
amounts = st.floats(0.01, 1e4)
chains = st.lists(amounts, min_size=1, max_size=8).map(
    lambda values: PriceChain(
        tuple(Part(str(rank), f"maillon {rank}", value) for rank, value in enumerate(values))
    )
)
shares = st.floats(0, 1)
rises = st.floats(0, 10)
kinds = st.sampled_from(("absolute", "percentage"))


def any_link(data: st.DataObject, chain: PriceChain) -> str:
    return data.draw(st.sampled_from([part.id for part in chain.parts]))


def test_doubling_what_workers_get_is_little_of_the_price() -> None:
    absolute = pass_through(TSHIRT, "ouvriers", 1.0)
    assert absolute.price_change == pytest.approx(0.006)
    percentage = pass_through(TSHIRT, "ouvriers", 1.0, margins="percentage")
    assert percentage.price_change == pytest.approx(0.006 * 100 / 12.6)
    # The worker gets the same in both cases: the difference goes downstream.
    assert percentage.gained == absolute.gained
    assert percentage.downstream == pytest.approx(4.7619 - 0.6, abs=1e-4)


@pytest.mark.parametrize(("sold", "expected"), [(27, 0.027), (44, 0.044)])
def test_farm_prices_are_not_the_price_of_the_plate(sold: float, expected: float) -> None:
    """What farms sell, their own purchases included, is that share of what is spent on food."""
    food = PriceChain((Part("f", "produits agricoles", sold), Part("r", "reste", 100 - sold)))
    assert pass_through(food, "f", 0.10).price_change == pytest.approx(expected)


def test_imports_mark_nothing_up_and_taxes_do() -> None:
    parts = (
        Part("f", "ferme", 4),
        Part("i", "aliments importés", 2, "import"),
        Part("m", "magasin", 3),
        Part("t", "taxes", 1, "tax"),
    )
    found = pass_through(PriceChain(parts), "f", 0.5, margins="percentage")
    # 2 more at the farm; 50 % of the purchases for the shop, then 1/9 for the tax.
    assert found.gains == pytest.approx((2, 0, 1, 1 / 3))


def test_imports_and_taxes_are_no_smallest_link() -> None:
    parts = (
        Part("i", "imports", 1, "import"),
        Part("f", "ferme", 5),
        Part("t", "taxes", 0, "tax"),
    )
    assert PriceChain(parts).smallest.id == "f"


@given(chains)
def test_the_shares_sum_to_one(chain: PriceChain) -> None:
    assert math.fsum(chain.shares) == pytest.approx(1)


@given(st.data(), chains, rises, shares, kinds)
def test_what_the_price_gains_goes_somewhere(
    data: st.DataObject, chain: PriceChain, rise: float, passed: float, margins: Margins
) -> None:
    link = any_link(data, chain)
    found = pass_through(chain, link, rise, passed=passed, margins=margins)
    more = found.gained - found.absorbed + found.downstream
    assert found.price == pytest.approx(chain.price + more)
    assert min(*found.gains, found.absorbed, found.gained) >= 0


@given(st.data(), chains, rises, shares)
def test_percentage_margins_never_pass_on_less(
    data: st.DataObject, chain: PriceChain, rise: float, passed: float
) -> None:
    link = any_link(data, chain)
    runs: list[Rise] = [
        pass_through(chain, link, rise, passed=passed, margins=margins)
        for margins in ("absolute", "percentage")
    ]
    absolute, percentage = (run.price_change for run in runs)
    assert absolute == pytest.approx(passed * rise * chain.share(link))
    assert percentage >= absolute - 1e-12
    if rise and passed:
        by_formula = absolute
        first = [p.id for p in chain.parts].index(link) + 1
        for rank, part in enumerate(chain.parts[first:], first):
            by_formula *= 1 + part.amount / math.fsum(p.amount for p in chain.parts[:rank])
        assert percentage == pytest.approx(by_formula)


@given(st.data(), chains, rises)
def test_nothing_passed_on_moves_no_price(
    data: st.DataObject, chain: PriceChain, rise: float
) -> None:
    link = any_link(data, chain)
    for margins in ("absolute", "percentage"):
        found = pass_through(chain, link, rise, passed=0, margins=margins)
        assert found.price_change == pytest.approx(0)
        assert found.absorbed == pytest.approx(found.gained)


@given(st.data(), chains, st.floats(0.001, 1000))
def test_the_unit_of_the_price_changes_no_share(
    data: st.DataObject, chain: PriceChain, unit: float
) -> None:
    link = any_link(data, chain)
    other = PriceChain(tuple(replace(part, amount=part.amount * unit) for part in chain.parts))
    for margins in ("absolute", "percentage"):
        assert pass_through(other, link, 0.1, margins=margins).price_change == pytest.approx(
            pass_through(chain, link, 0.1, margins=margins).price_change
        )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Part("a", "atelier", -1),
        lambda: Part("a", "atelier", math.nan),
        lambda: Part("a", "atelier", math.inf),
        lambda: Part("a", "atelier", 1e308),  # two of them cannot be added up
        lambda: Part("a", "atelier", 10**400),
        lambda: Part("a", "atelier", 1, "xx"),  # type: ignore[arg-type]
        lambda: PriceChain((Part("i", "coton", 1, "import"),)).smallest,
        lambda: PriceChain((Part("a", "atelier", 5e-324), Part("b", "magasin", 9))).markup("b"),
        lambda: PriceChain(()),
        lambda: PriceChain((Part("a", "atelier", 0),)),
        lambda: PriceChain((Part("a", "atelier", 1), Part("a", "autre", 1))),
        lambda: TSHIRT.part("tisseur"),
        lambda: TSHIRT.markup("matiere"),
        lambda: pass_through(TSHIRT, "usine", -0.1),
        lambda: pass_through(TSHIRT, "usine", 11),
        lambda: pass_through(TSHIRT, "usine", math.nan),
        lambda: pass_through(TSHIRT, "usine", 0.1, passed=1.1),
        lambda: pass_through(TSHIRT, "usine", 0.1, margins="autre"),  # type: ignore[arg-type]
        lambda: PriceChain((Part("a", "atelier", 0), Part("b", "magasin", 1))).markup("b"),
    ],
)
def test_what_makes_no_price_is_refused(wrong: object) -> None:
    with pytest.raises(OutOfModel) as refusal:
        wrong()  # type: ignore[operator]
    assert refusal.value.remedy


def test_a_part_worth_nothing_can_rise_without_effect() -> None:
    chain = PriceChain((Part("a", "atelier", 0), Part("b", "magasin", 1)))
    assert pass_through(chain, "a", 0.1, margins="percentage").price_change == 0
