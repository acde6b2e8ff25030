"""Procedure, publicity and what else binds, on each side of each threshold and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import law_copies
import legal_sentences
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.law import NotInForce, using
from maillon.law.procedure import BUYERS, PROCEDURES, PURCHASES, Band, bands, procedure

DAY = date(2026, 11, 24)
SEVERITY = list(PROCEDURES)
CASES = st.tuples(
    st.sampled_from(list(BUYERS)),
    st.sampled_from(list(PURCHASES)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.booleans(),
)
AMOUNTS = st.one_of(st.integers(0, 7_000_000), st.decimals(0, 300_000, places=2))


def cuts(*args: Any) -> list[tuple[int, str]]:
    return [(band.low, band.procedure) for band in bands(*args)]


@pytest.mark.parametrize(
    ("buyer", "purchase", "expected"),
    [
        ("collectivite", "fournitures_services", [60_000, 90_000, 216_000]),
        ("etat", "fournitures_services", [60_000, 90_000, 140_000]),
        ("entite", "fournitures_services", [60_000, 432_000]),
        ("collectivite", "travaux", [100_000, 5_404_000]),
        ("entite", "travaux", [100_000, 5_404_000]),
        ("collectivite", "services_sociaux", [60_000, 750_000]),
        ("entite", "services_sociaux", [60_000, 1_000_000]),
        ("collectivite", "livres", [60_000, 90_000, 216_000]),
        ("etat", "livres", [60_000, 90_000, 140_000]),
    ],
)
def test_where_the_rule_changes(buyer: str, purchase: str, expected: list[int]) -> None:
    assert [band.low for band in bands(buyer, purchase, DAY)] == [0, *expected]


@pytest.mark.parametrize(
    ("on", "dispense", "european"),
    [
        (date(2024, 1, 1), 40_000, 221_000),
        (date(2025, 12, 31), 40_000, 221_000),
        (date(2026, 1, 1), 40_000, 216_000),
        (date(2026, 3, 31), 40_000, 216_000),
        (date(2026, 4, 1), 60_000, 216_000),
        (date(2027, 12, 31), 60_000, 216_000),
    ],
)
def test_thresholds_step_by_date(on: date, dispense: int, european: int) -> None:
    need = ("collectivite", "fournitures_services")
    assert cuts(*need, on) == [
        (0, "dispense"),
        (dispense, "adaptee"),
        (90_000, "adaptee"),
        (european, "formalisee"),
    ]
    assert procedure(*need, dispense - 0.01, on).procedure == "dispense"
    assert procedure(*need, dispense, on).procedure == "adaptee"
    assert procedure(*need, european - 0.01, on).procedure == "adaptee"
    assert procedure(*need, european, on).procedure == "formalisee"


@pytest.mark.parametrize("on", [date(2023, 12, 31), date(2028, 1, 1)])
def test_days_without_european_threshold_are_not_guessed(on: date) -> None:
    with pytest.raises(NotInForce, match="seuil_ue"):
        procedure("collectivite", "travaux", 1, on)


def test_social_services_need_no_formal_procedure() -> None:
    ruling = procedure("collectivite", "services_sociaux", 900_000_000, DAY)
    assert ruling.procedure == "adaptee"
    assert "JOUE" in ruling.publicity
    assert "à vérifier" in ruling.publicity
    assert "JOUE" not in procedure("collectivite", "services_sociaux", 749_999, DAY).publicity


def test_innovative_purchases_are_dispensed_further() -> None:
    need = ("collectivite", "fournitures_services", 99_999, DAY)
    assert procedure(*need).procedure == "adaptee"
    assert procedure(*need, innovative=True).procedure == "dispense"
    assert cuts("etat", "fournitures_services", DAY, True)[1:3] == [
        (60_000, "dispense"),
        (100_000, "adaptee"),
    ]
    assert procedure("etat", "fournitures_services", 100_000, DAY, innovative=True).procedure == (
        "adaptee"
    )


@pytest.mark.parametrize("purchase", ["services_sociaux", "livres"])
def test_innovation_without_effect_is_told(purchase: str) -> None:
    assert cuts("etat", purchase, DAY, True) == cuts("etat", purchase, DAY)
    alerts = procedure("etat", purchase, 1000, DAY, innovative=True).alerts
    assert any("sans effet" in alert for alert in alerts)


@pytest.mark.parametrize("buyer", ["collectivite", "etat"])
def test_publicity_of_an_adapted_procedure(buyer: str) -> None:
    free = procedure(buyer, "fournitures_services", 89_999, DAY)
    notice = procedure(buyer, "fournitures_services", 90_000, DAY)
    assert "choisie par l’acheteur" in free.publicity
    assert "BOAMP" in notice.publicity
    assert "à vérifier" not in notice.publicity


@pytest.mark.parametrize("amount", [70_000, 95_000])
def test_publicity_that_the_registry_does_not_cover_is_not_guessed(amount: int) -> None:
    ruling = procedure("entite", "fournitures_services", amount, DAY)
    assert "BOAMP" not in ruling.publicity
    assert "ne vise que l’État et les collectivités" in ruling.publicity
    assert "R2131-12" in ruling.publicity
    assert any("documentée" in alert for alert in ruling.alerts)


def test_an_announced_change_warns_without_its_number() -> None:
    need = ("collectivite", "travaux", 120_000)
    before = procedure(*need, date(2026, 12, 31))
    after = procedure(*need, date(2027, 1, 1))
    assert (before.procedure, after.procedure) == ("adaptee", "adaptee")
    (alert,) = set(after.alerts) - set(before.alerts)
    assert "a pu changer" in alert
    assert "140" not in " ".join([*after.alerts, after.publicity, *(r.text for r in after.reasons)])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("mairie", "travaux", 1, DAY), "L’acheteur"),
        (("etat", "services", 1, DAY), "L’achat"),
        (("etat", "travaux", -1, DAY), "Le montant estimé"),
        (("etat", "travaux", float("nan"), DAY), "Le montant estimé"),
        (("etat", "travaux", 1, "2026"), "Le jour"),
    ],
)
def test_what_cannot_be_is_refused(args: tuple[Any, ...], said: str) -> None:
    with pytest.raises(MaillonError, match=said):
        procedure(*args)


def test_a_threshold_changed_in_the_registry_changes_the_rule(tmp_path: Path) -> None:
    folder = law_copies.copied_registry(tmp_path / "law")
    law_copies.change_value(folder, "dispense_fs", "60000", "70000")
    need = ("collectivite", "fournitures_services")
    with using(folder):
        assert cuts(*need, DAY)[1] == (70_000, "adaptee")
        assert "70\u202f000" in procedure(*need, 65_000, DAY).reasons[0].text
    assert cuts(*need, DAY)[1] == (60_000, "adaptee")


@given(CASES)
def test_bands_cover_every_amount_once_and_grow_stricter(
    case: tuple[str, str, date, bool],
) -> None:
    found = bands(*case)
    assert found[0].low == 0
    assert found[-1].high is None
    assert [band.high for band in found[:-1]] == [band.low for band in found[1:]]
    assert all(band.high is None or band.low < band.high for band in found)
    ranks = [SEVERITY.index(band.procedure) for band in found]
    assert ranks == sorted(ranks)
    assert all(one != other for one, other in pairwise(found))


@given(CASES, AMOUNTS)
def test_a_ruling_agrees_with_its_band(
    case: tuple[str, str, date, bool], amount: int | Decimal
) -> None:
    buyer, purchase, on, innovative = case
    ruling = procedure(buyer, purchase, amount, on, innovative)
    band = _holding(bands(*case), amount)
    assert (ruling.procedure, ruling.publicity) == (band.procedure, band.publicity)
    assert ruling.label == PROCEDURES[ruling.procedure]
    assert ruling.publicity.endswith(".")
    assert ruling.reasons
    assert all(reason.citation for reason in (*ruling.reasons, *ruling.obligations))
    legal_sentences.check((*ruling.reasons, *ruling.obligations), ruling.alerts)


@given(CASES, AMOUNTS, AMOUNTS)
def test_more_money_never_lightens_the_rule(
    case: tuple[str, str, date, bool], one: int | Decimal, more: int | Decimal
) -> None:
    buyer, purchase, on, innovative = case
    low = procedure(buyer, purchase, one, on, innovative)
    high = procedure(buyer, purchase, one + more, on, innovative)
    assert SEVERITY.index(low.procedure) <= SEVERITY.index(high.procedure)
    assert _rules(low.obligations) <= _rules(high.obligations)


def _rules(reasons: Any) -> set[str]:
    return {reason.citation.entry.id for reason in reasons}


def _holding(found: tuple[Band, ...], amount: int | Decimal) -> Band:
    (band,) = (b for b in found if b.low <= amount and (b.high is None or amount < b.high))
    return band
