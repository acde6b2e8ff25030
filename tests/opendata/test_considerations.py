"""Three states: a clause, a declared absence, and nothing said, never merged."""

from __future__ import annotations

import pytest
from raw_tables import cleaned, touched

from maillon.opendata.tables import CONSIDERATIONS

FIELD = "considerationsSociales"
UNKNOWN = (None, None, None)


@pytest.mark.parametrize(
    ("text", "clause_criterion_reserved"),
    [
        ("Clause sociale", (True, False, False)),
        ("Critère social, Clause sociale", (True, True, False)),
        ("Critère social, Marché réservé", (False, True, True)),
        ("CONCESSION RÉSERVÉE, clause sociale", (True, False, True)),
        ("CRITÈRE SOCIAL", (False, True, False)),
        ("MARCHÉ RÉSERVÉ", (False, False, True)),
        ("marche reserve", (False, False, True)),
        ("Crite\u0300re social", (False, True, False)),
        ("Clause\u00a0sociale", (True, False, False)),
        ("Crit&egrave;re social", (False, True, False)),
        ("Critet#232;re, crit&#232;re  social", (False, True, False)),
        ("PAS DE CONSIDÉRATION SOCIALE", (False, False, False)),
        ("Concession réservée", (False, False, True)),
        ("Pas de considération sociale", (False, False, False)),
        ("Sans objet", (False, False, False)),
        ("Pas de considération sociale, Clause sociale", UNKNOWN),
        ("Insertion", UNKNOWN),
        ("", UNKNOWN),
        ("CDL", UNKNOWN),
        ("MQ", UNKNOWN),
        ("INX Clause sociale", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_social_considerations(
    text: str | None, clause_criterion_reserved: tuple[bool | None, ...]
) -> None:
    row = cleaned("contracts", {FIELD: text}).tables.contracts.select(CONSIDERATIONS[2:]).collect()
    assert row.row(0) == clause_criterion_reserved


def test_environmental_considerations() -> None:
    texts = (
        *("Clause environnementale, Critère environnemental", "Critere environnemental"),
        *("Pas de considération environnementale", "Clause sociale", None),
    )
    done = cleaned("contracts", *({"considerationsEnvironnementales": text} for text in texts))
    found = done.tables.contracts.select("env_clause", "env_critere").collect().rows()
    assert found == [(True, True), (False, True), (False, False), (None, None), (None, None)]


def test_contradictions_and_words_of_decp_info_are_counted() -> None:
    texts = ("Pas de considération sociale, Clause sociale", "Sans objet", "Insertion", "MQ", None)
    assert touched(cleaned("contracts", *({FIELD: text} for text in texts))) == {
        "marque-mq": 1,
        f"consideration-contradictoire:{FIELD}": 1,
        f"consideration-hors-liste:{FIELD}": 1,
        f"consideration-sans-objet:{FIELD}": 1,
    }
