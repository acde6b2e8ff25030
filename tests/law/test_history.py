"""Bands through time, what two launches do not share, and the launch dates offered."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from maillon import law
from maillon.law.history import gained, history, moved
from maillon.law.launches import known_days, launch_days, turning_days
from maillon.law.procedure import BUYERS, PURCHASES, bands, procedure

FIRST, LAST = known_days()
every_need = pytest.mark.parametrize(
    ("buyer", "purchase"), [(buyer, purchase) for buyer in BUYERS for purchase in PURCHASES]
)


@every_need
def test_periods_follow_each_other_and_tell_the_bands_of_each_day(
    buyer: str, purchase: str
) -> None:
    periods = history(buyer, purchase, FIRST, LAST)
    assert (periods[0].start, periods[-1].end) == (FIRST, LAST)
    for before, after in itertools.pairwise(periods):
        assert after.start == before.end + timedelta(1)
        assert before.bands != after.bands
    for period in periods:
        for day in (period.start, period.end):
            here = bands(buyer, purchase, day)
            assert [(b.low, b.high, b.procedure) for b in here] == [
                (b.low, b.high, b.procedure) for b in period.bands
            ]


def test_a_history_of_one_day_has_one_period() -> None:
    [period] = history("etat", "travaux", FIRST, FIRST)
    assert (period.start, period.end) == (FIRST, FIRST)


def test_gained_names_what_a_launch_adds() -> None:
    before, after = (
        procedure("collectivite", "travaux", 300_000, date(2026, 8, day)) for day in (20, 21)
    )
    rules = [reason.citation.entry.id for reason in gained(before, after) if reason.citation]
    assert "climat_critere_env" in rules
    assert "climat_condition_env" in rules
    assert gained(after, before) == ()


def test_moved_ignores_the_order_of_the_days_and_other_rules() -> None:
    entries = [law.entry("seuil_ue_fs_local")]
    days = date(2025, 12, 31), date(2026, 4, 10)
    assert moved(entries, *days) == moved(entries, *reversed(days))
    [change] = moved(entries, *days)
    assert change.on == date(2026, 1, 1)
    assert moved(entries, days[1], days[1]) == ()


@pytest.mark.parametrize("eve", [date(2025, 12, 31), date(2026, 3, 31), date(2026, 8, 20)], ids=str)
def test_each_change_can_be_reached_with_its_eve(eve: date) -> None:
    days = launch_days()
    assert eve + timedelta(1) in turning_days()
    assert days[days.index(eve) + 1] == eve + timedelta(1)


def test_launch_days_are_sorted_and_known() -> None:
    extra = date(2026, 5, 5)
    days = launch_days(extra, date(1999, 1, 1))
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (FIRST, LAST)
    assert extra in days


@every_need
def test_every_launch_day_offered_has_an_answer(buyer: str, purchase: str) -> None:
    for day in launch_days():
        for amount in (1, 47_500, 218_500, 10**7):
            assert procedure(buyer, purchase, amount, day).label
