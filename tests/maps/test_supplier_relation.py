"""The default map: frozen numbers and rules of wording."""

from __future__ import annotations

import re

from maillon.maps.loops import arrow_traffic, find_loops, loops_gained
from maillon.maps.sentences import chain
from maillon.maps.supplier_relation import (
    ADDED_ARROW,
    CASH_LOOP,
    SOURCING_LOOP,
    SUPPLIER_RELATION,
)

SEARCH = find_loops(SUPPLIER_RELATION)


def test_size_and_loops() -> None:
    assert len(SUPPLIER_RELATION.variables) == 19
    assert len(SUPPLIER_RELATION.arrows) == 29
    assert (len(SEARCH), len(SEARCH.reinforcing), len(SEARCH.balancing)) == (16, 8, 8)
    assert not SEARCH.truncated


def test_the_bound_hides_no_loop() -> None:
    assert find_loops(SUPPLIER_RELATION, length_bound=None) == SEARCH


def test_the_added_arrow_brings_four_loops() -> None:
    before = find_loops(SUPPLIER_RELATION.without(ADDED_ARROW))
    assert (len(before), len(SEARCH)) == (12, 16)
    gained = loops_gained(before, SEARCH)
    assert [loop.kind for loop in gained] == ["B"] * 4
    assert SUPPLIER_RELATION.arrow(ADDED_ARROW).polarity == -1


def test_most_travelled_arrows() -> None:
    traffic = list(arrow_traffic(SEARCH).items())
    assert traffic[:2] == [("concurrence>prix", 9), ("offres>concurrence", 9)]
    assert traffic[2][1] < 9


def test_every_arrow_and_variable_is_on_a_loop() -> None:
    assert set(arrow_traffic(SEARCH)) == set(SUPPLIER_RELATION.keys)
    on_loops = {name for loop in SEARCH for name in loop.ids}
    assert on_loops == {variable.id for variable in SUPPLIER_RELATION.variables}


def test_the_two_loops_of_the_course() -> None:
    sourcing, cash = SEARCH.along(*SOURCING_LOOP), SEARCH.along(*CASH_LOOP)
    assert sourcing.kind == cash.kind == "R"
    assert chain(sourcing, start="sourcage") == (
        "sourçage → adéquation du besoin → nombre d’offres → (−) procédures infructueuses → "
        "urgence → (−) sourçage"
    )
    assert chain(cash, start="tresorerie") == (
        "trésorerie des entreprises → (−) litiges → charge du service achats → "
        "délai de paiement → (−) trésorerie des entreprises"
    )


def test_reasons_are_one_short_french_sentence_each() -> None:
    reasons = [arrow.why for arrow in SUPPLIER_RELATION.arrows]
    assert len(set(reasons)) == len(reasons)
    for reason in reasons:
        assert reason.endswith(".")
        assert reason.count(".") == 1
        assert len(reason.split()) <= 25
        assert "'" not in reason


def test_words_of_variables_agree() -> None:
    for variable in SUPPLIER_RELATION.variables:
        assert variable.article in ("le", "la", "l’", "les")
        if variable.article != "les":
            assert (variable.article == "l’") == (variable.label[0] in "aeéiouœ")
        assert variable.more != variable.less
        for phrase in (variable.more, variable.less):
            assert not re.search(r"\bde [aeéiouœ]", phrase), "missing elision"
        assert variable.named.endswith(variable.label)
