"""XML gives what JSON gives; converted files that merge blocks are taken apart; traps refused."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import pytest
from decp_files import DECP, concession, content, contract, heights, rows

from maillon.opendata.faults import UnknownForm, UnreadableFile
from maillon.opendata.forms.raw import Form
from maillon.opendata.forms.recognition import read_data, read_raw


def xml(value: Any, name: str) -> str:
    """Write a value as the official XML does: lists are repeated elements."""
    if isinstance(value, list):
        return "".join(xml(item, name) for item in value)
    if isinstance(value, dict):
        inner = "".join(xml(item, key) for key, item in value.items())
    else:
        inner = escape(str(value).lower() if isinstance(value, bool) else str(value))
    return f"<{name}>{inner}</{name}>"


def wrapped(entry: dict[str, Any]) -> dict[str, Any]:
    """Put each list of one-field blocks inside one block, as XML has it."""
    return {
        key: {next(iter(value[0])): [next(iter(item.values())) for item in value]}
        if isinstance(value, list)
        else value
        for key, value in entry.items()
    }


def test_xml_says_what_json_says():
    import json

    entries = [contract(), contract(id="B", objet="Été & <hiver>")]
    document = {"marches": {"marche": entries, "contrat-concession": [concession()]}}
    text = "".join(xml(wrapped(entry), "marche") for entry in entries)
    text += xml(wrapped(concession()), "contrat-concession")
    from_xml = read_data(f"<marches>{text}</marches>".encode(), "a")
    assert from_xml.form == Form.XML
    assert from_xml.lines == 2
    assert content(from_xml) == content(read_data(json.dumps(document).encode(), "a"))


def test_namespaces_and_old_encodings():
    text = '<m:marches xmlns:m="urn:x"><m:marche><m:objet>Été</m:objet></m:marche></m:marches>'
    for encoding in ("utf-8", "iso-8859-1", "windows-1252", "utf-16"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        assert rows(read_data(data, "a"), "contracts")[0]["objet"] == "Été"
    lying = f'<?xml version="1.0" encoding="utf-8"?>{text}'.encode("cp1252")
    reading = read_data(lying, "a")
    assert rows(reading, "contracts")[0]["objet"] == "Été"
    assert len(reading.incidents) == 1


def test_blocks_merged_by_a_conversion_are_taken_apart():
    holders = "".join(
        f"<denominationSociale>{name}</denominationSociale><id>{name}1</id>" for name in "ABC"
    )
    text = f"<marches><marche><id>1</id><titulaires><titulaire>{holders}</titulaire></titulaires>"
    reading = read_data(f"{text}</marche></marches>".encode(), "a")
    assert [row["titulaire_id"] for row in rows(reading, "holders")] == ["A1", "B1", "C1"]


def test_repeated_lists_of_one_contract_are_added():
    block = "<titulaires><titulaire><id>1</id></titulaire></titulaires>"
    text = f"<marches><marche><id>1</id>{block}{block}</marche></marches>"
    assert heights(read_data(text.encode(), "a"))[:2] == [1, 2]


def test_unknown_and_empty_elements_are_told():
    text = "<marches><marche/><marche>texte</marche><bidule><id>1</id></bidule></marches>"
    reading = read_data(text.encode(), "a")
    assert (reading.lines, heights(reading)) == (3, [0] * 7)
    assert [incident.rank for incident in reading.incidents] == [0, 1, 2]


BOMB = '<!DOCTYPE m [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><marches><marche>&b;</marche></marches>'
SPY = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/hostname">]><marches>&a;</marches>'
OUTSIDE = '<!DOCTYPE m SYSTEM "http://example.invalid/m.dtd"><marches/>'


@pytest.mark.parametrize("trap", [BOMB, SPY, OUTSIDE])
def test_document_types_are_refused(trap):
    with pytest.raises(UnreadableFile, match="type de document"):
        read_data(trap.encode(), "a.xml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<marches><marche></marches>", "abîmé.*ligne"),
        ("<marches>&nbsp;</marches>", "abîmé"),
        ("<marches><marche>", "incomplet"),
        ("<marches/><marches/>", "abîmé"),
        ('<?xml version="1.0" encoding="klingon"?><marches/>', "codage"),
    ],
)
def test_what_is_no_xml_says_where(text, told):
    with pytest.raises(UnreadableFile, match=told):
        read_data(text.encode(), "a.xml")


def test_other_xml_is_refused():
    with pytest.raises(UnknownForm, match="schema"):
        read_data(b"<schema/>", "a.xml")


def test_consolidated_file_keeps_contracts_that_say_little():
    found = read_raw(DECP / "format-2019/decp-2022-03-25.xml").tables.contracts.collect()
    assert found["objet"].null_count() == 92
    assert found["id"].null_count() == 2
    assert found["montant"].null_count() == 0
