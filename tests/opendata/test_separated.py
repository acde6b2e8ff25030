"""Tables of one row a contract: columns under any spelling, rows of a wrong width told."""

from __future__ import annotations

import json

import polars as pl
import pytest
from decp_files import DECP, heights, rows

from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import Form, RawReading
from maillon.opendata.forms.recognition import read_data, read_raw

HEADER = "Id|LieuExecution_code|Duree Mois|MONTANT|titulaires_id|titulaires_denominationSociale"


def read(text: str) -> RawReading:
    return read_data(text.encode(), "a.csv")


def test_bretagne_keeps_its_texts():
    reading = read_raw(DECP / "brouillon-csv/rendu-compte-bretagne-2021_marches.csv")
    first = rows(reading, "contracts")[0]
    assert first["montant"] == "14\N{NO-BREAK SPACE}700,00"
    assert (first["dureeMois"], first["dateNotification"]) == ("12", "01/01/2021")
    assert (first["lieuExecution_code"], first["lieuExecution_typeCode"]) == ("53", "code région")
    assert rows(reading, "holders")[0] == {
        "fichier": reading.name,
        "rang": 0,
        "titulaire_typeIdentifiant": "Siret",
        "titulaire_id": "45066344800022",
        "titulaire_nom": "SARL NETISYS",
    }


def test_data_economie_keeps_its_conventions():
    path = next((DECP / "pairs").glob("data.economie*"))
    reading = read_raw(path)
    published = json.loads(path.read_text(encoding="utf-8"))["records"]
    found = rows(reading, "contracts")
    assert [row["idAccordCadre"] for row in found] == [r["idaccordcadre"] for r in published]
    assert found[0]["montant"] == "15295972.57"
    assert {row["marcheInnovant"] for row in found} <= {"oui", "non"}
    assert found[0]["considerationsEnvironnementales"] == (
        "Clause environnementale, Critère environnemental"
    )


@pytest.mark.parametrize("separator", ["|", ";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends(separator, end):
    text = f"{HEADER}\n1|59|12|3.5|9|A\n2|62|||8|B\n".replace("|", separator).replace("\n", end)
    reading = read(text)
    assert (reading.form, reading.lines, heights(reading)) == (Form.SEPARATED, 2, [2, 2, *[0] * 5])
    assert rows(reading, "contracts")[1] == {
        "fichier": "a.csv",
        "rang": 1,
        "id": "2",
        "lieuExecution_code": "62",
    }


def test_rows_of_a_wrong_width_are_told():
    reading = read(f"{HEADER}\n1|59|12|3.5|9|A\n2|62\n3|62|1|2|3|4|5\n4|59|12|3.5|9|A\n")
    assert reading.lines == 4
    assert [row["rang"] for row in rows(reading, "contracts")] == [0, 3]
    assert [incident.rank for incident in reading.incidents] == [1, 2]


def test_quotes():
    reading = read(f'{HEADER}\n"1"|59|12|3.5|9|"A|B\n""C"""\n')
    assert rows(reading, "holders")[0]["titulaire_nom"] == 'A|B\n"C"'
    reading = read(f'{HEADER}\n1|59|12|3.5|9|"A" et B\n2|59|12|3.5|9|tube 12"\n')
    assert [row["titulaire_nom"] for row in rows(reading, "holders")] == ['"A" et B', 'tube 12"']
    assert len(reading.incidents) == 1


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("1|59|12|3.5|9|A", "pas terminée"),
        ("1|59|12\n", "moins de champs"),
        ('1|59|12|3.5|9|"A\n', "guillemet"),
        ('1|59|12|3.5|9|"A" et "B\n2|"\n', "guillemet"),
        ('1|59|12|3.5|9|"A" et B\n2|59|12|3.5|9|a\rb\n', "guillemet"),
    ],
)
def test_a_cut_table_is_an_error(end, told):
    with pytest.raises(UnreadableFile, match=told):
        read(f"{HEADER}\n{end}")


FLAT = "id;acheteur_id;codecpv;montant;titulaire_id_1;titulaire_typeidentifiant_1;titulaire_id_2"


def test_flattened_export_is_read_with_its_holders_modification_and_act():
    header = f"{FLAT};idmodification;montantmodification;idactesoustraitance;idsoustraitant"
    reading = read(f"{header}\n1;2;3;4;5;SIRET;6;1;9;CDL;CDL\n2;2;INX 3;MQ;MQ;CDL;CDL;;;1;7\n")
    assert reading.form == Form.FLATTENED
    assert [row["titulaire_id"] for row in rows(reading, "holders")] == ["5", "MQ", "6"]
    assert [row["montant"] for row in rows(reading, "modifications")] == ["9"]
    assert [row["sousTraitant_id"] for row in rows(reading, "subcontracts")] == ["7"]
    assert [row["codeCPV"] for row in rows(reading, "contracts")] == ["3", "INX 3"]


def test_flattened_json_in_every_wrapping():
    names = FLAT.split(";")
    record = dict.fromkeys(names, "1") | {"montant": 12.50}
    for document in (
        {"results": [record]},
        {"total_count": 1, "results": [record]},
        {"records": [{"fields": record}]},
        {"records": [{"record": {"fields": record}}]},
        [record],
    ):
        reading = read(json.dumps(document))
        assert (reading.form, reading.lines) == (Form.FLATTENED, 1)
        assert heights(reading)[:2] == [1, 2]
        assert reading.incidents == ()


def test_a_page_of_an_answer_says_that_it_is_one():
    record = dict.fromkeys(FLAT.split(";"), "1")
    (incident,) = read(json.dumps({"total_count": 689062, "results": [record]})).incidents
    assert "689" in incident.reason
    assert incident.kept


