"""A map is judged by its loops, found again; names and signs give hints; no record stops it."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import plain

from maillon.maps.loops import _within_loops, find_loops, search_loops
from maillon.maps.marking import loops as maps
from maillon.maps.marking.hints import TOLD
from maillon.maps.record import MapRecordError, empty_map, read_map, write_map
from maillon.maps.supplier_relation import SUPPLIER_RELATION
from maillon.sheet.marking import mark
from maillon.sheet.questions import Map, Unreadable

QUESTION = Map("q", "Ma carte", "?")
NO_LOOP = (
    "Il manque une boucle B : cherchez ce qui freine ou corrige, avec un nombre impair de signes −."
)

Arrows = list[tuple[str, str, int]]


def drawn(arrows: Arrows, *more: str) -> dict[str, Any]:
    """Return the record of a map whose ids are its labels."""
    labels = dict.fromkeys([end for arrow in arrows for end in arrow[:2]] + list(more))
    return {
        **empty_map(),
        "variables": [{"id": label, "label": label, "x": 0.5, "y": 0.5} for label in labels],
        "arrows": [{"cause": c, "effect": e, "sign": s, "delay": False} for c, e, s in arrows],
    }


def wheel(*signs: int) -> Arrows:
    """Return loops of two arrows around one variable: R for +1, B for −1."""
    around = ["attente", "bruit", "confort", "desserte", "fatigue", "gratuité"]
    return [
        arrow
        for label, sign in zip(around, signs, strict=False)
        for arrow in [("affluence", label, 1), (label, "affluence", sign)]
    ]


def share(record: object) -> float:
    return mark(QUESTION, record, None, points=1).score


def told(record: object) -> list[str]:
    return [plain(line) for line in mark(QUESTION, record, None, points=6).lines[1:]]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ((1, 1, -1, -1), 1),
        ((1, 1, 1, 1, -1, -1), 1),
        ((1, 1, -1), 3 / 4),
        ((1, 1, 1, 1), 1 / 2),
        ((-1, -1, -1), 1 / 2),
        ((1,), 1 / 4),
    ],
)
def test_loops_of_each_type_count_up_to_those_asked(
    signs: tuple[int, ...], expected: float
) -> None:
    assert share(drawn(wheel(*signs))) == pytest.approx(expected)


def test_what_lacks_is_told_by_type() -> None:
    assert told(drawn(wheel(1, 1, -1))) == [
        "Le cours trouve 2 boucles R et 1 boucle B, sur 4 variables et 6 flèches.",
        NO_LOOP,
    ]
    assert told(drawn(wheel(1, 1, -1, -1))) == [
        "Le cours trouve 2 boucles R et 2 boucles B, sur 5 variables et 8 flèches."
    ]


def test_a_list_of_good_names_without_a_loop_earns_nothing() -> None:
    assert share(drawn([], "prix", "marge", "confiance")) == 0
    assert share(drawn([("prix", "marge", 1), ("marge", "confiance", 1)])) == 0


def test_a_name_to_change_costs_its_part_and_is_told() -> None:
    record = drawn([*wheel(1, 1, -1, -1), ("affluence", "payer vite", 1)])
    assert share(record) == pytest.approx((5 + 5 / 6) / 6)
    assert "« payer vite » : c’est une action." in " ".join(told(record))


def test_all_names_to_change_cost_a_sixth_and_five_are_told() -> None:
    record = drawn(wheel(1, 1, -1, -1), *(f"payer {word}" for word in "abc"))
    for variable, word in zip(record["variables"], "abcdefgh", strict=True):
        variable["label"] = f"plus de {word * 3}"
    assert share(record) == pytest.approx(5 / 6)
    said = told(record)
    assert sum("donne déjà un sens" in line for line in said) == TOLD
    assert "3 autres noms sont à revoir." in said


def test_a_map_too_large_costs_a_sixth() -> None:
    record = drawn(wheel(1, 1, -1, -1), *(f"réserve {letter}" for letter in "abcdefghijk"))
    assert len(record["variables"]) == 16
    assert share(record) == pytest.approx(5 / 6)
    assert "La carte compte 16 variables, pour 15 au plus" in " ".join(told(record))


def test_a_sign_that_the_course_sees_otherwise_is_a_question_without_a_cost() -> None:
    record = drawn([*wheel(1, 1, -1, -1), ("le prix", "Marge des entreprises", -1)])
    assert share(record) == 1
    (question,) = [line for line in told(record) if "carte du cours" in line]
    assert question.startswith(
        "« le prix → Marge des entreprises » : vous avez mis −, la carte du cours met +."
    )
    assert question.endswith("Est-ce autre chose chez vous ?")
    record["arrows"][-1]["sign"] = 1
    assert not [line for line in told(record) if "carte du cours" in line]


def test_the_map_of_the_course_asks_no_question_to_itself() -> None:
    found = maps.review(Map("q", "T", "?", max_variables=19), write_map(SUPPLIER_RELATION))
    assert (len(found.found.reinforcing), len(found.found.balancing)) == (8, 8)
    assert (found.missing, found.hints, found.share) == ((), (), 1)


def test_a_variable_linked_to_nothing_is_asked_about() -> None:
    record = drawn(wheel(1, 1, -1, -1), "météo")
    assert share(record) == 1
    assert "« météo » n’est reliée à rien : à quoi sert-elle ici ?" in told(record)


def test_a_variable_just_added_is_not_asked_about_while_drawing() -> None:
    said = QUESTION.advice(drawn(wheel(1, 1, -1, -1), "météo"))
    assert len(said) == 1


def test_nothing_displayed_is_trusted() -> None:
    record = {**drawn(wheel(1)), "loops": {"R": 9, "B": 9}, "summary": "9 boucles R, 9 boucles B"}
    assert share(record) == pytest.approx(1 / 4)


HOSTILE: dict[str, Any] = {
    "dix mille variables": drawn([], *(f"v{n}" for n in range(10_000))),
    "dix mille flèches": {
        **drawn([], "a", "b"),
        "arrows": [{"cause": "a", "effect": "b"}] * 10_000,
    },
    "sur elle-même": drawn([("a", "a", 1)]),
    "signe": drawn([("a", "b", 2)]),
    "sans nom": {**drawn([]), "variables": [{"id": "a", "label": " ", "x": 0, "y": 0}]},
    "nom sans fin": drawn([], "x" * 100_000),
    "place": {**drawn([]), "variables": [{"id": "a", "label": "a", "x": float("nan"), "y": 0}]},
    "texte": '{"schema": 1}',
    "vrai": True,
    "version": {**drawn([]), "schema": True, "variables": [1]},
    "profond": {**drawn([]), "variables": [[[[[]]]]]},
    "objet": {**drawn([]), "variables": [object()]},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_record_earns_nothing_and_reads_one_sentence(name: str) -> None:
    found = mark(QUESTION, HOSTILE[name], None, points=6)
    assert found.score == 0
    assert len(found.lines) == 2
    assert len(found.lines[1]) < 600
    assert found.lines[1].endswith(".")


def test_a_search_that_stops_says_so_and_still_counts() -> None:
    labels = [f"stock {a}{b}" for a in "abc" for b in "abcde"]
    chance = random.Random(4)
    every = [(c, e, chance.choice([1, -1])) for c in labels for e in labels if c != e]
    record = drawn(every)
    found = maps.review(QUESTION, record)
    assert found.found.truncated
    assert found.summary.startswith("Le cours trouve au moins ")
    assert found.share == 1


def test_a_large_map_without_a_short_loop_is_not_walked() -> None:
    """Ten layers of six: 60 million walks of eight arrows, and no loop below ten."""
    layers = [[f"n{layer}-{rank}" for rank in range(6)] for layer in range(10)]
    arrows = [
        (c, e, 1) for n, layer in enumerate(layers) for c in layer for e in layers[(n + 1) % 10]
    ]
    kept = _within_loops(read_map(drawn(arrows)))
    assert kept.arrows == ()
    assert len(search_loops(kept).search) == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.sampled_from([1, -1])
        ).filter(lambda arrow: arrow[0] != arrow[1]),
        max_size=20,
        unique_by=lambda arrow: arrow[:2],
    )
)
def test_the_shortest_loops_are_kept_up_to_a_limit(arrows: Arrows) -> None:
    causal_map = read_map(drawn(arrows))
    found = {loop.key: loop.kind for loop in search_loops(causal_map, limit=1_000).search}
    shown = {loop.key: loop.kind for loop in search_loops(causal_map).search}
    assert shown.items() <= found.items()
    assert found == {loop.key: loop.kind for loop in find_loops(causal_map)}


def test_advice_is_silent_on_an_empty_or_unreadable_map() -> None:
    assert QUESTION.advice(empty_map()) == ()
    assert QUESTION.advice("carte") == ()
    assert len(QUESTION.advice(drawn([], "prix"))) == 3
    assert len(QUESTION.advice(drawn([("prix", "marge", -1)]))) == 4


def test_a_map_is_described_arrow_by_arrow() -> None:
    record = copy.deepcopy(drawn([("prix", "marge", 1), ("marge", "prix", -1)], "météo"))
    record["arrows"][1]["delay"] = True
    assert [plain(line) for line in QUESTION.lines(record)] == [
        "Carte : 3 variables et 2 flèches.",
        "– météo",
        "– prix → marge",
        "– marge → (−) prix (avec retard)",
    ]
    assert QUESTION.advice(3) == ()
    with pytest.raises(MapRecordError, match="pas une carte"):
        QUESTION.review(3)
    with pytest.raises(Unreadable, match="pas une carte"):
        QUESTION.lines(3)
