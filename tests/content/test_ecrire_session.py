"""The guide of « Écrire la clause »: its game, its tables and its hours are what models give."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from guides import figure, plain, rows

from maillon.clauses.check import review
from maillon.clauses.record import Clause
from maillon.sheet.numbers import write_number
from maillon.topics.award.model.award import Offer, award
from maillon.topics.award.model.price_scores import formula
from maillon.topics.insertion.model.compliance import Sanction, extra_cost, penalty_needed

ROOT = Path(__file__).resolve().parents[2]
GRIDS = {
    "e5-clauses": ("grille-e5.md", "neuf", "cinquante"),
    "e6-notation": ("grille-e6.md", "cinq", "quarante"),
    "e7-insertion": ("grille-e7.md", "quatre", "quarante"),
}
WEIGHT = 0.5
SESSION = plain((ROOT / "trainer" / "animer-ecrire.md").read_text("utf-8"))
GAME_COST, GAME_PENALTY, GAME_DAYS, GAME_POOL, GAME_WISH = 6, 20, 3, 12, 16
WORKSHOP_OFFERS = [Offer("A", 100, 6), Offer("B", 112, 7.6), Offer("C", 135, 9.2)]


def test_the_game_runs_as_the_guide_tells() -> None:
    """A day opens one paper or pays a day of help: only the mixture keeps the promise."""
    table = [row for row in rows(SESSION, r"[0-3]") if len(row) == 6]
    assert [int(row[0]) for row in table] == list(range(GAME_DAYS, -1, -1))
    outcomes = []
    for opened, days, kept, broken, outcome, enough in table:
        share, cost = int(opened) / GAME_POOL, extra_cost(int(days), GAME_COST)
        sanction = Sanction(share, GAME_PENALTY)
        assert int(opened) + int(days) == GAME_DAYS
        assert figure(kept) == pytest.approx(cost * GAME_POOL)
        assert figure(broken) == pytest.approx(sanction.expected(GAME_POOL))
        assert outcome == ("tient" if sanction.pays(cost, GAME_POOL) else "rompt")
        needed = penalty_needed(share, cost)
        assert enough == ("aucune" if needed == math.inf else write_number(needed))
        outcomes.append(outcome)
    assert outcomes.count("tient") == 1
    costs = [write_number(extra_cost(days, GAME_COST)) for days in range(GAME_DAYS + 1)]
    assert costs == ["6", "3", "2", "1,5"]
    assert f"lui coûte {costs[0]} points de plus" in SESSION
    for days, cost in zip(
        ("une journée de facilitatrice", "deux", "trois"), costs[1:], strict=True
    ):
        assert re.search(rf"avec {days},[^;.]* {cost} points?", SESSION, re.IGNORECASE), days
    assert f"la pénalité écrite, {GAME_PENALTY} points au plus" in SESSION


def test_a_tripled_penalty_and_a_promise_beyond_the_pool_fail_as_the_guide_tells() -> None:
    tripled = Sanction(1 / GAME_POOL, 3 * GAME_PENALTY)
    assert tripled.expected(GAME_POOL) == pytest.approx(60)
    assert GAME_COST * GAME_POOL == 72
    assert not tripled.pays(GAME_COST)
    assert "60 points restent moins que 72" in SESSION
    sanction, cost = Sanction(2 / GAME_WISH, GAME_PENALTY), extra_cost(1, GAME_COST)
    missing = sanction.expected(GAME_WISH - GAME_POOL)
    nothing = sanction.expected(GAME_WISH)
    told = f"S’y ajoutent {missing:.0f} points de pénalité en moyenne, "
    told += f"soit {cost * GAME_POOL + missing:.0f}, contre {nothing:.0f} pour ne rien faire."
    assert f"faire douze heures coûte {cost * GAME_POOL:.0f} points" in SESSION
    assert told in SESSION
    # No part of the promise is worth keeping either.
    costs = [cost * done + sanction.expected(GAME_WISH - done) for done in range(GAME_POOL + 1)]
    assert min(costs) == costs[0] == nothing


def test_the_clause_of_the_game_is_the_one_that_holds_and_the_old_one_raises_questions() -> None:
    old = re.search(r"^> (Le titulaire fera .+)$", SESSION, re.MULTILINE)
    new = " ".join(
        re.findall(r"^> (.+)$", SESSION.split("### Une clause qui tient")[1], re.MULTILINE)
    )
    assert old is not None
    for told in ("douze heures", "deux feuilles", "Une journée de facilitatrice", "20 points"):
        assert told in new
    written = [
        Clause(text, document="CCAP", place_declared="condition_execution")
        for text in (old[1], new)
    ]
    assert len(review(written[0]).findings) >= 3
    assert not review(written[1]).findings


def test_the_paper_version_prints_the_offers_and_what_they_become() -> None:
    printed = [row for row in rows(SESSION, "[ABC]") if len(row) == 3]
    assert [Offer(row[0], figure(row[1]), figure(row[2])) for row in printed] == WORKSHOP_OFFERS
    names = {
        "Classique": "classique",
        "Linéaire min–max": "min-max",
        "Linéaire à échelle": "echelle",
    }
    table = [row for row in rows(SESSION, "|".join(names)) if len(row) == 5]
    assert [row[0] for row in table] == list(names)
    for name, *totals, first in table:
        found = award(WORKSHOP_OFFERS, formula(names[name]), WEIGHT)
        assert totals == [write_number(total, decimals=2) for total in found.totals]
        assert (first,) == found.winner_names
    four = award([*WORKSHOP_OFFERS, Offer("D", 250, 3)], formula("min-max"), WEIGHT)
    a, b, c = (write_number(total, decimals=2) for total in four.totals[:3])
    assert f"A garde {a}, B monte à {b} et C à {c}" in SESSION
    assert four.winner_names == ("C",)


def test_the_paper_version_prints_what_a_penalty_is_worth() -> None:
    table = [row for row in rows(SESSION, r"\d+ €") if len(row) == 4]
    assert len(table) == 3
    assert f"coûte {extra_cost(0):.0f} € de plus" in SESSION
    for penalty, share, mean, outcome in table:
        sanction = Sanction(figure(share) / 100, figure(penalty))
        assert figure(mean) == pytest.approx(sanction.per_hour)
        assert outcome == ("tient" if sanction.pays(extra_cost(0)) else "rompt")


def test_the_session_names_chapters_workshops_exercises_and_grids() -> None:
    for chapter in sorted((ROOT / "book" / "ecrire").glob("*.md")):
        title = re.search(r"^# (.+)$", chapter.read_text("utf-8"), re.MULTILINE)
        assert title is not None
        assert f"[{plain(title[1])}](../book/ecrire/{chapter.name})" in SESSION
    for name in ("atelier-de-clauses", "trois-formules", "heures-promises", *GRIDS):
        assert f"`{name}`" in SESSION
    for assignment, (grid, marking, answering) in GRIDS.items():
        assert f"({grid})" in SESSION
        told = plain((ROOT / "trainer" / grid).read_text("utf-8"))
        assert f"Comptez {marking} minutes par copie" in told
        notebook = ROOT / "exercises" / assignment / f"{assignment}.ipynb"
        assert f"Comptez {answering} minutes." in notebook.read_text("utf-8")
    assert "Comptez cinquante minutes pour `e5-clauses`, et quarante pour" in SESSION
    assert "dix-huit minutes par stagiaire : neuf pour E5, cinq pour E6, quatre pour E7" in SESSION
    assert "python3 course.py clause check " in SESSION


MOMENTS = {"cinq": 5, "dix": 10}


@pytest.mark.parametrize(("title", "column"), [("trois heures trente", 1), ("une heure trente", 2)])
def test_the_game_fits_its_slot_with_time_for_groups_and_rule(title: str, column: int) -> None:
    game = SESSION.split("## Le jeu « La clause en quatre mains »")[1].split("\n## ")[0]
    table = [row for row in rows(game, r"[^|]+") if len(row) == 3 and row[1].endswith(" min")]
    *moments, total = table
    assert total[0] == "En tout"
    minutes = {row[0]: int(figure(row[column])) for row in moments}
    assert minutes["Groupes, cartes et règle"] >= 5
    assert minutes["Débriefing"] >= 5
    assert sum(minutes.values()) == int(figure(total[column]))
    planned = SESSION.split(f"## Déroulé en {title}")[1].split("\n## ")[0]
    (slot,) = [row for row in rows(planned, r"\d h \d\d") if "en quatre mains" in row[3]]
    assert sum(minutes.values()) == int(figure(slot[1]))
    # The game as it is told, part by part, is the long one.
    told = re.findall(r"^\*\*(.+), (\w+) minutes\.\*\*$", game, re.MULTILINE)
    long = {row[0]: int(figure(row[1])) for row in moments}
    assert {name: MOMENTS[spelled] for name, spelled in told} == long
    assert ("deux manches" in slot[3]) == (minutes["Troisième manche"] == 0)


def test_what_is_to_print_says_from_which_file_and_how() -> None:
    told = SESSION.split("### Imprimer ce qu’il faut")[1].split("\n## ")[0]
    for words in ("énoncé de E5", "cartes de rôle", "feuille de compte", "Ctrl+P", "Word"):
        assert words in told
    assert (ROOT / "exercises" / "e5-clauses").is_dir()
    for name in re.findall(r"`/lab/tree/([^`]+)`", told):
        assert (ROOT / name).is_file()
    assert "`/lab/tree/trainer/animer-ecrire.md`" in told


@pytest.mark.parametrize(
    ("title", "minutes"), [("trois heures trente", 210), ("une heure trente", 90)]
)
def test_a_session_lasts_what_it_says(title: str, minutes: int) -> None:
    table = SESSION.split(f"## Déroulé en {title}")[1].split("\n## ")[0]
    assert "| Heure | Durée | Objectif | Contenu | Méthode |" in table
    clock = 0
    for line in rows(table, r"\d h \d\d"):
        assert len(line) == 9
        hour, minute = re.findall(r"\d+", line[0])
        assert 60 * int(hour) + int(minute) == clock
        clock += int(figure(line[1]))
    assert clock == minutes
