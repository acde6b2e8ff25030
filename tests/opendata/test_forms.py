"""Every real file is read, in its form, with the counts that its README states."""

from __future__ import annotations

import gzip
import io
import json
import warnings
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from decp_files import DECP, contract, heights, zipped

from maillon.opendata.faults import UnknownForm, UnreadableFile
from maillon.opendata.forms.raw import Form, Part
from maillon.opendata.forms.recognition import read_data, read_raw
from maillon.opendata.tables import RAW, raw_schema

#: file -> form, then contracts, holders, modifications, subcontracts, concessions.
EXPECTED = {
    "format-2019/decp_21590163800019_2019-01-01_2021-12-31.json": ("json-2019", 159, 176, 51, 0, 0),
    "format-2019/data.gouv.fr_pes_json_2019-03-07.zip": ("json-2019", 552, 589, 1, 0, 0),
    "format-2019/decp-2022-03-25.xml": ("xml", 496, 494, 77, 0, 0),
    "brouillon-csv/rendu-compte-bretagne-2021_marches.csv": ("tableau-maison", 191, 195, 0, 0, 0),
    "pairs/data.economie_decp-2022-marches-valides_6-enregistrements_retranscription.json": (
        *("data-economie", 6, 6, 0, 0, 0),
    ),
    "decp-59920013600241-2024-07-09-01.json": ("json-2024", 5, 5, 0, 5, 0),
    "schemas/exemple-officiel-fictif_Marche.xml": ("xml", 2, 2, 0, 2, 0),
    "schemas/exemple-officiel-fictif_marches_avec_modifications.json": (
        *("json-2024", 2, 2, 2, 2, 0),
    ),
    "tabulaire/decp_2024H2_travaux_cpv4521_filtered.csv": ("tabulaire", 5618, None, None, 0, 0),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_real_file_gives_expected_rows(name):
    form, *counts = EXPECTED[name]
    reading = read_raw(DECP / name)
    assert reading.form == form
    assert reading.name == Path(name).name
    found = heights(reading)
    assert [f for f, e in zip(found, counts, strict=False) if e is not None] == [
        e for e in counts if e is not None
    ]
    if form not in ("tabulaire", "tableau-maison"):
        assert reading.lines == counts[0]
        assert reading.incidents == ()


def test_dematis_files_hold_840_contracts_and_2_concessions():
    readings = [read_raw(path) for path in sorted((DECP / "dematis-2024-07").glob("*.json"))]
    assert [reading.lines for reading in readings] == [137, 143, 158, 74, 87, 49, 56, 66, 70]
    totals = [sum(counts) for counts in zip(*map(heights, readings), strict=True)]
    assert totals == [840, 975, 200, 283, 2, 5, 28]
    assert not any(reading.incidents for reading in readings)


def test_every_other_public_file_is_refused_with_a_french_reason():
    for path in sorted((DECP / "referentiels").iterdir()) + sorted(
        (DECP / "schemas").glob("*.xsd")
    ):
        with pytest.raises(UnknownForm, match=r"contrats|marchés"):
            read_raw(path)


def test_tables_have_the_raw_schema():
    reading = read_data(json.dumps({"marches": {"marche": [contract()]}}).encode(), "a.json")
    for table in RAW:
        assert dict(getattr(reading.tables, table).collect_schema()) == raw_schema(table)


def test_extension_is_never_trusted(tmp_path):
    content = json.dumps({"marches": {"marche": [contract()]}}).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.dat", content)
    for data in (
        content,
        b"\xef\xbb\xbf" + content,
        gzip.compress(content),
        archive.getvalue(),
    ):
        path = tmp_path / "marches.csv"
        path.write_bytes(data)
        reading = read_raw(path)
        assert (reading.form, reading.lines) == (Form.JSON_2024, 1)
    assert read_data(content.decode().encode("utf-16"), "a").lines == 1


def test_archive_of_several_files_keeps_them_apart():
    data = zipped(
        {
            "a.json": json.dumps({"marches": {"marche": [contract(), contract()]}}),
            "b.json": json.dumps({"marches": [contract(id="B")]}),
            "lisez-moi.txt": "Bonjour",
            "__MACOSX/a.json": "garbage",
        }
    )
    reading = read_data(data, "lot.zip")
    assert (reading.form, reading.lines) == (Form.ARCHIVE, 3)
    files = reading.tables.contracts.collect()["fichier"].to_list()
    assert files == ["lot.zip/a.json", "lot.zip/a.json", "lot.zip/b.json"]
    assert [incident.file for incident in reading.incidents] == ["lot.zip/lisez-moi.txt"]


def test_archive_with_a_cut_file_is_an_error():
    with pytest.raises(UnreadableFile, match=r"b\.json"):
        read_data(zipped({"a.json": '{"marches": []}', "b.json": '{"marches": ['}), "lot.zip")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "vide"),
        (b"  \n", "vide"),
        (b"<!DOCTYPE html><html></html>", "page web"),
        (b"bonjour", "reconnue"),
        (b"\x00\x01\x02\xff" * 50, "reconnue"),
        (b"[]", "sans liste de contrats"),
        (b"null", "reconnue"),
        (b'{"a": 1}', "sans liste de contrats"),
        (zipped({"[Content_Types].xml": "<x/>"}), "bureautique"),
        (zipped({"a.txt": "rien"}), "aucun fichier de marchés"),
        (b"PAR1 garbage", "Parquet"),
        (b"\x1f\x8b garbage", "abîmé"),
        (b"PK\3\4 garbage", "abîmé"),
    ],
)
def test_what_is_no_decp_says_why(data, told):
    with pytest.raises((UnknownForm, UnreadableFile), match=told):
        read_data(data, "essai")


