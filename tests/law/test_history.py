"""Bands through time, what two launches do not share, and the launch dates offered."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from maillon import law
from maillon.law.history import gained, history, moved
from maillon.law.launches import known_days, turning_days
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


def test_each_turning_day_is_known_with_its_eve() -> None:
    first, last = known_days()
    assert {date(2026, 1, 1), date(2026, 4, 1), date(2026, 8, 21)} <= set(turning_days())
    assert all(first < day <= last for day in turning_days())


@every_need
def test_every_month_that_can_be_chosen_has_an_answer(buyer: str, purchase: str) -> None:
    first, last = known_days()
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    for day in (*months, *turning_days(), last):
        for amount in (1, 47_500, 218_500, 10**7):
            assert procedure(buyer, purchase, amount, day).label
