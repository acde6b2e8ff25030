"""What a policy of demands gives, and whether it reaches the goals, is what the model says."""

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
from maillon.topics.firm_pool import states as pool_states
from maillon.topics.firm_pool.model import Policy, simulate

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"

RAMP = {"chemin": "peu-a-peu", "duree": 36, "appui": 30, "suivi": 90, "exigence": 80}


def question() -> State:
    found = load_questions(SOLUTIONS / "e2-vivier" / "questions.toml")["reglage"]
    assert isinstance(found, State)
    return found


def passed(setting: dict[str, Any]) -> list[bool]:
    return [ok for ok, _ in pool_states.policy_checks(setting)]


def settings() -> Iterator[dict[str, Any]]:
    """Yield every setting that the controls of the question can make."""
    values: list[list[Any]] = []
    for p in question().parameters:
        steps = round((p.max - p.min) / p.step) if not p.options else 0
        values.append([o.id for o in p.options] or [p.min + n * p.step for n in range(steps + 1)])
    for chosen in itertools.product(*values):
        yield dict(zip((p.id for p in question().parameters), chosen, strict=True))


EVERY = list(settings())
SAMPLE = random.Random(3).sample(EVERY, 400)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [True, True]),
        ({"suivi": 20}, [False, False]),  # 17.3 of impact, and offers that nothing threatened
        ({"suivi": 60}, [True, False]),  # 24.1
        ({"appui": 0}, [False, False]),  # a collapse, 21.0
        ({"chemin": "dun-coup"}, [False, True]),  # 39.0, and 0.9 offer
        ({"exigence": 20}, [False, False]),
    ],
)
def test_the_policies_of_the_workshop(change: dict[str, Any], expected: list[bool]) -> None:
    assert passed({**RAMP, **change}) == expected


def test_a_setting_is_run_again_by_the_model() -> None:
    for setting in SAMPLE:
        run = simulate(
            Policy(
                path="jump" if setting["chemin"] == "dun-coup" else "ramp",
                ramp_months=int(setting["duree"]),
                support=setting["appui"] / 100,
                follow_up=setting["suivi"] / 100,
                target=setting["exigence"] / 100,
            )
        )
        wanted = [min(run.offers) >= 3 and run.total_impact >= 20, run.total_impact >= 28]
        assert passed(setting) == wanted


def test_some_settings_win_and_chance_earns_little() -> None:
    """Of 400 settings drawn, fewer than one in ten wins; the mean share stays far below 40 %."""
    shares = [sum(passed(setting)) / 2 for setting in SAMPLE]
    assert any(share == 1 for share in shares)
    assert shares.count(1) < 40
    assert sum(shares) / len(shares) < 0.3


@pytest.mark.parametrize("path", ["dun-coup", "peu-a-peu"])
def test_the_start_of_the_sliders_earns_nothing(path: str) -> None:
    start = {p.id: p.start for p in question().parameters} | {"chemin": path}
    assert passed(start) == [False, False]


def test_doing_nothing_earns_nothing_though_offers_hold() -> None:
    for setting in SAMPLE:
        run_is_idle = setting["exigence"] == 20
        assert not (run_is_idle and any(passed(setting)))


def test_each_miss_says_what_happened() -> None:
    said = {
        plain(message)
        for setting in (RAMP | {"exigence": 20}, RAMP | {"appui": 0})
        for ok, message in pool_states.policy_checks(setting)
        if not ok
    }
    assert len(said) == 4
    assert any(line.startswith("Les offres tombent à 0,3 au mois") for line in said)
    assert any(line.startswith("Les offres tiennent, mais") for line in said)
    assert all(line.endswith((".", "?")) for line in said)


def test_the_preview_says_what_the_model_says() -> None:
    assert [plain(line) for line in pool_states.told(RAMP)] == [
        "Au plus bas, 5,4 offres, au mois 0.",
        "Au plus haut, le prix vaut 113, au mois 0.",  # 112.5: halves go up
        "En cinq ans, les clauses affichées totalisent 33,3.",
        "En cinq ans, l’impact réel cumulé atteint 31,3.",
    ]


@pytest.mark.parametrize(
    "change", [{"duree": 1e9}, {"appui": float("nan")}, {"chemin": "ailleurs"}, {"suivi": "90"}]
)
def test_a_setting_outside_the_controls_earns_nothing(change: dict[str, Any]) -> None:
    found = mark(question(), RAMP | change, None, points=6, simulate=pool_states.policy_checks)
    assert found.score == 0
    assert len(found.lines) == 2
