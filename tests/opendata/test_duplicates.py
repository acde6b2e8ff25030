"""The explicit rule of duplicates, its kinds, and what it cannot compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from decp_files import DECP
from hypothesis import given
from hypothesis import strategies as st
from pages import plain

from maillon.opendata.profiling.duplicates import Kind, duplicates_of, find_duplicates
from maillon.opendata.profiling.profile import profile
from maillon.opendata.profiling.twins_told import removed_told, twin_told, twins_told
from maillon.opendata.reading import read

SCHEMA = {
    "fichier": pl.String,
    "rang": pl.Int64,
    "acheteur_id": pl.String,
    "id": pl.String,
    "datePublicationDonnees": pl.Date,
    "montant": pl.Float64,
    "objet": pl.String,
}
HELD = {
    "fichier": pl.String,
    "rang": pl.Int64,
    "siren": pl.String,
    "titulaire_id": pl.String,
    "titulaire_nom": pl.String,
}
Row = tuple[str, int, str | None, str | None, date | None, float | None]
Lot = tuple[str, int, str | None, Sequence[str]]
DAY = date(2024, 1, 1)


def removed(*rows: Row) -> pl.DataFrame:
    """Find the duplicates among contracts of one object, whose holders nobody knows."""
    frame = pl.DataFrame([(*row, "Lot 1") for row in rows], schema=SCHEMA, orient="row")
    return find_duplicates(frame.lazy(), pl.LazyFrame(schema=HELD))


def removed_lots(*rows: Lot) -> list[int]:
    """Return the ranks removed among contracts of one buyer, identifier, day and amount."""
    contracts = [(file, rank, "1", "M", DAY, 5.0, what) for file, rank, what, _ in rows]
    held = [(file, rank, firm, None, None) for file, rank, _, firms in rows for firm in firms]
    found = find_duplicates(
        pl.DataFrame(contracts, schema=SCHEMA, orient="row").lazy(),
        pl.DataFrame(held, schema=HELD, orient="row").lazy(),
    )
    return found["rang"].to_list()


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
    assert found.sort("fichier", "rang")["cas"].to_list() == [kind.value for kind in kinds]


def test_another_amount_on_another_day_is_a_correction_even_in_one_file() -> None:
    found = removed(("a", 0, "1", "M", DAY, 5.0), ("a", 1, "1", "M", date(2024, 2, 1), 6.0))
    assert found["cas"].to_list() == [Kind.CORRECTED.value]


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
    counts = duplicates_of(found, found.clear())
    assert counts.total == found.height
    kept = {(twin.kept_file, twin.kept_rank) for twin in counts.twins}
    assert not kept & {(twin.file, twin.rank) for twin in counts.twins}
    draw.shuffle(numbered)
    order = ("fichier", "rang")
    assert removed(*numbered).sort(order).equals(found.sort(order))


def test_another_object_or_another_holder_is_another_lot() -> None:
    assert removed_lots(("a", 0, "Lot 1", "x"), ("a", 1, "Lot 2", "x")) == []
    assert removed_lots(("a", 0, "Lot 1", "x"), ("b", 1, "Lot un", "x")) == []
    assert removed_lots(("a", 0, "Lot 1.1", "x"), ("a", 1, "Lot 11", "x")) == []
    assert removed_lots(("a", 0, "Lot 1", "x"), ("a", 1, "Lot 1", "y")) == []
    assert removed_lots(("a", 0, "Lot 1", "x"), ("a", 1, "Lot 1", "xy")) == []
    assert removed_lots(("a", 0, None, "x"), ("a", 1, "Lot 1", "x")) == []
    assert removed_lots(("a", 0, "Lot 1", ""), ("a", 1, "Lot 1", "x")) == []


def test_spaces_case_and_the_order_of_holders_make_no_lot() -> None:
    assert removed_lots(("a", 0, "Lot 1", "xy"), ("a", 1, " LOT  1", "yx")) == [0]
    assert removed_lots(("a", 0, "Lot 1", "xx"), ("a", 1, "Lot 1", "x")) == [0]
    assert removed_lots(("a", 0, None, ""), ("a", 1, None, "")) == [0]
    lots = (("a", 0, "Lot 1", "x"), ("a", 1, "Lot 2", "x"), ("b", 0, "Lot 2", "x"))
    assert removed_lots(*lots) == [1]


def test_each_row_removed_is_beside_its_twin_and_lots_are_counted() -> None:
    rows = [
        ("a", 0, "1", "M", DAY, 5.0, "Lot 1"),
        ("b", 3, "1", "M", date(2024, 2, 1), 6.0, "LOT 1"),
        ("a", 1, "1", "M", DAY, 9.0, "Lot 2"),
        ("a", 2, None, "M", DAY, 9.0, "Lot 2"),
    ]
    contracts = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    held = pl.DataFrame([("a", 0, "x", None, None), ("b", 3, "x", None, None)], HELD, orient="row")
    gone = find_duplicates(contracts.lazy(), held.lazy())
    found = duplicates_of(gone, contracts.join(gone, on=["fichier", "rang"], how="anti"))
    (twin,) = found.twins
    assert (twin.file, twin.rank, twin.object, twin.holders) == ("a", 0, "Lot 1", "x")
    assert (twin.kept_file, twin.kept_rank, twin.kept_amount) == ("b", 3, 6.0)
    assert (found.lots, found.unkeyed, found.doubtful) == (1, 1, 0)
    assert plain(twin_told(twin)) == (
        "Retirée : id M, « Lot 1 », 5 €, publiée le 1er janvier 2024 (a, n° 1). "
        "Gardée : 6 €, publiée le 1er février 2024 (b, n° 4). "
        "Pourquoi : même acheteur (1), même objet, mêmes titulaires ; "
        "autre montant, publié à part : sans doute une correction."
    )
    assert plain(removed_told(found)) == (
        "1 doublon retiré ; 1 marché gardé sous un numéro déjà pris chez le même acheteur, "
        "pour un autre objet ou un autre titulaire."
    )


def test_twins_are_told_up_to_a_number_then_counted() -> None:
    rows = [("a", rank, "1", "M", DAY, 5.0) for rank in range(5)]
    found = duplicates_of(removed(*rows), pl.DataFrame(schema=SCHEMA))
    assert len(list(twins_told(found))) == found.total == 4
    *shown, last = twins_told(found, 2)
    assert len(shown) == 2
    assert plain(last) == "Et 2 autres doublons retirés."


def test_the_seven_duplicates_of_the_real_files() -> None:
    tables = read([DECP / "dematis-2024-07"]).cleaned.tables
    found = duplicates_of(
        find_duplicates(tables.contracts, tables.holders), tables.contracts.collect().clear()
    )
    assert [found.counted(kind) for kind in Kind] == [5, 2, 0]
    corrected = {(t.amount, t.kept_amount) for t in found.twins if t.kind is Kind.CORRECTED}
    assert corrected == {(46221.0, 45508.0), (264207.0, 224989.0)}


def test_the_lots_of_croix_are_kept_under_one_identifier() -> None:
    path = DECP / "format-2019" / "decp_21590163800019_2019-01-01_2021-12-31.json"
    found = profile(read([path])).duplicates
    assert (found.total, found.lots, found.unkeyed) == (1, 4, 45)
    assert (found.twins[0].rank, found.twins[0].kept_rank) == (9, 11)
