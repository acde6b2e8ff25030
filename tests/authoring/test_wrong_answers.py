"""The bank of wrong answers: shares computed by hand, one question of each kind."""

from __future__ import annotations

from typing import Any

import pytest
from chain_answers import right_chain
from map_answers import right_map
from wrong_answers import right_numbers, wrong_answers

from maillon.sheet import marking
from maillon.sheet.questions import (
    Chain,
    Choice,
    Choices,
    Classify,
    Map,
    Number,
    Option,
    Order,
    Parameter,
    Question,
    State,
    Text,
)

ABC = tuple(Option(word, word.upper()) for word in "abc")
SIDES = (Option("g", "Gauche"), Option("d", "Droite"))


def at_most(value: dict[str, Any]) -> list[tuple[bool, str]]:
    return [(value["x"] <= 5, "C’est trop."), (value["y"] == "a", "Prenez A.")]


CASES: list[tuple[Question, Any, dict[str, list[str]], Any, dict[str, float]]] = [
    (Choice("q", "T", "?", options=ABC), "a", {}, None, {"b": 0, "c": 0}),
    (
        Choices("q", "T", "?", options=ABC),
        ["a", "b"],
        {"c": ["", "Pas C."]},
        None,
        {
            "c seul": 0,
            "les bonnes et c": 0.5,
            "seulement a": 0.5,
            "seulement b": 0.5,
            "tout coché": 0.5,
        },
    ),
    (
        Order("q", "T", "?", items=ABC),
        ["a", "b", "c"],
        {},
        None,
        {"à l’envers": 0, "a et b échangés": 1 / 3, "b et c échangés": 1 / 3},
    ),
    (
        Classify("q", "T", "?", items=ABC[:2], categories=SIDES),
        {"a": "g", "b": "d"},
        {"a:d": ["", "À gauche."]},
        None,
        {"a:d": 0.5, "a non classé": 0.5, "b:g": 0.5, "b non classé": 0.5, "tout faux": 0},
    ),
    (
        Number("q", "T", "?", unit="€"),
        {"value": 1200, "tolerance": 10, "unit": "€"},
        {},
        None,
        {"low": 0, "high": 0, "unit": 0, "unreadable": 0},
    ),
    (
        Number("q", "T", "?", unit="€"),
        {"value": 1200, "tolerance": 1, "unit": "€", "slips": {"hors-taxes": 1000}},
        {"hors-taxes": ["D11", "Sous {loi:dispense_fs@2026-03-31}, taxes comprises."]},
        None,
        {"low": 0, "high": 0, "unit": 0, "unreadable": 0, "hors-taxes": 0},
    ),
    (
        State(
            "q",
            "T",
            "?",
            parameters=(Parameter("x", "X", 0, 10, 1, 0), Parameter("y", "Y", options=ABC)),
        ),
        None,
        {},
        at_most,
        {
            "{'x': 0, 'y': 'b'}": 0.5,
            "{'x': 10, 'y': 'a'}": 0.5,
            "{'x': 10, 'y': 'b'}": 0,
        },
    ),
    (
        Map("q", "T", "?", reinforcing=1, balancing=1, max_variables=5),
        None,
        {},
        None,
        {
            "une boucle R coupée": 1 / 2,
            "une boucle B coupée": 1 / 2,
            "un signe retourné": 1 / 2,
            "sans flèche": 0,
            "un verbe pour nom": 17 / 18,
            "trop de variables": 5 / 6,
            "une flèche sur elle-même": 0,
            "un signe nul": 0,
            "une flèche vers rien": 0,
            "dix mille variables": 0,
        },
    ),
    (
        Chain("q", "T", "?", tiers=("Un", "Deux", "Trois"), shared=1),
        None,
        {},
        None,
        {
            "sans flèche": 0,
            "dernier rang vide": 7 / 12,
            "un acteur sans fournisseur": (4 - 1 / 6) / 4,
            "une flèche qui descend": (4 - 1 / 8) / 4,
            "une flèche dans un rang": (4 - 1 / 8) / 4,
            "des noms d’une lettre": 0,
            "pas assez de fournisseurs communs": 3 / 4,
            "une flèche sur elle-même": 0,
            "un signe nul": 0,
            "une flèche vers rien": 0,
            "dix mille variables": 0,
        },
    ),
]


@pytest.mark.parametrize(
    ("question", "key", "messages", "simulate", "expected"),
    CASES,
    ids=lambda v: getattr(v, "kind", ""),
)
def test_a_bank_has_each_mistake_and_its_share(
    question: Question, key: Any, messages: Any, simulate: Any, expected: dict[str, float]
) -> None:
    bank = wrong_answers(question, key, messages, simulate)
    assert {wrong.name: wrong.share for wrong in bank} == pytest.approx(expected)
    for wrong in bank:
        mark = marking.mark(
            question, wrong.value, key, points=2, messages=messages, simulate=simulate
        )
        assert mark.score == pytest.approx(2 * wrong.share), wrong.name
        for text in wrong.told:
            assert any(text in line for line in mark.lines)


@pytest.mark.parametrize(("reinforcing", "balancing"), [(2, 2), (1, 0), (0, 3), (12, 8)])
def test_a_map_built_from_its_goals_reaches_them(reinforcing: int, balancing: int) -> None:
    question = Map("q", "T", "?", True, reinforcing, balancing, 21)
    assert marking.mark(question, right_map(question), None, points=3).score == 3
    for wrong in wrong_answers(question, None, {}):
        score = marking.mark(question, wrong.value, None, points=1).score
        assert score == pytest.approx(wrong.share), wrong.name
        assert score < 1


def test_a_bank_of_states_is_bounded() -> None:
    sliders = tuple(Parameter(name, name, 0, 90, 1, 45) for name in "vwxyz")
    bank = wrong_answers(
        State("q", "T", "?", parameters=sliders), None, {}, lambda v: [(False, f"{v}.")]
    )
    assert len(bank) == 60


def test_a_number_is_typed_in_several_ways() -> None:
    question = Number("q", "T", "?", unit="€")
    typed = right_numbers(question, {"value": -1250.5, "unit": "€"})
    assert typed == ["-1250,5", "\u22121 250,5", "\u22121\u202f250,5\u00a0€"]
    key = {"value": -1250.5, "tolerance": 0, "unit": "€"}
    assert [marking.mark(question, value, key, points=1).score for value in typed] == [1, 1, 1]


def test_what_has_no_bank_is_refused() -> None:
    with pytest.raises(ValueError, match="no bank"):
        wrong_answers(Text("q", "T", "?", max_words=5), None, {})
    state = State("q", "T", "?", parameters=(Parameter("x", "X", 0, 1, 1, 0),))
    with pytest.raises(ValueError, match="no wrong answer"):
        wrong_answers(state, None, {}, lambda _value: [(True, "")])


@pytest.mark.parametrize(("bands", "shared"), [(3, 1), (2, 0), (4, 2), (2, 3)])
def test_a_chain_built_from_its_goals_reaches_them(bands: int, shared: int) -> None:
    tiers = tuple(f"Rang {rank}" for rank in range(1, bands + 1))
    question = Chain("q", "T", "?", tiers=tiers, shared=shared)
    assert marking.mark(question, right_chain(question), None, points=3).score == 3
    for wrong in wrong_answers(question, None, {}):
        score = marking.mark(question, wrong.value, None, points=1).score
        assert score == pytest.approx(wrong.share), wrong.name
        assert score < 1
