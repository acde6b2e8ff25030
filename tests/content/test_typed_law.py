"""No number of law is typed by hand in what people read, and most would be seen if one were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from maillon import law
from maillon.authoring import texts, typed_law
from maillon.law.references import read_reference

ROOT = Path(__file__).resolve().parents[2]
ROLE = re.compile(r"\{loi\}`([a-z0-9_/@-]+)`|\{loi:([a-z0-9_/@-]+)\}")
#: Share of the references of the course whose value, typed in their place, must be seen.
SEEN = 0.85


@pytest.fixture(scope="module")
def units() -> list[texts.Unit]:
    found = [u for path in texts.find(ROOT) for u in texts.read(path, path.relative_to(ROOT))]
    return [unit for unit in found if typed_law.concerns(unit.path)]


def test_numbers_of_law_come_from_the_registry(units: list[texts.Unit]) -> None:
    faults = [*typed_law.faults(units), *typed_law.missing_files(ROOT)]
    assert not faults, "\n".join([f"{len(faults)} nombres à remplacer :", *faults])


def test_the_registry_answers_every_reference(units: list[texts.Unit]) -> None:
    faults = [line for unit in units for line in typed_law.reference_faults(unit)]
    assert not faults, "\n".join(faults)


def test_the_value_of_a_reference_typed_in_its_place_is_seen(units: list[texts.Unit]) -> None:
    missed, tried = [], 0
    for unit in units:
        for line, place, typed in _references(unit):
            tried += 1
            source = unit.source[: place.start()] + typed + unit.source[place.end() :]
            findings = typed_law.findings(replace(unit, source=source))
            if not any(finding.line == line for finding in findings):
                missed.append(f"{unit.place(line)} : {place[0]} → {typed}")
    message = "\n".join([f"{len(missed)} nombres sur {tried} passeraient inaperçus :", *missed])
    assert len(missed) <= (1 - SEEN) * tried, message


def _references(unit: texts.Unit) -> Iterator[tuple[int, re.Match[str], str]]:
    """Yield each reference that prints a number or a day: its line, its place, what it prints."""
    for place in ROLE.finditer(unit.source):
        reference = read_reference(place[1] or place[2])
        if reference.rule not in law.registry().entries:
            continue  # a comment that shows how to write one
        value = law.cite(reference.rule, reference.on, reference.part).value
        if isinstance(value.value, int | float) or value.unit == "date":
            yield unit.source.count("\n", 0, place.start()) + 1, place, value.text
