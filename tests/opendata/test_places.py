"""From codes to départements and régions: the official list, and the traps of real files."""

from __future__ import annotations

import polars as pl
import pytest
from decp_files import DECP
from raw_tables import cleaned, touched

from maillon.opendata.cleaning.places import region_of, regions


@pytest.mark.parametrize(
    ("code", "kind", "department", "region"),
    [
        ("59170", "Code postal", "59", "32"),
        ("75700 ", "Code postal", "75", "11"),
        ("59 041", "Code postal", "59", "32"),
        ("1000", "Code postal", "01", "84"),
        ("20000", "Code postal", "2A", "94"),
        ("20167", "Code postal", "2A", "94"),
        ("20200", "Code postal", "2B", "94"),
        ("20620", "Code postal", "2B", "94"),
        ("97410", "Code postal", "974", "04"),
        ("98800", "Code postal", "988", None),
        ("98000", "Code postal", None, None),
        ("2A004", "Code commune", "2A", "94"),
        ("2b033", "Code commune", "2B", "94"),
        ("593", "Code arrondissement", "59", "32"),
        ("02", "Code département", "02", "32"),
        ("2", "Code département", "02", "32"),
        ("2A", "Code département", "2A", "94"),
        ("20", "Code département", None, None),
        ("976", "Code département", "976", "06"),
        ("15000", "Code département", "15", "84"),
        ("17", "Code commune", "17", "75"),
        ("078", "Code département", None, None),
        ("DEP", "Code département", None, None),
        ("32", "Code région", None, "32"),
        ("83", "Code région", None, None),
        ("99134", "Code pays", None, None),
        ("FR", "Code pays", None, None),
        ("59170", None, "59", "32"),
        ("59", None, None, None),
        (None, "Code postal", None, None),
    ],
)
def test_a_code_gives_its_departement_and_region(
    code: str | None, kind: str | None, department: str | None, region: str | None
) -> None:
    row = {"lieuExecution_code": code, "lieuExecution_typeCode": kind}
    frame = cleaned("contracts", row).tables.contracts.collect()
    assert (frame["departement"].item(), frame["region"].item()) == (department, region)


def test_what_gives_no_place_is_counted() -> None:
    codes = [("83", "Code région"), ("99134", "Code pays"), ("DEP", "Code commune")]
    codes += [("17", "Code postal")]
    rows = ({"lieuExecution_code": one, "lieuExecution_typeCode": kind} for one, kind in codes)
    assert touched(cleaned("contracts", *rows)) == {
        "region-fausse:lieuExecution_code": 1,
        "pays:lieuExecution_code": 1,
        "lieu-illisible:lieuExecution_code": 1,
        "lieu-forme:lieuExecution_code": 1,
    }


def test_departements_and_regions_are_those_of_the_official_code() -> None:
    path = DECP / "referentiels" / "departements_regions.csv"
    pairs = dict(pl.read_csv(path, infer_schema=False).iter_rows())
    known = {code: of for code, of in region_of().items() if of}
    assert known == {code: of for code, of in pairs.items() if of in regions()}
    assert set(regions()) == set(known.values())
