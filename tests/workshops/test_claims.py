"""The surprises of five workshops, in a box: counted again without the models' code."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from pages import plain

from maillon.topics.award import claims as three_formulas
from maillon.topics.disruption import claims as broken_link
from maillon.topics.footprint_and_cost import claims as two_thermometers
from maillon.topics.insertion import claims as promised_hours
from maillon.topics.value_chain import claims as unfolded_chain
from maillon.workshops.robustness import Claim

MODULES = (broken_link, promised_hours, three_formulas, two_thermometers, unfolded_chain)
CLAIMS = [claim for module in MODULES for claim in module.CLAIMS]
#: Claims that nothing in their box can break: their remark says why.
BY_CONSTRUCTION = {"prix-plus-lourd", "pas-la-depense"}
DRAWS = 400


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_holds_at_the_workshop_and_says_what_it_sees(claim: Claim) -> None:
    found = claim.run(claim.box.start)
    assert found.holds
    assert found.told.endswith(".")
    assert not claim.label.endswith(".")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_has_a_case_that_breaks_it_or_says_why_not(claim: Claim) -> None:
    broken = claim.counter_example(random.Random(3), 4 * DRAWS)
    assert (broken is None) == (claim.id in BY_CONSTRUCTION)
    if broken is None:
        assert claim.remark
    else:
        _rank, case, found = broken
        assert found.holds is False
        assert claim.box.changes(case)


def claim_of(name: str) -> Claim:
    (found,) = [claim for claim in CLAIMS if claim.id == name]
    return found


def drawn(name: str) -> list[tuple[dict[str, float], bool]]:
    """Return cases that a claim draws, with its verdict on each."""
    found = islice(claim_of(name).cases(random.Random(11)), DRAWS)
    return [(case, bool(outcome.holds)) for case, outcome in found]


def best(bids: list[tuple[float, float]], name: str) -> int:
    """Return the place of the first of bids (price, quality), by the formulas of the chapter."""
    low, high = min(price for price, _ in bids), max(price for price, _ in bids)
    mark = {
        "classique": lambda price: 10 * low / price,
        "min-max": lambda price: 10 * (high - price) / (high - low),
        "echelle": lambda price: 10 * max(0, 2 * low - price) / low,
    }[name]
    totals = [mark(price) + quality for price, quality in bids]
    return totals.index(max(totals))


def bids_of(case: dict[str, float]) -> list[tuple[float, float]]:
    return [(case[f"prix-{name}"], case[f"qualite-{name}"]) for name in "ABC"]


@pytest.mark.parametrize(
    ("name", "least"), [("trois-gagnants", 3), ("deux-gagnants", 2), ("deux-gagnants-ordonnes", 2)]
)
def test_winners_are_those_of_the_formulas(name: str, least: int) -> None:
    for case, holds in drawn(name):
        bids = bids_of(case)
        winners = {best(bids, formula) for formula in ("classique", "min-max", "echelle")}
        assert holds == (len(winners) >= least)
        if name.endswith("ordonnes"):
            assert [quality for _, quality in sorted(bids)] == sorted(q for _, q in bids)


def test_the_hopeless_bid_is_the_one_that_is_shown() -> None:
    for case, holds in drawn("sans-espoir"):
        bids = bids_of(case)
        before, after = best(bids, "min-max"), best([*bids, (250, 3)], "min-max")
        assert holds == (after not in (before, 3))


def yearly(case: dict[str, float], side: str, years: float) -> float:
    """Return a yearly cost by summing the years, which may end with a part of one."""
    price, resale = case[f"{side}-price"], case[f"{side}-resale"]
    rate = case["rate"]
    annuity = (1 - (1 + rate) ** -years) / rate
    last = (1 + rate) ** -years
    return case[f"{side}-energy"] + case[f"{side}-upkeep"] + (price - resale * last) / annuity


def test_laptops_are_compared_by_their_yearly_cost() -> None:
    for case, holds in drawn("pas-moins-cher"):
        new, other = (
            yearly(case, side, case[f"{side}-years"]) for side in ("neuf", "reconditionné")
        )
        assert holds == (other > 0.95 * new)
    for case, holds in drawn("un-an-de-plus"):
        years = case["reconditionné-years"]
        new = yearly(case, "neuf", case["neuf-years"])
        short, long = (yearly(case, "reconditionné", kept) for kept in (years, years + 1))
        assert short > 0.95 * new
        assert holds == (long <= 0.95 * new)


def test_a_tripled_penalty_and_checks_are_weighed_against_the_cost() -> None:
    for name in ("tripler", "tripler-peu-verifie"):
        for case, holds in drawn(name):
            weight = case["checked"] * case["penalty"]
            assert weight < case["cost"]
            assert holds == (3 * weight < case["cost"])
    for case, holds in drawn("verifier"):
        assert holds == (0.6 * case["penalty"] >= case["cost"])


def test_the_second_tier_is_counted_from_shares() -> None:
    for case, holds in drawn("un-atelier-commun"):
        common, others = case["common"], case["workshops"] - 1
        behind = common**2 + (1 - common) ** 2 / others
        assert holds == (behind > 1 / case["holders"] + 1e-9)


def test_the_worst_link_is_found_day_by_day() -> None:
    for case, holds in drawn("barquettes-remplacees"):
        lost = {}
        for name in ("grossiste", "legumerie", "abattoir", "laiterie", "barquettes", "froid"):
            stock, delay, back = (
                int(case[f"{name}-{field}"]) for field in ("stock", "delay", "time_to_recover")
            )
            spare = case[f"{name}-alternative"]
            lost[name] = sum(1 - (spare if day >= delay else 0) for day in range(stock, back))
        assert holds == (max(lost, key=lambda name: lost[name]) == "barquettes")


def test_a_box_says_its_bounds_in_french() -> None:
    told = plain(" ".join(claim_of("tripler").box.ranges))
    assert "surcoût de l’entreprise : de 4 à 20 € par heure" in told
    assert "pénalité : de 20 à 60 € par heure" in told
    assert "part vérifiée : de 0 à 100 %" in told
