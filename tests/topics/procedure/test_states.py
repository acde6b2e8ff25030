"""A state of the law is judged by the registry: here is the oracle, typed by hand."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.topics.procedure import states as law_states

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
# CCP, annexe 2: entités adjudicatrices, supplies and services, 2024-2025 then 2026-2027.
BEFORE, AFTER = 443_000, 432_000


def question() -> State:
    found = load_questions(SOLUTIONS / "e-droit" / "questions.toml")["bascule"]
    assert isinstance(found, State)
    return found


def passed(amount: float, launch: str) -> list[bool]:
    checks = law_states.falling_threshold({"montant": amount, "lancement": launch})
    assert all(message.endswith(".") for _, message in checks)
    return [ok for ok, _ in checks]


@pytest.mark.parametrize("amount", [AFTER - 0.01, AFTER, BEFORE - 0.01, BEFORE])
def test_the_amount_must_stand_between_both_thresholds(amount: float) -> None:
    assert passed(amount, "2026-01-16") == [True, AFTER <= amount < BEFORE]


@pytest.mark.parametrize(
    ("launch", "falls"),
    [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2026-01-28", True),
        ("2026-01-29", False),
        ("2026-04-17", False),
    ],
)
def test_the_threshold_must_fall_within_four_weeks(launch: str, falls: bool) -> None:
    assert passed((BEFORE + AFTER) / 2, launch) == [falls, falls]


def test_each_miss_has_its_own_words() -> None:
    told = {
        message
        for amount, launch in [(400e3, "2026-01-16"), (480e3, "2026-01-16"), (437e3, "2025-12-08")]
        for ok, message in law_states.falling_threshold({"montant": amount, "lancement": launch})
        if not ok
    }
    assert len(told) == 4


def test_the_goal_can_be_met_with_the_controls_and_is_not_met_by_chance() -> None:
    amount, launch = question().parameters
    steps = round((amount.max - amount.min) / amount.step)
    amounts = [amount.min + n * amount.step for n in range(steps + 1)]
    days = [option.id for option in launch.options]
    won = [(a, day) for a, day in itertools.product(amounts, days) if all(passed(a, day))]
    assert won
    assert len(won) / (len(amounts) * len(days)) < 0.05
    assert amount.start not in {a for a, _ in won}
    assert sum(passed(amount.start, day)[0] for day in days) == 1
