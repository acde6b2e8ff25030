"""« Des heures promises aux heures tenues »: what the page says is what the model says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from pages import Page, answer, plain

from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.claims import CHECK_DAYS, MONTHS
from maillon.topics.insertion.model.compliance import Sanction
from maillon.topics.insertion.model.delivery import Clause, deliver
from maillon.topics.insertion.workshop.promised_hours import (
    GOAL_SHARE,
    MOST_DAYS,
    MOST_PENALTY,
    outcome,
    surprises,
)
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

EFFORT, CHECKED, PENALTY, HELP = (
    "Taux d’insertion",
    "Part des heures vérifiées",
    "Pénalité par heure",
    "Temps de facilitation",
)
STEPS = ("explore", "label", "surprise", "challenge", "own_lots", "displaced")


def run(workshop: Workshop) -> None:
    """Run every cell of the notebook."""
    for step in STEPS:
        getattr(workshop, step)()


@pytest.fixture
def bench(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« kept ») placed."""
    workshop = opened("heures-promises")
    workshop.bet()
    run(workshop)
    answer(page.find("radio"), "kept")
    page.press("Je parie")
    return page


def said(page: Page, words: str) -> str:
    """Return the first box of sentences that holds `words`."""
    found = [
        plain("\n".join(control.lines))
        for control in page.controls
        if control.kind == "sentence" and words in plain("\n".join(control.lines))
    ]
    assert found, words
    return found[0]


def test_everything_but_the_recall_waits_for_the_bet(
    opened: Callable[[str], Workshop], page: Page
) -> None:
    run(opened("heures-promises"))
    assert [control.kind for control in page.controls] == ["sentence"] * len(STEPS)


def test_it_starts_from_a_clause_that_does_not_hold(bench: Page) -> None:
    told = said(bench, "Promesse :")
    assert "1 918 h par an, soit 5 personnes à 390 h chacune" in told
    assert "Rompre coûte 2 € par heure en moyenne. Tenir coûte de 4 à 20 €" in told
    assert "767 h sont travaillées (40 %)" in told
    assert "Temps de l’équipe : 5 jours par an" in told
    assert INCIDENT not in bench.text


def test_there_are_five_controls_on_the_bench(bench: Page) -> None:
    kinds = [c.kind for c in bench.controls if c.kind in ("checks", "range")]
    assert kinds[:5] == ["checks", "range", "range", "range", "range"]
    assert len(kinds) == 10  # the same five serve the challenge


def test_checks_hold_the_promise_and_a_tripled_penalty_does_not(bench: Page) -> None:
    answer(bench.find("range", CHECKED), 5)
    answer(bench.find("range", PENALTY), 120)
    assert "Rompre coûte 6 €" in said(bench, "Promesse :")
    assert "selon l’entreprise : 13 % y gagnent" in said(bench, "Promesse :")
    assert "911 h sont travaillées (48 %)" in said(bench, "Promesse :")
    answer(bench.find("range", HELP), 2)
    assert "Tenir coûte de 1,33 à 6,67 €" in said(bench, "Promesse :")
    answer(bench.find("range", HELP), 2.5)
    assert "selon l’entreprise : toutes y gagnent" in said(bench, "Promesse :")
    answer(bench.find("range", HELP), 0)
    answer(bench.find("range", PENALTY), 40)
    answer(bench.find("range", CHECKED), 60)
    assert "1 918 h sont travaillées (100 %)" in said(bench, "Promesse :")


def test_a_promise_beyond_the_pool_is_told(bench: Page) -> None:
    answer(bench.find("range", EFFORT), 20)
    told = said(bench, "Promesse :")
    assert "716 h dépassent ce que le territoire peut pourvoir" in told
    assert "dépasse le vivier" in said(bench, "Pour 1 000 €")


def test_the_cap_of_the_contract_is_told_where_it_bites(bench: Page) -> None:
    answer(bench.find("range", CHECKED), 100)
    answer(bench.find("range", EFFORT), 12)
    assert "Moins ici" not in bench.text
    answer(bench.find("range", EFFORT), 20)
    assert "Moins ici : Nettoyage. Les pénalités y butent sur leur plafond" in plain(bench.text)


def test_no_lot_is_no_hour_and_no_incident(bench: Page) -> None:
    answer(bench.find("checks"), [])
    assert "Aucune heure n’est promise" in bench.text
    assert INCIDENT not in bench.text
    answer(bench.find("checks"), ["nettoyage"])
    assert "1 008 h par an" in said(bench, "Promesse :")


def test_reset_brings_the_start_back(bench: Page) -> None:
    answer(bench.find("checks"), ["nettoyage"])
    answer(bench.find("range", HELP), 3)
    first = next(c for c in bench.controls if c.kind == "buttons" and c.options[0][0] == "reset")
    first._handle_custom_msg({"click": "reset"}, [])
    assert "1 918 h par an" in said(bench, "Promesse :")
    assert bench.find("range", HELP).value == 0


