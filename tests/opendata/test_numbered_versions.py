"""Contracts of 2019 counted twice under two numbers of one counter, told one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from decp_files import DECP, contract

from maillon.opendata.profiling.duplicates import NumberedVersion, numbered_versions
from maillon.opendata.profiling.profile import profile
from maillon.opendata.profiling.report import report_record, report_text
from maillon.opendata.reading import read


def found(path: Path, document: Any) -> list[tuple[str, str]]:
    path.write_text(json.dumps(document), encoding="utf-8")
    return [(each.id, each.first_id) for each in numbered_versions(read([path]))]


def test_the_next_number_of_a_contract_is_told(tmp_path: Path) -> None:
    entries = [contract(id=f"2019A015{number}") for number in ("01", "00", "02")]
    assert found(tmp_path / "a.json", {"marches": entries}) == [
        ("2019A01501", "2019A01500"),
        ("2019A01502", "2019A01500"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"id": "2019A01601"},
        {"id": "2019A01578"},
        {"objet": "Autre lot"},
        {"dateNotification": "2024-01-16"},
        {"acheteur": {"id": "81809944200019"}},
        {"objet": None},
    ],
)
def test_another_contract_is_not(tmp_path: Path, other: dict[str, Any]) -> None:
    entries = [contract(id="2019A01500"), contract(**{"id": "2019A01501", **other})]
    assert found(tmp_path / "a.json", {"marches": entries}) == []


def test_identifiers_of_2024_have_no_counter(tmp_path: Path) -> None:
    entries = [contract(id=f"2024A015{number}") for number in ("00", "01")]
    assert found(tmp_path / "a.json", {"marches": {"marche": entries}}) == []


def test_the_eight_pairs_of_the_pes_file() -> None:
    path = DECP / "format-2019" / "data.gouv.fr_pes_json_2019-03-07.zip"
    pairs = profile(read([path])).numbered_versions
    assert len(pairs) == 8
    assert round(sum(each.amount or 0 for each in pairs), 2) == 1_682_079.73
    assert isinstance(pairs[0], NumberedVersion)
    assert pairs[0].file.startswith(path.name)


def test_the_report_tells_them_one_by_one(tmp_path: Path) -> None:
    entries = [contract(id=f"2019A015{number}") for number in ("00", "01")]
    (tmp_path / "a.json").write_text(json.dumps({"marches": entries}), encoding="utf-8")
    data = read([tmp_path / "a.json"])
    (told,) = report_record(data)["versions_numerotees"]
    assert (told["id"], told["premier_id"]) == ("2019A01501", "2019A01500")
    text = report_text(data)
    assert "COMPTÉS TOUS : 1" in text.replace("\u00a0", " ")
    assert "2019A01501" in text
