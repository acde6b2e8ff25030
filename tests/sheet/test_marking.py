"""Each kind gives the agreed partial credit, each wrong option its own message, nothing raises."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.sheet.marking import Mark, is_well_keyed, mark
from maillon.sheet.questions import (
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


def options(words: str) -> tuple[Option, ...]:
    return tuple(Option(word, word.upper()) for word in words.split())


CHOICE = Choice("q", "Boucle", "?", options=options("r b n"))
CHOICES = Choices("q", "Effets", "?", options=options("a b c d"))
ORDER = Order("q", "Cycle", "?", items=options("b d a c"))
CLASSIFY = Classify("q", "Polarités", "?", items=options("f1 f2 f3 f4"), categories=options("p m"))
NUMBER = Number("q", "Prix", "?", unit="€", example="1 250")
STATE = State(
    "q",
    "Réglage",
    "?",
    parameters=(
        Parameter("x", "X", 0, 10, 1, 0),
        Parameter("mode", "Mode", options=options("u v")),
    ),
)
MAP = Map("q", "Carte", "?")
TEXT = Text("q", "Argument", "?", max_words=50)

CHOICE_MESSAGES = {"b": ["M1", "Comptez les signes."], "n": ["", "Il y a une boucle."]}
CHOICES_MESSAGES = {"c": ["M1", "C non."], "d": ["M2", "D non."]}
CLASSIFY_KEY = {"f1": "p", "f2": "m", "f3": "p", "f4": "m"}
CLASSIFY_MESSAGES = {
    "f1:m": ["M1", "F1 monte."],
    "f2:p": ["M2", "F2 baisse."],
    "f3:m": ["M1", "F3 monte."],
    "f4:p": ["", "F4 baisse."],
}
NUMBER_KEY = {"value": 1500, "tolerance": 10, "unit": "€"}


def simulate(state: Any) -> Sequence[tuple[bool, str]]:
    return [(state["x"] >= 5, "Montez X."), (state["mode"] == "u", "Changez de mode.")]


def lines(found: Mark) -> list[str]:
    return [line.replace("\u00a0", " ") for line in found.lines]


def test_a_choice_is_right_or_has_its_message() -> None:
    right = mark(CHOICE, "r", "r", points=2, messages=CHOICE_MESSAGES)
    assert (right.score, right.points, right.misconceptions) == (2.0, 2.0, ())
    assert lines(right) == ["Question « Boucle » : 2 / 2"]
    wrong = mark(CHOICE, "b", "r", points=2, messages=CHOICE_MESSAGES)
    assert (wrong.score, wrong.misconceptions) == (0.0, ("M1",))
    assert lines(wrong) == ["Question « Boucle » : 0 / 2", "« B » : Comptez les signes."]
    other = mark(CHOICE, "n", "r", points=2, messages=CHOICE_MESSAGES)
    assert other.misconceptions == ()
    assert "Il y a une boucle." in other.lines[1]


@pytest.mark.parametrize(
    ("picked", "score", "said"),
    [
        (["a", "b"], 3.0, []),
        (["b", "a", "a"], 3.0, []),
        (["a"], 1.5, ["Il vous manque une bonne réponse."]),
        (["a", "b", "c"], 1.5, ["« C » : C non."]),
        (["a", "c"], 0.0, ["« C » : C non.", "Il vous manque une bonne réponse."]),
        (["a", "b", "c", "d"], 0.0, ["« C » : C non.", "« D » : D non."]),
        (["c", "d"], 0, ["« C » : C non.", "« D » : D non.", "Il vous manque 2 bonnes réponses."]),
    ],
)
def test_choices_subtract_wrong_picks(picked: list[str], score: float, said: list[str]) -> None:
    found = mark(CHOICES, picked, ["a", "b"], points=3, messages=CHOICES_MESSAGES)
    assert found.score == score
    assert lines(found)[1:] == said


@pytest.mark.parametrize(
    ("given_order", "score"),
    [("a b c d", 6), ("a b d c", 4), ("b a d c", 2), ("d c b a", 0), ("d a b c", 0)],
)
def test_an_order_counts_pairs(given_order: str, score: float) -> None:
    messages = {"": ["M3", "Partez du besoin."]}
    found = mark(ORDER, given_order.split(), "a b c d".split(), points=6, messages=messages)
    assert found.score == pytest.approx(score)
    assert ("Partez du besoin." in found.lines) == (score < 6)
    assert found.misconceptions == (() if score == 6 else ("M3",))


def test_a_classification_gives_its_share_and_each_message() -> None:
    answer = {"f1": "m", "f2": "m", "f3": "m"}
    found = mark(CLASSIFY, answer, CLASSIFY_KEY, points=4, messages=CLASSIFY_MESSAGES)
    assert found.score == 1.0
    assert found.misconceptions == ("M1",)
    assert lines(found) == [
        "Question « Polarités » : 1 / 4",
        "Éléments bien classés : 1 sur 4.",
        "« F1 », classé « M » : F1 monte.",
        "« F3 », classé « M » : F3 monte.",
        "« F4 » : élément non classé.",
    ]
    strange = mark(CLASSIFY, {**CLASSIFY_KEY, "f4": "zz", "x": 1}, CLASSIFY_KEY, points=4)
    assert strange.score == 3.0
    assert lines(strange)[2] == "« F4 » : cette catégorie n’est pas proposée."


@pytest.mark.parametrize(
    ("typed", "score", "said"),
    [
        ("1 500 €", 2, "compris : 1\u202f500 €"),
        ("1,5 k€", 2, "compris : 1\u202f500 €. Votre réponse est juste."),
        ("« 1 500,00 € »", 2, "compris : 1\u202f500 €. Votre réponse est juste."),
        ("1.500", 2, "compris : 1\u202f500"),
        (1510, 2, "compris : 1\u202f510"),
        ("1489,99", 0, "Trop bas."),
        ("1 600", 0, "C’est trop grand."),
        ("1 500 %", 0, "Des euros."),
        ("quarante", 0, "Réponse non lue. « quarante » est en lettres : écrivez 40 en chiffres."),
        ("quarante", 0, "Relisez l’énoncé."),
        (float("nan"), 0, "Réponse non lue."),
    ],
)
def test_a_number_says_what_was_read(typed: Any, score: float, said: str) -> None:
    messages = {
        "low": ["M4", "Trop bas."],
        "unit": ["", "Des euros."],
        "unreadable": ["", "Relisez l’énoncé."],
    }
    found = mark(NUMBER, typed, NUMBER_KEY, points=2, messages=messages)
    assert found.score == score
    assert said in " ".join(lines(found))


def test_a_number_has_default_messages_and_the_question_s_unit() -> None:
    key = {"value": 1.5, "tolerance": 0}
    assert mark(NUMBER, "1,5", key, points=1).score == 1
    assert "L’unité attendue est « € »." in lines(mark(NUMBER, "1,5 %", key, points=1))
    assert "C’est trop petit." in mark(NUMBER, "1", key, points=1).lines
    thousands = {"value": 12, "tolerance": 0, "unit": "k€"}
    assert mark(NUMBER, "12 000 €", thousands, points=1).score == 1
    assert mark(NUMBER, "12", thousands, points=1).score == 1


@pytest.mark.parametrize("typed", ["1,5 %", "1,5", "15 ‰", "0,015"])
def test_a_percentage_is_also_read_as_a_share(typed: str) -> None:
    key = {"value": 1.5, "tolerance": 0.04, "unit": "%"}
    assert mark(NUMBER, typed, key, points=1).score == 1


def test_a_share_is_said_in_per_cent_and_only_where_one_is_asked() -> None:
    key = {"value": 1.5, "tolerance": 0.04, "unit": "%", "slips": {"vu": 0.015}}
    slip = mark(NUMBER, "0,015", key, points=1, messages={"vu": ["", "En pour cent."]})
    assert (slip.score, slip.lines[-1]) == (0, "En pour cent.")
    del key["slips"]
    said = lines(mark(NUMBER, "0,015", key, points=1))[1]
    assert said == "Nombre compris : 0,015. C’est une part : 1,5 %. Votre réponse est juste."
    assert mark(NUMBER, "0,015 %", key, points=1).score == 0
    assert mark(NUMBER, "0,02", key, points=1).score == 0
    assert mark(NUMBER, "0,015", {"value": 1.5, "unit": "€"}, points=1).score == 0


@pytest.mark.parametrize(("typed", "unit"), [("3,000", ""), ("3,000 k€", "k€"), ("3,000", "k€")])
def test_a_comma_for_thousands_is_told_for_what_it_is(typed: str, unit: str) -> None:
    found = mark(NUMBER, typed, {"value": 3000, "tolerance": 1, "unit": unit}, points=1)
    assert found.score == 0
    assert "La virgule sépare ici les décimales" in found.lines[-1]
    assert lines(found)[-1].endswith("écrivez 3\u202f000.")


def test_a_comma_is_not_to_blame_for_another_number() -> None:
    found = mark(NUMBER, "2,000", {"value": 3000, "tolerance": 1, "unit": ""}, points=1)
    assert found.lines[-1] == "C’est trop petit."


def test_a_tolerance_holds_at_its_very_edge() -> None:
    key = {"value": 0.3, "tolerance": 0.1}
    assert mark(NUMBER, "0,4", key, points=1).score == 1
    assert mark(NUMBER, "0,41", key, points=1).score == 0


def test_a_state_is_run_again() -> None:
    half = mark(STATE, {"x": 7, "mode": "v"}, None, points=3, simulate=simulate)
    assert half.score == 1.5
    assert lines(half) == [
        "Question « Réglage » : 1,5 / 3",
        "Buts atteints : 1 sur 2.",
        "Changez de mode.",
    ]
    assert mark(STATE, {"x": 5, "mode": "u"}, None, points=3, simulate=simulate).score == 3
    outside = mark(STATE, {"x": 11, "mode": "u"}, None, points=3, simulate=simulate)
    assert outside.score == 0
    assert "sort des bornes" in outside.lines[1]


def test_a_model_that_fails_gives_no_point_and_says_so() -> None:
    def fails(state: Any) -> Sequence[tuple[bool, str]]:
        raise ZeroDivisionError

    found = mark(STATE, {"x": 1, "mode": "u"}, None, points=3, simulate=fails)
    assert found.score == 0
    assert "Le modèle ne peut pas être calculé" in found.lines[1]
    nothing = mark(STATE, {"x": 1, "mode": "u"}, None, points=3, simulate=lambda state: [])
    assert nothing.score == 0


def test_a_text_is_left_to_a_person() -> None:
    found = mark(TEXT, "Un argument.", None, points=5)
    assert found.score == 0
    assert found.lines[1] == "Cette réponse est lue et notée par une personne."


KINDS: list[tuple[Question, Any]] = [
    (CHOICE, "r"),
    (CHOICES, ["a", "b"]),
    (ORDER, ["a", "b", "c", "d"]),
    (CLASSIFY, CLASSIFY_KEY),
    (NUMBER, NUMBER_KEY),
    (STATE, None),
    (MAP, None),
]


@pytest.mark.parametrize(("question", "key"), KINDS, ids=lambda item: getattr(item, "kind", ""))
@pytest.mark.parametrize("blank", [None, "", "  ", [], {}])
def test_a_blank_answer_says_so(question: Question, key: Any, blank: Any) -> None:
    found = mark(question, blank, key, points=2, simulate=simulate)
    assert found.score == 0
    assert found.lines[1] == "Vous n’avez pas répondu à cette question."


@pytest.mark.parametrize("points", [0, -1, math.nan, math.inf])
def test_points_are_positive(points: float) -> None:
    with pytest.raises(ValueError, match="points"):
        mark(CHOICE, "r", "r", points=points)


def test_a_state_needs_its_simulation() -> None:
    with pytest.raises(ValueError, match="simulate"):
        mark(STATE, None, None, points=1)


class Sly(str):
    """A text that claims to equal everything, as a hostile copy might hold."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


