"""Sentences: right French for every loop, whatever the signs."""

from __future__ import annotations

import re

import pytest

from maillon.maps.loop import Loop
from maillon.maps.loops import find_loops
from maillon.maps.model import CausalMap
from maillon.maps.sentences import chain, sentence
from maillon.maps.supplier_relation import SOURCING_LOOP, SUPPLIER_RELATION

ENGLISH = re.compile(r"\b(more|less|so|then|loop|the|and|of|with|delay)\b", re.IGNORECASE)
VARIANTS = [SUPPLIER_RELATION, *map(SUPPLIER_RELATION.flipped, SUPPLIER_RELATION.keys)]


def check(loop: Loop, start: str) -> None:
    """Rebuild the sentence from its parts, and compare each of them with the signs."""
    text = sentence(loop, start=start)
    variables, arrows = loop.starting_at(start)
    body, _, ending = text.partition("\u202f; ")
    verb = "amplifie" if loop.kind == "R" else "freine"
    assert ending == f"la boucle revient et {verb} le mouvement ({loop.kind})."
    first, *steps = body.split(", donc")
    assert first.lower() == variables[0].more.lower()
    assert first[0].isupper()
    assert len(steps) == len(arrows)
    rising = True
    reached = [*variables[1:], variables[0]]
    for step, arrow, variable in zip(steps, arrows, reached, strict=True):
        rising = rising == (arrow.polarity > 0)
        assert step.startswith(", à terme, ") == arrow.delay
        phrase = step.removeprefix(", à terme,").removeprefix(" ")
        assert phrase == (variable.more if rising else variable.less)
    assert rising == (loop.kind == "R")
    assert not ENGLISH.search(text)
    assert text.endswith(".")
    assert text.count(".") == 1
    assert "'" not in text
    assert "  " not in text


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_loop_of_the_map_and_of_its_variants(variant: CausalMap) -> None:
    for loop in find_loops(variant):
        check(loop, loop.ids[0])
        check(loop, loop.ids[-1])


def test_the_loop_of_the_course_reads_naturally() -> None:
    loop = find_loops(SUPPLIER_RELATION).along(*SOURCING_LOOP)
    assert sentence(loop, start="sourcage") == (
        "Plus de sourçage, donc un besoin mieux défini, donc plus d’offres, "
        "donc moins de procédures infructueuses, donc moins d’urgence, donc plus de sourçage"
        "\u202f; la boucle revient et amplifie le mouvement (R)."
    )
    assert sentence(loop) != sentence(loop, start="sourcage")


def test_one_flipped_sign_turns_the_end_of_the_story() -> None:
    flipped = find_loops(SUPPLIER_RELATION.flipped("urgence>sourcage"))
    told = sentence(flipped.along(*SOURCING_LOOP), start="sourcage")
    assert "donc moins de sourçage\u202f; la boucle revient et freine" in told


def test_a_start_off_the_loop_is_refused() -> None:
    loop = find_loops(SUPPLIER_RELATION).along(*SOURCING_LOOP)
    for tell in (sentence, chain):
        with pytest.raises(ValueError, match="ne passe pas par"):
            tell(loop, start="budget")
