"""The explicit rule of duplicates, its kinds, and what it cannot compare."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from decp_files import DECP, requires_decp
from hypothesis import given
from hypothesis import strategies as st

from maillon.opendata.profiling.duplicates import Kind, count_duplicates, find_duplicates
from maillon.opendata.reading import read

SCHEMA = {
    "fichier": pl.String,
    "rang": pl.Int64,
    "acheteur_id": pl.String,
    "id": pl.String,
    "datePublicationDonnees": pl.Date,
    "montant": pl.Float64,
}
Row = tuple[str, int, str | None, str | None, date | None, float | None]


def removed(*rows: Row) -> pl.DataFrame:
    return find_duplicates(pl.DataFrame(rows, schema=SCHEMA, orient="row").lazy())


def test_the_latest_publication_is_kept_then_the_latest_file_then_the_latest_rank() -> None:
    early, late = date(2024, 1, 1), date(2024, 2, 1)
    assert removed(("b", 0, "1", "M", early, 9.0), ("a", 0, "1", "M", late, 9.0))[
        "fichier"
    ].to_list() == ["b"]
    assert removed(("b", 0, "1", "M", late, 9.0), ("a", 0, "1", "M", late, 9.0))[
        "fichier"
    ].to_list() == ["a"]
    assert removed(("a", 5, "1", "M", late, 9.0), ("a", 12, "1", "M", late, 9.0))[
        "rang"
    ].to_list() == [5]
    assert removed(("b", 0, "1", "M", None, 9.0), ("a", 0, "1", "M", early, 9.0))[
        "fichier"
    ].to_list() == ["b"]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([("a", 0, 5.0), ("b", 0, 5.0)], [Kind.RESENT]),
        ([("a", 0, None), ("b", 0, None)], [Kind.RESENT]),
        ([("a", 0, 5.0), ("b", 0, 6.0)], [Kind.CORRECTED]),
        ([("a", 0, None), ("b", 0, 6.0)], [Kind.CORRECTED]),
        ([("a", 0, 5.0), ("a", 1, 6.0)], [Kind.DOUBTFUL]),
        ([("a", 0, 5.0), ("a", 1, 5.0)], [Kind.RESENT]),
        (
            [("a", 0, 5.0), ("a", 1, 6.0), ("b", 0, 5.0), ("b", 1, 6.0)],
            [Kind.DOUBTFUL, Kind.RESENT, Kind.DOUBTFUL],
        ),
    ],
)
def test_kinds(rows: list[tuple[str, int, float | None]], kinds: list[Kind]) -> None:
    day = date(2024, 1, 1)
    found = removed(*((file, rank, "1", "M", day, amount) for file, rank, amount in rows))
    assert found.sort("fichier", "rang")["kind"].to_list() == [kind.value for kind in kinds]


def test_contracts_without_key_are_all_kept() -> None:
    day = date(2024, 1, 1)
    rows: list[Row] = [("a", 0, None, "M", day, 1.0), ("a", 1, None, "M", day, 1.0)]
    rows += [("a", 2, "1", None, day, 1.0), ("a", 3, "1", None, day, 1.0)]
    assert removed(*rows).is_empty()


def test_two_buyers_may_use_the_same_identifier() -> None:
    day = date(2024, 1, 1)
    assert removed(("a", 0, "1", "M", day, 1.0), ("a", 1, "2", "M", day, 1.0)).is_empty()


ROWS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["M", "N", None]),
        st.sampled_from([date(2024, 1, 1), date(2024, 2, 1), None]),
        st.sampled_from([1.0, 2.0, None]),
    ),
    max_size=12,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_one_row_a_key_remains_whatever_the_order(rows: list, draw) -> None:
    numbered = [(file, rank, *rest) for rank, (file, *rest) in enumerate(rows)]
    found = removed(*numbered)
    keys = [row[2:4] for row in numbered if None not in row[2:4]]
    assert found.height == len(keys) - len(set(keys))
    counts = count_duplicates(found, 0)
    assert counts.total == found.height
    assert len(counts.doubts) == counts.doubtful
    draw.shuffle(numbered)
    order = ("fichier", "rang")
    assert removed(*numbered).sort(order).equals(found.sort(order))


@requires_decp
def test_the_ten_duplicates_of_the_real_files() -> None:
    found = find_duplicates(read([DECP / "dematis-2024-07"]).cleaned.tables.contracts)
    counts = count_duplicates(found, 0)
    assert (counts.total, counts.resent, counts.corrected, counts.doubtful) == (10, 5, 2, 3)
    corrected = found.filter(pl.col("kind") == Kind.CORRECTED.value)
    assert sorted(corrected.select("montant", "montant_garde").rows()) == [
        (46221.0, 45508.0),
        (264207.0, 224989.0),
    ]
    assert {(doubt.amount, doubt.kept_amount) for doubt in counts.doubts} == {
        (9000.0, 171000.0),
        (132610.0, 19375.0),
        (209280.0, 209280.0),  # two objects
    }


def test_two_objects_in_one_file_are_two_lots_perhaps() -> None:
    day = date(2024, 1, 1)

    def kinds(*rows: tuple[str, int, str | None]) -> list[str]:
        frame = pl.DataFrame(
            [(file, rank, "1", "M", day, 5.0, what) for file, rank, what in rows],
            schema=SCHEMA | {"objet": pl.String},
            orient="row",
        )
        return find_duplicates(frame.lazy()).sort("fichier", "rang")["kind"].to_list()

    assert kinds(("a", 0, "Lot 1"), ("a", 1, "Lot 2")) == [Kind.DOUBTFUL]
    assert kinds(("a", 0, "Lot 1"), ("a", 1, "LOT  1")) == [Kind.RESENT]
    assert kinds(("a", 0, None), ("a", 1, "Lot 1")) == [Kind.DOUBTFUL]
    assert kinds(("a", 0, "Lot 1"), ("b", 0, "Lot un")) == [Kind.RESENT]
    assert kinds(("a", 0, "Lot 1"), ("a", 1, "Lot 2"), ("b", 0, "Lot 2")) == [
        *(Kind.DOUBTFUL, Kind.RESENT)
    ]


@requires_decp
def test_two_lots_of_croix_under_one_identifier_are_doubts() -> None:
    path = DECP / "format-2019" / "decp_21590163800019_2019-01-01_2021-12-31.json"
    counts = count_duplicates(find_duplicates(read([path]).cleaned.tables.contracts), 0)
    assert (counts.resent, counts.doubtful) == (1, 4)
    assert (1200000.0, 1200000.0) in {(each.amount, each.kept_amount) for each in counts.doubts}
