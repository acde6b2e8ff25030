"""« Carbone et coût »: what the page says is what the models say, and nothing is averaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pages import Page, answer, plain

from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.hot_spots import NO_AVERAGE
from maillon.topics.footprint_and_cost.pictures.annual_cost import annual_cost_picture
from maillon.topics.footprint_and_cost.pictures.thermometers import finding
from maillon.topics.footprint_and_cost.workshop.chairs import TOP, initial
from maillon.topics.footprint_and_cost.workshop.heat_map import ANSWER, record, saved_cells
from maillon.topics.footprint_and_cost.workshop.two_thermometers import outcome
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

PRICE, QUANTITY, YEARS = "Prix d’une chaise", "Nombre de chaises", "Durée d’usage"


def run(workshop: Workshop) -> None:
    """Run every cell of the notebook."""
    for step in ("explore", "cost", "hot_spots", "surprise", "challenge", "note", "displaced"):
        getattr(workshop, step)()


@pytest.fixture
def bench(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« half ») placed."""
    workshop = opened("deux-thermometres")
    workshop.bet()
    run(workshop)
    answer(page.find("radio"), "half")
    page.press("Je parie")
    return page


def box(page: Page, words: str) -> Any:
    """Return the first box of sentences that holds `words`: its own, before the note copies it."""
    found = [
        c for c in page.controls if c.kind == "sentence" and words in plain("\n".join(c.lines))
    ]
    assert found, words
    return found[0]


def said(page: Page, words: str) -> str:
    return plain("\n".join(box(page, words).lines))


def test_everything_but_the_recall_waits_for_the_bet(
    opened: Callable[[str], Workshop], page: Page
) -> None:
    run(opened("deux-thermometres"))
    assert [c.kind for c in page.controls] == ["sentence"] * 7


def test_it_starts_from_what_the_school_asks_for(bench: Page) -> None:
    told = said(bench, "150 chaises neuves à 150 € pièce")
    assert plain(finding(initial(), initial())) in told
    assert "420 kg de CO₂e par année d’usage" in told
    assert INCIDENT not in bench.text


def test_the_durable_chair_heats_one_thermometer_and_cools_the_other(bench: Page) -> None:
    answer(bench.find("radio", "Chaise"), "durable")
    assert (bench.find("range", PRICE).value, bench.find("range", YEARS).value) == (210, 15)
    told = said(bench, "150 chaises durables à 210 € pièce, gardées 15 ans")
    assert "monétaire : 7,3 t (+40 %)" in told
    assert "physique : 3,8 t (−10 %)" in told
    assert "252 kg de CO₂e" in told


def test_a_rebate_moves_the_money_only_and_a_smaller_need_moves_all(bench: Page) -> None:
    answer(bench.find("range", PRICE), 135)
    assert "monétaire : 4,7 t (−10 %). Thermomètre physique : 4,2 t. " in said(bench, "135 €")
    answer(bench.find("range", PRICE), 150)
    answer(bench.find("range", QUANTITY), 120)
    assert said(bench, "120 chaises neuves").count("(−20 %)") == 3


def test_a_gap_says_what_it_is_compared_with(bench: Page) -> None:
    assert "Écarts par rapport" not in bench.text
    answer(bench.find("range", QUANTITY), 120)
    assert "Écarts par rapport à 150 chaises neuves." in said(bench, "120 chaises neuves")
    assert "Écarts par rapport à 150 chaises neuves." in said(bench, "Fiche à emporter")


def test_a_factor_without_year_is_refused_in_a_sentence(bench: Page) -> None:
    factor = bench.find("select", "Facteur")
    assert "261 kg par k€ HT, année à vérifier" in plain(dict(factor.options)[hautebrune.DISPUTED])
    answer(factor, hautebrune.DISPUTED)
    refused = box(bench, "n’a pas d’année")
    assert refused.tone == "bad"
    told = plain("\n".join(refused.lines))
    assert "ne se compare à rien" in told
    assert "se contredisent sur son année. Elle compterait 13 % de carbone en plus" in told
    assert "ne l’écrivez dans aucun bilan" in told
    assert "monétaire : illisible" in said(bench, "illisible")
    picture = next(c for c in bench.controls if c.kind == "figure").picture
    assert picture is not None
    assert picture["rows"][0][1] == "illisible"
    answer(bench.find("select", "Facteur"), hautebrune.MONEY)
    assert "n’a pas d’année" not in bench.text


