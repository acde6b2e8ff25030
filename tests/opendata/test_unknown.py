"""Why something is unknown: what the format lacks, what was left blank, what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from decp_files import contract
from pages import plain

from maillon.opendata.profiling.figures import Figure, figures
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.profiling.unknown import Why, why_told
from maillon.opendata.reading import read

TABLE = "id;acheteur_id;objet;montant;codeCPV;titulaire_id_1;offresRecues;considerationsSociales"


def native(tmp_path: Path, *contracts: dict[str, Any]) -> Profile:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"marches": {"marche": contracts}}), encoding="utf-8")
    return profile(read([path]))


def table(tmp_path: Path, *rows: str) -> Profile:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([TABLE, *rows, ""]), encoding="utf-8")
    return profile(read([path]))


def shown(found: Profile) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures(found)}


def test_what_the_format_of_2024_lacks_is_not_said_to_be_blank(tmp_path: Path) -> None:
    found = native(tmp_path, contract(id="1"), contract(id="2"))
    assert found.small_firms.why == ((Why.FORM, 2),)
    assert found.region.holders.why == ((Why.FORM, 2),)
    assert found.single_offer.why == ()


def test_a_blank_a_mark_and_an_unreadable_value_are_told_apart(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "1;9;Bancs;1000;39;1;2;Clause sociale",
        "2;9;Bancs;CDL;39;1;0;MQ",
        "3;9;Bancs;beaucoup;39;1;;peut-être",
        "4;9;Bancs;;39;1;CDL; ",
        "5;9;Bancs;0;39;1;CDL;",
    )
    assert dict(found.single_offer.why) == {Why.MARK: 2, Why.BLANK: 1, Why.UNREADABLE: 1}
    assert dict(found.soc.why) == {Why.BLANK: 2, Why.MARK: 1, Why.UNREADABLE: 1}
    assert dict(found.amount_why) == {Why.UNREADABLE: 2, Why.MARK: 1, Why.BLANK: 1}
    assert found.env.why == ((Why.FILE, 5),)
    figure = shown(found)["single_offer"]
    assert plain(figure.basis).startswith(
        "0 oui, 1 non, 4 non renseignés (sigle d’absence (CDL, MQ…) : 2 ; champ vide : 1 ; "
        "valeur illisible ou impossible : 1)"
    )
    assert "1 montant connu sur 5 contrats (valeur illisible" in plain(shown(found)["amount"].basis)


def test_every_reason_explains_every_unknown_contract(tmp_path: Path) -> None:
    found = table(tmp_path, "1;9;Bancs;1;39;1;CDL;MQ", "2;9;Tables;;39;1;x;", "3;9;Lit;2;;1;;?")
    for share in (found.env, found.soc, found.env_or_soc, found.single_offer, found.small_firms):
        assert sum(times for _, times in share.why) == share.unknown
    assert sum(times for _, times in found.amount_why) == found.contracts - found.amount_known
    assert sum(times for _, times in found.region.why) == found.contracts - found.region.known


@pytest.mark.parametrize(("form", "why"), [("json", Why.FORM), ("tabulaire", Why.FILE)])
def test_no_figure_is_unknown_without_a_reason(tmp_path: Path, form: str, why: Why) -> None:
    if form == "json":
        path = tmp_path / "a.json"
        buyer = {"id": "21590163800019", "nom": "Croix"}
        old = {"id": "1", "uid": "1", "acheteur": buyer, "nature": "Marché", "objet": "Bancs"}
        path.write_text(json.dumps({"marches": [{"_type": "Marché", **old}]}), encoding="utf-8")
    else:
        path = tmp_path / "a.csv"
        path.write_text("uid,id,acheteur_id,titulaire_id\n1,1,9,2\n", encoding="utf-8")
    found = profile(read([path]))
    silent = [figure for figure in figures(found) if figure.value == "inconnu"]
    assert len(silent) > 10
    for figure in silent:
        assert any(each.value in figure.basis for each in Why) or "aucune modif" in figure.basis
    assert why_told(found.single_offer.why) == why.value