WORDS = st.sampled_from(
    "r b a c d f1 f2 f3 f4 p m x mode u schema title variables arrows id label".split()
)
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | WORDS
    | st.text(max_size=10)
    | st.binary(max_size=3)
    | st.builds(object)
    | st.builds(Sly),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.dictionaries(WORDS | st.integers(), inner, max_size=5)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize(("question", "key"), KINDS, ids=lambda item: getattr(item, "kind", ""))
@given(answer=ANY)
def test_no_answer_makes_marking_raise(question: Question, key: Any, answer: Any) -> None:
    found = mark(question, answer, key, points=2.5, simulate=simulate)
    assert type(found.score) is float
    assert 0 <= found.score <= 2.5
    assert len(found.lines) >= 1
    assert all(line and "\n" not in line for line in found.lines)
    if isinstance(answer, (Sly, bytes)) or type(answer) is object:
        assert found.score == 0


@given(st.lists(st.sampled_from("abcd"), max_size=6))
def test_more_wrong_picks_never_give_more(picked: list[str]) -> None:
    score = mark(CHOICES, picked, ["a", "b"], points=4).score
    assert mark(CHOICES, [*picked, "c"], ["a", "b"], points=4).score <= score


# --- what authors are told -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "key", "messages"),
    [
        (CHOICE, "r", CHOICE_MESSAGES),
        (CHOICES, ["a", "b"], CHOICES_MESSAGES),
        (ORDER, ["a", "b", "c", "d"], {"": ["", "Partez du besoin."]}),
        (CLASSIFY, CLASSIFY_KEY, CLASSIFY_MESSAGES),
        (NUMBER, NUMBER_KEY, {"low": ["M4", "Trop bas."], "high": ["", "Trop haut."]}),
        (NUMBER, {"value": 3}, {}),
        (STATE, None, {}),
        (MAP, None, {}),
        (TEXT, None, {}),
    ],
)
def test_a_sound_key_has_no_fault(question: Question, key: Any, messages: Any) -> None:
    assert is_well_keyed(question, key, messages) == []


