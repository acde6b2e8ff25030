"""« Le mur des boucles »: each count and each loop named on the page is the model's own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pages import Page, answer, plain

from maillon.maps.drawing.causal_map import causal_map_picture
from maillon.maps.loops import arrow_traffic, find_loops, loops_gained, loops_lost, loops_turned
from maillon.maps.model import Arrow, CausalMap
from maillon.maps.sentences import chain, sentence
from maillon.maps.supplier_relation import ADDED_ARROW, SUPPLIER_RELATION
from maillon.topics.loops.claims import BUSIEST, busiest
from maillon.topics.loops.workshop import count_sentence
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

FULL = SUPPLIER_RELATION
START = FULL.without(ADDED_ARROW)
CAUSE, EFFECT = ADDED_ARROW.split(">")
ADD, TO, PRESENT = "Ajouter une flèche, depuis", "vers", "Une flèche déjà présente"
LOOP, CUT = "Surligner une boucle", "Couper une seule flèche"


@pytest.fixture
def wall(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« Deux ») placed."""
    workshop = opened("mur-des-boucles")
    workshop.bet()
    workshop.explore()
    workshop.surprise()
    workshop.challenge()
    answer(page.find("radio"), "2")
    page.press("Je parie")
    return page


def count(causal_map: CausalMap) -> str:
    found = find_loops(causal_map)
    return (
        f"La carte compte {len(found)} boucles : {len(found.reinforcing)} R, qui amplifient, "
        f"et {len(found.balancing)} B, qui freinent."
    )


def assert_shows(page: Page, causal_map: CausalMap, added: str | None = None) -> None:
    """Fail unless counts, lists and picture are those of `causal_map`."""
    found = find_loops(causal_map)
    assert count_sentence(found) in page.text
    assert [key for key, _ in page.find("select", LOOP).options] == [
        "",
        *(loop.key for loop in found),
    ]
    drawn = page.find("figure").picture
    assert drawn is not None
    expected = causal_map_picture(causal_map, found, added=added)
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)
    start = find_loops(START)
    for word, loops in (
        ("Apparue", loops_gained(start, found)),
        ("Disparue", loops_lost(start, found)),
        ("Changée de type", loops_turned(start, found)),
    ):
        told = re.findall(rf"^{word} \([RB]\) : (.*)\.$", plain(page.text), re.MULTILINE)
        assert told == [plain(chain(loop)) for loop in loops[:4]]
    assert INCIDENT not in page.text


def test_the_start_is_the_map_without_the_arrow_of_the_bet(wall: Page) -> None:
    assert_shows(wall, START)
    assert count(START) in plain(wall.text)
    assert "autant que la carte de départ" in wall.text


def test_adding_the_arrow_of_the_bet_gives_the_whole_map(wall: Page) -> None:
    assert wall.find("select", ADD).value == CAUSE
    answer(wall.find("select", TO), f"-{EFFECT}")
    assert_shows(wall, START.with_arrow(Arrow(CAUSE, EFFECT, -1)), ADDED_ARROW)
    assert count(FULL) in plain(wall.text)
    gained = len(find_loops(FULL)) - len(find_loops(START))
    assert f"Soit {gained} boucles de plus" in plain(wall.text)


@pytest.mark.parametrize("option", ["+sourcage", "-prix", "+confiance"])
def test_adding_any_arrow_counts_its_loops(wall: Page, option: str) -> None:
    answer(wall.find("select", TO), option)
    polarity = -1 if option[0] == "-" else 1
    changed = START.with_arrow(Arrow(CAUSE, option[1:], polarity))
    assert_shows(wall, changed, f"{CAUSE}>{option[1:]}")


@pytest.mark.parametrize("key", ["sourcage>adequation", "suivi>charge", "prix>marge"])
@pytest.mark.parametrize("action", ["cut", "flip"])
def test_cutting_and_flipping_count_again(wall: Page, key: str, action: str) -> None:
    answer(wall.find("select", PRESENT), key)
    assert_shows(wall, START)
    answer(wall.find("radio", "Qu’en faites-vous"), action)
    assert_shows(wall, START.without(key) if action == "cut" else START.flipped(key))
    answer(wall.find("radio", "Qu’en faites-vous"), "keep")
    assert_shows(wall, START)


def test_an_arrow_added_and_another_cut_are_counted_together(wall: Page) -> None:
    answer(wall.find("select", TO), f"-{EFFECT}")
    answer(wall.find("select", PRESENT), "charge>delai")
    answer(wall.find("radio", "Qu’en faites-vous"), "cut")
    changed = START.with_arrow(Arrow(CAUSE, EFFECT, -1)).without("charge>delai")
    assert_shows(wall, changed, ADDED_ARROW)


def test_effects_offered_are_free_in_both_signs(wall: Page) -> None:
    for cause in (variable.id for variable in FULL.variables):
        answer(wall.find("select", ADD), cause)
        offered = [key for key, _ in wall.find("select", TO).options if key]
        taken = {arrow.effect for arrow in START.arrows if arrow.cause == cause} | {cause}
        free = {variable.id for variable in FULL.variables} - taken
        assert sorted(offered) == sorted(f"{sign}{name}" for sign in "+-" for name in free)


def test_changing_the_cause_takes_the_arrow_back(wall: Page) -> None:
    answer(wall.find("select", TO), f"-{EFFECT}")
    answer(wall.find("select", ADD), "prix")
    assert wall.find("select", TO).value == ""
    assert_shows(wall, START)


def test_an_effect_sent_too_late_by_the_page_changes_nothing(wall: Page) -> None:
    """The cause changed while the page sent an effect that this cause has already."""
    answer(wall.find("select", ADD), "prix")
    answer(wall.find("select", TO), "+marge")
    assert_shows(wall, START)


