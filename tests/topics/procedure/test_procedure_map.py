"""The map of procedures: its words and its data are the calculator's, wherever the need stands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest
from pages import plain

from maillon.law.history import Period, history
from maillon.law.procedure import BUYERS, PURCHASES, procedure
from maillon.plots import style
from maillon.plots.picture import Picture
from maillon.topics.procedure.pictures import procedure_map
from maillon.topics.procedure.pictures.procedure_map import LOOKS, procedure_map_picture
from maillon.topics.procedure.pictures.words import amount_text, band_at, steps

pytestmark = pytest.mark.draws

FIRST, LAST, STATE = date(2024, 1, 1), date(2026, 12, 31), date(2026, 11, 24)


def local() -> tuple[Period, ...]:
    return history("collectivite", "fournitures_services", FIRST, LAST)


def draw(
    amount: float | Decimal, on: date, compared: date | None = None, landmark: bool = False
) -> Picture:
    return procedure_map_picture(
        local(),
        amount,
        on,
        state_of_law=STATE,
        compared=compared,
        landmark=(date(2026, 8, 21), "loi Climat") if landmark else None,
    )


@pytest.mark.parametrize("amount", [39_999, 40_000, 89_999, 90_000, 215_999, 216_000, 221_000])
@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2026, 1, 1), date(2026, 4, 1)])
def test_the_alternative_states_the_procedure_of_the_calculator(amount: int, on: date) -> None:
    ruling = procedure("collectivite", "fournitures_services", amount, on)
    assert f"relève de\u00a0: {ruling.label} (" in draw(amount, on).alt


def test_the_alternative_states_both_launches_and_the_moves() -> None:
    alt = plain(draw(47_500, date(2026, 4, 10), date(2026, 3, 20)).alt)
    assert alt.startswith("Le 10 avril 2026, un besoin de 47 500 € HT relève de : dispense")
    assert "Le 20 mars 2026, il relève de : procédure adaptée" in alt
    assert "à 216 000 € au lieu de 221 000 € au 1er janvier 2026" in alt
    assert "à 60 000 € au lieu de 40 000 € au 1er avril 2026" in alt


def test_the_caption_dates_the_law_and_gives_no_advice() -> None:
    picture = draw(47_500, date(2026, 4, 10))
    assert "État du droit au 24 novembre 2026" in plain(picture.caption)
    assert "pas un conseil juridique" in picture.caption
    assert "cercle vide" not in picture.caption
    compared = draw(47_500, date(2026, 4, 10), date(2026, 3, 20))
    assert "cercle vide" in plain(compared.caption)


def test_the_data_hold_every_band_of_every_period() -> None:
    rows = [tuple(plain(cell) for cell in row) for row in draw(1, FIRST).rows]
    assert len(rows) == sum(len(period.bands) for period in local())
    assert rows[0][:3] == (
        "du 1er janvier 2024 au 31 décembre 2025",
        "moins de 40 000 €",
        "dispense de publicité et de mise en concurrence",
    )
    assert ("216 000 € et plus", "procédure formalisée") in {row[1:3] for row in rows}


@pytest.mark.parametrize("amount", [0.01, 47_500.55, Decimal("218500.50"), 5_538_000, 10**11])
@pytest.mark.parametrize("on", [FIRST, date(2025, 6, 1), LAST])
def test_any_need_is_drawn_at_any_date(amount: float | Decimal, on: date) -> None:
    ET.fromstring(draw(amount, on, FIRST, landmark=True).svg)


@pytest.mark.parametrize("buyer", BUYERS)
@pytest.mark.parametrize("purchase", PURCHASES)
@pytest.mark.parametrize("innovative", [False, True])
def test_every_buyer_and_purchase_is_drawn(buyer: str, purchase: str, innovative: bool) -> None:
    periods = history(buyer, purchase, FIRST, LAST, innovative)
    drawn = procedure_map_picture(periods, 100_000, STATE, state_of_law=STATE)
    assert drawn == procedure_map_picture(periods, 100_000, STATE, state_of_law=STATE)
    assert procedure(buyer, purchase, 100_000, STATE, innovative).label in drawn.alt


def test_the_need_the_ring_and_the_landmark_change_the_drawing() -> None:
    on, compared = date(2026, 4, 10), date(2026, 3, 20)
    drawings = [
        draw(47_500, on),
        draw(47_501, on),
        draw(47_500, compared),
        draw(47_500, on, compared),
        draw(47_500, on, landmark=True),
    ]
    assert len({drawing.svg for drawing in drawings}) == len(drawings)


def test_only_steps_of_procedure_are_told() -> None:
    books = history("collectivite", "livres", FIRST, LAST)
    assert [(str(day), was, now) for day, was, now, _ in steps(books)] == [
        ("2026-01-01", 221_000, 216_000)
    ]


def test_a_day_outside_the_map_is_refused_in_french() -> None:
    with pytest.raises(ValueError, match="ne couvre pas"):
        band_at(local(), 1, date(2023, 12, 31))
    with pytest.raises(ValueError, match="ne couvre pas"):
        draw(-1, FIRST)


def test_cents_are_written_only_when_there_are_some() -> None:
    assert plain(amount_text(Decimal("47500.00"))) == "47 500 €"
    assert plain(amount_text(47_500.5)) == "47 500,50 €"


def test_procedures_differ_by_colour_hatch_and_words() -> None:
    for signs in zip(*LOOKS.values(), strict=True):
        assert len(set(signs)) == len(LOOKS)
    for fill, _hatch, _line, text in LOOKS.values():
        assert style.contrast(text, fill) >= 4.5
        assert style.contrast(text, style.PAPER) >= 4.5
    assert set(procedure_map.NAMES) == set(LOOKS)