def test_flattened_answer_with_records_that_say_nothing():
    record = dict.fromkeys(FLAT.split(";"), "1")
    reading = read(json.dumps([record, {}, None, "x", record]))
    assert reading.lines == 5
    assert [row["rang"] for row in rows(reading, "contracts")] == [0, 4]
    assert [incident.rank for incident in reading.incidents] == [1, 2, 3]


def test_empty_answer_holds_no_contract():
    assert read('{"total_count": 0, "results": []}').lines == 0


def test_flattened_concessions_are_no_contracts():
    reading = read("id;autoriteconcedante_id;objet;datesignature;nature\n1;2;Port;2024-01-01;x\n")
    assert (reading.lines, heights(reading)) == (0, [0, 0, 0, 0, 1, 0, 0])


def test_answer_of_the_tabular_api_is_no_flattened_table():
    row = {
        "uid": "1",
        "id": "1",
        "acheteur_id": "2",
        "montant": 5,
        "dateNotification": "2024-01-01",
    }
    records = [{**row, "titulaire_id": "8"}, {**row, "titulaire_id": "9"}]
    reading = read(json.dumps({"data": records, "meta": {"total": 12}}))
    assert reading.form == Form.TABULAR
    assert heights(reading)[:2] == [1, 2]
    assert "12" in reading.incidents[0].reason


HELD = "id;acheteur_id;montant;objet;codecpv;titulaires_id\n"


def test_rows_that_differ_by_their_holder_are_one_contract():
    lines = "1;2;600;a;45000000;{}\n"
    text = HELD + "".join(lines.format(firm) for firm in "ABC") + "3;2;600;a;45000000;A\n"
    reading = read_data(text.encode(), "a.csv")
    assert (reading.lines, heights(reading)[:2]) == (4, [2, 4])
    held = [(row["rang"], row["titulaire_id"]) for row in rows(reading, "holders")]
    assert held == [(0, "A"), (0, "B"), (0, "C"), (3, "A")]
    (incident,) = reading.incidents
    assert incident.kept
    assert incident.reason.startswith("2\u00a0lignes répètent")


@pytest.mark.parametrize(
    "second",
    [
        *("1;2;600;a;45000000;A\n", "1;2;600;b;45000000;B\n", "1;2;700;a;45000000;B\n"),
        *("1;3;600;a;45000000;B\n", ";2;600;a;45000000;B\n"),
    ],
)
def test_other_rows_stay_contracts_of_their_own(second):
    reading = read_data(f"{HELD}1;2;600;a;45000000;A\n{second}".encode(), "a.csv")
    assert heights(reading)[:2] == [2, 2]
    assert reading.incidents == ()


def test_the_lots_of_bretagne_have_three_holders():
    (path,) = (DECP / "brouillon-csv").glob("*.csv")
    tables = read_raw(path).tables
    lots = tables.contracts.filter(pl.col("id").is_in(["202190204", "202190205"])).collect()
    held = tables.holders.collect().join(lots, on=["fichier", "rang"], how="semi")
    assert (lots.height, held.height) == (2, 6)


def test_lines_of_separators_are_no_contracts():
    reading = read_data(f"{HELD};;;;;\n1;2;600;a;45000000;A\n;;;;;\n".encode(), "a.csv")
    assert (reading.lines, heights(reading)[0]) == (1, 1)
    assert [incident.reason for incident in reading.incidents] == [
        "2\u00a0lignes vides laissées de côté."
    ]


def test_concessions_are_told_row_by_row():
    text = (
        "id;acheteur_id;autoriteconcedante_id;nature;montant;objet;codecpv\n"
        "1;21;;Marché;5;a;45000000\n2;;22;Concession de service;6;b;45000000\n"
        "3;21;22;Délégation de service public;7;c;45000000\n4;21;CDL;Marché;8;d;45000000\n"
    )
    reading = read_data(text.encode(), "a.csv")
    assert [row["id"] for row in rows(reading, "contracts")] == ["1", "4"]
    assert [row["id"] for row in rows(reading, "concessions")] == ["2", "3"]
    assert reading.lines == 2


def test_a_slot_of_a_holder_without_identifier_is_no_holder():
    slots = "titulaire_id_{0};titulaire_typeidentifiant_{0}"
    names = f"id;montant;codecpv;{slots.format(1)};{slots.format(2)}"
    reading = read_data(f"{names}\n1;5;45000000;8;SIRET;CDL;SIRET\n".encode(), "a.csv")
    assert heights(reading)[1] == 1


def test_what_a_flattened_record_says_of_changes_is_read():
    record = {
        "id": "1",
        "acheteur_id": "2",
        "montant": "5",
        "codecpv": "45000000",
        "idmodification": "1",
        "idtitulairemodification": "9",
        "typeidentifianttitulairemodification": "SIRET",
        "idmodificationactesoustraitance": "3",
        "montantmodificationactesoustraitance": "7",
    }
    reading = read_data(json.dumps({"results": [record]}).encode(), "a.json")
    (holder,) = rows(reading, "changed_holders")
    (change,) = rows(reading, "subcontract_changes")
    assert (holder["modification_id"], holder["titulaire_id"]) == ("1", "9")
    assert (change["acte_id"], change["montant"]) == ("3", "7")


def test_an_identifier_that_is_missing_joins_no_rows():
    text = HELD + "MQ;2;600;a;45000000;A\nMQ;2;600;a;45000000;B\n"
    assert heights(read_data(text.encode(), "a.csv"))[:2] == [2, 2]
