"""What binds a need beside its procedure."""

from __future__ import annotations

from datetime import date

import pytest

from maillon.law.procedure import Ruling, procedure

DAY = date(2026, 11, 24)
CLIMATE = {"climat_critere_env", "climat_prix_seul", "climat_condition_env"}


def bound(amount: float, on: date = DAY, purchase: str = "fournitures_services") -> set[str]:
    return _rules(procedure("collectivite", purchase, amount, on))


def _rules(ruling: Ruling) -> set[str]:
    return {reason.citation.entry.id for reason in ruling.obligations if reason.citation}


@pytest.mark.parametrize(
    ("rule", "from_amount"),
    [
        ("marche_ecrit", 25_000),
        ("decp", 25_000),
        ("profil_acheteur", 60_000),
        ("ca_minimal", 60_000),
        ("climat_condition_sociale", 216_000),
        ("delai_offres_formalise", 216_000),
        ("standstill", 216_000),
    ],
)
def test_each_rule_binds_from_its_amount(rule: str, from_amount: int) -> None:
    assert rule not in bound(from_amount - 0.01)
    assert rule in bound(from_amount)


@pytest.mark.parametrize("amount", [0, 59_999, 60_000, 5_404_000])
def test_the_climate_law_binds_from_its_day(amount: int) -> None:
    assert not any(rule.startswith("climat_") for rule in bound(amount, date(2026, 8, 20)))
    competitive = amount >= 60_000
    expected = CLIMATE if competitive else CLIMATE - {"climat_prix_seul"}
    assert bound(amount, date(2026, 8, 21)) >= expected


def test_the_social_condition_follows_the_threshold_of_the_purchase() -> None:
    assert "climat_condition_sociale" not in bound(5_403_999, purchase="travaux")
    assert "climat_condition_sociale" in bound(5_404_000, purchase="travaux")
    ruling = procedure("collectivite", "services_sociaux", 750_000, DAY)
    assert "climat_condition_sociale" in _rules(ruling)
    assert any("services sociaux reste à vérifier" in alert for alert in ruling.alerts)
    assert any("dérogations" in alert for alert in ruling.alerts)


@pytest.mark.parametrize(
    ("on", "documents", "turnover"),
    [
        (date(2025, 12, 31), "40\u202f000", "2\xa0fois"),
        (date(2026, 1, 1), "40\u202f000", "1,5\xa0fois"),
        (date(2026, 3, 31), "40\u202f000", "1,5\xa0fois"),
        (date(2026, 4, 1), "60\u202f000", "1,5\xa0fois"),
    ],
)
def test_numbers_are_those_of_the_day(on: date, documents: str, turnover: str) -> None:
    obligations = procedure("collectivite", "travaux", 200_000, on).obligations
    said = {reason.citation.entry.id: reason.text for reason in obligations if reason.citation}
    assert documents in said["profil_acheteur"]
    assert turnover in said["ca_minimal"]


def test_without_competition_the_criterion_is_not_over_claimed() -> None:
    ruling = procedure("collectivite", "fournitures_services", 30_000, DAY)
    (text,) = (
        reason.text
        for reason in ruling.obligations
        if reason.citation and reason.citation.entry.id == "climat_critere_env"
    )
    assert text.startswith("Si ")
    assert any("achat dispensé" in alert for alert in ruling.alerts)


def test_essential_data_before_the_registry_knows_them() -> None:
    ruling = procedure("collectivite", "services_sociaux", 500_000, date(2023, 12, 31))
    assert "decp" not in _rules(ruling)
    assert any("1er\xa0janvier 2024" in alert for alert in ruling.alerts)
