"""The fictional sample: its table made again to the byte, valid, unmistakable, with its traps."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from typing import Any

import jsonschema
import polars as pl
import pytest
from decp_files import DECP

from maillon import law
from maillon.law.figures import figure
from maillon.opendata import sample
from maillon.opendata.cleaning.firms import passes_luhn
from maillon.opendata.forms.conformity import nonconformities
from maillon.opendata.identifiers import is_fictional
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import read

NO_ENVIRONMENT = "Pas de considération environnementale"
SCHEMAS = DECP / "schemas"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def sent() -> list[Row]:
    """What the native file holds, publication after publication."""
    content = json.loads(sample.NATIVE.read_text(encoding="utf-8"))
    return list(content["marches"]["marche"])


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with sample.TABULAR.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_is_what_the_contracts_make() -> None:
    sample.check()


@pytest.mark.parametrize("version", ["2.0.3", "2.0.4"])
def test_it_is_valid_against_the_official_schema(version: str) -> None:
    schema = SCHEMAS / f"schema_decp_v{version}.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    faults = validator.iter_errors(json.loads(sample.NATIVE.read_text(encoding="utf-8")))
    assert [fault.message for fault in faults] == []


def test_it_is_valid_against_our_own_description_of_the_format(sent: list[Row]) -> None:
    assert [row["id"] for row in sent if nonconformities(row)] == []


def test_no_identifier_can_be_a_real_one(sent: list[Row]) -> None:
    identities = [
        *(row["acheteur"] | {"typeIdentifiant": "SIRET"} for row in sent),
        *(holder["titulaire"] for row in sent for holder in row["titulaires"]),
        *(
            act["acteSousTraitance"]["sousTraitant"]
            for row in sent
            for act in row.get("actesSousTraitance", ())
        ),
    ]
    numbers = {row["id"] for row in identities if row["typeIdentifiant"] == "SIRET"}
    assert all(len(number) == 14 and is_fictional(number) for number in numbers)
    assert (
        pl.Series(sorted(numbers)).to_frame("n").select(~passes_luhn(pl.col("n"))).sum().item() == 1
    )  # the trap
    assert {row["id"] for row in identities if row["typeIdentifiant"] != "SIRET"} == {
        "BE0000000097"
    }
    assert all(row["id"].startswith("FICTIF-") for row in sent)


def test_each_name_says_that_it_is_fictional(rows: list[dict[str, str]]) -> None:
    names = {row["acheteur_nom"] for row in rows} | {row["titulaire_nom"] for row in rows}
    assert all(name.endswith("(fictif)") for name in names - {""})
    with sample.FIRMS.open(encoding="utf-8", newline="") as file:
        firms = list(csv.DictReader(file))
    assert len(firms) == len({firm["siret"] for firm in firms}) == 40
    assert {firm["statut"] for firm in firms} == {"fictif"}
    assert {firm["categorie"] for firm in firms} == {"PME", "ETI", "GE"}


def test_it_has_the_size_and_the_period_that_it_announces(sent: list[Row]) -> None:
    contracts = {(row["acheteur"]["id"], row["id"]) for row in sent}
    assert 105 <= len(contracts) <= 130
    days = [date.fromisoformat(row["dateNotification"]) for row in sent]
    assert (min(days).year, max(days).year) == (2025, 2026)
    published = [date.fromisoformat(row["datePublicationDonnees"]) for row in sent]
    assert published == sorted(published)
    assert max(published) < date(2026, 11, 1)
    assert len({row["codeCPV"][:2] for row in sent}) >= 10


def test_it_looks_like_real_contracts(sent: list[Row]) -> None:
    kinds = Counter(row["procedure"] for row in sent)
    assert kinds["Procédure adaptée"] > kinds["Appel d'offres ouvert"] > 5
    assert 0.2 < sum(row["offresRecues"] == 1 for row in sent) / len(sent) < 0.45
    assert sum(len(row["titulaires"]) > 1 for row in sent) >= 5
    assert sum("actesSousTraitance" in row for row in sent) >= 5
    declared = [
        row["considerationsEnvironnementales"]["considerationEnvironnementale"] for row in sent
    ]
    assert 0.2 < sum(said != [NO_ENVIRONMENT] for said in declared) / len(sent) < 0.5


def test_procedures_are_those_that_the_law_of_their_day_admits(sent: list[Row]) -> None:
    for row in sent:
        works = row["codeCPV"].startswith("45")
        waiver, european = (
            float(figure(law.cite(rule, date.fromisoformat(row["dateNotification"]))))
            for rule in (
                ("dispense_travaux", "seuil_ue_travaux")
                if works
                else ("dispense_fs", "seuil_ue_fs_local")
            )
        )
        if row["procedure"].startswith("Marché passé sans publicité"):
            assert row["montant"] < waiver, row["id"]
        if row["montant"] >= european:
            assert row["procedure"] != "Procédure adaptée", row["id"]


# --- The traps --------------------------------------------------------------------------------


def test_some_contracts_are_published_again_and_one_id_covers_two_lots(sent: list[Row]) -> None:
    times = Counter((row["acheteur"]["id"], row["id"]) for row in sent)
    repeated = {key: [] for key, number in times.items() if number > 1}
    for row in sent:
        if (row["acheteur"]["id"], row["id"]) in repeated:
            repeated[row["acheteur"]["id"], row["id"]].append(row)
    assert sorted(map(len, repeated.values())) == [2, 2, 2, 3, 4]
    same_day = [
        rows for rows in repeated.values() if _distinct(rows, "datePublicationDonnees") == 1
    ]
    assert len(same_day) == 1  # two lots under one id
    assert _distinct(same_day[0], "objet") == _distinct(same_day[0], "montant") == 2
    corrected = [rows for rows in repeated.values() if _distinct(rows, "montant") == 2]
    assert len(corrected) == 2


def _distinct(rows: list[Row], key: str) -> int:
    return len({row[key] for row in rows})


def test_some_modification_amounts_are_differences(sent: list[Row]) -> None:
    ratios = [
        change["modification"]["montant"] / row["montant"]
        for row in sent
        for change in row.get("modifications", ())
    ]
    assert sum(ratio < 0.5 for ratio in ratios) >= 5
    assert sum(ratio > 1 for ratio in ratios) > sum(ratio < 0.5 for ratio in ratios)


def test_one_amount_is_one_euro_and_some_texts_are_broken(sent: list[Row]) -> None:
    assert [row["montant"] for row in sent].count(1) == 1
    for debris in ("et#8217,", "et#8230;", "&#8211;", "&#039;", "\\n"):
        assert any(debris in row["objet"] for row in sent), debris


def test_some_subjects_say_more_than_what_is_declared(sent: list[Row]) -> None:
    words = ("agriculture biologique", "réemploi", "écologique", "énergétique")
    assert all(
        row["considerationsEnvironnementales"]["considerationEnvironnementale"] == [NO_ENVIRONMENT]
        for row in sent
        if any(word in row["objet"] for word in words)
    )
    assert all(any(word in row["objet"] for row in sent) for word in words)


def test_publication_may_precede_notification_or_come_late(sent: list[Row]) -> None:
    delays = [
        (
            date.fromisoformat(row["datePublicationDonnees"])
            - date.fromisoformat(row["dateNotification"])
        ).days
        for row in sent
    ]
    assert sum(delay < 0 for delay in delays) == 1
    assert sum(delay > 62 for delay in delays) > 5


def test_the_sum_of_rows_of_the_tabular_file_overstates(rows: list[dict[str, str]]) -> None:
    naive = sum(float(row["montant"]) for row in rows)
    first: dict[tuple[str, str], float] = {}
    for row in rows:
        first.setdefault((row["uid"], row["objet"]), float(row["montant"]))
    assert naive / sum(first.values()) > 2.5
    current = Counter(
        (row["uid"], row["objet"]) for row in rows if row["donneesActuelles"] == "true"
    )
    assert set(current) == set(first)


def test_duplicates_move_the_concentration_of_some_divisions() -> None:
    divisions = {row.code: row for row in profile(read([sample.NATIVE])).divisions}
    for code in ("77", "90"):
        before, after = divisions[code].before.amount, divisions[code].after.amount
        assert before is not None
        assert after is not None
        assert before - after > 500
