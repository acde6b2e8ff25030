"""The exercise on law: facts told are facts marked, keys are computed, chance earns little."""

from __future__ import annotations

import ast
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillon import law
from maillon.authoring import canonical, solutions
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Question

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "solutions" / "e-droit"
GUIDE = (ROOT / "trainer" / "grille-e-droit.md").read_text("utf-8")
QUESTIONS = load_questions(FOLDER / solutions.QUESTIONS)
CELLS: list[dict[str, Any]] = canonical.read(FOLDER / "e-droit.ipynb")["cells"]
SPACE = "[ \u00a0\u202f]"
AMOUNT = re.compile(rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?={SPACE}€)")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
DAY = re.compile(rf"(\d{{1,2}}){SPACE}({'|'.join(MONTHS.split())}){SPACE}(\d{{4}})")
#: Told but not a fact that is marked: the contract is signed that day, and it changes nothing.
DECOYS = {date(2026, 4, 23)}
MISCONCEPTIONS = {f"M{number}" for number in range(1, 19)}


def marking_of(question: str) -> ast.Module:
    for cell in filter(solutions.is_test, CELLS):
        source = canonical.source_of(cell)
        if (call := solutions.mark_call(source)) and call[0] == question:
            return ast.parse(source)
    raise AssertionError(question)


def mark_call(question: str) -> dict[str, ast.expr]:
    last = marking_of(question).body[-1]
    assert isinstance(last, ast.Expr)
    assert isinstance(last.value, ast.Call)
    return {word.arg: word.value for word in last.value.keywords if word.arg}


def answer_to(question: str) -> Any:
    """What the solution records, typed by hand: the oracle of the computed keys."""
    for cell in CELLS:
        found = re.search(rf'fiche\.record\("{question}", (.+)\)\n', canonical.source_of(cell))
        if found:
            return ast.literal_eval(found[1])
    raise AssertionError(question)


def texts_of(question: Question) -> str:
    raw = (FOLDER / solutions.QUESTIONS).read_text("utf-8").split("[[question]]")
    return next(block for block in raw if f'\nid = "{question.id}"\n' in block)


each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.id)


@each_question
def test_the_facts_told_are_the_facts_marked(question: Question) -> None:
    numbers = {n.value for n in ast.walk(marking_of(question.id)) if isinstance(n, ast.Constant)}
    days = {
        date(*(a.value for a in node.args if isinstance(a, ast.Constant)))
        for node in ast.walk(marking_of(question.id))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "date" and node.args
        if all(isinstance(a, ast.Constant) for a in node.args)
    }
    told = texts_of(question)
    for amount in AMOUNT.findall(told):
        assert int(re.sub(SPACE, "", amount)) in numbers, amount
    if question.kind == "state":
        return
    for day, month, year in DAY.findall(told):
        at = date(int(year), MONTHS.split().index(month) + 1, int(day))
        assert at in days or at in DECOYS, at


@each_question
def test_no_amount_told_is_one_of_the_law(question: Question) -> None:
    legal = {v.value for e in law.registry().entries.values() for v in e.values}
    for amount in AMOUNT.findall(texts_of(question)):
        assert int(re.sub(SPACE, "", amount)) not in legal, amount


@each_question
def test_no_key_is_typed(question: Question) -> None:
    words = mark_call(question.id)
    if question.kind == "state":
        assert "key" not in words
        return
    key = words["key"]
    if question.kind == "number":
        assert isinstance(key, ast.Dict)
        named = {ast.literal_eval(k): v for k, v in zip(key.keys, key.values, strict=True) if k}
        key = named["value"]
    with pytest.raises(ValueError, match="malformed"):
        ast.literal_eval(key)


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS.values() if q.kind == "classify"], ids=lambda q: q.id
)
def test_one_column_everywhere_earns_little(question: Question) -> None:
    places = Counter(answer_to(question.id).values())
    assert set(places) == {c.id for c in question.categories}  # type: ignore[attr-defined]
    assert max(places.values()) / places.total() < 0.4


def test_ticking_everything_earns_nothing() -> None:
    options = QUESTIONS["obligations"].options  # type: ignore[attr-defined]
    assert 2 * len(answer_to("obligations")) <= len(options)


@each_question
def test_each_misconception_is_in_the_trainer_guide(question: Question) -> None:
    listed = MISCONCEPTIONS | set(re.findall(r"^\| (D\d+) \|", GUIDE, re.MULTILINE))
    messages = ast.literal_eval(mark_call(question.id).get("messages", ast.Dict([], [])))
    assert {word for word, _ in messages.values()} - {""} <= listed


def test_the_guide_gives_the_answers_of_the_solution_and_rules_that_exist() -> None:
    for question in QUESTIONS.values():
        assert question.title.split(",")[0] in GUIDE
        if question.kind == "number":
            given = re.sub(SPACE, " ", f"Le corrigé donne {answer_to(question.id)}")
            assert given in re.sub(SPACE, " ", GUIDE)
    for rule in re.findall(r"law show (\w+)", GUIDE):
        law.entry(rule)
