"""Every count that the chapter « Mes marchés en données » makes on real files, made again.

What the page says is read from the page: a number changed there, or here, fails.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import DECP
from pages import plain

from maillon.base.wording import euros, number
from maillon.opendata.profiling.amount_reading import row_sums
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import read

CHAPTER = Path("book/remonter/mes-marches-en-donnees.md")
DEMATIS = DECP / "dematis-2024-07"
TABULAR = DECP / "tabulaire" / "decp_2024H2_travaux_cpv4521_filtered.csv"
#: Beginnings of words, without accents, that speak of the environment in the object of a contract.
GREEN = (
    *("ecolog", "energetiq", "durable", "environnement", "recycl", "renouvelable", "photovolt"),
    *("reemploi", "vegetal", "carbone", "biolog", r"bio\b"),
)
NO_CONSIDERATION = "Pas de considération environnementale"


@pytest.fixture(scope="module")
def said() -> str:
    return " ".join(plain(CHAPTER.read_text(encoding="utf-8")).split())


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    """The contracts of the nine files, as published, duplicates included."""
    return [
        contract
        for path in sorted(DEMATIS.glob("*.json"))
        for contract in json.loads(path.read_text(encoding="utf-8"))["marches"]["marche"]
    ]


def test_the_lines_of_the_nine_files(said: str, contracts: list[dict[str, Any]]) -> None:
    assert len(sorted(DEMATIS.glob("*.json"))) == 9
    assert "neuf vrais fichiers" in said
    assert f"Ils portent {len(contracts)} lignes." in said


def test_the_rows_of_one_contract_and_the_two_totals(said: str) -> None:
    rows = pl.read_csv(TABULAR, infer_schema=False)
    most = rows.group_by("uid").len()["len"].max()
    assert f"Un seul marché y prend {most} lignes." in said
    data = read([TABULAR])
    sums = row_sums(rows.lazy(), data)
    lots = profile(data).duplicates.lots
    assert sums.contracts == rows["uid"].n_unique() + lots
    assert f"Attention aux lots : {lots} marchés y portent le numéro d’un autre." in said
    naive, total = (number(value / 1e9, 1) for value in (sums.naive, sums.total))
    assert f"Additionner les lignes donne {naive} milliards d’euros." in said
    assert f"Un montant par marché donne {total} milliards : cinq fois moins." in said
    assert round(sums.overstatement) == 5


def test_the_duplicates_and_what_they_do_to_an_index(
    said: str, contracts: list[dict[str, Any]]
) -> None:
    found = profile(read([DEMATIS]))
    amounts = {(each["acheteur"]["id"], each["id"]): each["montant"] for each in contracts}
    again = len(contracts) - len(amounts)
    assert again == found.duplicates.total + found.duplicates.lots
    assert f"Sur les {len(contracts)} lignes, {again} répètent un numéro déjà vu" in said
    assert (found.duplicates.total, found.duplicates.lots) == (7, 3)  # « sept », « trois »
    erased = json.loads((DECP / "profil_reference.json").read_text(encoding="utf-8"))
    lost = euros(found.amount_total - erased["montant_total"])
    assert plain(f"les retirer effacerait {lost} de marchés.") in said
    (works,) = (each for each in found.divisions if each.code == "45")
    before, after = works.before.amount, works.after.amount
    assert before is not None
    assert after is not None
    assert f"fait tomber l’indice de concentration de {before:.0f} à {after:.0f}" in said


def test_the_amounts_of_modifications_under_half(
    said: str, contracts: list[dict[str, Any]]
) -> None:
    pairs = [
        (change["modification"]["montant"], contract["montant"])
        for contract in contracts
        for change in contract.get("modifications", [])
        if "montant" in change["modification"]
    ]
    under = sum(new < initial / 2 for new, initial in pairs)
    assert (
        f"Or {under} des {len(pairs)} montants de modification lus, doublons compris, valent "
        "moins de la moitié du montant de départ."
    ) in said


def test_the_objects_that_speak_of_the_environment(
    said: str, contracts: list[dict[str, Any]]
) -> None:
    word = re.compile(rf"\b(?:{'|'.join(GREEN)})")
    speaking = [contract for contract in contracts if word.search(_bare(contract["objet"]))]
    declared = [
        contract["considerationsEnvironnementales"]["considerationEnvironnementale"]
        for contract in speaking
    ]
    silent = sum(NO_CONSIDERATION in each for each in declared)
    assert f"{len(speaking)} marchés ont dans leur objet un mot comme" in said
    assert f"Parmi eux, {silent} déclarent « {NO_CONSIDERATION} »." in said
    for shown in ("écologique", "énergétique", "bio"):
        assert f"« {shown} »" in said
        assert word.search(_bare(shown))


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
