"""The clause of insertion of e7-insertion: its goals, and what each setting is told."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import plain

from maillon.sheet.marking import mark
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.topics.insertion import states as insertion_states
from maillon.topics.insertion.model.compliance import extra_cost, penalty_cap
from maillon.topics.insertion.states import LOTS, POOL, TEAM_DAYS, TRIED, WANTED

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
GOOD = {"effort": 12, "suivi": 10, "manque": 60, "appui": 2}


def question() -> State:
    found = load_questions(SOLUTIONS / "e7-insertion" / "questions.toml")["clause"]
    assert isinstance(found, State)
    return found


def passed(setting: dict[str, Any]) -> list[bool]:
    return [ok for ok, _ in insertion_states.clause_checks(setting)]


def settings() -> Iterator[dict[str, Any]]:
    """Yield every setting that the controls of the question can make."""
    parameters = question().parameters
    values = [
        [p.min + n * p.step for n in range(round((p.max - p.min) / p.step) + 1)] for p in parameters
    ]
    for chosen in itertools.product(*values):
        yield dict(zip((p.id for p in parameters), chosen, strict=True))


SAMPLE = random.Random(7).sample(list(settings()), 400)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [True, True, True, True]),
        ({"suivi": 15, "appui": 1, "manque": 40}, [True, True, True, True]),
        ({"suivi": 20, "appui": 0}, [True, True, True, True]),  # 12 € against 12 €
        ({"suivi": 15, "appui": 0}, [False, True, False, False]),  # 9 € against 12 €
        ({"suivi": 100, "appui": 4}, [True, True, True, False]),
        ({"effort": 10}, [False, True, True, True]),  # 1,900 hours
        ({"effort": 13}, [True, False, True, True]),  # 2,470 hours, 70 beyond the pool
        ({"effort": 25}, [True, False, True, True]),
        ({"effort": 5}, [False, False, False, False]),
        ({"manque": 0}, [False, True, False, False]),
    ],
)
def test_the_clauses_that_a_trainee_may_try(change: dict[str, Any], expected: list[bool]) -> None:
    assert passed(GOOD | change) == expected


def test_a_setting_is_computed_again_from_the_formulas() -> None:
    """H = M·μ·τ/c; a lot is kept iff min(p·π·H, cap) ≥ c·H, else two fifths of it are."""
    for setting in SAMPLE:
        effort, share = setting["effort"] / 100, setting["suivi"] / 100
        extra = extra_cost(setting["appui"])
        promised = [lot.amount * lot.labour_share * effort / lot.hourly_cost for lot in LOTS]
        kept = [
            min(share * setting["manque"] * hours, penalty_cap(lot.amount)) >= extra * hours - 1e-6
            for lot, hours in zip(LOTS, promised, strict=True)
        ]
        meant = sum(
            hours if held else 0.4 * hours for hours, held in zip(promised, kept, strict=True)
        )
        total = sum(promised)
        tried = total >= TRIED
        days = 20 * share + setting["appui"]
        assert passed(setting) == [
            min(meant, POOL) >= WANTED - 1e-6,
            tried and total <= POOL + 1e-6,
            tried and all(kept),
            tried and all(kept) and days <= TEAM_DAYS + 1e-6,
        ]


def test_some_settings_win_and_chance_earns_little() -> None:
    everything = [passed(setting) for setting in SAMPLE]
    assert all(passed(GOOD))
    assert sum(all(each) for each in everything) < 0.05 * len(SAMPLE)
    assert sum(map(sum, everything)) / (4 * len(SAMPLE)) < 0.35


def test_the_start_of_the_sliders_and_doing_nothing_earn_nothing() -> None:
    start = {p.id: p.start for p in question().parameters}
    assert not any(passed(start))
    nothing = {p.id: p.min for p in question().parameters}
    assert not any(passed(nothing))


def test_each_miss_says_what_happened() -> None:
    said = {
        plain(message)
        for change in (
            {"effort": 13},
            {"effort": 5},
            {"suivi": 15, "appui": 0},
            {"suivi": 100, "appui": 4},
        )
        for ok, message in insertion_states.clause_checks(GOOD | change)
        if not ok
    }
    beginnings = (
        "La promesse dépasse le vivier de 70 heures : personne ne pourra les faire",
        "Heures faites : 950. Il en faut au moins 2 000.",
        "La promesse tient dans le vivier, mais elle n’est que de 950 heures.",
        "Tenir 950 heures engage peu : demandez-en davantage.",
        "Les jours de l’équipe ne comptent que si aucun titulaire ne gagne à rompre.",
        "Heures faites : 912. Il en faut au moins 2 000.",
        "Peinture : une heure déclarée à tort coûte en moyenne 9 €, une heure tenue 12 €.",
        "Contrôles et appui prennent 24 jours par mois : l’équipe en a 4.",
    )
    assert len(said) == len(beginnings)
    for beginning in beginnings:
        assert [line for line in said if line.startswith(beginning)], beginning


def test_no_setting_reaches_the_cap_so_that_the_message_tells_the_whole_comparison() -> None:
    highest = question().parameters[0].max / 100
    for lot in LOTS:
        assert extra_cost(0) * lot.hours(highest) <= penalty_cap(lot.amount)


def test_the_preview_says_what_the_model_says() -> None:
    hours, lots, days = (plain(line) for line in insertion_states.told(GOOD))
    assert hours == "Heures promises : 2 280, faites : 2 280."
    assert lots.startswith("Lots où tenir sa promesse ne coûte pas plus que la rompre")
    assert lots.endswith(": Peinture, Gros œuvre, Nettoyage.")
    assert days == "Jours de travail de l’équipe, par mois : 4."
    broken = insertion_states.told(GOOD | {"manque": 0})
    assert plain(broken[1]).endswith(": aucun.")


@pytest.mark.parametrize(
    "change", [{"effort": 1e9}, {"appui": float("nan")}, {"suivi": "10"}, {"manque": -5}]
)
def test_a_setting_outside_the_controls_earns_nothing(change: dict[str, Any]) -> None:
    given = GOOD | change
    found = mark(question(), given, None, points=4, simulate=insertion_states.clause_checks)
    assert found.score == 0
    assert len(found.lines) == 2
