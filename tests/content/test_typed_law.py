"""No number of law is typed by hand in what people read, and none could be without being seen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from maillon import law
from maillon.authoring import texts
from maillon.authoring.typed_law import check, reference_faults

ROOT = Path(__file__).resolve().parents[2]
ROLE = re.compile(r"\{loi\}`([^`@/]+)(?:/([^`@]+))?(?:@([\d-]+))?`")
#: Share of the roles of the book whose value, typed in their place, must be seen.
SEEN = 0.95


@pytest.fixture(scope="module")
def units() -> list[texts.Unit]:
    return [unit for path in texts.find(ROOT) for unit in texts.read(path, path.relative_to(ROOT))]


def test_numbers_of_law_come_from_the_registry(units: list[texts.Unit]) -> None:
    told = [*check.faults(units), *check.missing_files(ROOT)]
    assert not told, "\n".join([f"{len(told)} nombres à remplacer :", *told])


def test_the_registry_answers_every_reference(units: list[texts.Unit]) -> None:
    told = [line for unit in units for line in reference_faults(unit)]
    assert not told, "\n".join(told)


def test_the_value_of_a_role_typed_in_its_place_is_seen(units: list[texts.Unit]) -> None:
    missed, tried = [], 0
    for unit in units:
        roles = ROLE.finditer(unit.source) if unit.kind == "markdown" else ()
        for role in roles:
            typed = _text(role)
            if typed:
                tried += 1
                line = unit.source.count("\n", 0, role.start()) + 1
                source = unit.source[: role.start()] + typed + unit.source[role.end() :]
                found = check.findings(texts.Unit(unit.path, "markdown", source, unit.cell))
                if not any(finding.line == line for finding in found):
                    missed.append(f"{unit.place(line)} : {role[0]} → {typed}")
    told = [f"{len(missed)} nombres sur {tried} passeraient inaperçus :", *missed]
    assert len(missed) <= (1 - SEEN) * tried, "\n".join(told)


def _text(role: re.Match[str]) -> str:
    """Return what the role prints, when it is a number or a date."""
    registry = law.registry()
    on = date.fromisoformat(role[3]) if role[3] else registry.state_of_law
    value = registry.cite(role[1], on, role[2]).value
    return value.text if isinstance(value.value, int | float) or value.unit == "date" else ""