def test_missing_file_and_folder_say_so(tmp_path):
    for path in (tmp_path, tmp_path / "absent.json"):
        with pytest.raises(UnreadableFile, match="ne s’ouvre pas"):
            read_raw(path)


def test_flattened_parquet_is_read(tmp_path):
    path = tmp_path / "export"
    pl.DataFrame(
        {"id": ["1"], "codecpv": ["45000000"], "montant": [12.5], "titulaire_id_1": ["2"], "x": [1]}
    ).write_parquet(path)
    reading = read_raw(path)
    assert reading.form == Form.FLATTENED
    assert reading.tables.contracts.collect()["montant"].to_list() == ["12.5"]
    assert reading.tables.holders.collect()["titulaire_id"].to_list() == ["2"]


def test_cut_parquet_is_an_error(tmp_path):
    path = tmp_path / "export.parquet"
    names = ("id", "codecpv", "montant", "titulaire_id_1")
    pl.DataFrame({name: ["1"] for name in names}).write_parquet(path)
    data = path.read_bytes()
    for end in range(4, len(data), 7):
        path.write_bytes(data[:end])
        with pytest.raises(UnreadableFile, match="Parquet"):
            read_raw(path)


TABULAR = (
    "uid,id,acheteur_id,titulaire_id,montant,dateNotification\n"
    "21,1,2,8,5.5,2024-01-01\n21,1,2,9,5.5,2024-01-01\n"
)


@pytest.mark.parametrize(
    "packed",
    [
        TABULAR.encode(),
        TABULAR.encode("utf-16"),
        gzip.compress(TABULAR.encode(), mtime=0),
        zipped({"dossier/a.csv": TABULAR}),
    ],
)
def test_tabular_rows_are_gathered_however_they_are_packed(packed, tmp_path):
    path = tmp_path / "a"
    path.write_bytes(packed)
    reading = read_raw(path)
    assert reading.form == Form.TABULAR
    assert heights(reading)[:2] == [1, 2]


def test_tabular_files_of_one_name_in_an_archive_are_told_apart():
    other = TABULAR.replace("21,1,2", "31,7,2")
    reading = read_data(zipped({"a/m.csv": TABULAR, "b/m.csv": other}), "lot.zip")
    assert reading.tables.contracts.collect().select("fichier", "id").rows() == [
        ("lot.zip/a/m.csv", "1"),
        ("lot.zip/b/m.csv", "7"),
    ]
    assert reading.parts == {
        "lot.zip/a/m.csv": Part(Form.TABULAR, 2),
        "lot.zip/b/m.csv": Part(Form.TABULAR, 2),
    }


def test_an_archive_may_hold_two_files_of_one_name():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in "12":
            archive.writestr("m.json", json.dumps({"marches": [contract(id=number)]}))
    reading = read_data(packed.getvalue(), "lot.zip")
    assert list(reading.parts) == ["lot.zip/m.json", "lot.zip/m.json (2)"]
    keys = reading.tables.holders.collect().select("fichier", "rang")
    assert keys.n_unique() == 2


def test_rows_of_versions_in_a_portal_answer_bear_the_name_of_their_file():
    rows = [{"uid": "21", "acheteur_id": "2", "id": "1", "titulaire_id": "8", "montant": "5"}]
    reading = read_data(zipped({"p/1.json": json.dumps({"data": rows})}), "lot.zip")
    assert reading.tables.contracts.collect()["fichier"].to_list() == ["lot.zip/p/1.json"]
    assert reading.parts == {"lot.zip/p/1.json": Part(Form.TABULAR, 1)}


def test_flattened_parquet_with_lists_and_instants_is_read(tmp_path):
    path = tmp_path / "export.parquet"
    day = datetime(2024, 6, 30, 22, tzinfo=UTC)
    pl.DataFrame(
        {
            "id": ["1"],
            "acheteur_id": ["2"],
            "montant": [12.5],
            "considerationssociales": [["Clause sociale", "Critère social"]],
            "datenotification": [day],
            "objet": [{"texte": "Pain"}],
        }
    ).write_parquet(path)
    (row,) = read_raw(path).tables.contracts.collect().to_dicts()
    assert row["considerationsSociales"] == "Clause sociale, Critère social"
    assert row["dateNotification"] == "2024-07-01"
    assert "Pain" in row["objet"]