@pytest.mark.parametrize("value", [-1, "beaucoup", None])
@pytest.mark.parametrize("label", [EFFORT, CHECKED, PENALTY, HELP])
def test_an_absurd_value_is_told_and_breaks_nothing(bench: Page, label: str, value: object) -> None:
    slider = bench.find("range", label)
    usual = slider.value
    answer(slider, value)
    assert slider.tone == "bad"
    answer(slider, usual)
    assert slider.message == ""
    assert "1 918 h par an" in said(bench, "Promesse :")


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("kept", "Le modèle dit autre chose.", "plain"),
        ("half", "Le modèle dit autre chose.", "plain"),
        ("nothing", "C’est ce que dit le modèle.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_model(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("heures-promises").store.save("pari", option)
    run(opened("heures-promises"))
    answer(page.find("range", CHECKED), 30)
    told = next(
        c for c in page.controls if c.kind == "sentence" and "Votre pari" in "\n".join(c.lines)
    )
    assert (verdict in "\n".join(told.lines), told.tone) == (True, tone)


def test_the_surprises_are_those_of_the_sheet() -> None:
    told = plain("\n".join(surprises()))
    for words in (
        "une pénalité de 40 € pèse 2 € par heure déclarée sans être faite. Triplée, elle pèse 6 €",
        "passer les heures faites de 767 à 911, sur 1 918 promises",
        "vérifiez 60 % des heures : 24 € par heure, et cela suffit",
        "Pour l’entreprise à 12 €, vérifier 30 % des heures suffit, en 30 jours par an",
        "Rompre ne coûte que 2 € : il faut 5 jours de facilitation par mois",
        "soit 65 jours par an avec les contrôles",
        "15 % de vérification et 1 jour par mois mettent 6 € de chaque côté, en 27 jours par an",
        "la promesse est de 3 836 h pour un vivier de 3 120 h",
        "le nettoyage donne 4,0 heures, les travaux de 0,7 à 2,3",
    ):
        assert words in told


def test_the_outcome_is_an_option_of_the_bet(opened: Callable[[str], Workshop]) -> None:
    assert outcome() in dict(opened("heures-promises").texts.bet.options)


def settle(page: Page, **values: float) -> str:
    """Set the bench, and return what the challenge says."""
    for name, label in (("p", CHECKED), ("fine", PENALTY), ("help", HELP), ("effort", EFFORT)):
        if name in values:
            answer(page.find("range", label), values[name])
    return said(page, "Heures travaillées :")


def test_the_challenge_leads_to_a_little_help_and_some_checks(bench: Page) -> None:
    assert "comparez ce que coûte rompre" in settle(bench)
    assert "La pénalité est trop haute" in settle(bench, fine=80)
    assert "l’équipe s’épuise" in settle(bench, fine=40, p=40, effort=12)
    assert "quel lot, ou quel taux, manque" in settle(bench, effort=5)
    assert "Défi réussi" in settle(bench, effort=11, p=25, help=0.5)
    assert "Défi réussi" in settle(bench, p=20, help=1)
    # A promise beyond reach gives hours, and is still a promise that nobody can keep.
    assert "La promesse dépasse le vivier" in settle(bench, effort=20)


def test_neither_checks_nor_help_alone_win_the_challenge() -> None:
    lots, pool = list(hautebrune.lots().values()), hautebrune.pool()
    won = {
        (checked, days / 2)
        for checked in range(0, 101, 5)
        for days in range(9)
        if CHECK_DAYS * checked / 100 + MONTHS * days / 2 <= MOST_DAYS
        and deliver(
            lots, Clause(0.12, Sanction(checked / 100, MOST_PENALTY), days / 2), pool
        ).kept_share
        >= GOAL_SHARE
    }
    assert won == {(25, 0.5), (20, 1.0), (15, 1.5)}


def test_the_decision_is_named_for_the_table_of_displacements(bench: Page) -> None:
    answer(bench.find("range", HELP), 1.5)
    assert (
        "Décision : une clause à 10 % sur 4 lots, 5 % des heures vérifiées, 40 € de pénalité "
        "par heure et 1,5 jour de facilitation par mois." in plain(bench.text)
    )


def test_the_page_opens_again_as_it_was(bench: Page, opened: Callable[[str], Workshop]) -> None:
    answer(bench.find("range", EFFORT), 12)
    again: Any = opened("heures-promises")
    bench.shown.clear()
    run(again)
    assert "Votre pari" in bench.text
    assert bench.find("range", EFFORT).value == 12


def test_the_settings_are_there_at_the_next_opening(
    bench: Page, opened: Callable[[str], Workshop]
) -> None:
    answer(bench.find("checks"), ["nettoyage", "peinture"])
    answer(bench.find("range", PENALTY), 90)
    answer(bench.find("range", CHECKED), 10)
    told = said(bench, "Promesse :")
    assert "il faut vérifier 14 % des heures" in told
    bench.shown.clear()
    run(opened("heures-promises"))
    assert said(bench, "Promesse :") == told
    assert bench.find("checks").value == ["nettoyage", "peinture"]


def test_the_highest_rate_that_is_told_holds() -> None:
    told = plain("\n".join(surprises()))
    rate = re.search(r"le taux le plus haut qui tienne est de (\d+) %", told)
    assert rate is not None
    lots, pool = list(hautebrune.lots().values()), hautebrune.pool()
    best = int(rate[1]) / 100
    assert (
        sum(lot.hours(best) for lot in lots) <= pool < sum(lot.hours(best + 0.01) for lot in lots)
    )


def test_one_word_names_the_rate_and_the_other_is_explained_once(bench: Page) -> None:
    shown = " ".join([bench.text, *(f"{c.label} {c.hint}" for c in bench.controls)])
    assert len(re.findall(r"effort", shown)) == 2  # the same slider, on the bench and the challenge
    assert "aussi « effort d’insertion »" in plain(bench.find("range", EFFORT).hint)
