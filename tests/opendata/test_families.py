"""Single offers by family, and holders that several families depend on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import DECP, contract
from pages import plain

from maillon.opendata import sample
from maillon.opendata.profiling.families import (
    holders_told,
    shared_holders,
    single_offer_cell,
    single_offers_told,
)
from maillon.opendata.profiling.indicators import Share
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.reading import read

FOOD, WORKS, GARDENS = "15000000", "45000000", "77000000"
FIRM, OTHER = "81809944200019", "82747808200023"


def read_contracts(tmp_path: Path, *contracts: dict[str, Any]) -> Profile:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"marches": {"marche": contracts}}), encoding="utf-8")
    return profile(read([path]))


def bought(rank: int, cpv: str, offers: int | None, *firms: str, amount: int = 100) -> Any:
    holders = [{"titulaire": {"typeIdentifiant": "SIRET", "id": firm}} for firm in firms or [FIRM]]
    return contract(
        id=f"{rank}", codeCPV=cpv, offresRecues=offers, titulaires=holders, montant=amount
    )


def family(cpv: str, offers: list[int | None], start: int) -> list[Any]:
    return [bought(start + rank, cpv, number) for rank, number in enumerate(offers)]


def test_single_offers_are_counted_by_division_and_add_up() -> None:
    found = profile(read([sample.NATIVE]))
    assert sum(division.contracts for division in found.divisions) == found.contracts
    totals = [
        sum(getattr(row.single_offer, name) for row in found.divisions)
        for name in ("yes", "known", "unknown")
    ]
    whole = found.single_offer
    assert totals == [whole.yes, whole.known, whole.unknown]


def test_the_families_named_are_those_where_a_single_offer_is_most_frequent(
    tmp_path: Path,
) -> None:
    found = read_contracts(
        tmp_path,
        *family(FOOD, [1, 1, 3, 3, 3, 3], 0),
        *family(WORKS, [1, 1, 1, 2, 2], 10),
        *family(GARDENS, [1, 2, 2, 2, 2], 20),
        *family("18000000", [1, 1, 1, 1], 30),  # fewer than five: not compared
    )
    assert plain(single_offers_told(found.divisions)) == (
        "Parmi les familles d’au moins 5 marchés, l’offre unique est la plus fréquente en "
        "« Travaux » (3 sur 5) et « Alimentation » (2 sur 6)."
    )


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ([2] * 5, "Aucune famille d’au moins 5 marchés n’a d’offre unique."),
        ([1, 2, 2, 2, 2], "Marchés à offre unique : « Alimentation » (1 sur 5)."),
        ([1] * 4, "Aucune famille n’a au moins 5 marchés dont on connaît le nombre d’offres."),
        ([None] * 6, "Aucune famille n’a au moins 5 marchés dont on connaît le nombre d’offres."),
    ],
)
def test_few_or_silent_contracts_are_compared_with_nothing(
    tmp_path: Path, offers: list[int | None], said: str
) -> None:
    found = read_contracts(tmp_path, *family(FOOD, offers, 0))
    assert plain(single_offers_told(found.divisions)) == said


def test_what_nobody_says_is_unknown_and_not_zero() -> None:
    assert single_offer_cell(Share(yes=0, known=0, unknown=3)) == "inconnu"


def test_a_holder_of_several_families_is_named_with_its_part(tmp_path: Path) -> None:
    found = read_contracts(
        tmp_path,
        bought(1, FOOD, 3, FIRM, amount=300),
        bought(2, WORKS, 3, FIRM, OTHER, amount=100),
        bought(3, WORKS, 3, OTHER, amount=600),
    )
    first, second = found.main_holders
    assert (first.id, first.name, first.contracts, first.divisions) == ("818099442", None, 2, 2)
    assert (first.amount, second.amount, second.divisions) == (350.0, 650.0, 1)
    assert shared_holders(found) == [first]
    assert plain(holders_told(found)) == (
        "Le titulaire présent dans le plus de familles : SIREN 818 099 442, avec 2 familles, "
        "2 marchés et 35,0 % du montant."
    )


def test_no_holder_of_several_families_is_said(tmp_path: Path) -> None:
    found = read_contracts(tmp_path, bought(1, FOOD, 3), bought(2, WORKS, 3, OTHER))
    assert holders_told(found) == "Aucun titulaire n’est présent dans plusieurs familles."


def test_unknown_amounts_have_no_part(tmp_path: Path) -> None:
    found = read_contracts(tmp_path, bought(1, FOOD, 3, amount=0), bought(2, WORKS, 3, amount=0))
    assert plain(holders_told(found)).endswith("2 familles, 2 marchés.")


def test_the_tabular_form_gives_names_as_published() -> None:
    holders = {each.id: each.name for each in profile(read([sample.TABULAR])).main_holders}
    published = pl.read_csv(sample.TABULAR, infer_schema=False)
    names = dict(published.select(pl.col("titulaire_id").str.head(9), "titulaire_nom").iter_rows())
    assert holders == {siren: names[siren] for siren in holders}


def test_the_holders_of_the_real_files_are_counted_by_hand() -> None:
    found = profile(read([DECP / "dematis-2024-07"]))
    tables = read([DECP / "dematis-2024-07"]).cleaned.tables
    first = found.main_holders[0]
    held = tables.holders.filter(pl.col("siren") == first.id).select("fichier", "rang")
    divisions = tables.contracts.join(held, on=["fichier", "rang"]).select("division").collect()
    assert divisions["division"].n_unique() == first.divisions > 1
