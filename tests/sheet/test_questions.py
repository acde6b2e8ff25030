"""questions.toml is checked with sentences, and so is the form of each answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.maps.record import empty_map
from maillon.sheet.question_file import QuestionsError, load_questions
from maillon.sheet.questions import (
    Choice,
    Classify,
    Map,
    Number,
    Option,
    Parameter,
    QuestionSet,
    State,
    Text,
    is_blank,
    problem,
)

TOML = """
schema = 1
assignment = "e1-boucles"
title = "Les boucles"

[[question]]
id = "boucle"
kind = "choice"
title = "Type de boucle"
prompt = "Quel est le type de cette boucle ?"
options = [{ id = "r", label = "Renforcement" }, { id = "b", label = "Équilibre" }]

[[question]]
id = "effets"
kind = "choices"
title = "Effets"
prompt = "Lesquels ?"
required = false
options = [{ id = "x", label = "Un" }, { id = "y", label = "Deux" }, { id = "z", label = "Trois" }]

[[question]]
id = "cycle"
kind = "order"
title = "Cycle"
prompt = "Remettez en ordre."
items = [{ id = "c", label = "C" }, { id = "a", label = "A" }, { id = "b", label = "B" }]

[[question]]
id = "polarites"
kind = "classify"
title = "Polarités"
prompt = "Classez."
items = [{ id = "f1", label = "Flèche 1" }, { id = "f2", label = "Flèche 2" }]
categories = [{ id = "plus", label = "+" }, { id = "moins", label = "−" }]

[[question]]
id = "prix"
kind = "number"
title = "Prix"
prompt = "Combien ?"
unit = "€"
example = "1 250"

[[question]]
id = "reglage"
kind = "state"
title = "Réglage"
prompt = "Trouvez l’état."
parameters = [
  { id = "avance", label = "Avance", min = 0, max = 30, step = 5, start = 5, unit = "%" },
  { id = "formule", label = "Formule", options = [
    { id = "f", label = "F" }, { id = "g", label = "G" },
  ] },
]

[[question]]
id = "carte"
kind = "map"
title = "Carte"
prompt = "Dessinez."
reinforcing = 2
balancing = 1
max_variables = 12

