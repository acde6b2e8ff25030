"""The share of a box in which a claim holds, and the counter-example closest to the workshop."""

from __future__ import annotations

import random

import pytest
from pages import plain

from maillon.workshops.robustness import (
    Box,
    BoxRefused,
    Case,
    Claim,
    Knob,
    Outcome,
    Share,
    among,
    around,
)

SQUARE = Box((Knob("x", "abscisse", 0.5, 0, 1), Knob("y", "ordonnée", 0.5, 0, 1)))


def _corner(case: Case) -> Outcome:
    return Outcome(case["x"] < 0.8 or case["y"] > 0.9, f"x = {case['x']:.2f}")


def _half(case: Case) -> Outcome:
    return Outcome(None if case["y"] > 0.5 else case["x"] < 0.25, "")


def test_a_share_tends_to_the_area_where_the_claim_holds() -> None:
    share = Claim("coin", "coin", SQUARE, _corner, draws=20_000).share()
    assert share.cases == 20_000
    assert share.value == pytest.approx(0.82, abs=0.01)


def test_cases_that_the_claim_does_not_speak_of_are_drawn_again() -> None:
    share = Claim("moitié", "moitié", SQUARE, _half, draws=20_000).share()
    assert share.cases == 20_000
    assert share.value == pytest.approx(0.25, abs=0.01)


def test_a_claim_of_almost_no_case_is_refused() -> None:
    nothing = Claim("rien", "rien", SQUARE, lambda _case: Outcome(None, ""))
    with pytest.raises(BoxRefused, match="presque aucun cas"):
        nothing.share()


def test_a_share_depends_on_its_seed_alone() -> None:
    one, other = (Claim("coin", "coin", SQUARE, _corner, seed=seed) for seed in (1, 2))
    assert one.share() == one.share() != other.share()


def test_a_counter_example_changes_no_more_than_it_must() -> None:
    found = Claim("coin", "coin", SQUARE, _corner).counter_example(random.Random(1), 100)
    assert found is not None
    _rank, case, outcome = found
    assert case["y"] == 0.5
    assert case["x"] >= 0.8
    assert outcome == Outcome(False, f"x = {case['x']:.2f}")


def test_where_the_workshop_itself_fails_nothing_needs_to_change() -> None:
    claim = Claim("bord", "bord", SQUARE, lambda case: Outcome(case["x"] > 0.6, ""))
    found = claim.counter_example(random.Random(1), 100)
    assert found is not None
    assert found[1] == SQUARE.start


def test_knobs_that_move_alone_leave_the_others_at_their_start() -> None:
    cards = tuple(Knob(name, name, 1, 0, 3, whole=True) for name in "abc")
    box = Box(cards, alone=True)
    rng = random.Random(3)
    drawn = [box.draw(rng) for _ in range(200)]
    assert all(len(box.changes(case)) == 1 for case in drawn)
    assert {tuple(case.values()) for case in drawn} == {
        tuple(value if rank == place else 1 for rank in range(3))
        for place in range(3)
        for value in (0, 2, 3)
    }


def test_names_are_drawn_and_said() -> None:
    knob = among("f", "flèche", ["une", "deux", "trois"], "deux")
    assert plain(knob.range) == "flèche : 3 possibles"
    box = Box((knob,))
    assert {plain(line) for rng in [random.Random(0)] for _ in range(50)
            for line in box.changes(box.draw(rng))} == {
        "flèche : « une » au lieu de « deux »", "flèche : « trois » au lieu de « deux »",
    }  # fmt: skip


def test_no_counter_example_is_no_proof() -> None:
    always = Claim("vrai", "vrai", SQUARE, lambda _case: Outcome(True, ""))
    assert always.counter_example(random.Random(1), 50) is None


def test_whole_numbers_reach_both_bounds() -> None:
    knob = Knob("mois", "mois", 2, 1, 3, whole=True)
    rng = random.Random(0)
    assert {knob.draw(rng) for _ in range(100)} == {1, 2, 3}


@pytest.mark.parametrize(("start", "low", "high"), [(5, 0, 4), (0, 1, 2), (1, 1, 1), (1, 2, 0)])
def test_bounds_that_do_not_hold_are_refused(start: float, low: float, high: float) -> None:
    with pytest.raises(BoxRefused, match="ne tient pas"):
        Knob("x", "abscisse", start, low, high)


def test_around_stops_at_the_most() -> None:
    knob = around("s", "suivi", 0.9, 0.25, most=1, unit="%")
    assert (round(knob.low, 3), knob.high) == (0.675, 1)


def test_what_a_case_changes_is_said_with_both_values() -> None:
    box = Box((around("a", "appui", 0.3, 0.5, unit="%"), around("r", "durée", 36, unit="mois")))
    assert [plain(line) for line in box.changes({"a": 0.2, "r": 36.2})] == [
        "appui : 20 % au lieu de 30 %"
    ]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (2000, "Cela tient dans chacun des 2 000 cas voisins."),
        (1999, "Cela tient dans 99,9 % de 2 000 cas voisins."),
        (1000, "Cela tient dans 50 % de 2 000 cas voisins."),
        (900, "Cela ne tient que dans 45 % de 2 000 cas voisins."),
        (12, "Cela ne tient que dans 0,6 % de 2 000 cas voisins."),
        (1, "Cela ne tient que dans 0,1 % de 2 000 cas voisins."),
        (0, "Cela ne tient dans aucun des 2 000 cas voisins."),
    ],
)
def test_a_share_is_neither_rounded_to_all_nor_to_none(held: int, said: str) -> None:
    assert plain(Share(held, 2000).sentence) == said
