"""Rows of the tabular form are not contracts: versions, holders, and files cut on the way."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import DECP, rows
from hypothesis import given
from hypothesis import strategies as st
from raw_tables import write_csv

from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.tabular import csv_form, read_tabular
from maillon.opendata.forms.versions import LINE, find_versions, line_columns

NATIONAL = "tabulaire/decp_2024H2_travaux_cpv4521_filtered.csv"


def row(holder: str, amount: float, version: int, current: bool, **other: Any) -> dict[str, Any]:
    return {
        "uid": "1M1",
        "id": "M1",
        "acheteur_id": "1",
        "titulaire_id": holder,
        "montant": amount,
        "dateNotification": f"2024-0{version + 1}-01",
        "modification_id": version,
        "donneesActuelles": str(current).lower(),
        **other,
    }


ROWS = [
    row("A", 100, 0, current=False),
    row("B", 100, 0, current=False),
    row("A", 150, 1, current=True),
    row("C", 150, 1, current=True),
    row("D", 20, 0, current=True, uid="1M2", id="M2"),
]


def test_a_contract_is_its_current_version_with_its_holders(tmp_path: Path) -> None:
    reading = read_tabular(write_csv(tmp_path / "a.csv", ROWS))
    assert reading.lines == 5
    assert not reading.incidents
    contracts = {each["id"]: float(each["montant"]) for each in rows(reading, "contracts")}
    assert contracts == {"M1": 150, "M2": 20}
    holders = [(each["rang"], each["titulaire_id"]) for each in rows(reading, "holders")]
    assert sorted(holders) == [(2, "A"), (2, "C"), (4, "D")]
    (change,) = rows(reading, "modifications")
    assert (change["rang"], change["modification_id"], change["montant"]) == (2, "1", "150")
    assert change["dateNotificationModification"] == "2024-02-01"


@pytest.mark.parametrize(
    ("dropped", "amount"),
    [
        ((), 150),
        (("donneesActuelles",), 150),
        (("donneesActuelles", "modification_id"), 150),
        (("donneesActuelles", "dateNotification"), 150),
    ],
)
def test_the_current_version_is_found_with_what_the_file_has(
    tmp_path: Path, dropped: tuple[str, ...], amount: float
) -> None:
    kept = [{key: value for key, value in each.items() if key not in dropped} for each in ROWS]
    reading = read_tabular(write_csv(tmp_path / "a.csv", kept))
    assert next(float(each["montant"]) for each in rows(reading, "contracts")) == amount
    assert len(rows(reading, "modifications")) == 1


def test_what_is_declared_current_wins_over_later_dates(tmp_path: Path) -> None:
    lines = [row("A", 100, 0, current=True), row("A", 900, 1, current=False)]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert [each["montant"] for each in rows(reading, "contracts")] == ["100"]


def test_a_modified_contract_is_one_even_when_its_first_version_is_missing(tmp_path: Path) -> None:
    reading = read_tabular(write_csv(tmp_path / "a.csv", [row("A", 1, 2, current=True)]))
    assert len(rows(reading, "modifications")) == 1


def test_rows_without_any_key_are_contracts_of_their_own(tmp_path: Path) -> None:
    lines = [row("A", 1, 0, current=True, uid="", id="", acheteur_id="") for _ in range(3)]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert len(rows(reading, "contracts")) == 3


def test_an_empty_uid_is_no_uid(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('uid,acheteur_id,id,montant\n"",1,M1,10\n"",1,M2,20\n', encoding="utf-8")
    assert len(rows(read_tabular(path), "contracts")) == 2


def test_a_rank_written_with_a_decimal_is_a_rank(tmp_path: Path) -> None:
    lines = [row("A", 1, 0, current=False, modification_id=rank) for rank in ("0.0", "1.0", "2.0")]
    same_day = [{**line, "dateNotification": "2024-01-01"} for line in lines]
    reading = read_tabular(write_csv(tmp_path / "a.csv", same_day))
    assert len(rows(reading, "contracts")) == 1
    assert [each["modification_id"] for each in rows(reading, "modifications")] == ["1.0", "2.0"]


def test_several_amounts_in_one_version_are_told(tmp_path: Path) -> None:
    lines = [row("A", 1, 0, current=True), row("A", 2, 0, current=True)]
    (incident,) = read_tabular(write_csv(tmp_path / "a.csv", lines)).incidents
    assert incident.kept
    assert incident.reason.startswith("1\u00a0contrat a plusieurs montants")


def test_another_holder_with_another_amount_is_another_lot(tmp_path: Path) -> None:
    """The lots of one identifier are numbered as versions when they were notified apart."""
    lines = [
        row("A", 10, 0, current=True),
        row("B", 10, 0, current=True),  # holds it with A
        row("C", 20, 0, current=True),
        row("D", 30, 1, current=True, dateNotification="2024-06-01"),
        row("C", 25, 1, current=True, dateNotification="2024-06-01"),  # a version of its own lot
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert sorted(each["montant"] for each in rows(reading, "contracts")) == ["10", "25", "30"]
    assert len(rows(reading, "holders")) == 4
    assert [each["montant"] for each in rows(reading, "modifications")] == ["25"]
    (incident,) = reading.incidents
    assert incident.kept
    assert incident.reason.startswith("3\u00a0contrats partagent leur numéro")


def test_two_lots_of_one_amount_are_told_apart_by_their_offers(tmp_path: Path) -> None:
    lines = [
        row(holder, 10, 0, current=True, offresRecues=n)
        for holder, n in zip("ABC", "335", strict=True)
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert len(rows(reading, "contracts")) == 2
    assert [each["titulaire_id"] for each in rows(reading, "holders")] == ["A", "B", "C"]


def test_another_object_is_another_lot_whoever_holds_it(tmp_path: Path) -> None:
    lines = [
        {**row("A", 10, 0, current=True), "objet": "Lot 1"},
        {**row("A", 10, 0, current=True), "objet": "LOT  1"},
        {**row("A", 10, 0, current=True), "objet": "Lot 2"},
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert [each["objet"] for each in rows(reading, "contracts")] == ["Lot 1", "Lot 2"]


def test_holders_who_change_or_write_other_cents_make_no_lot(tmp_path: Path) -> None:
    lines = [
        row("A", 10, 0, current=False),
        row("B", 10, 1, current=True, dateNotification="2024-06-01"),  # the contract went to B
        row("C", 10.01, 1, current=True, dateNotification="2024-06-01"),
        row("B", 12, 2, current=True, dateNotification="2024-07-01"),
        row("", "", 2, current=True, dateNotification="2024-07-01"),
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert len(rows(reading, "contracts")) == 1


def test_parquet_gives_what_csv_gives(tmp_path: Path) -> None:
    frame = pl.DataFrame(ROWS).with_columns(
        pl.col("dateNotification").str.to_date(),
        pl.col("donneesActuelles") == "true",
        pl.lit(pl.Series([["Tranches", "Bons de commande"]])).first().alias("modalitesExecution"),
    )
    frame.write_parquet(tmp_path / "a.parquet")
    as_csv = read_tabular(write_csv(tmp_path / "a.csv", ROWS))
    as_parquet = read_tabular(tmp_path / "a.parquet")
    for table in ("contracts", "holders", "modifications"):
        ours, theirs = (
            getattr(each.tables, table)
            .with_columns(pl.col("montant").cast(pl.Float64) if table != "holders" else "rang")
            .collect()
            .drop("fichier")
            for each in (as_parquet, as_csv)
        )
        if table == "contracts":
            assert set(ours["modalitesExecution"]) == {"Tranches, Bons de commande"}
            ours, theirs = (each.drop("modalitesExecution") for each in (ours, theirs))
        assert ours.equals(theirs)


TEXT = 'uid,objet,montant\n1,"Pain, ""bio""\nou non",10\n2,Eau,20\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TEXT[:-1], "dernière ligne"),
        (TEXT[:-4], "dernière ligne"),
        (TEXT + "3,Lait\n", "3 colonnes"),
        (TEXT + "3,Lait,30,40\n", "3 colonnes"),
        (TEXT + '3,"Lait,30\n', "guillemet"),
        (TEXT + "\n", "3 colonnes"),
        ("", "dernière ligne"),
    ],
)
def test_a_file_that_may_be_cut_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "coupe.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=fault) as raised:
        read_tabular(path)
    assert "coupe.csv" in str(raised.value)


@given(st.integers(1, len(TEXT.encode()) - 1))
def test_no_cut_file_passes_for_whole(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "a.csv"
    path.write_bytes(TEXT.encode()[:length])
    _, fault = csv_form(path)
    whole_lines = {TEXT.index("\n") + 1, TEXT.index("2,Eau")}
    assert (fault == "") == (length in whole_lines)


@pytest.mark.parametrize(
    "content", [b"uid,objet\n1,\xff\xfe\n", b"PAR1 not at all", b"nom,montant\na,1\n"]
)
def test_what_is_no_tabular_file_is_refused_in_french(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"a\.csv"):
        read_tabular(path)


@given(st.randoms(use_true_random=False))
def test_the_order_of_versions_in_the_file_does_not_matter(draw: random.Random) -> None:
    shuffled = pl.DataFrame(ROWS).sample(fraction=1, shuffle=True, seed=draw.randrange(2**32))
    texts = shuffled.select(pl.all().cast(pl.String)).with_row_index(LINE)
    found = find_versions(texts.select(line_columns(texts.columns)))
    spoken = texts.join(found.contracts, on=LINE)
    assert sorted(spoken.select("id", "montant").rows()) == [("M1", "150"), ("M2", "20")]
    assert found.holders.height == 3
    assert found.changes.height == 1


def test_the_real_extract_counts_five_times_too_much_by_rows() -> None:
    path = DECP / NATIONAL
    reading = read_tabular(path)
    naive = pl.read_csv(path, columns=["montant"])["montant"].sum()
    once = reading.tables.contracts.collect()["montant"].cast(pl.Float64).sum()
    assert reading.lines == 8957
    assert round(naive / 1e9, 1) == 12.9
    assert round(once / 1e9, 2) == 2.68
    assert round(naive / once, 1) == 4.8
    assert [each.reason.split(" ")[0] for each in reading.incidents] == [
        *("1\u00a0contrat", "723\u00a0contrats"),
    ]


def test_the_later_notification_wins_over_the_later_publication(tmp_path: Path) -> None:
    dates = [("2024-05-01", "2024-06-01", 2), ("2024-01-01", "2024-09-01", 1)]
    lines = [
        {
            **row("A", amount, 0, current=False, dateNotification=notified),
            "datePublicationDonnees": published,
            "donneesActuelles": "",
        }
        for notified, published, amount in dates
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert [each["montant"] for each in rows(reading, "contracts")] == ["2"]


@pytest.mark.parametrize("yes", ["true", "True", "oui", "VRAI", "1"])
def test_ways_of_saying_that_a_version_is_current(tmp_path: Path, yes: str) -> None:
    lines = [
        row("A", 100, 0, current=True, donneesActuelles=yes),
        row("A", 900, 1, current=False, donneesActuelles="FAUX"),
    ]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert [each["montant"] for each in rows(reading, "contracts")] == ["100"]


def test_an_identifier_rounded_by_a_spreadsheet_joins_nothing(tmp_path: Path) -> None:
    lost = {"uid": "2,15902E+13", "acheteur_id": "2,15902E+13"}
    lines = [row("A", 1, 0, current=True, id=number, **lost) for number in ("1", "2")]
    reading = read_tabular(write_csv(tmp_path / "a.csv", lines))
    assert len(rows(reading, "contracts")) == 2
    (incident,) = reading.incidents
    assert incident.kept
    assert incident.reason.startswith("2\u00a0lignes n’ont pas d’identifiant lisible")


def test_a_line_that_says_nothing_is_no_contract(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    with path.open("a", encoding="utf-8") as file:
        file.write("," * (len(ROWS[0]) - 1) + "\n")
    reading = read_tabular(path)
    assert (reading.lines, len(rows(reading, "contracts"))) == (5, 2)
    (incident,) = reading.incidents
    assert incident.reason.startswith("1\u00a0ligne laissée de côté")
    assert not incident.kept
