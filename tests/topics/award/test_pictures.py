"""Totals, winner strip, price curve, worth of a point, effective weight: pictures of N8."""

from __future__ import annotations

import pytest
from pages import plain

from maillon.plots import registry
from maillon.plots.picture import Picture
from maillon.topics.award import hautebrune
from maillon.topics.award.model.award import Offer, award
from maillon.topics.award.model.price_scores import FORMULAS, Terms, formula
from maillon.topics.award.pictures.corrected_prices import corrected_prices_picture
from maillon.topics.award.pictures.effective_weight import effective_weight_picture
from maillon.topics.award.pictures.names import keys, titled
from maillon.topics.award.pictures.price_marks import (
    NO_WORTH,
    point_worth_picture,
    price_marks_picture,
)
from maillon.topics.award.pictures.totals import totals_picture
from maillon.topics.award.pictures.winner_strip import winner_strip_picture

pytestmark = pytest.mark.draws

BIDS = hautebrune.offers()
TERMS = hautebrune.terms()
MANY = [
    Offer(f"Entreprise de jardins numéro {rank}", 100_000 + 9_000 * rank, 4 + rank / 2)
    for rank in range(12)
]


def drawn(bids: list[Offer] | tuple[Offer, ...]) -> list[Picture]:
    """Every picture of the workshop, for these offers."""
    named = [(one.label, award(bids, one, 0.5, TERMS)) for one in FORMULAS]
    return [
        totals_picture(named, status="Essai."),
        winner_strip_picture(named, status="Essai."),
        price_marks_picture(bids, formula("echelle"), TERMS, status="Essai."),
        point_worth_picture(bids, formula("echelle"), 0.5, TERMS, status="Essai."),
        effective_weight_picture(named, status="Essai."),
        corrected_prices_picture(bids, 10_000, status="Essai."),
    ]


def test_the_pictures_of_the_chapter_say_their_lesson() -> None:
    assert plain(registry.picture("trois-gagnants").alt) == (
        "Classique : C arrive en tête, avec 8,30 points. "
        "Linéaire min–max : A arrive en tête, avec 8,00 points. "
        "Linéaire à échelle : B arrive en tête, avec 8,20 points."
    )
    assert "Classique : C jusqu’à 51,3 %, puis B jusqu’à 59,9 %, puis A." in plain(
        registry.picture("curseur-des-poids").alt
    )


def test_the_chapter_does_not_give_the_bet_away() -> None:
    for name in ("trois-gagnants", "curseur-des-poids"):
        assert all("D" not in row for row in registry.picture(name).rows)


def test_the_territory_gives_the_offers_of_the_domain() -> None:
    assert [(bid.price, bid.quality) for bid in (*BIDS, hautebrune.hopeless())] == [
        (100_000, 6), (112_000, 7.6), (135_000, 9.2), (250_000, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bids", [BIDS, MANY, [BIDS[0]], [BIDS[0], BIDS[0]], (*BIDS, hautebrune.hopeless())]
)
def test_any_offers_are_drawn_alike_twice(bids: list[Offer]) -> None:
    assert drawn(bids) == drawn(bids)


def test_the_cells_of_the_totals() -> None:
    [row, *_others] = totals_picture(
        [("Classique", award(BIDS, formula("classique"), 0.5))], status="Essai."
    ).rows
    assert [plain(cell) for cell in row] == [
        "Classique", "A", "100 000 €", "10,00", "6,00", "8,00", "3",
    ]  # fmt: skip


def test_a_tie_is_told() -> None:
    twins = award([BIDS[0], Offer("Z", 100_000, 6)], formula("classique"), 0.5)
    assert "A et Z sont à égalité" in totals_picture([("F", twins)], status="Essai.").alt
    strip = winner_strip_picture([("F", twins)], status="Essai.")
    assert plain(strip.alt) == "F : A et Z à tous les poids."
    assert "rien ne départage" in effective_weight_picture([("F", twins)], status="Essai.").alt


def test_the_leader_is_seen_without_its_colour() -> None:
    first = totals_picture([("F", award(BIDS, formula("classique"), 0.5))], status="Essai.")
    other = totals_picture([("F", award(BIDS, formula("min-max"), 0.5))], status="Essai.")
    assert first.svg.count("stroke-width: 2.4") == other.svg.count("stroke-width: 2.4") == 1


def test_a_price_beyond_the_scale_has_no_worth() -> None:
    bids = [BIDS[0], Offer("Z", 260_000, 9)]
    picture = point_worth_picture(bids, formula("echelle"), 0.5, Terms(), status="Essai.")
    assert picture.rows[1][-1] == NO_WORTH
    assert NO_WORTH in picture.alt


def test_a_corrected_price_may_fall_under_zero() -> None:
    picture = corrected_prices_picture(BIDS, 20_000, status="Essai.")
    assert plain(picture.rows[2][3]) == "−49 000 €"


def test_long_or_like_names_get_letters() -> None:
    assert keys(MANY)[:3] == ("A", "B", "C")
    assert plain(titled(MANY)[11]).startswith("L : Entreprise de")
    assert keys([BIDS[0], BIDS[0]]) == ("A", "B")
