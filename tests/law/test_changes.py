"""What changes between two days: nothing lost, nothing invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from law_copies import small_registry

from maillon import law
from maillon.law.changes import changes
from maillon.law.registry import load


def between(start: str, end: str) -> dict[tuple[str, str], tuple[Any, Any]]:
    found = changes(law.registry(), date.fromisoformat(start), date.fromisoformat(end))
    return {
        (change.entry.id, change.scope): (
            change.before.value if change.before else None,
            change.after.value if change.after else None,
        )
        for change in found
    }


def test_the_first_of_april_2026() -> None:
    assert between("2026-03-31", "2026-04-01") == {
        ("dispense_fs", ""): (40000, 60000),
        ("profil_acheteur", ""): (40000, 60000),
    }


def test_a_day_counts_when_it_is_the_last_one_and_not_when_it_is_the_first() -> None:
    assert between("2026-04-01", "2026-05-01") == {}


def test_a_value_that_stays_is_no_change() -> None:
    assert ("dispense_travaux", "") not in between("2025-12-31", "2026-01-01")


def test_what_cannot_be_cited_changes_nothing() -> None:
    assert "dispense_travaux_2027" not in {rule for rule, _ in between("2026-12-31", "2027-02-01")}


def test_a_value_that_ends_without_another_one_is_a_change(tmp_path: Path) -> None:
    def close(files: Any) -> None:
        files["rules"]["entries"][0]["values"][1]["valid_to"] = "2026-06-30"

    registry = load(small_registry(tmp_path, close))
    found = changes(registry, date(2020, 1, 1), date(2030, 1, 1))
    assert [
        (c.on.isoformat(), c.before and c.before.value, c.after and c.after.value) for c in found
    ] == [
        ("2024-01-01", None, 100),
        ("2026-01-01", 100, 200),
        ("2026-07-01", 200, None),
    ]


def test_dates_are_in_order() -> None:
    found = changes(law.registry(), date(2000, 1, 1), date(2100, 1, 1))
    assert [c.on for c in found] == sorted(c.on for c in found)


def test_a_value_whose_start_is_not_known_still_gives_way_to_the_next_one() -> None:
    assert between("2022-12-31", "2023-01-01")["climat_spaser", "seuil"] == (100000000, 50000000)
