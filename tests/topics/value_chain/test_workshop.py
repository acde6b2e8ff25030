"""« La chaîne dépliée »: what the page says is what the models compute."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from pages import Page, answer, plain

from maillon.authoring.prose import LONGEST_SENTENCE, sentences
from maillon.maps.record import empty_map
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.model.prices import pass_through
from maillon.topics.value_chain.pictures.concentration import concentration_picture, finding
from maillon.topics.value_chain.pictures.price_waterfall import change_told
from maillon.topics.value_chain.pictures.tier_tree import tier_tree_picture
from maillon.topics.value_chain.workshop.unfolded_chain import (
    TIERS,
    judged_price,
    judged_tiers,
    outcome,
    wage_rise,
)
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

Opened = Callable[[str], Workshop]
RISE, PASSED, MARGINS = "Hausse", "Part répercutée", "Marges"
HOLDERS, SHARED, KNOWN = "Grossistes", "Achats à Confection A", "Origine connue"


@pytest.fixture
def chain(opened: Opened, page: Page) -> Page:
    """The workshop, every cell run, the bet placed on another answer than the model's."""
    workshop = opened("chaine-depliee")
    for step in ("bet", "explore", "surprise", "challenge", "own_chain", "displaced", "recall"):
        getattr(workshop, step)()
    answer(page.find("radio", "T-shirt"), "some")
    page.press("Je parie")
    return page


def figures(page: Page) -> list[str]:
    """Return the drawings of the page: price, concentration, tree."""
    return [c.picture["svg"] for c in page.controls if c.kind == "figure" and c.picture]


def alternative(page: Page) -> str:
    """Return what the picture of the price says."""
    return next(c.picture["alt"] for c in page.controls if c.kind == "figure" and c.picture)


def test_it_starts_on_a_small_rise_and_on_the_tiers_of_the_territory(chain: Page) -> None:
    text = plain(chain.text)
    assert "Le prix payé monte de 0,06 %, soit 0,02 € sur 29 €." in text
    assert "Rang 2 : IHH 8 158, comme 1,2 fournisseur équivalent." in text
    assert "monte de 0,1 %" not in text
    assert "le prix payé monte de 0,06 %" in plain(alternative(chain))  # the figure rounds alike
    assert "Cette étape s’ouvrira" in text
    assert INCIDENT not in text


def test_without_any_rise_the_price_is_told_alone(chain: Page) -> None:
    answer(chain.find("range", RISE), 0)
    text = plain(chain.text)
    assert "Faites monter une part, et suivez-la jusqu’au prix." in text
    assert "Défi n° 1 : faites monter la plus petite part" in text


def test_doubled_wages_are_told_with_both_kinds_of_margins(chain: Page) -> None:
    answer(chain.find("range", RISE), 100)
    text = plain(chain.text)
    assert "Le prix payé monte de 0,6 %, soit 0,17 € sur 29 €." in text
    assert "« Salaires à l’usine » reçoit 0,6 centime de plus." in text
    assert "sans travailler davantage" not in text
    answer(chain.find("radio", MARGINS), "percentage")
    text = plain(chain.text)
    assert "Le prix payé monte de 4,8 %, soit 1,38 € sur 29 €." in text
    assert "Les maillons suivants reçoivent 4,2 centimes de plus" in text


def test_what_is_not_passed_on_is_absorbed(chain: Page) -> None:
    answer(chain.find("range", RISE), 100)
    answer(chain.find("range", PASSED), 0)
    assert "Ce qui est absorbé en chemin : 0,6 centime." in plain(chain.text)
    assert "Le prix payé ne bouge pas." in plain(chain.text)
    assert "le prix payé ne bouge pas." in plain(alternative(chain))


@pytest.mark.parametrize("family", chains.PRICES)
def test_the_last_part_cannot_leave_its_own_rise_to_somebody_else(chain: Page, family: str) -> None:
    answer(chain.find("radio", "Famille"), family)
    passed, link = chain.find("range", PASSED), chain.find("select", "Quelle part")
    answer(passed, 0)
    answer(chain.find("range", RISE), 200)
    assert not passed.disabled
    assert "Ce qui est absorbé" in chain.text
    last = chains.price_chain(family).parts[-1]
    answer(link, last.id)
    text = plain(chain.text)
    assert passed.disabled
    assert "Réglage sans objet" in passed.message
    assert "absorbé en chemin" not in text
    assert "le prix monte, ou cette part renonce à sa hausse." in text
    assert f"hausse de 200 % pour « {last.label} », payée en entier" in text
    paid = change_told(2 * chains.price_chain(family).share(last.id))
    assert f"Le prix payé monte de {plain(paid)}" in text
    answer(link, chains.price_chain(family).parts[0].id)
    assert (passed.disabled, passed.value, passed.message) == (False, 0, "")
    assert "renonce" not in chain.text


