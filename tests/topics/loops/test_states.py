"""A cut is judged by running the model again: two loops gone, and brakes that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillon.maps.loops import find_loops
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import State
from maillon.topics.loops import states
from maillon.topics.loops.model.canteen import CANTEEN, PRODUCE_LOOP, WASTE_LOOP

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


@pytest.mark.parametrize("arrow", [arrow.key for arrow in CANTEEN.arrows])
def test_each_cut_is_judged_by_running_the_model_again(arrow: str) -> None:
    left = find_loops(CANTEEN.without(arrow))
    walks = [set(loop.ids) for loop in left]
    gone = [set(PRODUCE_LOOP) not in walks, set(WASTE_LOOP) not in walks]
    enough = len(left.balancing) >= 2
    passed = [passed for passed, _ in states.canteen_cut({"fleche": arrow.replace(">", "-")})]
    assert passed == [enough and loop for loop in gone]


def test_every_option_of_the_question_is_an_arrow_of_the_map() -> None:
    question = load_questions(SOLUTIONS / "e1-boucles" / "questions.toml")["coupe"]
    assert isinstance(question, State)
    offered = {option.id.replace("-", ">") for option in question.parameters[0].options}
    assert offered <= set(CANTEEN.keys)
    assert any(
        all(passed for passed, _ in states.canteen_cut({"fleche": key.replace(">", "-")}))
        for key in offered
    )
