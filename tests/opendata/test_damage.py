"""Cut or damaged files: an error in French or the very same content, never less without a word."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from decp_files import DECP, content, contract, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import RawReading
from maillon.opendata.forms.recognition import read_data, read_raw
from maillon.opendata.tables import RAW

HEADER = "id;acheteur_id;objet;montant;titulaire_id_1;titulaire_nom_1\n"
TABLE = HEADER + "".join(
    f'{rank};21590163800019;"Été; lot\n{rank}";{rank}00,5;81809944200019;"A ""{rank}"""\n'
    for rank in range(4)
)
JSON = json.dumps({"marches": {"marche": [contract(), contract(objet="Été")]}}, ensure_ascii=False)
XML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<marches><marche><id>1</id><objet>Été &amp; &#233;'
    "</objet><titulaires><titulaire><id>2</id></titulaire></titulaires></marche></marches>\n\n"
)
OLD = json.dumps({"marches": [contract()]})
RECORDS = json.dumps({"results": [dict.fromkeys(HEADER.strip().split(";"), "1")]})
SMALL = {
    "json": JSON.encode(),
    "json-2019": OLD.encode(),
    "json-cp1252": JSON.encode("cp1252"),
    "xml": XML.encode(),
    "data-economie": RECORDS.encode(),
    "csv": TABLE.encode(),
    "gzip": gzip.compress(JSON.encode()),
    "zip": zipped({"a.json": JSON, "b.xml": XML}),
}
#: How the last sentence of every error begins: what to do.
REMEDIES = ("Télécharg", "Donnez", "Vérifiez", "Enregistrez", "Ouvrez")


def same(reading: RawReading, whole: RawReading) -> bool:
    return content(reading) == content(whole) and reading.lines == whole.lines


def read_or_told(data: bytes, name: str = "essai") -> RawReading | None:
    """Return the reading; None when a French error says what to do."""
    try:
        reading = read_data(data, name)
        for table in RAW:
            getattr(reading.tables, table).collect()
    except MaillonError as error:
        told = error
    else:
        return reading
    assert told.remedy.startswith(REMEDIES)
    return None


@pytest.mark.parametrize("form", SMALL)
def test_cut_anywhere(form):
    data = SMALL[form]
    whole = read_data(data, "essai")
    for end in range(len(data)):
        reading = read_or_told(data[:end])
        if form == "csv" and data[:end].endswith(b"\n") and reading is not None:
            # A table cut just after a line cannot be told from a shorter table.
            assert content(reading)["contracts"] == content(whole)["contracts"][: reading.lines]
        else:
            assert reading is None or same(reading, whole), end


REAL = {
    "dematis-2024-07/decp-45072478600030-2024-07-23-01.json": 400,
    "decp-59920013600241-2024-07-09-01.json": 200,
    "format-2019/decp_21590163800019_2019-01-01_2021-12-31.json": 200,
    "format-2019/data.gouv.fr_pes_json_2019-03-07.zip": 200,
    "format-2019/decp-2022-03-25.xml": 60,
    "schemas/exemple-officiel-fictif_Marche.xml": 400,
    "pairs/data.economie_decp-2022-marches-valides_6-enregistrements_retranscription.json": 200,
    "brouillon-csv/rendu-compte-bretagne-2021_marches.csv": 200,
}


@pytest.mark.parametrize("name", REAL)
def test_real_file_cut_at_many_points(name):
    data = (DECP / name).read_bytes()
    whole = read_data(data, "essai")
    for step in range(REAL[name]):
        end = len(data) * step // REAL[name]
        if name.endswith(".csv") and data[:end].endswith(b"\n"):
            end -= 1
        reading = read_or_told(data[:end])
        assert reading is None or same(reading, whole), end


def test_a_cut_says_which_file_and_where():
    lines = json.dumps(json.loads(JSON), indent=1).splitlines(keepends=True)
    cut = "".join(lines[:40])
    with pytest.raises(UnreadableFile) as caught:
        read_data(cut.encode(), "juillet.json")
    told = str(caught.value).replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("« juillet.json » est incomplet. Il s’arrête ligne 4")
    with pytest.raises(UnreadableFile, match=r"mars\.xml.*incomplet.*ligne.2, caractère"):
        read_data(XML[:120].encode(), "mars.xml")


@given(
    form=st.sampled_from(sorted(SMALL)),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_flipped_bytes_never_end_in_a_traceback(form, flips):
    data = bytearray(SMALL[form])
    for place, byte in flips:
        data[int(place * len(data))] = byte
    read_or_told(bytes(data))


@given(start=st.sampled_from([b"", b"PK\3\4", b"\x1f\x8b", b"PAR1", b"{", b"[", b"<", b"\xff\xfe"]),
       rest=st.binary(max_size=300))  # fmt: skip
@settings(max_examples=300)
def test_garbage_never_ends_in_a_traceback(start, rest):
    read_or_told(start + rest)


KEYS = st.sampled_from(
    [
        *("marches", "marche", "contrat-concession", "id", "acheteur", "titulaires", "titulaire"),
        *("modifications", "modification", "actesSousTraitance", "acteSousTraitance", "montant"),
        *("sousTraitant", "lieuExecution", "code", "techniques", "technique", "_type", "results"),
        *("records", "fields", "acheteur_id", "codecpv", "titulaire_id_1", "autoriteConcedante"),
        *("titulaire_id", "uid", "nom ", "total_count", ""),
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(document=DOCUMENTS)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_read_or_refused_and_every_entry_accounted_for(document):
    for whole in (document, {"marches": document}, {"marches": {"marche": document}}):
        reading = read_or_told(json.dumps(whole).encode())
        if reading is not None and reading.form != "tabulaire":
            lost = {i.rank for i in reading.incidents if not i.kept and i.rank is not None}
            concessions = reading.tables.concessions.collect()["rang"].to_list()
            contracts = reading.tables.contracts.collect()["rang"].to_list()
            ranks = sorted([*contracts, *concessions, *lost])
            assert ranks == list(range(len(ranks)))
            assert len(contracts) <= reading.lines <= len(contracts) + len(lost)


@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_read_or_refused_and_every_row_accounted_for(data):
    cells = st.text(alphabet='a1";| \u00e9\r\n', max_size=5)
    lines = data.draw(st.lists(st.lists(cells, min_size=1, max_size=8), max_size=6))
    body = "".join(";".join(line) + "\n" for line in lines)
    reading = read_or_told((HEADER + body).encode())
    if reading is not None:
        lost = [i for i in reading.incidents if not i.kept and i.rank is not None]
        assert reading.tables.contracts.collect().height + len(lost) == reading.lines


def test_damaged_files_on_disk_are_named(tmp_path: Path):
    path = tmp_path / "mon fichier.json"
    path.write_bytes(JSON.encode()[:-5])
    with pytest.raises(UnreadableFile, match="mon fichier"):
        read_raw(path)