def test_another_family_offers_its_own_parts(chain: Page) -> None:
    answer(chain.find("range", RISE), 10)
    answer(chain.find("radio", "Famille"), chains.CATERING)
    link = chain.find("select", "Quelle part")
    assert (link.value, link.message) == ("agriculture", "")
    assert dict(link.options)["agriculture"] == "Agriculture"
    assert "« Agriculture » reçoit 0,7 centime de plus." in plain(chain.text)
    answer(chain.find("radio", "Famille"), chains.WORKWEAR)
    assert link.value == chains.WAGES
    assert INCIDENT not in chain.text


def test_the_tiers_follow_their_controls(chain: Page) -> None:
    answer(chain.find("range", HOLDERS), 3)
    answer(chain.find("range", SHARED), 40)
    answer(chain.find("range", KNOWN), 50)
    tiers = chains.workwear_tiers(3, 0.4)
    actors = (chains.workwear_actors()[0][:3], *chains.workwear_actors()[1:])
    assert finding(tiers, 0.5) in chain.text
    names = chains.TIERS, chains.INVENTED
    expected = concentration_picture(tiers, actors, names[0], known=0.5, caption=names[1])
    assert expected.svg in figures(chain)
    assert tier_tree_picture(tiers, actors, names[0], caption=names[1]).svg in figures(chain)


def test_fewer_holders_close_no_choice_that_the_second_tier_had(chain: Page) -> None:
    answer(chain.find("range", HOLDERS), 1)
    answer(chain.find("range", SHARED), 50)
    assert "le choix reste aussi ouvert" in plain(chain.text)


def test_both_benches_start_again(chain: Page) -> None:
    before = figures(chain)
    answer(chain.find("radio", "Famille"), chains.CATERING)
    answer(chain.find("range", RISE), 50)
    answer(chain.find("radio", MARGINS), "percentage")
    answer(chain.find("range", HOLDERS), 2)
    answer(chain.find("range", KNOWN), 0)
    assert figures(chain) != before
    chain.press("Réinitialiser le prix")
    chain.press("Réinitialiser les rangs")
    assert figures(chain) == before