@pytest.mark.parametrize(
    ("question", "key", "messages", "said"),
    [
        (CHOICE, "z", CHOICE_MESSAGES, "« z » manque ou n’est pas proposé"),
        (CHOICE, ["r"], CHOICE_MESSAGES, "n’a pas la bonne forme"),
        (CHOICE, "r", {"b": ["", "Non."]}, "« n » n’a pas de message"),
        (CHOICE, "r", {**CHOICE_MESSAGES, "z": ["", "Z."]}, "« z » a un message mais"),
        (CHOICE, "r", {**CHOICE_MESSAGES, "r": ["", "R."]}, "« r » a un message mais"),
        (CHOICE, "r", {"b": ["", "Non."], "n": ["", " non. "]}, "« b » et « n » ont le même"),
        (CHOICE, "r", {**CHOICE_MESSAGES, "b": "Non."}, "« b » n’a pas la forme"),
        (CHOICE, "r", {**CHOICE_MESSAGES, "b": ["M1", ""]}, "« b » n’a pas la forme"),
        (CHOICES, [], CHOICES_MESSAGES, "n’a pas la bonne forme"),
        (CHOICES, ["a", "a"], CHOICES_MESSAGES, "n’a pas la bonne forme"),
        (CHOICES, "ab", CHOICES_MESSAGES, "n’a pas la bonne forme"),
        (CHOICES, None, CHOICES_MESSAGES, "n’a pas la bonne forme"),
        (ORDER, ["a", "b", "c"], {"": ["", "x"]}, "chaque élément une seule fois"),
        (ORDER, ["a", "b", "c", "d"], {}, "«  » n’a pas de message"),
        (CLASSIFY, {"f1": "p"}, CLASSIFY_MESSAGES, "« f2 » manque"),
        (CLASSIFY, {**CLASSIFY_KEY, "f9": "p"}, CLASSIFY_MESSAGES, "« f9 » manque"),
        (CLASSIFY, {**CLASSIFY_KEY, "f1": "z"}, CLASSIFY_MESSAGES, "« z » manque"),
        (CLASSIFY, CLASSIFY_KEY, {}, "« f1:m » n’a pas de message"),
        (NUMBER, {"value": math.nan}, {}, "la valeur est un nombre"),
        (NUMBER, {"tolerance": 1}, {}, "n’a pas la bonne forme"),
        (NUMBER, {"value": 1, "tolerance": -1}, {}, "la tolérance n’est pas négative"),
        (NUMBER, NUMBER_KEY, {"petit": ["", "x"]}, "« petit » a un message mais"),
        (STATE, None, {"x": ["", "x"]}, "« x » a un message mais"),
    ],
)
def test_authoring_faults_are_listed(
    question: Question, key: Any, messages: Any, said: str
) -> None:
    faults = [fault.replace("\u00a0", " ") for fault in is_well_keyed(question, key, messages)]
    assert any(said in fault for fault in faults)
    assert all(fault.startswith("q : ") for fault in faults)


