"""Pictures of a stop: service day by day, and what each link costs against what it loses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from links import NODES, nodes
from matplotlib.figure import Figure
from pages import plain
from pictures import check_size, check_words

from maillon.plots import registry
from maillon.plots.picture import Picture
from maillon.topics.disruption.model.measures import Measures, apply
from maillon.topics.disruption.model.service import LONGEST, Node
from maillon.topics.disruption.pictures import spend_and_loss
from maillon.topics.disruption.pictures.service import NOTHING, finding, service_picture
from maillon.topics.disruption.pictures.spend_and_loss import (
    loss_bars_picture,
    spend_and_loss_picture,
)

pytestmark = pytest.mark.draws

TRAY = NODES["barquettes"]
SAFER = apply(TRAY, Measures(second_source=True, continuity_plan=True))
PICTURES: dict[str, Callable[[], Picture]] = {
    "service": lambda: service_picture([TRAY]),
    "service compared": lambda: service_picture([TRAY], [SAFER]),
    "no stop": lambda: service_picture([]),
    "two stops": lambda: service_picture([NODES["legumerie"], NODES["abattoir"]]),
    "spend and loss": lambda: spend_and_loss_picture(NODES),
    "bars": lambda: loss_bars_picture(NODES),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences_and_say_what_is_invented(name: str) -> None:
    drawn = PICTURES[name]()
    check_words(drawn)
    assert "fictif" in drawn.caption


def test_the_service_is_told_before_and_after() -> None:
    full = "service complet pendant 8 jours"
    assert [plain(line) for line in finding([TRAY], [SAFER])] == [
        f"Sans mesure : {full}, puis nul pendant 52 jours. 52 jours perdus.",
        f"Avec mesures : {full}, puis à 70 % pendant 28 jours. 8,4 jours perdus.",
    ]
    assert PICTURES["service compared"]().alt == " ".join(finding([TRAY], [SAFER]))


def test_measures_that_change_nothing_draw_one_line() -> None:
    assert service_picture([TRAY], [TRAY]) == service_picture([TRAY])
    assert service_picture([TRAY], [SAFER]).svg != service_picture([TRAY]).svg


def test_the_data_are_one_row_a_period() -> None:
    assert [tuple(map(plain, row)) for row in PICTURES["service compared"]().rows] == [
        ("0 à 7", "100 %", "100 %"),
        ("8 à 35", "0 %", "70 %"),
        ("36 à 59", "0 %", "100 %"),
        ("60 à 64", "100 %", "100 %"),
    ]
    assert [row[0] for row in PICTURES["two stops"]().rows][:4] == ["0", "1 à 2", "3", "4"]


def test_a_link_that_loses_nothing_is_served_every_day() -> None:
    safe = replace(TRAY, stock=60)
    assert plain(finding([safe])[0]) == "Service complet pendant 60 jours. 0 jour perdu."
    assert finding([]) == (NOTHING,)
    assert finding([Node("Rien")])[0].startswith("Service complet")


@settings(max_examples=15)
@given(st.lists(nodes, max_size=3))
def test_any_stop_is_drawn(struck: list[Node]) -> None:
    assert service_picture(struck, [apply(node, Measures(extra_stock=3)) for node in struck]).rows


def test_the_longest_stop_is_drawn() -> None:
    assert service_picture([Node("Long", time_to_recover=LONGEST)]).rows[0][0] == "0 à 729"


@pytest.mark.parametrize("name", ["spend and loss", "bars"])
def test_the_worst_and_the_dearest_stand_in_the_other_order(name: str) -> None:
    drawn = PICTURES[name]()
    assert plain(drawn.alt) == (
        "Barquettes : 1er rang par la perte (52 jours), 6e rang par la dépense (12 k€). "
        "Grossiste : 6e rang par la perte (0,8 jour), 1er rang par la dépense (420 k€)."
    )
    assert tuple(map(plain, drawn.rows[0])) == ("Barquettes", "12 k€", "6e", "52 jours", "1er")
    assert len(drawn.rows) == len(NODES)


def test_a_link_that_loses_nearly_nothing_is_drawn_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Figure] = []
    monkeypatch.setattr(
        spend_and_loss.Picture, "from_figure", lambda figure, **_words: seen.append(figure)
    )
    spend_and_loss_picture(NODES)
    marks = [line for line in seen[0].axes[0].lines if line.get_marker() in ("o", "s")]
    assert len(marks) == len(NODES)
    assert not any(mark.get_clip_on() for mark in marks)


@pytest.mark.parametrize("draw", [spend_and_loss_picture, loss_bars_picture])
def test_no_link_one_link_and_links_in_one_place_are_drawn(
    draw: Callable[[dict[str, Node]], Picture],
) -> None:
    assert draw({}).rows == ()
    free = draw({"a": Node("Bénévole", time_to_recover=3)})
    assert plain(free.rows[0][1]) == "0 k€"
    same = {str(i): Node(f"Fournisseur numéro {i}", 50, time_to_recover=5) for i in range(9)}
    assert len(draw(same).rows) == 9
    assert draw(same).alt.count("1er rang par la perte") == 1


def test_the_registry_shows_the_territory() -> None:
    assert "Barquettes\xa0: 1er rang" in registry.picture("depense-et-jours-perdus").alt
    day_by_day = registry.picture("service-jour-par-jour")
    assert "10,5\xa0jours perdus" in day_by_day.alt
    # The chapter does not give away the workshop's bet.
    assert "Barquettes" not in day_by_day.alt + day_by_day.caption
