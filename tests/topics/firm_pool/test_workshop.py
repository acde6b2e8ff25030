"""« Le vivier d’entreprises »: what the page says is what the model simulates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Page, answer, plain

from maillon.topics.firm_pool.model import Policy, simulate
from maillon.topics.firm_pool.pictures import finding, firm_pool_picture
from maillon.topics.firm_pool.workshop import (
    JUMP_HELPED,
    LEAST_IMPACT,
    MOST_MONTHS,
    SLOW_ALONE,
    SLOW_HELPED,
    SLOW_UNSEEN,
    described,
    outcome,
)
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

PATH, RAMP, TARGET = "Comment l’exigence monte", "Durée de la montée", "Exigence visée"
SUPPORT, FOLLOW_UP = "Appui", "Suivi"


@pytest.fixture
def pool(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« La moitié ») placed."""
    workshop = opened("vivier-entreprises")
    workshop.bet()
    workshop.explore()
    workshop.surprise()
    workshop.challenge()
    workshop.displaced()
    answer(page.find("radio"), "half")
    page.press("Je parie")
    return page


def settle(page: Page, policy: Policy) -> None:
    """Set the five controls to `policy`."""
    answer(page.find("radio", PATH), policy.path)
    answer(page.find("range", RAMP), policy.ramp_months)
    answer(page.find("range", TARGET), round(100 * policy.target))
    answer(page.find("range", SUPPORT), round(100 * policy.support))
    answer(page.find("range", FOLLOW_UP), round(100 * policy.follow_up))


def assert_shows(page: Page, policy: Policy, reference: Policy | None = None) -> None:
    run = simulate(policy)
    drawn = page.find("figure").picture
    expected = firm_pool_picture(run, reference=simulate(reference) if reference else None)
    assert drawn is not None
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)
    assert finding(run) in page.text
    assert described(policy)[1:] in page.text
    assert INCIDENT not in page.text


def test_it_starts_before_anything_is_decided(pool: Page) -> None:
    assert_shows(pool, Policy(target=0.2))


@pytest.mark.parametrize("policy", [SLOW_ALONE, SLOW_UNSEEN, SLOW_HELPED, JUMP_HELPED])
def test_each_policy_of_the_course_can_be_set(pool: Page, policy: Policy) -> None:
    settle(pool, policy)
    assert_shows(pool, policy)


def test_the_length_waits_for_a_ramp(pool: Page) -> None:
    ramp = pool.find("range", RAMP)
    assert not ramp.disabled
    answer(pool.find("radio", PATH), "jump")
    assert ramp.disabled


def test_a_setting_is_kept_beside_the_next_ones(pool: Page) -> None:
    settle(pool, SLOW_ALONE)
    pool.press("Garder ce réglage en points")
    settle(pool, SLOW_HELPED)
    assert_shows(pool, SLOW_HELPED, reference=SLOW_ALONE)
    pool.press("Réinitialiser")
    assert_shows(pool, Policy(target=0.2))


@pytest.mark.parametrize("value", [400, -1, "beaucoup", None])
def test_a_value_out_of_the_model_is_told_and_breaks_nothing(pool: Page, value: object) -> None:
    slider = pool.find("range", SUPPORT)
    answer(slider, value)
    assert slider.tone == "bad"
    answer(slider, 30)
    assert slider.message == ""
    assert_shows(pool, Policy(target=0.2, support=0.3))


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("same", "Le modèle dit autre chose.", "plain"),
        ("half", "Le modèle dit autre chose.", "plain"),
        ("collapse", "C’est ce que dit le modèle.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_model(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("vivier-entreprises").store.save("pari", option)
    again = opened("vivier-entreprises")
    again.explore()
    again.surprise()
    answer(page.find("range", TARGET), 80)
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    told = plain("\n".join(box.lines))
    assert (verdict in told, box.tone) == (True, tone)
    assert again.texts.bet.label(option) in "\n".join(box.lines)
    for said in (
        "finit à 0,3 offre",
        "au mois 27, au lieu du mois 6",
        "totalisent 33,3, et l’impact réel 17,3",
        "est de 13,1 peu à peu, et de 6,7 d’un coup",
        "cumule 35,7 d’impact réel, et peu à peu 31,3",
        "24 mois se passent sous 3 offres, contre aucun",
    ):
        assert said in told


def test_each_outcome_is_an_option_of_the_bet(opened: Callable[[str], Workshop]) -> None:
    options = dict(opened("vivier-entreprises").texts.bet.options)
    runs = [SLOW_ALONE, SLOW_HELPED, JUMP_HELPED, Policy(support=0.1, follow_up=0.9)]
    assert [outcome(simulate(policy)) for policy in runs] == ["collapse", "same", "dip", "half"]
    assert set(options) == {"collapse", "same", "dip", "half"}


def test_the_challenge_asks_for_the_jump_then_for_both_goals(pool: Page) -> None:
    settle(pool, SLOW_HELPED)
    assert "Choisissez d’abord la montée d’un coup." in pool.text
    settle(pool, Policy(path="jump", support=0.1, follow_up=0.2))
    assert "Les deux buts manquent" in pool.text
    settle(pool, Policy(path="jump", support=0.5, follow_up=0.2))
    assert "Il manque de l’impact" in pool.text
    settle(pool, JUMP_HELPED)
    assert "Il manque des offres" in pool.text
    settle(pool, Policy(path="jump", support=0.4, follow_up=0.9))
    assert "Défi réussi" in pool.text


def test_what_wins_the_challenge_does_not_answer_the_exercise() -> None:
    won = [
        run
        for support in range(0, 55, 5)
        for follow_up in range(0, 110, 10)
        for target in range(20, 110, 10)
        for run in [
            simulate(
                Policy(
                    path="jump",
                    support=support / 100,
                    follow_up=follow_up / 100,
                    target=target / 100,
                )
            )
        ]
        if round(run.impact[-1], 2) >= LEAST_IMPACT and run.months_below(2) <= MOST_MONTHS
    ]
    assert won
    assert not [run for run in won if run.fewest_offers >= 3]


def test_the_table_of_displacements_names_the_decision(pool: Page) -> None:
    assert [c for c in pool.controls if c.kind == "displacement"] == []
    settle(pool, JUMP_HELPED)
    assert f"Décision : {described(JUMP_HELPED)}." in plain(pool.text).replace(
        plain(described(JUMP_HELPED)), described(JUMP_HELPED)
    )
    assert pool.find("displacement").value["cells"] == {}
