"""« Qui entraîne qui ? »: ranks and signs on the page are those of the models."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pages import Page, answer, plain

from maillon.topics.influence.model.cross_impact import InfluenceMatrix
from maillon.topics.influence.model.fuzzy_map import FuzzyMap, NoOrder
from maillon.topics.influence.model.purchase_system import (
    CASH,
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    TRUST,
    WORKLOAD,
)
from maillon.topics.influence.pictures.fuzzy_changes import fuzzy_changes_picture
from maillon.topics.influence.pictures.influence_plane import influence_plane_picture
from maillon.topics.influence.workshop import ANSWER, DEALT, LEVERS, outcome
from maillon.widgets.controls import Control
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

FORWARD, CAUSE, DECK = "Mettre en avant", "Cartes qui partent de", "Jeu de cartes"
HELD, SLOPE = "Tenir au plus haut", "Vivacité"

Opened = Callable[[str], Workshop]


def run_all(workshop: Workshop) -> None:
    workshop.bet()
    workshop.explore()
    workshop.scenario()  # type: ignore[attr-defined]
    workshop.surprise()
    workshop.challenge()
    workshop.displaced()


@pytest.fixture
def table(opened: Opened, page: Page) -> Page:
    """The workshop, every cell run, the bet (« Elle reste septième ») placed."""
    run_all(opened("qui-entraine-qui"))
    answer(page.find("radio"), "same")
    page.press("Je parie")
    return page


def cards(page: Page) -> list[Control]:
    return [control for control in page.controls if control.kind == "classify"]


def play(page: Page, cause: str, effect: str, strength: int) -> None:
    """Change one card."""
    control = page.find("classify", cause)
    answer(control, control.value | {str(LABELS.index(effect)): str(strength)})


def with_card(cause: str, effect: str, strength: int) -> InfluenceMatrix:
    rows = [list(row) for row in INFLUENCE.rows]
    rows[LABELS.index(cause)][LABELS.index(effect)] = strength
    return InfluenceMatrix(LABELS, tuple(map(tuple, rows)))


def assert_planes(page: Page, matrix: InfluenceMatrix, forward: str = WORKLOAD) -> None:
    drawn = next(c.picture for c in page.controls if c.kind == "figure")
    expected = influence_plane_picture(matrix, highlight=forward)
    assert drawn is not None
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)
    assert INCIDENT not in page.text


def assert_bars(page: Page, held: Sequence[str], slope: float = 1.0) -> None:
    drawn = [c.picture for c in page.controls if c.kind == "figure"][1]
    expected = fuzzy_changes_picture(FUZZY, dict.fromkeys(held, 1.0), slope=slope)
    assert drawn is not None
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)
    assert INCIDENT not in page.text


def test_it_starts_with_the_cards_of_the_bet(table: Page) -> None:
    assert_planes(table, INFLUENCE)
    assert "monte du 7e au 3e rang" in table.text
    shown = [control for control in cards(table) if not control.hidden]
    assert [WORKLOAD in control.label for control in shown] == [True]
    assert len(cards(table)) == len(LABELS)


@pytest.mark.parametrize("cause", LABELS)
def test_each_cause_shows_its_own_cards(table: Page, cause: str) -> None:
    answer(table.find("select", CAUSE), cause)
    [shown] = [control for control in cards(table) if not control.hidden]
    assert cause in shown.label
    row = INFLUENCE.rows[LABELS.index(cause)]
    others = [str(place) for place, label in enumerate(LABELS) if label != cause]
    assert shown.value == {place: str(row[int(place)]) for place in others}


def test_a_card_changes_the_ranks_and_is_listed(table: Page) -> None:
    play(table, WORKLOAD, FOLLOW_UP, 0)
    changed = with_card(WORKLOAD, FOLLOW_UP, 0)
    assert_planes(table, changed)
    assert f"{WORKLOAD} → {FOLLOW_UP} : 0 au lieu de 3" in plain(table.text)
    assert changed.stable_ranking().sentence(WORKLOAD) in table.text


def test_another_variable_is_brought_forward(table: Page) -> None:
    answer(table.find("select", FORWARD), TRUST)
    assert_planes(table, INFLUENCE, TRUST)
    assert INFLUENCE.stable_ranking().sentence(TRUST) in table.text


@pytest.mark.parametrize("deck", ["strong", "empty"])
def test_without_any_circuit_the_page_says_so(table: Page, deck: str) -> None:
    answer(table.find("select", DECK), deck)
    matrix = InfluenceMatrix(LABELS, DEALT[deck])
    assert not matrix.has_circuit
    assert "Aucun circuit." in table.text
    assert_planes(table, matrix)
    table.press("Réinitialiser")
    assert_planes(table, INFLUENCE)
    assert table.find("select", DECK).value == "all"


def test_cards_are_kept_for_the_next_opening(table: Page, opened: Opened, page: Page) -> None:
    answer(table.find("select", DECK), "empty")
    play(table, DEMANDS, IMPACT, 2)
    page.shown.clear()
    again = opened("qui-entraine-qui")
    again.explore()
    assert page.find("select", DECK).value == "empty"
    rows = [list(row) for row in DEALT["empty"]]
    rows[LABELS.index(DEMANDS)][LABELS.index(IMPACT)] = 2
    assert again.store.get(ANSWER) == {"deck": "empty", "rows": rows}
    assert_planes(page, InfluenceMatrix(LABELS, tuple(map(tuple, rows))))


@pytest.mark.parametrize(
    "kept", [[], "cartes", {"deck": "all"}, {"deck": "all", "rows": [[9]]}, {"rows": None}]
)
def test_a_damaged_table_is_dealt_again(opened: Opened, page: Page, kept: object) -> None:
    workshop = opened("qui-entraine-qui")
    workshop.store.save(ANSWER, kept)
    workshop.store.save("pari", "top")
    again = opened("qui-entraine-qui")
    again.explore()
    assert_planes(page, INFLUENCE)


@pytest.mark.parametrize("value", [None, "x", {"0": "9"}, {"0": ["3"]}, {"99": "3"}])
def test_what_is_no_card_counts_for_nothing(table: Page, value: object) -> None:
    answer(table.find("classify", WORKLOAD), value)
    rows = list(INFLUENCE.rows)
    rows[LABELS.index(WORKLOAD)] = (0,) * len(LABELS)
    assert_planes(table, InfluenceMatrix(LABELS, tuple(rows)))


# --- the levers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [[DEMANDS], [FOLLOW_UP], [DEMANDS, CASH], list(LEVERS), []])
def test_levers_held_are_drawn_by_order_and_sign(table: Page, held: list[str]) -> None:
    answer(table.find("checks", HELD), held)
    assert_bars(table, [label for label in LEVERS if label in held])
    assert ("Tenez au moins un levier." in table.text) == (not held)


@pytest.mark.parametrize("slope", [0.5, 2.5, 5])
def test_the_slope_is_the_model_s(table: Page, slope: float) -> None:
    answer(table.find("range", SLOPE), slope)
    assert_bars(table, [DEMANDS], slope)


def test_no_decimal_of_a_level_is_shown(table: Page) -> None:
    answer(table.find("checks", HELD), [FOLLOW_UP, TRUST])
    assert "0,0" not in plain(table.text).replace("λ = 1,0", "")


def test_a_map_that_does_not_settle_shows_no_order(
    table: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise NoOrder("La carte ne se pose pas.")

    with monkeypatch.context() as patched:
        patched.setattr(FuzzyMap, "changes", refuse)
        answer(table.find("checks", HELD), [DEMANDS, CASH])
        assert "La carte ne se pose pas." in table.text
        assert [c.hidden for c in table.controls if c.kind == "figure"][1]
    answer(table.find("checks", HELD), [DEMANDS])
    assert_bars(table, [DEMANDS])


# --- the bet and the challenge --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("down", "La matrice dit autre chose.", "plain"),
        ("some", "La matrice dit autre chose.", "plain"),
        ("top", "C’est ce que dit la matrice.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_matrix(
    opened: Opened, page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("qui-entraine-qui").store.save("pari", option)
    again = opened("qui-entraine-qui")
    run_all(again)
    answer(page.find("select", FORWARD), TRUST)
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    told = plain("\n".join(box.lines))
    assert (verdict in told, box.tone) == (True, tone)
    assert "2 cartes : sourçage (2e) et suivi d’exécution (3e)" in told
    assert "le suivi d’exécution fait monter l’impact réel plus que l’exigence" in told


def test_each_outcome_is_an_option_of_the_bet(opened: Opened) -> None:
    options = dict(opened("qui-entraine-qui").texts.bet.options)
    assert {outcome(7, after) for after in range(1, 11)} == set(options)


@pytest.mark.parametrize("lever", [label for label in LEVERS if label != DEMANDS])
def test_one_lever_alone_wins_the_challenge(table: Page, lever: str) -> None:
    answer(table.find("checks", HELD), [DEMANDS, lever])
    changes = {c.label: c for c in FUZZY.changes({DEMANDS: 1.0, lever: 1.0})}
    won = changes[IMPACT].sign > 0 and changes[WORKLOAD].sign <= 0
    assert ("Défi réussi" in table.text) == won == (lever == CASH)


@pytest.mark.parametrize("held", [[], [DEMANDS], [CASH, TRUST], [DEMANDS, CASH, TRUST]])
def test_the_challenge_asks_for_two_levers(table: Page, held: list[str]) -> None:
    answer(table.find("checks", HELD), held)
    assert "et un seul autre levier" in table.text
    assert "Défi réussi" not in table.text


def test_the_table_of_displacements_names_the_levers(table: Page) -> None:
    answer(table.find("checks", HELD), [DEMANDS, CASH])
    assert "tenir au plus haut l’exigence du cahier des charges et la trésorerie" in table.text
    answer(table.find("checks", HELD), [])
    assert "ne tenir aucun levier" in table.text