SLIPS_KEY = {"value": 1500, "tolerance": 1, "unit": "€", "slips": {"htt": 1250, "nul": 0}}
SLIPS_MESSAGES = {
    "htt": ["D11", "Vous avez compté hors taxes."],
    "nul": ["D13", "Il reste une somme due."],
    "low": ["", "Comptez tous les mois."],
}


@pytest.mark.parametrize(
    ("typed", "said", "met"),
    [
        ("1 250 €", "Vous avez compté hors taxes.", ("D11",)),
        ("1250,9", "Vous avez compté hors taxes.", ("D11",)),
        ("0", "Il reste une somme due.", ("D13",)),
        ("1252", "Comptez tous les mois.", ()),
        ("1600", "C’est trop grand.", ()),
    ],
)
def test_a_usual_slip_is_told_before_too_low_or_too_high(
    typed: str, said: str, met: tuple[str, ...]
) -> None:
    found = mark(NUMBER, typed, SLIPS_KEY, points=2, messages=SLIPS_MESSAGES)
    assert (found.score, found.lines[-1], found.misconceptions) == (0.0, said, met)
    assert mark(NUMBER, "1500", SLIPS_KEY, points=2, messages=SLIPS_MESSAGES).score == 2


def test_slips_need_a_message_and_must_differ_from_the_right_number() -> None:
    assert is_well_keyed(NUMBER, SLIPS_KEY, SLIPS_MESSAGES) == []
    without = {name: text for name, text in SLIPS_MESSAGES.items() if name != "nul"}
    assert ["n’a pas de message" in f for f in is_well_keyed(NUMBER, SLIPS_KEY, without)] == [True]
    for near in (1501.5, 1499, 1500):
        blurred = {**SLIPS_KEY, "slips": {"htt": near, "nul": 0}}
        (fault,) = is_well_keyed(NUMBER, blurred, SLIPS_MESSAGES)
        assert "s’y confondent" in fault
