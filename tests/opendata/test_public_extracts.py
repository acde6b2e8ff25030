"""The rule of duplicates on extracts of public files: `data/README.md` says where they come from.

The same figures on the whole files are in `test_profile.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from maillon.opendata.profiling.duplicates import Kind
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.reading import read

DATA = Path(__file__).with_name("data")


@pytest.fixture
def dematis(tmp_path: Path) -> Profile:
    """The profile of every contract whose buyer and identifier come back in the nine files."""
    extract = json.loads((DATA / "dematis-2024-07-memes-numeros.json").read_text(encoding="utf-8"))
    for name, contracts in extract.items():
        content = json.dumps({"marches": {"marche": contracts}})
        (tmp_path / name).write_text(content, encoding="utf-8")
    return profile(read([tmp_path]))


def test_of_ten_repeated_identifiers_seven_are_duplicates_and_three_are_lots(
    dematis: Profile,
) -> None:
    found = dematis.duplicates
    assert (dematis.lines, dematis.contracts) == (19, 12)
    assert (found.total, found.lots) == (7, 3)
    assert [found.counted(kind) for kind in Kind] == [5, 2, 0]
    assert {(twin.id, twin.amount, twin.kept_amount) for twin in found.twins} == {
        ("2022-9046", 8893470.0, 8893470.0),
        ("2023-9155", 6050000.0, 6050000.0),
        ("23-239", 15181863.0, 15181863.0),
        ("24-1033429", 264207.0, 224989.0),
        ("24-991343", 10534570.0, 10534570.0),
        ("M23-27357", 46221.0, 45508.0),
    }


def test_the_row_kept_is_the_last_published_then_that_of_the_last_file(dematis: Profile) -> None:
    for twin in dematis.duplicates.twins:
        assert twin.published is not None
        assert twin.kept_published is not None
        assert (twin.published, twin.file) < (twin.kept_published, twin.kept_file)


def test_the_lots_of_croix_are_kept_in_the_form_of_2019() -> None:
    found = profile(read([DATA / "croix-memes-numeros.json"]))
    assert (found.lines, found.contracts, found.duplicates.total, found.duplicates.lots) == (
        *(7, 6, 1, 3),
    )
    (twin,) = found.duplicates.twins
    assert twin.id == "202108000000000B"


def test_the_table_of_decp_info_hides_lots_under_one_uid() -> None:
    path = DATA / "decp-info-memes-numeros.csv"
    reading = read([path])
    found = profile(reading)
    amounts = reading.cleaned.tables.contracts.select("id", "montant").collect()
    by_id = amounts.group_by("id").agg(pl.col("montant").sort())
    assert {name: list(values) for name, values in by_id.iter_rows()} == {
        # Six trades; two of the lots have two holders each.
        "2023V05": [137379.38, 613332.0, 629571.09, 703012.92, 878825.07, 3555956.3],
        "20243574054C1": [41495.96, 158150.0, 191414.11],  # one lot was modified
        "20240924TVXL08": [114780.11],  # two holders, who write its cents differently
        "20220": [340585.36, 2391121.35],
    }
    assert found.co_held == 3
    assert found.duplicates.lots == 8