def test_each_factor_says_its_year_and_its_status_on_screen(bench: Page) -> None:
    picture = next(c for c in bench.controls if c.kind == "figure").picture
    assert picture is not None
    caption = plain(picture["caption"])
    assert "231 kg par k€ HT, 2023, hypothèse" in caption
    assert "28 kg par chaise, 2018, sourcé" in caption
    assert "cité par un tiers" in caption
    answer(bench.find("radio", "Chaise"), "occasion")
    picture = next(c for c in bench.controls if c.kind == "figure").picture
    assert picture is not None
    assert "3 kg par chaise, 2026, fictif" in plain(picture["caption"])


def test_each_lifetime_says_where_it_comes_from(bench: Page) -> None:
    hint = plain(bench.find("range", YEARS).hint)
    assert "neuve, 10 ans (sourcé) ; neuve et durable, 15 ans (hypothèse)" in hint
    assert "fictif" in bench.find("range", PRICE).hint


def test_reset_brings_the_start_back(bench: Page) -> None:
    answer(bench.find("radio", "Chaise"), "durable")
    answer(bench.find("range", QUANTITY), 100)
    first = next(c for c in bench.controls if c.kind == "buttons" and c.options[0][0] == "reset")
    first._handle_custom_msg({"click": "reset"}, [])
    assert plain(finding(initial(), initial())) in said(bench, "150 chaises neuves à 150 € pièce")


@pytest.mark.parametrize("value", [-1, "beaucoup", None])
@pytest.mark.parametrize(
    ("label", "usual", "seen"),
    [
        (PRICE, 210, "150 chaises neuves à 210 €"),
        (YEARS, 12, "gardées 12 ans"),
        ("Durée du reconditionné", 4, "Reconditionné, 4 ans : 150 €"),
        ("Prix du reconditionné", 400, "47 % de moins à l’achat"),
    ],
)
def test_an_absurd_value_is_told_and_breaks_nothing(
    bench: Page, label: str, usual: float, seen: str, value: object
) -> None:
    slider = bench.find("range", label)
    answer(slider, value)
    assert slider.tone == "bad"
    assert INCIDENT not in slider.message
    answer(slider, usual)
    assert slider.message == ""
    assert seen in plain(bench.text)


def test_the_lifetime_decides_the_yearly_cost(bench: Page) -> None:
    assert "44 % de moins à l’achat, et 1 % de moins par an" in plain(bench.text)
    answer(bench.find("range", "Durée du reconditionné"), 4)
    told = said(bench, "Reconditionné, 4 ans")
    assert "Neuf, 5 ans : 186 € par an. Reconditionné, 4 ans : 150 € par an." in told
    assert "et 20 % de moins par an" in told
    answer(bench.find("range", "Durée du reconditionné"), 2)
    assert "de plus par an" in said(bench, "Reconditionné, 2 ans")


def test_the_picture_of_the_cost_bench_is_that_of_its_controls(bench: Page) -> None:
    answer(bench.find("range", "Taux"), 0)
    new, refurbished = hautebrune.computer("neuf"), hautebrune.computer("reconditionne")
    expected = annual_cost_picture(
        [new, refurbished], 0, kept=refurbished, against=new, status="fictif"
    )
    drawn = [c.picture for c in bench.controls if c.kind == "figure"][1]
    assert drawn is not None
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)


def test_a_smaller_fleet_costs_less_a_year(bench: Page) -> None:
    answer(bench.find("range", "Ordinateurs"), 100)
    assert "Pour 100 postes : 18 612 € par an en neuf" in plain(bench.text)


