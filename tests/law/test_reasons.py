"""Which rules start later, and which may have changed."""

from __future__ import annotations

from datetime import date

import pytest

from maillon import law
from maillon.law.reasons import Reason, starts_later, watch_alerts


@pytest.mark.parametrize(
    ("rule", "scope", "first"),
    [
        ("climat_condition_env", None, date(2026, 8, 21)),
        ("retenue_garantie", "pme-etat", date(2019, 4, 1)),
        ("decp", "seuil", date(2024, 1, 1)),
        ("achat_innovant", "marche", date(2021, 12, 16)),
    ],
)
def test_a_rule_starts_on_its_first_day(rule: str, scope: str | None, first: date) -> None:
    assert starts_later(rule, date.fromordinal(first.toordinal() - 1), scope)
    assert not starts_later(rule, first, scope)


def test_an_unknown_start_is_not_a_later_start() -> None:
    assert not starts_later("avance_taux", date(2020, 1, 1), "plancher-pme-etat")


def test_an_ended_rule_does_not_start_later() -> None:
    assert not starts_later("seuil_ue_fs_local", date(2030, 1, 1))


@pytest.mark.parametrize(("on", "warned"), [(date(2026, 12, 31), 0), (date(2027, 1, 1), 1)])
def test_a_point_to_watch_warns_from_its_day_and_tells_no_number(on: date, warned: int) -> None:
    rule = law.cite("dispense_travaux", on)
    alerts = watch_alerts([Reason("Un.", rule), Reason("Deux.", rule), Reason("Trois.")], on)
    assert len(alerts) == warned
    assert not any(character.isdigit() for alert in alerts for character in alert)
