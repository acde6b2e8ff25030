"""The picture of the pool of firms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import plain
from pictures import check_size, check_words

from maillon.plots.picture import Picture
from maillon.topics.firm_pool.model import NOTHING, POLICIES, Policy, simulate
from maillon.topics.firm_pool.pictures import firm_pool_picture

pytestmark = pytest.mark.draws

BEST = simulate(Policy(support=0.3, follow_up=0.9))
PICTURES: dict[str, Callable[[], Picture]] = {
    "pool": lambda: firm_pool_picture(BEST),
    "pool compared": lambda: firm_pool_picture(BEST, reference=simulate(NOTHING)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences(name: str) -> None:
    check_words(PICTURES[name]())


def test_the_pool_states_its_finding() -> None:
    assert plain(PICTURES["pool"]().alt) == (
        "Au plus bas, 5,4 offres (mois 0) ; à la fin, 8,8. Le prix culmine à 113 (mois 0). "
        "Impact réel cumulé : 31,3, quand les clauses affichées totalisent 33,3, "
        "soit 1,1 fois l’impact réel."
    )
    unchecked = simulate(Policy(support=0.3, follow_up=0.2))
    assert "soit 1,9 fois l’impact réel" in firm_pool_picture(unchecked).alt
    alone = simulate(Policy(path="jump", follow_up=0.9))
    assert "0,3\xa0offre (mois" in firm_pool_picture(alone).alt


def test_the_pool_gives_its_data_and_its_status() -> None:
    drawn = PICTURES["pool"]()
    assert [row[0] for row in drawn.rows] == [*map(str, range(0, 60, 6)), "59"]
    assert drawn.rows[-1] == ("59", "8,8", "108", "0,80", "0,75", "31,3")
    assert "fictif" in drawn.caption


@pytest.mark.parametrize("months", [1, 2, 13, 240])
def test_the_pool_draws_any_length(months: int) -> None:
    run = simulate(NOTHING, months=months)
    assert firm_pool_picture(run).rows[-1][0] == str(months - 1)


def test_a_reference_is_drawn() -> None:
    svgs = {PICTURES[name]().svg for name in ("pool", "pool compared")}
    assert len(svgs) == 2
    for policy in POLICIES.values():
        assert firm_pool_picture(simulate(policy), reference=BEST).alt
