"""Ways of adding up: what each one overstates, on small files, on drawn ones and on real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import DECP, contract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.opendata import sample
from maillon.opendata.profiling.amount_reading import (
    HALF,
    AmountReading,
    Change,
    RowSums,
    Unit,
    row_sums,
)
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import Dataset, read

REAL_TABLE = DECP / "tabulaire" / "decp_2024H2_travaux_cpv4521_filtered.csv"
REAL_WEEKS = DECP / "dematis-2024-07"
AMOUNTS = [("A", "100"), ("B", ""), ("C", "NC")]
#: A contract of the draws: initial amount, number of holders, publications, modifications.
DRAWN = st.lists(
    st.tuples(
        st.integers(1_000, 900_000),
        st.integers(1, 4),
        st.integers(1, 3),
        st.lists(st.integers(100, 900_000), max_size=3),
    ),
    min_size=1,
    max_size=5,
)


def published(
    name: str, amount: float, holders: int, times: int, changes: list[int]
) -> list[dict[str, Any]]:
    """Return the publications of a contract, the same each time but the day."""
    identities = [
        {"titulaire": {"typeIdentifiant": "HORS-UE", "id": f"{name}-{rank}"}}
        for rank in range(holders)
    ]
    modifications = [
        {
            "modification": {
                "id": rank,
                "dateNotificationModification": f"2024-0{rank + 2}-01",
                "datePublicationDonneesModification": f"2024-0{rank + 2}-02",
                "montant": change,
            }
        }
        for rank, change in enumerate(changes, start=1)
    ]
    return [
        contract(
            id=name,
            montant=amount,
            titulaires=identities,
            modifications=modifications,
            datePublicationDonnees=f"2024-07-{day:02}",
        )
        for day in range(1, times + 1)
    ]


def dataset(path: Path, contracts: list[dict[str, Any]]) -> Dataset:
    path.write_text(json.dumps({"marches": {"marche": contracts}}), "utf-8")
    return read([path])


def one(tmp_path: Path, amount: float, changes: list[int]) -> dict[Change, float]:
    """Return what each way of reading modifications makes of a single contract."""
    read_once = dataset(tmp_path / "un.json", published("A", amount, 1, 1, changes))
    return {change: AmountReading(change=change).total(read_once) for change in Change}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], (80_000, 80_000, 80_000, 80_000)),
        ([88_000], (80_000, 88_000, 168_000, 88_000)),  # a new total, as the format asks
        ([12_000], (80_000, 12_000, 92_000, 92_000)),  # a difference, most likely
        ([40_000], (80_000, 40_000, 120_000, 40_000)),  # exactly half is still a total
        ([39_999], (80_000, 39_999, 119_999, 119_999)),
        ([84_000, 90_000], (80_000, 90_000, 254_000, 90_000)),  # the last total prevails
        ([12_000, 5_000], (80_000, 5_000, 97_000, 97_000)),  # differences add up
        ([88_000, 5_000], (80_000, 5_000, 173_000, 93_000)),  # a total, then a difference
        ([5_000, 88_000], (80_000, 88_000, 173_000, 88_000)),  # the total holds the difference
    ],
)
def test_one_contract_is_worth_what_each_reading_says(
    tmp_path: Path, changes: list[int], expected: tuple[float, ...]
) -> None:
    found = one(tmp_path, 80_000, changes)
    order = (Change.IGNORED, Change.TOTAL, Change.DIFFERENCE, Change.JUDGED)
    assert tuple(found[change] for change in order) == expected
    assert HALF == 0.5


def test_holders_and_publications_count_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "deux.json"
    found = dataset(path, [*published("A", 10_000, 3, 2, []), *published("B", 1_000, 1, 1, [])])
    totals = {
        (unit, duplicates): AmountReading(unit, duplicates, Change.IGNORED).total(found)
        for unit in Unit
        for duplicates in (True, False)
    }
    assert totals == {
        (Unit.CONTRACT, False): 11_000,
        (Unit.CONTRACT, True): 21_000,
        (Unit.HOLDER, False): 31_000,
        (Unit.HOLDER, True): 61_000,
    }


def test_unknown_amounts_add_nothing(tmp_path: Path) -> None:
    unknown, known = published("A", 1, 2, 1, [500]), published("B", 700, 1, 1, [])
    unknown[0]["montant"] = None
    found = dataset(tmp_path / "un.json", [*unknown, *known])
    for unit in Unit:
        for change in (Change.IGNORED, Change.DIFFERENCE):
            assert AmountReading(unit, change=change).total(found) == 700


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(drawn=DRAWN)
def test_what_is_counted_once_never_weighs_more(
    tmp_path: Path, drawn: list[tuple[int, int, int, list[int]]]
) -> None:
    rows = [row for rank, each in enumerate(drawn) for row in published(f"C{rank}", *each)]
    found = dataset(tmp_path / "tirage.json", rows)
    total = {
        (unit, duplicates, change): AmountReading(unit, duplicates, change).total(found)
        for unit in Unit
        for duplicates in (True, False)
        for change in Change
    }
    for change in Change:
        for unit in Unit:
            assert total[unit, False, change] <= total[unit, True, change]
        for duplicates in (True, False):
            assert (
                total[Unit.CONTRACT, duplicates, change] <= total[Unit.HOLDER, duplicates, change]
            )
        several = any(holders > 1 for _, holders, _, _ in drawn)
        assert (total[Unit.CONTRACT, False, change] < total[Unit.HOLDER, False, change]) is several
    once = {change: total[Unit.CONTRACT, False, change] for change in Change}
    assert once[Change.IGNORED] == sum(amount for amount, _, _, _ in drawn)
    assert once[Change.DIFFERENCE] == once[Change.IGNORED] + sum(sum(c) for _, _, _, c in drawn)
    assert once[Change.TOTAL] == sum(c[-1] if c else a for a, _, _, c in drawn)
    assert once[Change.JUDGED] <= once[Change.DIFFERENCE]


def test_on_the_sample_each_trap_moves_the_total() -> None:
    found = read([sample.NATIVE])
    right = AmountReading().total(found)
    assert AmountReading(Unit.HOLDER).total(found) > 1.2 * right
    assert AmountReading(duplicates=True).total(found) > 1.1 * right
    assert AmountReading(change=Change.DIFFERENCE).total(found) > 1.3 * right
    assert AmountReading(change=Change.TOTAL).total(found) < right
    assert AmountReading(change=Change.IGNORED).total(found) == profile(found).amount_total


def test_the_rows_of_the_tabular_sample_weigh_three_times_its_contracts() -> None:
    table = read([sample.TABULAR])
    sums = row_sums(pl.scan_csv(sample.TABULAR, infer_schema=False), table)
    assert sums.rows == table.readings[0].lines
    assert sums.contracts == profile(table).contracts
    assert sums.total == profile(table).amount_total
    assert 2.5 < sums.overstatement < 4


def test_amounts_that_are_no_number_do_not_stop_the_sum_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    head = "uid,id,acheteur_id,titulaire_id,objet,codeCPV,dateNotification,montant"
    rows = [f"{name},{name},1,2,Bancs,39113600,2026-01-15,{amount}" for name, amount in AMOUNTS]
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    sums = row_sums(pl.scan_csv(path, infer_schema=False), read([path]))
    assert sums == RowSums(rows=3, contracts=3, naive=100, total=100)
    assert sums.overstatement == 1


def test_the_real_table_overstates_five_times() -> None:
    sums = row_sums(pl.scan_csv(REAL_TABLE, infer_schema=False), read([REAL_TABLE]))
    assert (sums.rows, sums.contracts) == (8957, 5618)
    assert round(sums.naive / 1e9, 1) == 12.9
    assert round(sums.total / 1e9, 2) == 2.68
    assert round(sums.overstatement, 1) == 4.8


def test_two_real_weeks_read_in_every_way() -> None:
    found = read([REAL_WEEKS])
    once = AmountReading(change=Change.IGNORED).total(found)
    assert once == profile(found).amount_total
    assert AmountReading(duplicates=True, change=Change.IGNORED).total(found) > once
    assert AmountReading(Unit.HOLDER, change=Change.IGNORED).total(found) > once
    read_so = [AmountReading(change=c).total(found) for c in (Change.JUDGED, Change.DIFFERENCE)]
    assert once < read_so[0] < read_so[1]