@pytest.mark.parametrize("value", [4000, -50, "beaucoup", None])
def test_a_value_out_of_the_model_is_told_and_breaks_nothing(chain: Page, value: object) -> None:
    slider = chain.find("range", RISE)
    answer(slider, value)
    assert slider.tone == "bad"
    answer(slider, 100)
    assert slider.message == ""
    assert "Le prix payé monte de 0,6 %" in plain(chain.text)


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("same", "Le modèle dit autre chose.", "plain"),
        ("euro", "C’est ce que dit le modèle.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_model(
    opened: Opened, page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("chaine-depliee").store.save("pari", option)
    again = opened("chaine-depliee")
    again.explore()
    again.surprise()
    answer(page.find("range", SHARED), 50)
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    told = plain("\n".join(box.lines))
    assert (verdict in told, box.tone) == (True, tone)
    for said in (
        "le prix monte de 4,8 %, soit 1,38 € sur 29 €",
        "la même hausse fait 0,6 %",
        "10 % de plus sur les prix agricoles font 2,7 % sur toute la dépense, et 4,4 %",
        "Les fermes vendent 14,6 % de cette dépense, et en gardent 6,5 %",
        "Avec des euros fixes, la hausse ferait 1,5 %",
        "indice 2 000. Derrière eux, l’indice est de 8 158, comme 1,2 fournisseur équivalent.",
    ):
        assert said in told


def test_the_bet_is_what_the_model_says() -> None:
    assert outcome(wage_rise("percentage")) == "euro"
    assert outcome(wage_rise("absolute")) == "same"


def test_the_first_challenge_can_be_won_and_missed(chain: Page) -> None:
    answer(chain.find("range", RISE), 50)
    assert "Le plus petit maillon peut gagner davantage." in plain(chain.text)
    answer(chain.find("radio", MARGINS), "percentage")
    assert "que font les marges de l’aval" in plain(chain.text)
    answer(chain.find("range", PASSED), 50)
    assert "quelqu’un d’autre la paie" in plain(chain.text)
    answer(chain.find("radio", MARGINS), "absolute")
    answer(chain.find("range", PASSED), 100)
    answer(chain.find("range", RISE), 150)
    assert "Premier défi réussi." in plain(chain.text)


def test_the_first_challenge_is_about_the_t_shirt_alone(chain: Page) -> None:
    answer(chain.find("radio", "Famille"), chains.CATERING)
    assert "Défi n° 1 : il porte sur le T-shirt." in plain(chain.text)
    assert "la plus petite part, « Autres industries »" not in plain(chain.text)
    answer(chain.find("radio", "Famille"), chains.WORKWEAR)
    assert "Défi n° 1, « Salaires à l’usine »" in plain(chain.text)


def test_the_surprise_keeps_its_sentences_short(opened: Opened, page: Page) -> None:
    opened("chaine-depliee").store.save("pari", "same")
    again = opened("chaine-depliee")
    again.explore()
    again.surprise()
    answer(page.find("range", SHARED), 50)
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    told = [one for line in box.lines for one in sentences(line)]
    assert len(told) > 10
    assert [one for one in told if len(re.findall(r"[\w,]+", one)) > LONGEST_SENTENCE] == []


def test_the_second_challenge_wants_few_holders_and_an_open_second_tier(chain: Page) -> None:
    assert "L’indice reste haut" in plain(chain.text)
    answer(chain.find("range", SHARED), 50)
    assert "Faut-il vraiment autant de grossistes" in plain(chain.text)
    answer(chain.find("range", HOLDERS), 3)
    assert "Second défi réussi" in plain(chain.text)


def test_the_goals_are_judged_at_their_bounds() -> None:
    price = chains.price_chain(chains.WORKWEAR)
    assert judged_price(pass_through(price, chains.WAGES, 1.0))[1]
    assert not judged_price(pass_through(price, chains.WAGES, 0.99))[1]
    assert not judged_price(pass_through(price, chains.WAGES, 1.7))[1]
    assert not judged_price(pass_through(price, "marque", 1.0))[1]
    food = pass_through(chains.price_chain(chains.CATERING), "autre-industrie", 1.0)
    assert not judged_price(food)[1]
    assert (judged_tiers(3, 5500)[1], judged_tiers(3, 5501)[1]) == (True, False)


def test_the_table_names_the_last_decision(chain: Page) -> None:
    answer(chain.find("range", RISE), 100)
    assert "hausse de 100 % pour « Salaires à l’usine », répercutée à 100 %" in plain(chain.text)
    answer(chain.find("range", HOLDERS), 4)
    assert "achats à 4 grossistes, avec 90 % chez le même atelier" in plain(chain.text)


def drawn(*heights: float) -> dict[str, Any]:
    """Return a chain of firms under one another, each supplying the one above."""
    firms = [
        {"id": f"v{rank}", "label": f"Entreprise {rank}", "x": 0.5, "y": height}
        for rank, height in enumerate(heights, 1)
    ]
    sales = [
        {"cause": f"v{rank + 1}", "effect": f"v{rank}", "sign": 1, "delay": False}
        for rank in range(1, len(heights))
    ]
    return {**empty_map(), "variables": firms, "arrows": sales}


def test_the_own_chain_is_read_and_kept(opened: Opened, page: Page) -> None:
    workshop = opened("chaine-depliee")
    workshop.own_chain()  # type: ignore[attr-defined]
    editor = page.find("graph")
    assert (editor.chain, tuple(editor.tiers)) == (True, TIERS)
    answer(editor, drawn(0.1, 0.3, 0.6))
    notes = plain(" ".join(editor.loops["notes"]))
    assert "Titulaire : 1 entreprise. Rang 2 : 1 entreprise. Rang 3 : 1 entreprise." in notes
    assert "Sans fournisseur connu : « Entreprise 3 »." in notes
    again = opened("chaine-depliee")
    again.own_chain()  # type: ignore[attr-defined]
    assert page.find("graph").value == drawn(0.1, 0.3, 0.6)
