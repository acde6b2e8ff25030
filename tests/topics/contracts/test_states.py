"""A way of adding up is judged by the total that it gives on the sample, read again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import answer, plain

from maillon.base.wording import euros
from maillon.opendata import sample
from maillon.opendata.profiling.amount_reading import AmountReading, Change, Unit
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import read
from maillon.sheet.form import QuestionForm
from maillon.sheet.marking import mark
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.sheet.store import AnswerStore
from maillon.topics.contracts import states as contract_states

QUESTIONS = Path(__file__).resolve().parents[3] / "solutions" / "e-donnees" / "questions.toml"
RIGHT = {"unite": "marche", "doublons": "non", "modifications": "depart"}


def question() -> State:
    found = load_questions(QUESTIONS)["lecture"]
    assert isinstance(found, State)
    return found


def every() -> Iterator[dict[str, str]]:
    """Yield every setting that the lists of the question can make."""
    names = [parameter.id for parameter in question().parameters]
    for values in itertools.product(*([o.id for o in p.options] for p in question().parameters)):
        yield dict(zip(names, values, strict=True))


def passed(setting: dict[str, str]) -> list[bool]:
    return [ok for ok, _ in contract_states.reading_checks(setting)]


def total(setting: dict[str, str]) -> float:
    reading = AmountReading(
        Unit(setting["unite"]), setting["doublons"] == "oui", Change(setting["modifications"])
    )
    return reading.total(read([sample.NATIVE]))


def test_the_lists_of_the_question_are_the_readings() -> None:
    units, duplicates, changes = ([o.id for o in p.options] for p in question().parameters)
    assert sorted(units) == sorted(unit.value for unit in Unit)
    assert sorted(duplicates) == sorted(contract_states.KEPT)
    assert sorted(changes) == sorted(change.value for change in Change)


def test_one_setting_alone_wins_and_chance_earns_little() -> None:
    settings = list(every())
    assert [setting for setting in settings if all(passed(setting))] == [RIGHT]
    assert sum(sum(passed(setting)) / 2 for setting in settings) / len(settings) <= 0.25
    hasty = {"unite": "titulaire", "doublons": "oui", "modifications": "ecart"}
    assert passed(hasty) == [False, False]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"unite": "titulaire"}, [False, True]),
        ({"doublons": "oui"}, [False, True]),
        ({"modifications": "ecart"}, [True, False]),
        ({"modifications": "total"}, [True, False]),
        ({"modifications": "cas-par-cas"}, [True, False]),
    ],
)
def test_each_miss_says_by_how_much_the_total_moves(
    change: dict[str, str], expected: list[bool]
) -> None:
    setting = RIGHT | change
    checks = contract_states.reading_checks(setting)
    assert [ok for ok, _ in checks] == expected
    (told,) = [message for ok, message in checks if not ok]
    assert euros(abs(total(setting) - total(RIGHT))) in told


def test_the_messages_differ() -> None:
    told = [
        message
        for setting in every()
        for ok, message in contract_states.reading_checks(setting)
        if not ok
    ]
    assert len(set(told)) == 5
    assert all(told)


@pytest.mark.parametrize("setting", list(every()), ids=lambda s: "-".join(s.values()))
def test_the_preview_says_the_total_that_is_marked(setting: dict[str, str]) -> None:
    first, *others = contract_states.told(setting)
    assert plain(first) == plain(f"Total lu : {euros(total(setting))}.")
    twins = profile(read([sample.NATIVE])).duplicates
    said = f"{twins.total} publications écartées."
    assert [plain(line) for line in others] == ([] if setting["doublons"] == "oui" else [said])


def test_nothing_is_said_before_the_three_choices(tmp_path: Path) -> None:
    form = QuestionForm(
        question(), AnswerStore(tmp_path, "e-donnees"), preview=contract_states.told
    )
    said = form.widget.children[-1]
    for part, value in zip(form.parts.values(), RIGHT.values(), strict=True):
        assert said.lines == []
        answer(part, value)
    assert said.lines == contract_states.told(RIGHT)


@pytest.mark.parametrize(
    "change", [{"unite": "ligne"}, {"doublons": ""}, {"doublons": True}, {"modifications": None}]
)
def test_a_setting_outside_the_lists_earns_nothing(change: dict[str, Any]) -> None:
    found = mark(
        question(), RIGHT | change, None, points=2, simulate=contract_states.reading_checks
    )
    assert found.score == 0
    assert len(found.lines) == 2
