"""Offers from a file: headers guessed, French numbers, errors that name the row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from pages import plain

from maillon.models.award import Offer
from maillon.workshops.offer_file import OffersUnread, Rows, offers_of, read_offers

HEAD = ["Entreprise", "Prix (€)", "Qualité"]
EXPECTED = (Offer("Dupont", 112_000.5, 7.6), Offer("Haie & fils", 98_000, 6))
CSV = "Entreprise;Montant HT;Note technique /10\nDupont;112 000,50 €;7,6\n\nHaie & fils;98000;6\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_as_french_offices_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "offres.csv"
    path.write_bytes(CSV.encode(encoding))
    assert read_offers(path) == EXPECTED


def test_a_csv_with_commas_or_tabs(tmp_path: Path) -> None:
    for mark in (",", "\t"):
        path = tmp_path / "offres.csv"
        path.write_text(mark.join(["Offre", "Prix", "Qualité"]) + "\n"
                        + mark.join(["Dupont", "112000.5", "7.6"]), encoding="utf-8")  # fmt: skip
        assert read_offers(path) == EXPECTED[:1]


def test_a_workbook_with_a_title_above_and_columns_in_another_order(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Analyse du lot 2"])
    page.append([])
    page.append(["N°", "Valeur technique sur 20", "Candidat", "Montant de l’offre"])
    page.append([1, 15.2, "Dupont", 112_000.5])
    page.append([2, "12", "Haie & fils", "98 k€"])
    path = tmp_path / "offres.xlsx"
    book.save(path)
    assert read_offers(path) == EXPECTED


def test_without_titles_columns_are_told_by_what_they_hold() -> None:
    assert offers_of([["Dupont", "112000,5", "7,6"]]) == EXPECTED[:1]


def test_an_offer_without_a_name_gets_that_of_its_row() -> None:
    assert offers_of([HEAD, ["", "5 €", "7"]])[0].name == "Offre de la ligne 2"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["Dupont", "cher", "7"], "Ligne 3, « Dupont », le prix"),
        (["Dupont", "12 kg", "7"], "Ligne 3, « Dupont » : « 12 kg » n’est pas lisible"),
        (["Dupont", "", "7"], "Ligne 3, « Dupont » : il manque le prix."),
        (["Dupont", "12"], "Ligne 3, « Dupont » : il manque la note de qualité."),
        (["Dupont", "-12", "7"], "Ligne 3, « Dupont » : le prix doit être supérieur à zéro."),
        (["Dupont", "0", "7"], "Ligne 3, « Dupont » : le prix doit être supérieur à zéro."),
        (["Dupont", "12", "15"], "écrivez l’échelle dans le titre"),
    ],
)
def test_an_error_names_its_row(row: list[str], words: str) -> None:
    with pytest.raises(OffersUnread) as refused:
        offers_of([HEAD, ["Haie", "10", "6"], row])
    assert words in plain(str(refused.value))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "pas été reconnues"),
        ([["a", "b"], ["c", "d"]], "pas été reconnues"),
        ([HEAD], "aucune offre"),
        ([HEAD, *[["x", "1", "1"]] * 13], "13 offres, pour 12 au plus"),
    ],
)
def test_what_is_no_table_of_offers_is_refused(rows: Rows, words: str) -> None:
    with pytest.raises(OffersUnread) as refused:
        offers_of(rows)
    assert words in plain(str(refused.value))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00\x01", b"<html>"])
def test_a_file_that_is_no_workbook_is_refused_in_french(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "offres.xlsx"
    path.write_bytes(content)
    with pytest.raises(OffersUnread, match="tableur lisible"):
        read_offers(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "offres.csv"
    path.write_bytes(b"\x00\x81\x8d;;")
    with pytest.raises(OffersUnread):
        read_offers(path)
