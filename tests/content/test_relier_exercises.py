"""The exercises e2-vivier and e1-ma-carte: told facts are the model's, chance earns little."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from maillon.authoring import canonical, solutions
from maillon.base.wording import number
from maillon.maps.marking import loops as maps
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Classify, Map
from maillon.topics.firm_pool import states as pool_states
from maillon.topics.firm_pool.model import Policy, simulate
from maillon.topics.influence.model.leverage import RUNGS
from maillon.topics.influence.model.purchase_system import DEMANDS, FOLLOW_UP, FUZZY, IMPACT

ROOT = Path(__file__).resolve().parents[2]
IDS = ("e2-vivier", "e1-ma-carte")
MISCONCEPTIONS = {f"M{rank}" for rank in range(1, 19)}
SPACES = "[ \u00a0\u202f]"


def cells_of(assignment: str) -> list[dict[str, Any]]:
    path = ROOT / "solutions" / assignment / f"{assignment}.ipynb"
    cells: list[dict[str, Any]] = canonical.read(path)["cells"]
    return cells


def answer_to(assignment: str, question: str) -> Any:
    """Return what the solution records."""
    for cell in cells_of(assignment):
        for node in ast.walk(ast.parse(canonical.source_of(cell))) if _records(cell) else ():
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                name, value = (ast.literal_eval(argument) for argument in node.args)
                if name == question:
                    return value
    raise AssertionError(question)


def _records(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and "fiche.record(" in canonical.source_of(cell)


def text_of(assignment: str) -> str:
    return "\n".join(canonical.source_of(cell) for cell in cells_of(assignment))


def guide_of(assignment: str) -> str:
    return (ROOT / "trainer" / f"grille-{assignment.replace('e2-vivier', 'e2')}.md").read_text(
        "utf-8"
    )


# --- e2-vivier -----------------------------------------------------------------------------------

POLICIES = {
    "coup-seul": Policy(path="jump", follow_up=0.9),
    "coup-appui": Policy(path="jump", follow_up=0.9, support=0.3),
    "lent-seul": Policy(follow_up=0.9),
    "lent-appui": Policy(follow_up=0.9, support=0.3),
}


def test_the_table_of_trajectories_is_what_the_model_gives() -> None:
    rows = re.findall(r"^\| ([ABCD]) \| (.+) \|$", text_of("e2-vivier"), re.MULTILINE)
    assert len(rows) == 4
    right = answer_to("e2-vivier", "trajectoires")
    asked = load_questions(ROOT / "solutions" / "e2-vivier" / solutions.QUESTIONS)["trajectoires"]
    assert isinstance(asked, Classify)
    for line, told in rows:
        run = simulate(POLICIES[right[line.lower()]])
        offers = [float(number.replace(",", ".")) for number in told.split(" | ")]
        assert offers == [round(run.offers[month], 1) for month in (5, 12, 24, 36, 59)], line
        (label,) = [item.label for item in asked.items if item.id == line.lower()]
        assert re.findall(r"\d,\d", label) == told.split(" | ")


def test_one_column_everywhere_earns_a_quarter() -> None:
    places = Counter(answer_to("e2-vivier", "trajectoires").values())
    assert max(places.values()) / places.total() == 1 / 4


def test_the_real_level_is_the_formula_of_the_model() -> None:
    kept = Policy(target=0.8, start=0.8, follow_up=0.2)
    able = simulate(kept, months=240)  # capacity is not limiting in the question: compare the share
    bid = 1 - math.exp(-able.offers[0])  # nor are offers: each contract found a firm
    kept_share = able.impact[0] / min(0.8, able.capacity[0] + 0.1) / bid
    assert kept_share == pytest.approx(0.52)
    assert re.sub(SPACES, "", answer_to("e2-vivier", "reel")) == "41,6%"
    assert pytest.approx(0.416) == 0.8 * 0.52


def test_follow_up_alone_moves_the_real_impact_more_than_demands_alone() -> None:
    before = dict(zip(FUZZY.labels, FUZZY.fixed_point().levels, strict=True))[IMPACT]
    after = {
        held: dict(zip(FUZZY.labels, FUZZY.fixed_point(clamped={held: 1.0}).levels, strict=True))
        for held in (DEMANDS, FOLLOW_UP)
    }
    assert before < after[DEMANDS][IMPACT] < after[FOLLOW_UP][IMPACT]
    asked = load_questions(ROOT / "solutions" / "e2-vivier" / solutions.QUESTIONS)["ordre"]
    told = [float(number.replace(",", ".")) for number in re.findall(r"\d,\d\d", asked.prompt)]
    assert told == [
        round(level, 2) for level in (before, after[DEMANDS][IMPACT], after[FOLLOW_UP][IMPACT])
    ]
    (gaps,) = [o.label for o in asked.options if o.id == "ecart"]  # type: ignore[attr-defined]
    assert re.findall(r"\d,\d\d", gaps) == [
        f"{rise:.2f}".replace(".", ",") for rise in (told[2] - told[0], told[1] - told[0])
    ]


def test_the_settings_of_the_guide_win_and_give_what_it_says() -> None:
    rows = re.findall(r"^\| (Peu à peu|D’un coup) \| (.+) \|$", guide_of("e2-vivier"), re.MULTILINE)
    assert len(rows) == 5
    for path, cells in rows:
        length, support, follow_up, target, fewest, total = (
            re.sub(SPACES, "", cell) for cell in cells.split("|")
        )
        setting = {
            "chemin": "peu-a-peu" if path == "Peu à peu" else "dun-coup",
            "duree": int(re.match(r"\d+|", length)[0] or 6),
            "appui": int(support.strip("%")),
            "suivi": int(follow_up.strip("%")),
            "exigence": int(target.strip("%")),
        }
        assert all(passed for passed, _ in pool_states.policy_checks(setting)), setting
        run = pool_states._run(setting)
        assert (number(run.fewest_offers, 1), number(run.total_impact, 1)) == (fewest, total)


def test_the_note_of_the_solution_tells_its_own_setting() -> None:
    setting = answer_to("e2-vivier", "reglage")
    note = answer_to("e2-vivier", "note")
    note = re.sub(SPACES, " ", note)
    assert all(passed for passed, _ in pool_states.policy_checks(setting))
    run = pool_states._run(setting)
    assert f"à {setting['exigence']} %" in note
    assert f"appui de {setting['appui']} %" in note
    assert f"suivi de {setting['suivi']} %" in note
    assert "au moins cinq offres" in note
    assert 5 <= run.fewest_offers < 6
    rung = next(rung for rung in RUNGS if rung.number == 8)
    assert rung.name[:1].lower() + rung.name[1:] in note


# --- e1-ma-carte ---------------------------------------------------------------------------------


def test_the_map_of_the_solution_has_two_loops_of_each_type_and_no_hint() -> None:
    question = load_questions(ROOT / "solutions" / "e1-ma-carte" / solutions.QUESTIONS)["carte"]
    assert isinstance(question, Map)
    assert (question.reinforcing, question.balancing, question.max_variables) == (2, 2, 15)
    found = maps.review(question, answer_to("e1-ma-carte", "carte"))
    assert len(found.found.reinforcing) >= 2
    assert len(found.found.balancing) >= 2
    assert (found.missing, found.hints, found.share) == ((), (), 1)


def test_the_lesson_of_the_solution_speaks_of_its_map() -> None:
    record = answer_to("e1-ma-carte", "carte")
    labels = {variable["id"]: variable["label"] for variable in record["variables"]}
    arrows = {f"{labels[arrow['cause']]} → {labels[arrow['effect']]}" for arrow in record["arrows"]}
    lesson = answer_to("e1-ma-carte", "lecon")
    quoted = [re.sub(SPACES, " ", text).strip() for text in re.findall("«(.+?)»", lesson)]
    assert quoted
    assert set(quoted) <= arrows


# --- both ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("assignment", IDS)
def test_the_texts_of_the_solution_fit(assignment: str) -> None:
    for question in load_questions(ROOT / "solutions" / assignment / solutions.QUESTIONS).values():
        if question.kind == "text":
            words = [w for w in answer_to(assignment, question.id).split() if w[:1].isalnum()]
            assert len(words) <= question.max_words  # type: ignore[attr-defined]


@pytest.mark.parametrize("assignment", IDS)
def test_the_trainer_guide_names_the_questions_and_the_misconceptions(assignment: str) -> None:
    guide = guide_of(assignment)
    for question in load_questions(ROOT / "solutions" / assignment / solutions.QUESTIONS).values():
        assert question.title in guide, question.title
        for line in getattr(question, "rubric", ()):
            assert re.split(f"{SPACES}*:", line)[0] in guide, line
    met = set(re.findall(r'\["(M\d+)",', text_of(assignment)))
    assert met <= MISCONCEPTIONS
    for name in met:
        assert f"| {name} |" in guide


@pytest.mark.parametrize("assignment", IDS)
def test_automatic_points_stay_within_twelve(assignment: str) -> None:
    notebook = canonical.read(ROOT / "solutions" / assignment / f"{assignment}.ipynb")
    points = solutions.points(notebook)
    assert points["manual"] == 4
    assert 6 <= points["auto"] <= 12
