"""Numbers are read as French people write them; what cannot be read is named."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.sheet.numbers import (
    Quantity,
    UnreadableNumber,
    comma_thousands,
    describe,
    in_unit,
    is_plain,
    read_number,
    shown,
    write_number,
)

READ: list[tuple[Any, float, str | None]] = [
    ("12,5", 12.5, None),
    ("12.5", 12.5, None),
    (" 12 ", 12, None),
    ("12,", 12, None),
    (",5", 0.5, None),
    ("45 %", 45, "%"),
    ("45%", 45, "%"),
    ("45 pour cent", 45, "%"),
    ("1 500 €", 1500, "€"),
    ("1\u00a0500\u00a0€", 1500, "€"),
    ("1\u202f500\u202f€", 1500, "€"),
    ("1\u2009500 euros", 1500, "€"),
    ("1'500", 1500, None),
    ("1 500,50 EUR", 1500.5, "€"),
    ("1.500,50", 1500.5, None),
    ("1,500.50", 1500.5, None),
    ("1.500.000", 1_500_000, None),
    ("1,500,000", 1_500_000, None),
    ("1.500", 1500, None),
    ("1,500", 1.5, None),
    ("0.125", 0.125, None),
    ("1 500.125", 1500.125, None),
    ("1234.567", 1234.567, None),
    ("\u22123", -3, None),
    ("– 3", -3, None),
    ("-3,5 %", -3.5, "%"),
    ("+ 3", 3, None),
    ("-0", 0, None),
    ("1 500 € HT", 1500, "€ HT"),
    ("1 500 euros ttc", 1500, "€ TTC"),
    ("12 k€", 12_000, "€"),
    ("12,1 K€", 12_100, "€"),
    ("3 M€", 3_000_000, "€"),
    ("1,5 M€ HT", 1_500_000, "€ HT"),
    ("3 millions d’euros", 3_000_000, "€"),
    ("2 milliards", 2_000_000_000, None),
    ("€ 12", 12, "€"),
    ("30 jours", 30, "j"),
    ("30 j", 30, "j"),
    ("30 jours ouvrés", 30, "jours ouvrés"),
    ("6 jours complets", 6, "j"),
    ("6 jours de service", 6, "j"),
    ("1 jour de service complet", 1, "j"),
    ("6 jours perdus", 6, "j"),
    ("15 ‰", 15, "‰"),
    ("15 pour mille", 15, "‰"),
    ("15 min", 15, "min"),
    ("2 années", 2, "an"),
    ("12 €/t", 12, "€/t"),
    ("900 heures d’insertion", 900, "h"),
    ("2 850 heures par an", 2850, "heures par an"),
    ("12 k€ de travaux", 12_000, "€"),
    ("52,6 % du prix", 52.6, "%"),
    ("30 jours de retard", 30, "j"),
    ("3 kilomètres de trajet", 3, "kilomètres de trajet"),
    ("« 40 000,00 € »", 40_000, "€"),
    ("\u201c7,2\u201d", 7.2, None),
    ("'7,2'", 7.2, None),
    ("\ufeff7,2\u200b", 7.2, None),
    ("environ 12", 12, None),
    ("= 12", 12, None),
    ("12.", 12, None),
    (12, 12, None),
    (12.5, 12.5, None),
]

REFUSED: list[tuple[Any, str]] = [
    ("quarante", "« quarante » est en lettres : écrivez 40 en chiffres."),
    ("Quatre-vingt-dix-sept", "écrivez 97 en chiffres"),
    ("soixante et onze", "écrivez 71 en chiffres"),
    ("septante-deux", "écrivez 72 en chiffres"),
    ("trois cents euros", "écrivez 300 euros en chiffres"),
    ("deux mille cinq cents", "écrivez 2\u202f500 en chiffres"),
    ("zéro virgule cinq", "est en lettres : écrivez ce nombre en chiffres"),
    ("cent mille", "écrivez 100\u202f000 en chiffres"),
    ("un million d’euros", "écrivez 1\u202f000\u202f000 € en chiffres"),
    ("douze mille trois cents", "est en lettres : écrivez 12 300 en chiffres"),
    ("vingt quarante", "est en lettres : écrivez ce nombre en chiffres"),
    ("", "Aucun nombre n’est écrit"),
    (" \u00a0\u202f\t", "Aucun nombre n’est écrit"),
    (None, "Aucun nombre n’est écrit"),
    ("abc", "« abc » n’est pas un nombre"),
    ("un prix juste", "« un prix juste » n’est pas un nombre"),
    ("euros", "« euros » n’est pas un nombre"),
    ("-", "« - » n’est pas un nombre"),
    ("nan", "« nan » n’est pas un nombre"),
    ("inf", "« inf » n’est pas un nombre"),
    ("12 15", "« 12 15 » se lit de plusieurs façons"),
    ("1 50", "se lit de plusieurs façons"),
    ("12 et 15", "contient plusieurs nombres"),
    ("10-12", "contient plusieurs nombres"),
    ("1/2", "contient plusieurs nombres"),
    ("2 h 30", "contient plusieurs nombres"),
    ("12..5", "se lit de plusieurs façons"),
    ("1,2,3", "se lit de plusieurs façons"),
    ("1.5,5.5", "se lit de plusieurs façons"),
    ("12 €€?", "n’est pas un nombre suivi d’une unité"),
    ("€ 12 %", "n’est pas un nombre suivi d’une unité"),
    ("<b>12</b>", "n’est pas un nombre"),
    ("9" * 40, "trop grand"),
    ("9" * 500, "est trop long pour un nombre"),
    (10**400, "trop grand"),
    (math.nan, "n’a pas de valeur"),
    (math.inf, "trop grand"),
    (True, "Une valeur oui/non n’est pas un nombre"),
    ([12], "Une liste n’est pas un nombre"),
    ({"value": 12}, "Un tableau n’est pas un nombre"),
    (object(), "Cette réponse n’est pas un nombre"),
]


@pytest.mark.parametrize(("typed", "value", "unit"), READ)
def test_reads_what_people_write(typed: Any, value: float, unit: str | None) -> None:
    assert read_number(typed) == Quantity(value, unit)


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_names_what_cannot_be_read(typed: Any, said: str) -> None:
    with pytest.raises(UnreadableNumber) as caught:
        read_number(typed, example="1 250")
    message = str(caught.value).replace("\u00a0", " ")
    assert said in message
    assert "1 250" in message or "en chiffres." in message
    assert len(message) < 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.500 euros", "compris : 1\u202f500 €"),
        ("1,500", "compris : 1,5"),
        ("12 k€ HT", "compris : 12\u202f000 € HT"),
        ("-3", "compris : \u22123"),
        ("0,1", "compris : 0,1"),
        ("2 semaines", "compris : 2 semaines"),
        ("1 an", "compris : 1 an"),
        ("9 heures d'insertion par an", "compris : 9 heures d’insertion par an"),
    ],
)
def test_says_how_it_was_understood(typed: str, said: str) -> None:
    assert describe(read_number(typed)).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("12", "€", 12),
        ("12 k€", "€", 12_000),
        ("12 000 €", "k€", 12),
        ("12 € HT", "€", 12),
        ("12 €", "€ HT", 12),
        ("12 € TTC", "€ HT", None),
        ("45 %", "€", None),
        ("45", "%", 45),
        ("15 ‰", "%", 1.5),
        ("1,5 %", "‰", 15),
        ("6 jours complets", "jours", 6),
        ("30 jours", "j", 30),
        ("30", "jours", 30),
        ("2 semaines", "jours", 14),
        ("30 jours ouvrés", "jours", None),
        ("90 min", "h", 1.5),
        ("1 an", "mois", 12),
        ("30 jours", "mois", None),
        ("2 t", "kg", 2000),
        ("8 boucles", "", 8),
        ("8 %", "", None),
        ("12 pommes", "€", None),
        ("900", "heures par an", 900),
        ("900 h", "heures par an", 900),
        ("900 h/an", "heures par an", 900),
        ("900 heures d’insertion par année", "heures par an", 900),
        ("900 heures par mois", "heures par an", None),
        ("900 €", "heures par an", None),
        ("60 €", "€ par heure", 60),
        ("60 €/h", "€ par heure", 60),
        ("60 euros par heure manquante", "€ par heure", 60),
        ("6 k€/h", "€ par heure", 6000),
        ("60 € par jour", "€ par heure", None),
        ("60 €/h", "€", None),
    ],
)
def test_compares_units(typed: str, unit: str, value: float | None) -> None:
    assert in_unit(read_number(typed), unit) == value


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        quantity = read_number(text)
    except UnreadableNumber:
        return
    assert math.isfinite(quantity.value)
    assert any(c in "0123456789" for c in text)


@given(st.text(alphabet="0123456789 .,'-−€%kMha\u00a0", max_size=30))
def test_what_looks_like_a_number_is_read_or_refused(text: str) -> None:
    try:
        quantity = read_number(text)
    except UnreadableNumber:
        return
    assert describe(quantity).startswith("compris")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(float),
    st.sampled_from(["", "€", "%", "€ HT", "j", "min"]),
)
def test_reads_back_what_it_writes(value: float, unit: str) -> None:
    quantity = Quantity(value + 0.0, unit or None)
    assert read_number(describe(quantity).partition(": ")[2] or "0") == quantity or unit == "j"
    assert read_number(write_number(value)).value == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3,000", 3000),
        ("≈ 3,000", 3000),
        ("12,500 €", 12_500),
        ("3,000 k€", 3_000_000),
        ("3,0", None),
        ("0,015", None),
        ("3,0000", None),
        ("3 000,000", None),
        ("3,000.5", None),
        ("3,000,000", None),
        ("3,000 et 4", None),
        (3.0, None),
        (None, None),
    ],
)
def test_a_comma_that_could_group_thousands(typed: Any, value: float | None) -> None:
    assert comma_thousands(typed) == value


def test_long_and_hostile_texts_are_shortened() -> None:
    assert len(shown("x" * 10_000)) < 60
    assert "\n" not in shown("a\nb\x00c")
    assert shown("« douze »") == "«\u00a0douze\u00a0»"


def test_plain_values_only() -> None:
    class Sly(str):
        __slots__ = ()

    endless: list[Any] = []
    endless.append(endless)
    assert is_plain({"a": [1, 2.5, None, True, "x"]})
    assert not is_plain(Sly("a"))
    assert not is_plain(endless)
    assert not is_plain({"a": {1, 2}})
