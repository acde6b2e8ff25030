"""Our description of the format gives the verdicts of the official schemas, 2.0.3 and 2.0.4."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import fastjsonschema
import pytest
from decp_files import DECP, concession, contract
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.opendata.forms.conformity import nonconformities
from maillon.opendata.forms.recognition import read_raw

Official = Callable[[dict[str, Any], bool], bool]


@pytest.fixture(scope="module")
def official() -> Official:
    """Return whether the official schemas, which agree, accept a contract, or a concession."""
    checks: dict[bool, list[Any]] = {False: [], True: []}
    for version in ("2.0.3", "2.0.4"):
        path = DECP / f"schemas/schema_decp_v{version}.json"
        definitions = json.loads(path.read_text(encoding="utf-8"))["definitions"]
        for is_concession, kind in ((False, "marche"), (True, "contrat-concession")):
            schema = {"$ref": f"#/definitions/{kind}", "definitions": definitions}
            checks[is_concession].append(fastjsonschema.compile(schema, use_default=False))

    def accepts(entry: Any, is_concession: bool) -> bool:
        verdicts = set()
        for check in checks[is_concession]:
            try:
                check(entry)
                verdicts.add(True)
            except fastjsonschema.JsonSchemaValueException:
                verdicts.add(False)
        (verdict,) = verdicts
        return verdict

    return accepts


ENTRIES = {False: contract(), True: concession()}
#: What a field may hold by mistake.
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 0.5, 1.0, 1.5, 2**70, "", "x", "12", "2024-13-45", "2024-1-5"),
    *("2018-12-31+01:00", "21590163800019", "2159016380001", "15300000", "15300000-12", "SIRET"),
    *("Marché", "marché", "Appel d’offres ouvert", "Sans objet", "x" * 16, "x" * 17, "x" * 257),
    *("x" * 1001, [], {}, [[]], [{}], ["x"], [1, 1], {"id": "1"}, {"x": 1}, "Travaux", "Ferme"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where each value of an entry lies."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from places(value[key], (*path, key))


def changed(
    entry: dict[str, Any], path: tuple[Any, ...], change: Callable[[Any, Any], None]
) -> Any:
    mutated = copy.deepcopy(entry)
    holder: Any = mutated
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return mutated


def mutations(entry: dict[str, Any]) -> Iterator[Any]:
    """Yield an entry with each value removed, written twice, or replaced by each wrong one."""
    for path in places(entry):

        def remove(holder: Any, key: Any) -> None:
            del holder[key]

        def repeat(holder: Any, key: Any) -> None:
            if isinstance(holder, list):
                holder.append(holder[key])
            else:
                holder[f"{key}2"] = holder[key]

        yield changed(entry, path, remove)
        yield changed(entry, path, repeat)
        for wrong in WRONG:

            def replace(holder: Any, key: Any, wrong: Any = wrong) -> None:
                holder[key] = wrong

            yield changed(entry, path, replace)


@pytest.mark.parametrize("is_concession", [False, True])
def test_each_field_wrong_in_each_way_has_the_official_verdict(official, is_concession):
    verdicts = {True: 0, False: 0}
    for mutated in (ENTRIES[is_concession], *mutations(ENTRIES[is_concession])):
        faults = nonconformities(mutated, concession=is_concession)
        accepted = official(mutated, is_concession)
        assert (not faults) == accepted, (mutated, faults)
        verdicts[accepted] += 1
    assert min(verdicts.values()) > 50  # both verdicts are tried


PLACES = {is_concession: list(places(entry)) for is_concession, entry in ENTRIES.items()}
VALUES = st.recursive(
    st.sampled_from(WRONG), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(data=st.data(), is_concession=st.booleans())
@settings(max_examples=300)
def test_several_wrong_fields_have_the_official_verdict(official, data, is_concession):
    entry: Any = ENTRIES[is_concession]
    for path in data.draw(st.lists(st.sampled_from(PLACES[is_concession]), max_size=3)):
        wrong = data.draw(VALUES)

        def replace(holder: Any, key: Any, wrong: Any = wrong) -> None:
            holder[key] = wrong

        try:
            entry = changed(entry, path, replace)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    faults = nonconformities(entry, concession=is_concession)
    assert (not faults) == official(entry, is_concession)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"dureeMois": "12"},
            "dureeMois : le texte « 12 » ; attendu : un nombre entier, au moins 1.",
        ),
        ({"montant": 0}, "montant : le nombre « 0 » ; attendu : un nombre, au moins 1."),
        (
            {"modifications": []},
            "modifications : une liste vide ; attendu : une liste sans doublon",
        ),
        ({"_type": "Marché"}, "_type : présent ; attendu : aucun champ de ce nom."),
        ({"formePrix": "Ferme"}, "« Unitaire » ou « Forfaitaire » ou « Mixte »."),
        ({"acheteur": {}}, "acheteur > id : absent ; attendu : 14 chiffres entre guillemets."),
        ({"marcheInnovant": "oui"}, "marcheInnovant : le texte « oui » ; attendu : true ou false"),
        ({"techniques": {"technique": ["x"]}}, "techniques > technique n° 1 : le texte « x »"),
        ({"objet": None}, "objet : null ; attendu : un texte de 1000 signes au plus."),
    ],
)
def test_a_fault_names_the_field_what_was_found_and_what_is_expected(change, fault):
    (found,) = nonconformities(contract(**change))
    plain = found.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert fault in plain
    assert plain.endswith(".")


def test_every_fault_of_a_contract_is_told():
    wrong = contract(montant="x", formePrix="Ferme", uid="1")
    del wrong["ccag"], wrong["titulaires"]
    assert len(nonconformities(wrong)) == 5


def test_what_is_no_block_is_one_fault():
    assert len(nonconformities("texte")) == 1


def test_839_of_the_840_contracts_of_dematis_conform():
    found = [
        fault
        for path in sorted((DECP / "dematis-2024-07").glob("*.json"))
        for fault in read_raw(path).nonconforming
    ]
    assert [(fault.id, len(fault.faults)) for fault in found] == [("23-234065-01", 1)]
    assert "modificationActeSousTraitance > dureeMois" in found[0].faults[0]


def test_the_five_contracts_of_megalis_are_reported_one_by_one():
    reading = read_raw(DECP / "decp-59920013600241-2024-07-09-01.json")
    assert [fault.rank for fault in reading.nonconforming] == [0, 1, 2, 3, 4]
    assert len({fault.id for fault in reading.nonconforming}) == 5
    for fault in reading.nonconforming:
        assert any(sentence.startswith("_type") for sentence in fault.faults)
        assert any("dateNotification" in sentence for sentence in fault.faults)
    assert reading.tables.contracts.collect().height == 5


def test_official_example_conforms():
    path = DECP / "schemas/exemple-officiel-fictif_marches_avec_modifications.json"
    assert read_raw(path).nonconforming == ()
