"""Offers from a file: headers guessed, French numbers, errors that name the row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from pages import plain

from maillon.topics.award.model.award import Offer
from maillon.topics.award.workshop.offer_file import OffersUnread, Rows, offers_of, read_offers
from maillon.topics.award.workshop.scale import written

HEAD = ["Entreprise", "Prix (€)", "Qualité"]
EXPECTED = (Offer("Dupont", 112_000.5, 7.6), Offer("Haie & fils", 98_000, 6))
CSV = "Entreprise;Montant HT;Note technique /10\nDupont;112 000,50 €;7,6\n\nHaie & fils;98000;6\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_as_french_offices_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "offres.csv"
    path.write_bytes(CSV.encode(encoding))
    assert read_offers(path).offers == EXPECTED


def test_a_csv_with_commas_or_tabs(tmp_path: Path) -> None:
    for mark in (",", "\t"):
        path = tmp_path / "offres.csv"
        path.write_text(mark.join(["Offre", "Prix", "Qualité"]) + "\n"
                        + mark.join(["Dupont", "112000.5", "7.6"]), encoding="utf-8")  # fmt: skip
        assert read_offers(path).offers == EXPECTED[:1]


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
    assert read_offers(path).offers == EXPECTED


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Note technique /15", 15),
        ("Note technique / 15 pts", 15),
        ("Qualité sur 40", 40),
        ("Valeur technique /50", 50),
        ("Critère 2 : valeur technique (60 points)", 60),
        ("NOTE SUR 12,5", 12.5),
        ("Note sur 12.5", 12.5),
        ("Qualité sur 1\u202f000", 1000),
        ("Note (de 0 à 5)", 5),
        ("Note technique, maximum 25", 25),
        ("Note technique (barème : 30)", 30),
        ("Note sur vingt", 20),
        ("Note sur\xa0100, coefficient 3", 100),
        ("Note technique /60 (60 points)", 60),
        ("Note sur 10", 10),
    ],
)
def test_any_scale_of_a_title_is_read_and_said(title: str, best: float) -> None:
    read = offers_of([["Offre", "Prix", title], ["Dupont", "90 000", str(best * 0.8)]])
    assert read.offers[0].quality == pytest.approx(8)
    told = plain(read.told)
    expected = "Notes lues sur 10." if best == 10 else f"Notes sur {plain(written(best))} ramenées"
    assert told.startswith(f"1 offre lue. {expected}")


def test_the_cases_that_were_read_in_silence_are_read_well() -> None:
    """Marks of 9 and 10 on 15 were kept as marks on 10; « /50 » was read as « /5 »."""
    fifteen = offers_of([["Offre", "Prix", "Note /15"], ["A", "9", "9"], ["B", "9", "10"]])
    assert [offer.quality for offer in fifteen.offers] == pytest.approx([6, 6.667], abs=1e-3)
    fifty = offers_of([["Offre", "Prix", "Note /50"], ["A", "9", "4"], ["B", "9", "5"]])
    assert [offer.quality for offer in fifty.offers] == [0.8, 1]
    sixty = offers_of([["Offre", "Prix", "Note sur 60"], ["A", "9", "48"]])
    assert sixty.offers[0].quality == 8


@pytest.mark.parametrize("title", ["Qualité", "Valeur technique (40 %)", "Note technique (40)"])
def test_a_title_without_scale_is_said_to_have_none(title: str) -> None:
    told = plain(offers_of([["Offre", "Prix", title], ["A", "9", "4"]]).told)
    assert f"Notes lues sur 10 : le titre « {title} » ne donne pas d’échelle." in told
    assert "« Qualité sur 60 »" in told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Note /20 (40 points)", "laisse un doute sur l’échelle : 20 ou 40 ?"),
        ("Note /0", "laisse un doute sur l’échelle : 0 ?"),
    ],
)
def test_a_title_of_two_scales_is_asked_again(title: str, told: str) -> None:
    with pytest.raises(OffersUnread) as refused:
        offers_of([["Offre", "Prix", title], ["A", "9", "4"]])
    assert told in plain(str(refused.value))


def test_a_mark_beyond_the_scale_of_the_title_says_both() -> None:
    with pytest.raises(OffersUnread) as refused:
        offers_of([["Offre", "Prix", "Note sur 60"], ["A", "9", "72,5"]])
    told = plain(str(refused.value))
    assert "la note de qualité, 72,5, sort de l’échelle de 0 à 60." in told
    assert "écrivez l’échelle" not in told  # it is there


def test_the_mark_of_a_price_is_neither_a_price_nor_a_quality() -> None:
    head = ["Offre", "Note du prix /40", "Prix HT", "Note technique /60"]
    (offer,) = offers_of([head, ["A", "40", "100 000", "48"]]).offers
    assert offer == Offer("A", 100_000, 8)


def test_without_titles_columns_are_told_by_what_they_hold() -> None:
    assert offers_of([["Dupont", "112000,5", "7,6"]]).offers == EXPECTED[:1]


def test_an_offer_without_a_name_gets_that_of_its_row() -> None:
    assert offers_of([HEAD, ["", "5 €", "7"]]).offers[0].name == "Offre de la ligne 2"


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
