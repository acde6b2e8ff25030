"""What two measures change and cost is what the models say; buying nothing earns nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import answer, plain

from maillon.sheet.form import QuestionForm
from maillon.sheet.marking import mark
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.sheet.store import AnswerStore
from maillon.topics.disruption import states as shock_states
from maillon.topics.disruption.model.measures import Measures, apply, cost
from maillon.topics.disruption.model.service import lost_service, ranks
from maillon.topics.disruption.states import BELOW, BUDGET, WINTER

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"
BOUGHT = {
    "source": Measures(second_source=True),
    "stock": Measures(extra_stock=5),
    "plan": Measures(continuity_plan=True),
    "rien": Measures(),
}


def question() -> State:
    found = load_questions(SOLUTIONS / "e4-maillon" / "questions.toml")["mesures"]
    assert isinstance(found, State)
    return found


def chosen(first: str, second: str) -> dict[str, str]:
    """Return a setting from two « link measure » pairs."""
    (link, measure), (other, also) = first.split(), second.split()
    return {"maillon-1": link, "mesure-1": measure, "maillon-2": other, "mesure-2": also}


def every() -> Iterator[dict[str, str]]:
    """Yield every setting that the lists of the question can make."""
    names = [parameter.id for parameter in question().parameters]
    for values in itertools.product(*([o.id for o in p.options] for p in question().parameters)):
        yield dict(zip(names, values, strict=True))


EVERY = list(every())


def passed(setting: dict[str, str]) -> list[bool]:
    return [ok for ok, _ in shock_states.measures_checks(setting)]


def test_the_lists_of_the_question_are_the_links_and_the_measures() -> None:
    for parameter in question().parameters:
        known = {name: node.label for name, node in WINTER.items()}
        if parameter.id.startswith("maillon"):
            assert {option.id: option.label for option in parameter.options} == known
        else:
            assert [option.id for option in parameter.options] == list(shock_states.MEASURES)


def test_the_costliest_link_is_the_least_fragile_and_the_cheapest_the_most() -> None:
    lost = {name: lost_service(node) for name, node in WINTER.items()}
    assert lost == {
        "grossiste": 3,
        "legumerie": 12,
        "laiterie": 4,
        "camions": 6.5,
        "volailles": 19,
        "film": 32,
    }
    spend = ranks({name: node.spend for name, node in WINTER.items()})
    assert (spend["grossiste"], ranks(lost)["grossiste"]) == (1, 6)
    assert (spend["film"], ranks(lost)["film"]) == (6, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("film source", "volailles plan", [True, True]),  # 13.7
        ("film plan", "volailles stock", [True, True]),  # 8.6
        ("film plan", "volailles source", [True, True]),  # 13.1
        ("volailles stock", "film source", [True, True]),  # either order
        ("film source", "volailles source", [True, False]),  # 18.0: too dear
        ("film stock", "volailles plan", [False, False]),  # 27 days remain: a fall of a sixth
        ("film source", "film plan", [False, True]),  # both on the worst link
        ("film source", "film source", [False, False]),  # the same one is bought once
        ("film plan", "film rien", [False, False]),  # one cheap measure, and nothing
        ("film plan", "grossiste rien", [False, False]),
        ("film plan", "legumerie plan", [False, True]),  # 19 days remain: a fall of four tenths
        ("volailles source", "volailles plan", [False, False]),  # the worst did not move
        ("grossiste source", "legumerie plan", [False, False]),  # the largest spends
        ("film rien", "volailles rien", [False, False]),
    ],
)
def test_two_measures(first: str, second: str, expected: list[bool]) -> None:
    assert passed(chosen(first, second)) == expected


def test_a_setting_is_run_again_by_the_models() -> None:
    for setting in EVERY:
        pairs = {(setting[f"maillon-{slot}"], setting[f"mesure-{slot}"]) for slot in "12"}
        nodes, spent = dict(WINTER), 0.0
        for link, measure in pairs:  # order is free: the three measures change different things
            spent += cost(WINTER[link], BOUGHT[measure])
            nodes[link] = apply(nodes[link], BOUGHT[measure])
        worst = max(lost_service(node) for node in nodes.values())
        two = len(pairs) == 2 and all(measure != "rien" for _link, measure in pairs)
        useful = two and worst <= 32 * 2 / 3
        assert passed(setting) == [worst < BELOW, useful and spent <= BUDGET]


def test_several_choices_win_and_chance_earns_little() -> None:
    winners = {frozenset(setting.items()) for setting in EVERY if all(passed(setting))}
    assert len(winners) == 10  # five pairs, in either order
    assert sum(sum(passed(setting)) / 2 for setting in EVERY) / len(EVERY) < 0.15


def test_buying_nothing_for_the_worst_link_earns_nothing() -> None:
    for setting in EVERY:
        bought = {setting[f"maillon-{n}"] for n in "12" if setting[f"mesure-{n}"] != "rien"}
        if "film" not in bought:
            assert passed(setting) == [False, False]


def test_each_miss_says_what_happened() -> None:
    said = [
        plain(line) for _, line in shock_states.measures_checks(chosen("film rien", "film rien"))
    ]
    assert said == [
        (
            "film des barquettes : un arrêt coûte encore 32 jours, pour moins de 15. Qu’est-ce qui "
            "manque à ce maillon : du temps, un secours, ou un redémarrage plus rapide ?"
        ),
        (
            "Le budget ne compte qu’avec deux mesures différentes. Que pourriez-vous encore "
            "acheter, et pour quel maillon ?"
        ),
    ]
    little = shock_states.measures_checks(chosen("film stock", "volailles plan"))[1][1]
    assert plain(little) == (
        "La pire perte n’a pas baissé d’un tiers, donc le budget ne compte pas. Cherchez d’abord "
        "le maillon qui perd le plus de jours, pas celui qui coûte le plus."
    )
    dear = shock_states.measures_checks(chosen("film source", "volailles source"))[1][1]
    assert plain(dear).startswith("Vos mesures coûtent 18,0 k€, pour 15 k€.")


def test_the_preview_says_what_the_models_say_and_keeps_the_order_unsaid() -> None:
    assert [plain(line) for line in shock_states.told(chosen("film source", "volailles plan"))] == [
        "Ces mesures coûtent 13,7 k€, pour 15 k€ au plus.",
        "Le pire maillon est alors : légumerie, 12 jours perdus.",
    ]


def test_nothing_is_said_before_the_four_choices(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path, "e4-maillon")
    form = QuestionForm(question(), store, preview=shock_states.told)
    said = form.widget.children[-1]
    for part, value in zip(form.parts.values(), ("film", "plan", "film", "rien"), strict=True):
        assert said.lines == []
        answer(part, value)
    assert [plain(line) for line in said.lines] == [
        "Ces mesures coûtent 4,1 k€, pour 15 k€ au plus.",
        "Le pire maillon est alors : élevages de volailles, 19 jours perdus.",
    ]


@pytest.mark.parametrize(
    "change", [{"maillon-1": "ailleurs"}, {"mesure-2": ""}, {"mesure-1": 3}, {"maillon-2": None}]
)
def test_a_setting_outside_the_lists_earns_nothing(change: dict[str, Any]) -> None:
    setting = chosen("film source", "volailles plan") | change
    found = mark(question(), setting, None, points=3, simulate=shock_states.measures_checks)
    assert found.score == 0
    assert len(found.lines) == 2