[[question]]
id = "argument"
kind = "text"
title = "Argument"
prompt = "Argumentez."
max_words = 5
rubric = ["Nomme l’externalité (2 points)"]
"""


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    return load(tmp_path, TOML)


def load(folder: Path, text: str) -> QuestionSet:
    path = folder / "questions.toml"
    path.write_text(text, encoding="utf-8")
    return load_questions(path)


def test_reads_the_eight_kinds_in_order(questions: QuestionSet) -> None:
    kinds = ["choice", "choices", "order", "classify", "number", "state", "map", "text"]
    assert [question.kind for question in questions.values()] == kinds
    assert (questions.assignment, questions.title) == ("e1-boucles", "Les boucles")
    assert next(iter(questions)) == "boucle"
    assert len(questions) == 8
    assert "absente" not in questions
    choice, number, state = questions["boucle"], questions["prix"], questions["reglage"]
    assert isinstance(choice, Choice)
    assert choice.required
    assert [option.label for option in choice.options] == ["Renforcement", "Équilibre"]
    assert not questions["effets"].required
    assert isinstance(number, Number)
    assert (number.unit, number.example) == ("€", "1 250")
    assert isinstance(state, State)
    assert state.parameters[0] == Parameter("avance", "Avance", 0, 30, 5, 5, "%")
    assert [option.id for option in state.parameters[1].options] == ["f", "g"]
    drawn = questions["carte"]
    assert isinstance(drawn, Map)
    assert (drawn.reinforcing, drawn.balancing, drawn.max_variables) == (2, 1, 12)
    text = questions["argument"]
    assert isinstance(text, Text)
    assert (text.max_words, text.rubric) == (5, ("Nomme l’externalité (2 points)",))


LOOP = {
    **empty_map(),
    "variables": [
        {"id": "a", "label": "prix", "x": 0, "y": 0},
        {"id": "b", "label": "marge", "x": 1, "y": 1.0},
    ],
    "arrows": [{"cause": "a", "effect": "b", "sign": -1, "delay": False}],
}

FAULTS = {
    "TOML": ('title = "Les boucles"', "title = ", ["n’est pas du TOML valable (ligne 4"]),
    "schéma": ("schema = 1", "schema = 2", ["« schema »", "schema = 1"]),
    "exercice": ('assignment = "e1-boucles"', "", ["il manque assignment"]),
    "genre": ('kind = "choice"', 'kind = "qcm"', ["question « boucle »", "« qcm »", "choice | "]),
    "identifiant": (
        'id = "boucle"',
        'id = "ma boucle"',
        ["« ma boucle »", "mot-sans-accent"],
    ),
    "doublon": ('id = "effets"', 'id = "boucle"', ["« boucle » revient deux fois"]),
    "titre": (
        'title = "Prix"',
        'title = " "',
        ["« prix », clé « title »", "un texte"],
    ),
    "énoncé": ('prompt = "Combien ?"', "prompt = 3", ["question « prix »", "« prompt »"]),
    "facultatif": ("required = false", 'required = "non"', ["« required »", "required = true"]),
    "clé": (
        'unit = "€"',
        'unit = "€"\nkey = 12',
        ["« prix »", "key n’a pas sa place"],
    ),
    "options": (
        'options = [{ id = "r", label = "Renforcement" }, { id = "b", label = "Équilibre" }]',
        'options = [{ id = "r", label = "Renforcement" }]',
        ["« options »", "une liste de deux"],
    ),
    "option double": ('id = "y"', 'id = "x"', ["« x » revient deux fois"]),
    "libellé double": ('label = "Deux"', 'label = "Un"', ["« Un » revient deux fois"]),
    "option texte": (
        '{ id = "z", label = "Trois" }',
        '"z"',
        ["« options > n° 3 »", "{ id = "],
    ),
    "option trop riche": (
        'label = "Trois"',
        'label = "Trois", juste = true',
        ["juste n’a pas sa place"],
    ),
    "exemple": ('example = "1 250"', 'example = "mille"', ["« example »", "1\u202f000"]),
    "exemple hors bornes": ('unit = "€"', 'unit = "€"\nhigh = 1000', ["« example » sort"]),
    "plausible": ('unit = "€"', 'unit = "€"\nlow = 9\nhigh = 9', ["« low » et « high »"]),
    "plausible texte": ('unit = "€"', 'unit = "€"\nlow = "9"', ["« low »", "12.5"]),
    "échelle sans borne": ('unit = "€"', 'scale = "sur 10"', ["« scale » demande une borne"]),
    "échelle et unité": (
        'unit = "€"',
        'unit = "€"\nhigh = 2000\nscale = "sur 10"',
        ["« scale »", "tient lieu d’unité"],
    ),
    "mots au moins": ("max_words = 5", "max_words = 5\nwords = 6", ["« words »", "au plus"]),
    "mots négatifs": ("max_words = 5", "max_words = 5\nwords = -1", ["« words »"]),
    "mots et demi": ("max_words = 5", "max_words = 5\nwords = 1.5", ["« words »"]),
    "bornes": ("max = 30", "max = -1", ["« avance » a des bornes contradictoires"]),
    "départ": ("start = 5", "start = 99", ["« avance » a des bornes contradictoires"]),
    "pas nul": ("step = 5", "step = 0", ["« avance » a des bornes contradictoires"]),
    "borne texte": ("min = 0", 'min = "0"', ["« parameters > avance > min »", "12.5"]),
    "borne infinie": ("max = 30", "max = inf", ["avance > max »", "un nombre"]),
    "buts": ("reinforcing = 2", "reinforcing = 1.5", ["« reinforcing »", "un nombre entier"]),
    "aucun but": (
        "reinforcing = 2\nbalancing = 1",
        "reinforcing = 0\nbalancing = 0",
        ["les buts"],
    ),
    "sans identifiant": ('id = "boucle"\n', "", ["question n° 1", "il manque id"]),
    "borne qui n’est pas un nombre": ("max = 30", "max = nan", ["avance > max »"]),
    "buts négatifs": ("balancing = 1", "balancing = -1", ["« balancing »"]),
    "but absent": ("balancing = 1\n", "", ["il manque balancing"]),
    "carte trop grande": ("max_variables = 12", "max_variables = 61", ["60 au plus"]),
    "mots": ("max_words = 5", "max_words = 0", ["« max_words »"]),
    "grille": ("rubric = [", "rubric = [3, ", ["« rubric > n° 1 »"]),
    "grille texte": ('rubric = ["Nomme l’externalité (2 points)"]', 'rubric = "x"', ["« rubric »"]),
}


def test_bounds_and_a_least_number_of_words_are_read_and_may_be_left_out(tmp_path: Path) -> None:
    plain = load(tmp_path, TOML)
    assert (plain["prix"].low, plain["prix"].high, plain["argument"].words) == (None, None, 0)  # type: ignore[attr-defined]
    text = TOML.replace('unit = "€"', 'low = 0\nhigh = 2000\nscale = "sur 2 000"', 1)
    declared = load(tmp_path, text.replace("max_words = 5", "max_words = 5\nwords = 5"))
    number, argument = declared["prix"], declared["argument"]
    assert isinstance(number, Number)
    assert (number.unit, number.low, number.high, number.scale) == ("", 0, 2000, "sur 2 000")
    assert isinstance(argument, Text)
    assert (argument.max_words, argument.words) == (5, 5)


@pytest.mark.parametrize("name", FAULTS)
def test_names_file_question_and_accepted_form(tmp_path: Path, name: str) -> None:
    before, after, said = FAULTS[name]
    assert before in TOML
    with pytest.raises(QuestionsError) as caught:
        load(tmp_path, TOML.replace(before, after, 1))
    message = str(caught.value).replace("\u00a0", " ")
    assert message.startswith("questions.toml")
    for words in said:
        assert words in message


def test_names_a_missing_or_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"questions\.toml est introuvable"):
        load_questions(tmp_path / "questions.toml")
    (tmp_path / "questions.toml").write_bytes(b"title = \xff")
    with pytest.raises(QuestionsError, match="enregistrez-le en UTF-8"):
        load_questions(tmp_path / "questions.toml")


def test_a_question_list_is_needed(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="question"):
        load(tmp_path, TOML.partition("[[question]]")[0])


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("boucle", None),
        ("boucle", " \n"),
        ("effets", []),
        ("cycle", []),
        ("polarites", {}),
        ("polarites", {"f1": None, "f2": ""}),
        ("reglage", {}),
        ("carte", {}),
        ("carte", empty_map()),
        ("argument", ""),
    ],
)
def test_blank_is_no_problem_yet(questions: QuestionSet, question: str, value: Any) -> None:
    assert is_blank(questions[question], value)
    assert problem(questions[question], value) is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("boucle", "r"),
        ("effets", ["z", "x"]),
        ("cycle", ["a", "b", "c"]),
        ("polarites", {"f1": "plus", "f2": "plus"}),
        ("prix", "1 500 €"),
        ("prix", 0),
        ("reglage", {"avance": 30, "formule": "g"}),
        ("carte", LOOP),
        ("argument", "un deux trois — quatre, cinq !"),
    ],
)
def test_a_complete_answer_is_fine(questions: QuestionSet, question: str, value: Any) -> None:
    assert not is_blank(questions[question], value)
    assert problem(questions[question], value) is None


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("boucle", "q", "« q » n’est pas une des réponses proposées"),
        ("boucle", ["r"], "Une liste n’est pas"),
        ("boucle", 3, "Ce nombre n’est pas"),
        ("effets", "x", "« x » n’est pas une liste"),
        ("effets", ["x", "w"], "« w » n’est pas une des réponses proposées"),
        ("effets", [["x"]], "Une liste n’est pas une des réponses"),
        ("cycle", ["a", "b"], "placez chacun des 3 éléments"),
        ("cycle", ["a", "b", "b"], "placez chacun des 3 éléments"),
        ("cycle", [1, None, "a"], "placez chacun des 3 éléments"),
        ("cycle", "abc", "placez chacun des 3 éléments"),
        ("polarites", {"f1": "plus"}, "Il reste à classer : Flèche 2."),
        ("polarites", {"f1": "plus", "f2": "zéro"}, "« Flèche 2 » : « zéro » n’est pas"),
        ("polarites", {"f1": "plus", "f2": ["plus"]}, "« Flèche 2 » : Une liste n’est pas"),
        ("polarites", "plus", "n’est pas un classement"),
        ("prix", "quarante", "écrivez 40 en chiffres"),
        ("prix", "abc", "par exemple 1 250"),
        ("reglage", {"avance": 31, "formule": "f"}, "entre 0 et 30 %"),
        ("reglage", {"avance": float("nan"), "formule": "f"}, "« Avance » sort des bornes"),
        ("reglage", {"avance": True, "formule": "f"}, "« Avance » sort des bornes"),
        ("reglage", {"avance": 5}, "« Formule » n’est pas réglé"),
        ("reglage", {"avance": 5, "formule": "h"}, "« Formule » : « h » n’est pas dans la liste"),
        ("reglage", [5], "n’est pas un réglage"),
        ("carte", "v1", "n’est pas une carte"),
        ("carte", {"schema": 2}, "La version de la fiche"),
        ("carte", {**LOOP, "arrows": None}, "Il manque la liste"),
        ("carte", {**LOOP, "arrows": [{}] * 9}, "Et 6 autres défauts."),
        ("argument", "un deux trois quatre cinq six", "6 mots pour 5 au plus : retirez 1 mot."),
        ("argument", "a " * 9, "retirez 4 mots."),
        ("argument", 12, "n’est pas un texte"),
        ("argument", object(), "illisible"),
    ],
)
def test_says_what_is_wrong_with_the_form(
    questions: QuestionSet, question: str, value: Any, said: str
) -> None:
    fault = problem(questions[question], value)
    assert fault is not None
    assert said in fault.replace("\u00a0", " ")


def test_phrases_with_commas_left_to_classify_are_told_apart() -> None:
    phrases = (Option("a", "À vélo, avant 8 h"), Option("b", "Au clavier seul"))
    asked = Classify("q", "Titre", "?", items=phrases, categories=(Option("c", "Critère"),) * 2)
    assert problem(asked, {"c": "c"}) == "Il reste à classer : À vélo, avant 8 h ; Au clavier seul."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["f1", "f2", "avance", "formule", "x", "schema", "variables", "arrows"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    return load(tmp_path_factory.mktemp("questions"), TOML)


@given(value=JSON)
def test_no_value_makes_the_check_raise(loaded: QuestionSet, value: Any) -> None:
    for question in loaded.values():
        fault = problem(question, value)
        assert fault is None or fault.endswith(".")


def test_classify_keeps_its_categories(questions: QuestionSet) -> None:
    polarities = questions["polarites"]
    assert isinstance(polarities, Classify)
    assert [category.label for category in polarities.categories] == ["+", "−"]