def score(page: Page, **heats: int) -> None:
    """Score stages (« Fin_de_vie=2 ») for the impact on show."""
    names = {name.replace("_", " "): str(heat) for name, heat in heats.items()}
    answer(page.find("classify"), names)


def test_a_hot_cell_waits_for_its_reason(bench: Page) -> None:
    score(bench, Usage=3, Transport=1)
    assert [c.label.split("\N{NO-BREAK SPACE}")[0] for c in _reasons(bench)] == ["Usage"]
    told = said(bench, "Points chauds : famille à nommer")
    assert "Il manque une raison : usage (climat)" in told
    assert "Climat : transport (1, tiède)." in told
    answer(_reasons(bench)[0], "chauffage, relevé du compteur")
    told = said(bench, "Points chauds : famille à nommer")
    assert "Il manque" not in told
    assert "Climat : usage (3, très chaud)." in told


def _reasons(page: Page) -> list[Any]:
    return [c for c in page.controls if "pourquoi" in c.label and not c.hidden]


def test_each_impact_keeps_its_own_scores(bench: Page) -> None:
    score(bench, Usage=2)
    answer(_reasons(bench)[0], "compteur")
    answer(bench.find("select", "Impact"), "Eau")
    assert bench.find("classify").value == {}
    assert _reasons(bench) == []
    score(bench, Usage=0)
    answer(bench.find("select", "Impact"), "Climat")
    assert bench.find("classify").value == {"Usage": "2"}
    assert _reasons(bench)[0].value == "compteur"
    told = said(bench, "Points chauds :")
    assert "Climat : usage (2, chaud)." in told
    assert "Eau : rien de notable." in told


def test_an_average_is_refused_in_a_sentence(bench: Page) -> None:
    asked = bench.press("Faire la moyenne")
    assert asked.message == NO_AVERAGE


def test_the_map_is_there_again_at_the_next_opening(
    bench: Page, opened: Callable[[str], Workshop]
) -> None:
    answer(bench.find("text", "Famille"), "chaises d’école")
    score(bench, Matières=3)
    answer(_reasons(bench)[0], "plastique neuf")
    bench.shown.clear()
    run(opened("deux-thermometres"))
    assert bench.find("classify").value == {"Matières": "3"}
    assert _reasons(bench)[0].value == "plastique neuf"
    assert "Climat : matières (3, très chaud)." in said(bench, "Points chauds : chaises d’école")


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "carte",
        {"cases": 3},
        {
            "famille": 4,
            "cases": [["Usage", "Eau"], ["Lune", "Eau", 2, ""], ["Usage", "Eau", 9, ""]],
        },
    ],
)
def test_what_cannot_be_read_is_left_out(opened: Callable[[str], Workshop], kept: object) -> None:
    workshop = opened("deux-thermometres")
    workshop.store.save(ANSWER, kept)
    assert saved_cells(workshop.store) == ("", {})