def test_a_loop_is_read_out_and_drawn(wall: Page) -> None:
    loop = find_loops(START).loops[3]
    answer(wall.find("select", LOOP), loop.key)
    assert sentence(loop) in wall.text
    expected = causal_map_picture(START, find_loops(START), highlight=loop)
    drawn = wall.find("figure").picture
    assert drawn is not None
    assert drawn["svg"] == expected.svg


def test_a_highlighted_loop_stays_while_it_exists(wall: Page) -> None:
    loop = find_loops(START).loops[0]
    elsewhere = next(a.key for a in START.arrows if a not in loop.arrows)
    answer(wall.find("select", LOOP), loop.key)
    answer(wall.find("select", PRESENT), elsewhere)
    answer(wall.find("radio", "Qu’en faites-vous"), "cut")
    assert wall.find("select", LOOP).value == loop.key
    assert sentence(loop) in wall.text


def test_a_highlighted_loop_that_is_cut_vanishes_everywhere(wall: Page) -> None:
    loop = find_loops(START).loops[0]
    answer(wall.find("select", LOOP), loop.key)
    answer(wall.find("select", PRESENT), loop.arrows[0].key)
    answer(wall.find("radio", "Qu’en faites-vous"), "cut")
    assert wall.find("select", LOOP).value == ""
    assert sentence(loop) not in wall.text
    assert_shows(wall, START.without(loop.arrows[0].key))


def test_a_flipped_loop_is_read_out_with_its_new_type(wall: Page) -> None:
    loop = find_loops(START).loops[0]
    answer(wall.find("select", LOOP), loop.key)
    answer(wall.find("select", PRESENT), loop.arrows[0].key)
    answer(wall.find("radio", "Qu’en faites-vous"), "flip")
    turned = find_loops(START.flipped(loop.arrows[0].key)).loops[0]
    assert turned.kind != loop.kind
    assert sentence(turned) in wall.text


def test_reset_returns_to_the_start(wall: Page) -> None:
    answer(wall.find("select", ADD), "prix")
    answer(wall.find("select", TO), wall.find("select", TO).options[1][0])
    answer(wall.find("select", PRESENT), "suivi>charge")
    answer(wall.find("radio", "Qu’en faites-vous"), "flip")
    answer(wall.find("select", LOOP), wall.find("select", LOOP).options[1][0])
    wall.press("Réinitialiser")
    assert wall.find("select", ADD).value == CAUSE
    assert wall.find("select", TO).value == ""
    assert f"-{EFFECT}" in dict(wall.find("select", TO).options)
    assert wall.find("select", PRESENT).value == ""
    assert wall.find("radio", "Qu’en faites-vous").value == "keep"
    assert wall.find("select", LOOP).value == ""
    assert_shows(wall, START)


@pytest.mark.parametrize(
    ("option", "verdict"),
    [
        ("0", "Le modèle en compte davantage."),
        ("2", "Le modèle en compte davantage."),
        ("4", "C’est le bon compte."),
        ("8", "Le modèle en compte moins."),
    ],
)
def test_the_surprise_sets_the_bet_against_the_count(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str
) -> None:
    workshop = opened("mur-des-boucles")
    workshop.store.save("pari", option)
    again = opened("mur-des-boucles")
    again.explore()
    again.surprise()
    answer(page.find("select", TO), f"-{EFFECT}")
    before, after = find_loops(START), find_loops(FULL)
    assert verdict in page.text
    assert f"la carte de {len(before)} à {len(after)} boucles" in plain(page.text)
    assert f"{len(after.reinforcing)} R et {len(after.balancing)} B" in page.text
    right = int(option) == len(after) - len(before)
    assert right == (verdict == "C’est le bon compte.")


@pytest.mark.parametrize("key", FULL.keys)
def test_the_challenge_counts_what_each_cut_takes_away(wall: Page, key: str) -> None:
    whole = find_loops(FULL)
    best = max(arrow_traffic(whole).values())
    lost = len(loops_lost(whole, find_loops(FULL.without(key))))
    choice = wall.find("select", CUT)
    answer(choice, key)
    told = next(c for c in reversed(wall.controls) if c.kind == "sentence")
    many = f"{lost} boucles disparaissent"
    number = {0: "Aucune boucle ne disparaît", 1: "Une boucle disparaît"}.get(lost, many)
    assert plain(told.lines[0]) == f"{number}."
    assert ("Défi réussi" in told.lines[1]) == (lost >= best)
    assert told.tone == ("good" if lost >= best else "plain")
    answer(choice, "")
    assert [plain(line) for line in told.lines] == [
        f"Cible : faire disparaître {best} boucles d’un seul geste."
    ]
    assert told.tone == "plain"


def test_the_challenge_can_be_won_by_one_arrow(wall: Page) -> None:
    (first, *_rest) = arrow_traffic(find_loops(FULL))
    answer(wall.find("select", CUT), first)
    assert "Défi réussi" in wall.text


def test_counts_are_said_in_french_from_none_to_one_to_many() -> None:
    assert plain(count_sentence(find_loops(START))) == count(START)
    one = CausalMap(START.variables, (Arrow("suivi", "charge", 1), Arrow("charge", "suivi", -1)))
    assert plain(count_sentence(find_loops(one))) == (
        "La carte compte une boucle : aucune R, et 1 B, qui freine."
    )
    assert plain(count_sentence(find_loops(CausalMap(START.variables, ())))) == (
        "La carte ne compte aucune boucle."
    )
    cut = find_loops(FULL, limit=3)
    assert "3 boucles au moins" in plain(count_sentence(cut))


def test_the_remark_on_chance_counts_the_busiest_arrows() -> None:
    assert len(busiest()) == BUSIEST
