"""The divisions of the CPV are those of the official list."""

from __future__ import annotations

import csv

from decp_files import DECP

from maillon.opendata.cleaning.cpv import divisions

OFFICIAL = DECP / "referentiels" / "cpv_2008_divisions.csv"


def test_each_official_division_has_a_name_and_no_other() -> None:
    with OFFICIAL.open(encoding="utf-8-sig", newline="") as file:
        codes = [row["CODE"] for row in csv.DictReader(file)]
    assert set(divisions()) == {code[:2] for code in codes if code[2:8] == "000000"}


def test_names_are_short_and_apart() -> None:
    names = list(divisions().values())
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 30
