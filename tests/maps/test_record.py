"""The record of a drawn map: what is refused and in which words, and what comes back whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps import causal_maps
from pages import plain

from maillon.maps.loops import find_loops
from maillon.maps.model import CausalMap
from maillon.maps.record import (
    LABEL_LENGTH,
    MAX_ARROWS,
    MapRecordError,
    check_map,
    clean_map,
    empty_map,
    read_map,
    write_map,
)
from maillon.maps.sentences import sentence


def record(**changes: Any) -> dict[str, Any]:
    """Two variables and one arrow, with changes."""
    return {
        "schema": 1,
        "title": "Offres",
        "variables": [
            {"id": "v1", "label": "urgence", "x": 0.2, "y": 0.5},
            {"id": "v2", "label": "nombre d’offres", "x": 0.8, "y": 0.5},
        ],
        "arrows": [{"cause": "v1", "effect": "v2", "sign": -1, "delay": True}],
        **changes,
    }


def variable(**changes: Any) -> dict[str, Any]:
    return {"id": "v1", "label": "urgence", "x": 0.2, "y": 0.5, **changes}


def arrow(**changes: Any) -> dict[str, Any]:
    return {"cause": "v1", "effect": "v2", "sign": 1, "delay": False, **changes}


def test_a_sound_record_has_no_fault_and_gives_its_map() -> None:
    assert check_map(record()) == []
    causal_map = read_map(record())
    [only] = causal_map.arrows
    assert (only.key, only.polarity, only.delay) == ("v1>v2", -1, True)
    assert causal_map.variable("v2").label == "nombre d’offres"


FAULTS = [
    (None, "n’est pas une fiche de carte"),
    ("carte", "n’est pas une fiche de carte"),
    ({}, "La version de la fiche"),
    (record(schema=2), "La version de la fiche"),
    (record(schema=True), "La version de la fiche"),
    (record(title=3), "Le titre"),
    (record(title="x" * 121), "Le titre"),
    (record(title="deux\nlignes"), "Le titre"),
    (record(variables=None), "Il manque la liste"),
    (record(arrows={}), "Il manque la liste"),
    (record(variables=[variable(id=f"v{k}", label=f"n{k}") for k in range(61)]), "61 variables"),
    (record(arrows=[arrow()] * (MAX_ARROWS + 1)), "401 flèches"),
    (record(variables=["v1"], arrows=[]), "La variable n° 1 n’est pas lisible"),
    (record(variables=[variable(id="a>b")], arrows=[]), "identifiant utilisable"),
    (record(variables=[variable(id="")], arrows=[]), "identifiant utilisable"),
    (record(variables=[variable(), variable(label="x")], arrows=[]), "sert à deux variables"),
    (record(variables=[variable(label="  ")], arrows=[]), "n’a pas de nom"),
    (record(variables=[variable(label="x" * (LABEL_LENGTH + 1))], arrows=[]), "n’a pas de nom"),
    (record(variables=[variable(label="a\x00b")], arrows=[]), "n’a pas de nom"),
    (record(variables=[variable(label="\ud800")], arrows=[]), "n’a pas de nom"),
    (
        record(variables=[variable(), variable(id="v2", label=" Urgence ")], arrows=[]),
        "Deux variables portent le nom",
    ),
    (record(variables=[variable(x=1.2)], arrows=[]), "sort du dessin"),
    (record(variables=[variable(y=float("nan"))], arrows=[]), "sort du dessin"),
    (record(variables=[variable(x=10**400)], arrows=[]), "sort du dessin"),
    (record(variables=[variable(y="0.5")], arrows=[]), "sort du dessin"),
    (record(arrows=[3]), "La flèche n° 1 n’est pas lisible"),
    (record(arrows=[arrow(cause=None)]), "n’a pas de cause ou pas d’effet"),
    (record(arrows=[arrow(effect="v9")]), "absente de la carte"),
    (record(arrows=[arrow(effect="v1")]), "part d’une variable et y revient"),
    (record(arrows=[arrow(), arrow(sign=-1)]), "est donnée deux fois"),
    (record(arrows=[arrow(sign=2)]), "n’a pas de signe lisible"),
    (record(arrows=[arrow(sign=True)]), "n’a pas de signe lisible"),
    (record(arrows=[arrow(delay="oui")]), "avec retard"),
]


@pytest.mark.parametrize(("broken", "told"), FAULTS)
def test_each_fault_is_told_in_french(broken: object, told: str) -> None:
    faults = check_map(broken)
    assert any(told in plain(fault) for fault in faults), faults
    assert all(fault.endswith(".") for fault in faults[:1])
    with pytest.raises(MapRecordError):
        read_map(broken)


def test_an_error_tells_a_few_faults_and_counts_the_rest() -> None:
    broken = record(arrows=[arrow(effect="v9")] * 6)
    with pytest.raises(MapRecordError) as caught:
        clean_map(broken)
    assert len(caught.value.faults) == 6
    assert "Et 3 autres défauts." in plain(str(caught.value))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(["title", "variables", "arrows", "schema"]),
)
def test_nothing_that_a_file_can_hold_raises(junk: Any, key: str) -> None:
    check_map(junk)
    check_map(record(**{key: junk}))
    check_map(record(**{key: [junk]}))


def test_a_narrower_limit_can_be_asked() -> None:
    assert check_map(record(), max_variables=2) == []
    assert "2 variables, pour 1 au plus" in plain(check_map(record(), max_variables=1)[0])


def test_what_the_course_does_not_know_is_left_out() -> None:
    odd = record(colour="bleu", title="  Offres ")
    odd["variables"][0] |= {"label": " urgence ", "note": "?"}
    assert clean_map(odd) == record()
    assert odd["variables"][0]["note"] == "?"  # the original is untouched


def test_non_breaking_spaces_and_accents_are_names_like_others() -> None:
    label = "délai\u00a0: « œuvre »"
    assert check_map(record(variables=[variable(label=label)], arrows=[])) == []


def test_sentences_suit_any_noun() -> None:
    both = record(arrows=[arrow(sign=-1), arrow(cause="v2", effect="v1", delay=True)])
    [loop] = find_loops(read_map(both))
    assert plain(sentence(loop)) == (
        "Hausse de « urgence », donc baisse de « nombre d’offres », donc, à terme, baisse de "
        "« urgence » ; la boucle revient et freine le mouvement (B)."
    )


@given(causal_maps())
def test_a_map_written_then_read_keeps_its_loops(causal_map: CausalMap) -> None:
    written = json.loads(json.dumps(write_map(causal_map, title="Essai")))
    again = read_map(written)
    assert [(loop.key, loop.kind) for loop in find_loops(again)] == [
        (loop.key, loop.kind) for loop in find_loops(causal_map)
    ]
    assert [a.delay for a in again.arrows] == [a.delay for a in causal_map.arrows]


def test_places_are_kept_and_the_others_stand_apart() -> None:
    causal_map = read_map(record())
    kept = write_map(causal_map, places={"v1": (0.25, 0.75)})
    assert [kept["variables"][0][axis] for axis in "xy"] == [0.25, 0.75]
    many = read_map(
        empty_map()
        | {"variables": [variable(id=f"v{k}", label=f"nom {k}") for k in range(15)], "arrows": []}
    )
    places = [(item["x"], item["y"]) for item in write_map(many)["variables"]]
    assert len(set(places)) == 15
