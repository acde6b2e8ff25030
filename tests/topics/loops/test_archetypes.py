"""The eight archetypes: loops of the right kind, delays where they mislead, words that agree."""

from __future__ import annotations

import re

import pytest

from maillon.maps.loops import find_loops
from maillon.topics.loops.model.archetypes import ARCHETYPES, Archetype, archetype

each = pytest.mark.parametrize("one", ARCHETYPES, ids=lambda one: one.slug)

#: Loops that each map closes (R, B), counted by hand on paper.
COUNTS = {
    "remede-qui-echoue": (1, 1),
    "fardeau-deplace": (1, 2),
    "croissance-limitee": (1, 1),
    "objectif-qui-glisse": (0, 2),
    "succes-au-succes": (2, 0),
    "bien-commun": (2, 2),
    "escalade": (1, 2),
    "adversaires-malgre-eux": (4, 2),
}


def test_they_are_eight_with_names_of_their_own() -> None:
    assert len(ARCHETYPES) == len({one.slug for one in ARCHETYPES}) == 8
    assert {one.slug for one in ARCHETYPES} == set(COUNTS)


@each
def test_every_loop_of_the_story_has_its_kind(one: Archetype) -> None:
    for named in one.loops:
        found = one.found(named)
        assert found.kind == named.kind, named.part
        assert named.kind == ("B" if sum(a.polarity < 0 for a in found.arrows) % 2 else "R")


@each
def test_the_map_closes_the_loops_counted_by_hand(one: Archetype) -> None:
    search = find_loops(one.causal_map, length_bound=None)
    assert (len(search.reinforcing), len(search.balancing)) == COUNTS[one.slug]


@each
def test_the_map_is_small_and_holds_no_idle_arrow(one: Archetype) -> None:
    assert 4 <= len(one.causal_map.variables) <= 6
    told = {arrow.key for named in one.loops for arrow in one.found(named).arrows}
    assert told == set(one.causal_map.keys)


def test_the_slow_side_carries_the_delay() -> None:
    def kinds_of_delayed(slug: str) -> list[tuple[str, bool]]:
        one = archetype(slug)
        return [(named.part, one.found(named).delayed) for named in one.loops]

    # The relief comes at once, what undoes it comes late.
    assert kinds_of_delayed("remede-qui-echoue") == [
        ("le remède", False),
        ("l’effet en retour", True),
    ]
    assert kinds_of_delayed("objectif-qui-glisse") == [("le glissement", False), ("l’effort", True)]
    assert kinds_of_delayed("fardeau-deplace")[:2] == [
        ("le soulagement", False),
        ("la solution de fond", True),
    ]
    assert [late for _, late in kinds_of_delayed("bien-commun")] == [False, False, True, True]


@each
def test_reasons_are_one_short_french_sentence_each(one: Archetype) -> None:
    reasons = [arrow.why for arrow in one.causal_map.arrows]
    assert len(set(reasons)) == len(reasons)
    for text in [*reasons, one.finding]:
        assert text.endswith(".")
        assert text.count(".") == 1
        assert len(text.split()) <= 25
        assert "'" not in text


@each
def test_variables_are_nouns_that_rise_and_fall(one: Archetype) -> None:
    for variable in one.causal_map.variables:
        assert not re.match(r"(plus|moins|pas|ne)\b|\w+(er|ir|oir)\b(?! )", variable.label)
        assert variable.article in ("le", "la", "l’", "les")
        if variable.article in ("le", "la", "l’"):
            assert (variable.article == "l’") == (variable.label[0] in "aâeéèhioœu")
        assert variable.more != variable.less
        for phrase in (variable.more, variable.less):
            assert not re.search(r"\bde [aâeéèioœu]", phrase), "missing elision"


def test_unknown_slug_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="remede-qui-echoue, fardeau-deplace"):
        archetype("miracle")
