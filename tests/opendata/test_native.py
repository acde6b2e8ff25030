"""Native JSON: texts exactly as published, every wrapping, and what cannot be read is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from decp_files import DECP, concession, contract, heights, rows
from raw_tables import touched

from maillon.opendata.cleaning.clean import clean
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import Form, RawReading
from maillon.opendata.forms.recognition import read_data, read_raw


def read(text: str) -> RawReading:
    return read_data(text.encode(), "a.json")


def read_2024(*contracts: Any) -> RawReading:
    return read(json.dumps({"marches": {"marche": list(contracts)}}))


def only(reading: RawReading, table: str = "contracts") -> dict[str, Any]:
    (row,) = rows(reading, table)
    return row


def test_every_field_of_a_contract_is_read():
    reading = read_2024(contract())
    assert only(reading) == {
        "fichier": "a.json",
        "rang": 0,
        "id": "2024-01",
        "acheteur_id": "21590163800019",
        "nature": "Marché",
        "objet": "Pommes et poires",
        "codeCPV": "15300000-1",
        "techniques": "Accord-cadre",
        "modalitesExecution": "Bons de commande, Tranches",
        "idAccordCadre": "2024-AC",
        "procedure": "Procédure adaptée",
        "lieuExecution_code": "59",
        "lieuExecution_typeCode": "Code département",
        "dureeMois": "12",
        "dateNotification": "2024-01-15",
        "datePublicationDonnees": "2024-02-01",
        "montant": "1234.5",
        "formePrix": "Unitaire",
        "typesPrix": "Définitif ferme",
        "considerationsSociales": "Clause sociale, Critère social",
        "considerationsEnvironnementales": "Clause environnementale",
        "ccag": "Fournitures courantes et services",
        "offresRecues": "3",
        "marcheInnovant": "false",
        "attributionAvance": "true",
        "tauxAvance": "0.05",
        "sousTraitanceDeclaree": "true",
        "origineUE": "0.5",
        "origineFrance": "0.25",
        "typeGroupementOperateurs": "Pas de groupement",
    }
    key = {"fichier": "a.json", "rang": 0}
    firm = "81809944200019"
    assert only(reading, "holders") == key | {
        "titulaire_typeIdentifiant": "SIRET",
        "titulaire_id": firm,
    }
    assert only(reading, "modifications") == key | {
        "modification_id": "1",
        "dureeMois": "14",
        "montant": "1300.25",
        "dateNotificationModification": "2024-05-01",
        "datePublicationDonneesModification": "2024-05-02",
    }
    assert only(reading, "subcontracts") == key | {
        "acte_id": "1",
        "sousTraitant_typeIdentifiant": "SIRET",
        "sousTraitant_id": firm,
        "dureeMois": "2",
        "montant": "100",
        "dateNotification": "2024-03-01",
        "datePublicationDonnees": "2024-03-02",
        "variationPrix": "Ferme",
    }


def test_concessions_are_kept_apart():
    document = {"marches": {"marche": [contract()], "contrat-concession": [concession()]}}
    reading = read(json.dumps(document))
    assert (reading.lines, heights(reading)) == (1, [1, 1, 1, 1, 1, 1, 1])
    assert only(reading, "concessions") == {
        "fichier": "a.json",
        "rang": 1,
        "id": "2024-C1",
        "autoriteConcedante_id": "21590163800019",
        "nature": "Concession de service",
        "objet": "Buvette du parc",
        "dateSignature": "2024-01-15",
    }


@pytest.mark.parametrize(
    "entry", [concession(), {"_type": "Contrat de concession", "id": "C", "acheteur": {"id": "1"}}]
)
def test_concession_among_contracts_of_2019_is_a_concession(entry):
    reading = read(json.dumps({"marches": [contract(), entry]}))
    assert (reading.form, reading.lines) == (Form.JSON_2019, 1)
    assert heights(reading)[4] == 1


@pytest.mark.parametrize("digits", ["30000.00", "1E17", "0.1", "12345678901234567890.10", "-0"])
def test_digits_are_those_published(digits):
    text = json.dumps({"marches": [contract(montant="@")]}).replace('"@"', digits)
    assert only(read(text))["montant"] == ("0" if digits == "-0" else digits)


def test_integer_beyond_what_python_converts_stays_text():
    digits = "9" * 5000
    text = json.dumps({"marches": [contract(montant="@")]}).replace('"@"', digits)
    assert only(read(text))["montant"] == digits


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_constants_that_json_has_not_stay_text_and_break_the_format(constant):
    text = json.dumps({"marches": {"marche": [contract(montant="@")]}}).replace('"@"', constant)
    reading = read(text)
    assert only(reading)["montant"] == constant
    (fault,) = reading.nonconforming[0].faults
    assert constant in fault


HOLDER = {"id": "1", "denominationSociale": "LE COLIBRI"}


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ([{"titulaire": HOLDER}], 1),
        ([HOLDER, HOLDER], 2),
        ({"titulaire": [HOLDER, HOLDER]}, 2),
        ({"titulaire": HOLDER}, 1),
        ([[HOLDER], [{"titulaire": [HOLDER]}]], 2),
        ([{"titulaire ": HOLDER}], 1),
        (HOLDER, 1),
        ([{}], 0),
        ([{"titulaire": {}}], 0),
        ([{"id": "", "typeIdentifiant": None}], 0),
        ({}, 0),
        ("", 0),
        (None, 0),
    ],
)
def test_holders_are_found_in_every_wrapping(published, names):
    reading = read_2024(contract(titulaires=published))
    found = [row["titulaire_nom"] for row in rows(reading, "holders")]
    assert found == ["LE COLIBRI"] * names
    assert reading.incidents == ()


def test_a_block_that_says_nothing_known_is_told_and_the_contract_kept():
    reading = read_2024(contract(titulaires=["LE COLIBRI", {"siret": "1"}, HOLDER]))
    assert heights(reading)[:2] == [1, 1]
    reasons = [incident.reason for incident in reading.incidents]
    assert all(incident.kept and incident.id == "2024-01" for incident in reading.incidents)
    assert len(reasons) == 2
    assert "LE COLIBRI" in reasons[0]


def test_contracts_that_cannot_be_read_are_told_one_by_one():
    entries = [contract(), "texte", None, [], {}, {"couleur": "bleu"}, 12, contract(id="B")]
    reading = read_2024(*entries)
    assert reading.lines == 8
    assert rows(reading, "contracts")[1]["rang"] == 7
    lost = [incident for incident in reading.incidents if not incident.kept]
    assert [incident.rank for incident in lost] == [1, 2, 3, 4, 5, 6]
    assert heights(reading)[0] + len(lost) == reading.lines


def test_drafts_with_plain_lists_and_null():
    draft = contract(
        considerationsSociales=["Clause sociale", "Critère social"],
        considerationsEnvironnementales=None,
        typesPrix=[],
    )
    draft["technique"] = draft.pop("techniques")["technique"]
    draft["modaliteExecution"] = "Bon de commande"
    del draft["modalitesExecution"]
    reading = read(json.dumps({"marches": [draft]}))
    row = only(reading)
    assert row["considerationsSociales"] == "Clause sociale, Critère social"
    assert row["techniques"] == "Accord-cadre"
    assert row["modalitesExecution"] == "Bon de commande"
    assert {"considerationsEnvironnementales", "typesPrix"}.isdisjoint(row)
    assert reading.nonconforming == ()


@pytest.mark.parametrize("apostrophe", ["'", "’", " "])
def test_variants_of_an_enumeration_stay_as_published(apostrophe):
    procedure = f"Appel d{apostrophe}offres ouvert"
    assert only(read_2024(contract(procedure=procedure)))["procedure"] == procedure


def test_key_written_twice_loses_no_value():
    entry = json.dumps(contract())
    text = f'{{"marches": {{"marche": [{entry}], "marche": [{entry}, {entry}]}}}}'
    # The lists of both keys are read, one after the other.
    assert read(text).lines == 3


def test_unknown_list_is_told():
    reading = read(json.dumps({"marches": {"marche": [contract()], "accords": [1]}}))
    (incident,) = reading.incidents
    assert "accords" in incident.reason
    assert not incident.kept


@pytest.mark.parametrize("marches", [{"marche": []}, [], None, {}, {"marche": None}])
def test_day_without_contract_is_no_error(marches):
    reading = read(json.dumps({"marches": marches}))
    assert (reading.lines, heights(reading)) == (0, [0] * 7)


def test_backslashes_that_escape_nothing_are_read_and_counted():
    text = json.dumps({"marches": [contract(objet="@")]}).replace("@", r"A\Bc\\d\/e\u00e9\D")
    reading = read(text)
    assert only(reading)["objet"] == "A\\Bc\\d/eé\\D"
    (incident,) = reading.incidents
    assert incident.reason.startswith("2\N{NO-BREAK SPACE}barres")


def test_half_of_a_character_is_replaced_and_counted():
    text = json.dumps({"marches": [contract(objet="@")]}).replace(
        "@", r"\ud83d\ude00\ud83d \\ud83d"
    )
    reading = read(text)
    assert only(reading)["objet"] == "😀\ufffd \\ud83d"
    assert len(reading.incidents) == 1


def test_line_breaks_inside_texts_are_kept():
    text = json.dumps({"marches": [contract(objet="@")]}).replace("@", "a\n\tb")
    assert only(read(text))["objet"] == "a\n\tb"


def test_old_encoding_is_read_and_counted():
    text = json.dumps({"marches": [contract(objet="Été à l’œuvre")]}, ensure_ascii=False)
    reading = read_data(text.encode("cp1252"), "a.json")
    assert only(reading)["objet"] == "Été à l’œuvre"
    assert only(reading)["considerationsSociales"] == "Clause sociale, Critère social"
    assert any("Windows-1252" in incident.reason for incident in reading.incidents)


def test_one_foreign_byte_does_not_spoil_the_rest():
    data = json.dumps({"marches": [contract(objet="Été @")]}, ensure_ascii=False).encode()
    assert only(read_data(data.replace(b"@", b"\xe9"), "a.json"))["objet"] == "Été é"
    with pytest.raises(UnreadableFile, match="n’est pas un fichier de texte"):
        read_data(data.replace(b"@", b"\x81"), "a.json")


@pytest.mark.parametrize("depth", [200, 400, 900, 5000])
def test_deep_nesting_is_told(depth):
    deep = "[" * depth + "]" * depth
    for field in ("objet", "titulaires", "techniques"):
        text = json.dumps({"marches": {"marche": [contract(**{field: "@"})]}})
        try:
            reading = read(text.replace('"@"', deep))
        except UnreadableFile:
            assert depth > 800
        else:
            assert heights(reading)[0] + len(reading.incidents) == 1


def test_croix_keeps_what_is_dirty():
    reading = read_raw(DECP / "format-2019/decp_21590163800019_2019-01-01_2021-12-31.json")
    found = reading.tables.contracts.collect()
    assert found["lieuExecution_nom"].null_count() == 0  # under the key `"nom "`
    assert "Code Postal" in found["lieuExecution_typeCode"].to_list()
    assert found["montant"][0] == "30000.00"
    modifications = reading.tables.modifications.collect()
    assert modifications["dateNotificationModification"].null_count() == 0
    assert modifications["montant"].null_count() == 7


def test_pes_keeps_time_zones_and_sources():
    reading = read_raw(DECP / "format-2019/data.gouv.fr_pes_json_2019-03-07.zip")
    first = rows(reading, "contracts")[0]
    assert first["fichier"] == "data.gouv.fr_pes_json_2019-03-07.zip/data.gouv.fr_pes.json"
    assert (first["dateNotification"], first["source"]) == ("2018-12-31+01:00", "data.gouv.fr_pes")


def test_holders_of_a_modification_and_changes_of_subcontracting_are_read():
    reading = read_2024(contract())
    key = {"fichier": "a.json", "rang": 0}
    assert only(reading, "changed_holders") == key | {
        "modification_id": "1",
        "titulaire_typeIdentifiant": "SIRET",
        "titulaire_id": "81809944200019",
    }
    assert only(reading, "subcontract_changes") == key | {
        "acte_id": "1",
        "dureeMois": "3",
        "montant": "120",
        "dateNotificationModificationSousTraitance": "2024-04-01",
        "datePublicationDonnees": "2024-04-02",
    }


def test_a_holder_of_a_modification_that_says_nothing_is_told():
    changed = [{"modification": {"id": 1, "titulaires": [{"titulaire": {"siret": "1"}}]}}]
    reading = read_2024(contract(modifications=changed))
    assert heights(reading)[5] == 0
    (incident,) = reading.incidents
    assert incident.kept
    assert "titulaire" in incident.reason


@pytest.mark.parametrize("document", [{"marches": contract()}, contract()])
def test_one_contract_alone_is_read(document):
    reading = read(json.dumps(document))
    assert (reading.lines, heights(reading)[:2]) == (1, [1, 1])


def test_a_first_contract_without_blocks_does_not_make_a_list_flat():
    empty = contract(id="1", acheteur=None, titulaires=None, lieuExecution=None)
    reading = read(json.dumps([empty, contract(id="2")]))
    assert reading.form == Form.JSON_2019
    assert heights(reading)[:2] == [2, 1]


def test_a_contract_with_an_empty_conceding_authority_is_a_contract():
    reading = read(json.dumps({"marches": [contract(autoriteConcedante=None)]}))
    assert (reading.lines, heights(reading)[4]) == (1, 0)


def test_an_amount_given_twice_is_unknown():
    entry = json.dumps(contract(montant="@"))
    for digits in ('50000, "montant": 60000', "[50000, 60000]", '50000, "montant": 50000'):
        reading = read(f"[{entry.replace(chr(34) + '@' + chr(34), digits)}]")
        done = clean(reading.tables)
        assert done.tables.contracts.collect()["montant"].to_list() == [None]
        assert touched(done, "contracts")["montant-multiple:montant"] == 1
