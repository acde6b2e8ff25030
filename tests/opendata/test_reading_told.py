"""How data were read, for a page: each thing once, and what is kept is not said to be unread."""

from __future__ import annotations

import dataclasses

import pytest
from pages import plain

from maillon.opendata import sample
from maillon.opendata.forms.raw import Incident
from maillon.opendata.profiling import reading_told as module
from maillon.opendata.profiling.profile import profile
from maillon.opendata.profiling.reading_told import reading_told
from maillon.opendata.reading import Dataset, Skipped, read


@pytest.fixture(scope="module")
def fictional() -> Dataset:
    return read([sample.NATIVE])


def told(data: Dataset) -> list[str]:
    return [plain(line) for line in reading_told(data, profile(data))]


def with_incidents(data: Dataset, *incidents: Incident) -> Dataset:
    [reading] = data.readings
    return dataclasses.replace(data, readings=(dataclasses.replace(reading, incidents=incidents),))


def test_what_is_kept_is_to_be_known_and_what_is_lost_is_unread(fictional: Dataset) -> None:
    kept = Incident("a.csv", None, None, "88 contrats ont plusieurs montants.", kept=True)
    lost = Incident("a.csv", 3, "M3", "La ligne n’a pas d’acheteur.")
    lines = told(with_incidents(fictional, kept, lost))
    assert "À savoir : 88 contrats ont plusieurs montants." in lines
    assert "Non lu : La ligne n’a pas d’acheteur." in lines


def test_many_incidents_are_counted(fictional: Dataset) -> None:
    many = [Incident("a.csv", rank, None, f"Ligne {rank}.") for rank in range(module.CASES + 2)]
    lines = told(with_incidents(fictional, *many))
    assert sum(line.startswith("Non lu") for line in lines) == module.CASES
    assert "Et 2 autres incidents de lecture." in lines


def test_the_columns_of_one_rule_are_added_up(
    fictional: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = profile(fictional)
    [first, second, *_] = (rule for rule in found.cleaning if rule.rule.startswith("date-fuseau"))
    assert first.label == second.label
    counted = [
        dataclasses.replace(rule, touched=552 if rule in (first, second) else 0)
        for rule in found.cleaning
    ]
    lines = reading_told(fictional, dataclasses.replace(found, cleaning=tuple(counted)))
    times = [plain(line) for line in lines if " fois" in plain(line)]
    assert times == [f"1 104 fois : {plain(first.label)}."]
    monkeypatch.setattr(module, "RULES", 0)
    lines = reading_told(fictional, dataclasses.replace(found, cleaning=tuple(counted)))
    assert plain(lines[-1]) == "Et 1 autre règle de nettoyage."


def test_files_left_aside_are_named(fictional: Dataset) -> None:
    skipped = tuple(Skipped(f"n{rank}.csv", "Pas des marchés.") for rank in range(12))
    lines = told(dataclasses.replace(fictional, skipped=skipped))
    [line] = [line for line in lines if line.startswith("Laissés de côté")]
    assert "n0.csv" in line
    assert line.endswith("n9.csv et 2 autres.")
