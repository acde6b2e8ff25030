"""Pictures of an insertion clause: funnel, frontier, hours by lot, label."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from pages import plain
from pictures import check_size, check_words

from maillon.plots import registry
from maillon.plots.picture import Picture
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.compliance import FIRMS, ExtraCosts, Sanction
from maillon.topics.insertion.model.delivery import Clause, Delivery, deliver
from maillon.topics.insertion.pictures.compliance_frontier import frontier_finding, frontier_picture
from maillon.topics.insertion.pictures.promised_and_worked import (
    NOTHING,
    funnel_finding,
    funnel_picture,
    label_finding,
    label_picture,
    lots_finding,
    lots_picture,
)

pytestmark = pytest.mark.draws

LOTS, POOL, LEVELS = (
    list(hautebrune.lots().values()),
    hautebrune.pool(),
    hautebrune.thresholds(),
)
STRICT, WEAK = Sanction(0.6, 40), Sanction(0.1, 40)
KEPT = deliver(LOTS, Clause(0.10, STRICT), POOL)
BROKEN = deliver(LOTS, Clause(0.10, WEAK), POOL)
BEYOND = deliver(LOTS, Clause(0.20, STRICT), POOL)
EMPTY = deliver([], Clause(0.10, STRICT), POOL)


def label(delivery: Delivery) -> Picture:
    return label_picture(delivery, 3, LEVELS)


PICTURES: dict[str, Callable[[], Picture]] = {
    **{
        f"{name} {state}": partial(draw, delivery)
        for name, draw in (
            ("funnel", funnel_picture),
            ("lots", lots_picture),
            ("label", label),
        )
        for state, delivery in (("kept", KEPT), ("broken", BROKEN), ("beyond", BEYOND))
    },
    "funnel empty": lambda: funnel_picture(EMPTY),
    "lots empty": lambda: lots_picture(EMPTY),
    "frontier": lambda: frontier_picture(WEAK, FIRMS),
    "frontier between": lambda: frontier_picture(Sanction(0.3, 40), FIRMS),
    "frontier helped": lambda: frontier_picture(WEAK, FIRMS.helped(1), without_help=FIRMS),
    "frontier free": lambda: frontier_picture(Sanction(0, 0), ExtraCosts(0, 0)),
    "frontier beyond": lambda: frontier_picture(Sanction(1, 900), ExtraCosts(300, 400)),
    "registry funnel": lambda: registry.picture("entonnoir-des-heures"),
    "registry frontier": lambda: registry.picture("frontiere-du-respect"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name], least=60)


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences_and_say_what_is_invented(name: str) -> None:
    drawn = PICTURES[name]()
    check_words(drawn)
    assert "fictif" in drawn.caption


def test_the_funnel_tells_each_step() -> None:
    assert plain(funnel_finding(BROKEN)) == (
        "Sur 1 918 h promises, 767 h sont travaillées (40 %), dont 115 h de formation."
    )
    assert "716 h dépassent ce que le territoire peut pourvoir" in plain(funnel_finding(BEYOND))
    assert [plain(row[1]) for row in funnel_picture(BEYOND).rows] == [
        "3 836 h",
        "3 120 h",
        "3 120 h",
        "468 h",
    ]


def test_the_lots_are_compared_for_the_same_price() -> None:
    told = plain(lots_finding(KEPT))
    assert "le lot « Nettoyage » promet 4,0 h et le lot « Charpente métallique » 0,7 h" in told
    assert told.endswith("La promesse (1 918 h) tient dans le vivier du territoire (3 120 h).")
    assert "dépasse le vivier" in plain(lots_finding(BEYOND))
    alone = deliver(LOTS[:1], Clause(0.1, STRICT), POOL)
    assert plain(lots_finding(alone)).startswith("La promesse (257 h)")
    assert {lots_finding(EMPTY), funnel_finding(EMPTY), label_finding(EMPTY, 3, LEVELS)} == {
        NOTHING
    }


def test_the_label_says_the_level_and_the_share_of_the_promise() -> None:
    told = plain(label_finding(BROKEN, 3, LEVELS))
    assert "Charpente métallique, aucun niveau avec 40 % de sa promesse" in told
    assert "Nettoyage, niveau 1 avec 40 % de sa promesse" in told
    rows = {row[0]: row[3] for row in label_picture(KEPT, 3, LEVELS).rows}
    assert (rows["Nettoyage"], rows["Charpente métallique"]) == ("niveau 2", "niveau 1")


@pytest.mark.parametrize(
    ("follow_up", "penalty", "said"),
    [
        (
            0.1,
            40,
            (
                "Rompre coûte 4 € par heure en moyenne. "
                "Tenir coûte de 4 à 20 €, selon l’entreprise : aucune n’y gagne. "
                "À 40 € de pénalité, il faut vérifier 30 % des heures pour une entreprise sur deux "
                "et 50 % pour toutes."
            ),
        ),
        (0.1, 90, "31 % y gagnent. À 90 € de pénalité, il faut vérifier 14 % des heures pour une"),
        (0.3, 40, "50 % y gagnent. À 40 € de pénalité, il faut vérifier 50 % des heures pour to"),
        (1, 15, "69 % y gagnent. Avec cette pénalité, aucun suivi ne suffirait pour toutes."),
        (1, 10, "38 % y gagnent. Avec cette pénalité, aucun suivi ne suffirait à en gagner la"),
        (0.6, 40, "selon l’entreprise : toutes y gagnent."),
    ],
)
def test_the_frontier_says_what_is_missing(follow_up: float, penalty: float, said: str) -> None:
    assert said in plain(frontier_finding(Sanction(follow_up, penalty), FIRMS))


def test_the_penalties_of_the_frontier_suffice() -> None:
    costs = FIRMS.helped(2.5)
    for share, half, whole in frontier_picture(WEAK, costs).rows:
        checked = float(plain(share).split(" %")[0]) / 100
        for told, least in ((half, 0.5), (whole, 1)):
            penalty = float(plain(told).split(" €")[0].replace(",", "."))
            assert costs.share_up_to(Sanction(checked, penalty).per_hour) >= least
    assert frontier_picture(WEAK, FIRMS).svg != frontier_picture(STRICT, FIRMS).svg
    assert frontier_picture(WEAK, FIRMS) == frontier_picture(WEAK, FIRMS, without_help=FIRMS)