def test_what_is_kept_is_what_is_read(opened: Callable[[str], Workshop]) -> None:
    workshop = opened("deux-thermometres")
    cells = {("Usage", "Eau"): (2, "lavage"), ("Transport", "Climat"): (0, "")}
    workshop.store.save(ANSWER, record("linge", cells))
    assert saved_cells(workshop.store) == ("linge", cells)


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("half", "Le modèle dit autre chose.", "plain"),
        ("more", "Le modèle dit autre chose.", "plain"),
        ("same", "C’est ce que dit le modèle.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_model(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("deux-thermometres").store.save("pari", option)
    run(opened("deux-thermometres"))
    answer(page.find("range", "Durée du neuf"), 6)
    told = box(page, "Votre pari")
    assert (verdict in "\n".join(told.lines), told.tone) == (True, tone)
    lines = plain("\n".join(told.lines))
    for words in (
        "coûte 44 % de moins. Par an, il ne coûte guère moins : 184 €, contre 186 €",
        "Gardé 4 ans au lieu de 3 ans, il descend à 150 € par an : −19 %",
        "Payé 25 % de moins, il descendrait à 147 € : −20 %",
        "« émet » 48,51 kg au thermomètre monétaire, contre 34,65 kg pour la neuve : +40 %",
        "rabais de 10 % « économise » du carbone : −10 % en monétaire, 0 % en physique",
        "version du facteur ferait +13 %",
        "Son année est incertaine : elle n’entre dans aucun bilan.",
        "−20 % en monétaire, −20 % en physique et −20 % de dépense",
    ):
        assert words in lines


def test_each_outcome_is_an_option_of_the_bet(opened: Callable[[str], Workshop]) -> None:
    options = dict(opened("deux-thermometres").texts.bet.options)
    new = hautebrune.computer("neuf")
    refurbished = hautebrune.computer("reconditionne")
    kept = [replace(refurbished, years=years) for years in (2, 3, 4, 8)]
    assert [outcome(new, option, 0.03) for option in kept] == ["more", "same", "quarter", "half"]
    assert set(options) == {"more", "same", "quarter", "half"}


def settle(page: Page, kind: str, quantity: float, **more: float) -> str:
    """Set the carbon bench, and return what the challenge says."""
    answer(page.find("radio", "Chaise"), kind)
    answer(page.find("range", QUANTITY), quantity)
    for label, value in more.items():
        answer(page.find("range", {"price": PRICE, "years": YEARS}[label]), value)
    return said(page, "Carbone physique par année d’usage :")


def test_the_challenge_says_its_rules_before_it_refuses(bench: Page) -> None:
    rules = plain(bench.find("prompt", "Les règles du défi").statement)
    assert "au moins 120 chaises" in rules
    assert "n’en a que 20" in rules
    assert "neuve dure 10 ans au plus, une durable 15 ans au plus" in rules


def test_the_challenge_leads_to_better_chairs_and_fewer_of_them(bench: Page) -> None:
    assert "Il manque du carbone évité" in settle(bench, "neuve", 120)
    assert "Les deux buts manquent" in settle(bench, "durable", 150)
    assert "Il manque des euros" in settle(bench, "durable", 125)
    assert "que 20 chaises" in settle(bench, "occasion", 150)
    assert "restent debout" in settle(bench, "durable", 115)
    assert "Rien ne prouve" in settle(bench, "neuve", 120, years=20)
    won = settle(bench, "durable", 120)
    assert "Défi réussi. Au thermomètre monétaire : +12 %." in won
    assert box(bench, "Défi réussi").tone == "good"
    answer(bench.find("select", "Facteur"), hautebrune.DISPUTED)
    assert "Défi réussi. Choisissez un facteur daté" in said(bench, "Défi réussi")


def test_the_note_takes_away_what_was_set(bench: Page) -> None:
    answer(bench.find("radio", "Chaise"), "durable")
    answer(bench.find("range", "Durée du reconditionné"), 4)
    answer(bench.find("text", "Famille"), "vêtements de travail")
    note = said(bench, "Fiche à emporter")
    for words in (
        "150 chaises durables à 210 € pièce",
        "Reconditionné, 4 ans : 150 € par an",
        "Points chauds, vêtements de travail : Climat : pas encore noté.",
        "Quel facteur d’émission, de quelle année",
    ):
        assert words in note


def test_the_table_of_displacements_names_the_purchase(bench: Page) -> None:
    assert [c for c in bench.controls if c.kind == "displacement"] == []
    answer(bench.find("radio", "Chaise"), "durable")
    assert "Décision : 150 chaises durables à 210 € pièce, gardées 15 ans." in plain(bench.text)
    assert bench.find("displacement").value["cells"] == {}


def test_the_scale_holds_the_hottest_setting(bench: Page) -> None:
    settle(bench, "durable", 160, price=300)
    highest = hautebrune.monetary_factor().value * 300 * 160 / 1000
    assert highest <= TOP
