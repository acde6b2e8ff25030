"""The workshops on systems and the table of displacements, by keyboard and on a telephone."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Course, Visit, Watch, assert_french
from playwright.sync_api import Page, expect

#: As in test_accessibility.py.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BETS = {
    "mur-des-boucles": "Deux",
    "vivier-entreprises": "La moitié, environ",
    "qui-entraine-qui": "Elle reste septième",
}


def opened(visit: Visit, course: Course, workshop: str, width: int = 1280) -> Page:
    """Open a workshop for the first time, and place the bet."""
    course.forget(workshop)
    page = visit(f"/maillon/ouvrir/{workshop}", width=width, wait=".maillon-control")
    page.get_by_role("radio", name=BETS[workshop], exact=True).check()
    page.get_by_role("button", name="Je parie").click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    return page


def move(page: Page, workshop: str) -> None:
    """Handle the model, so that every step is open."""
    if workshop == "vivier-entreprises":
        page.get_by_role("slider", name="Exigence visée").first.press("ArrowRight")
    elif workshop == "qui-entraine-qui":
        page.get_by_label("Mettre en avant").select_option("confiance")
    else:
        page.get_by_label("vers", exact=True).select_option("-sourcage")
    page.get_by_role("group", name="Tableau des déplacements").wait_for()


def test_settings_move_by_keyboard_and_the_three_panels_follow(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, "vivier-entreprises")
    picture = page.locator(".maillon-kind-figure img").first
    expect(picture).to_have_attribute("alt", re.compile("^Au plus bas, 5,4"))
    target = page.get_by_role("slider", name="Exigence visée").first
    for _ in range(6):
        target.press("ArrowRight")
    expect(target).to_have_attribute("aria-valuetext", "80\u00a0%")
    expect(picture).to_have_attribute("alt", re.compile("^Au plus bas, 0,3"))
    expect(page.get_by_text("Votre pari").first).to_contain_text("Le modèle dit autre chose.")
    page.get_by_role("radio", name="D’un coup, au mois 6").first.check()
    expect(page.get_by_role("slider", name="Durée de la montée").first).to_be_disabled()
    assert_french(page)
    watch.assert_clean()


def test_the_table_is_filled_by_keyboard_told_kept_and_found_again(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, "vivier-entreprises")
    move(page, "vivier-entreprises")
    gain = page.get_by_role("combobox", name="Climat, territoire, après")
    gain.focus()
    page.keyboard.press("ArrowDown")
    expect(gain).to_have_value("1")
    expect(page.get_by_text("▲ s’améliore")).to_be_visible()
    # The next list in the order of reading: first the harm, then nothing, then the gain.
    for _ in range(4):
        page.keyboard.press("Tab")
    load = page.get_by_role("combobox", name="Travail, titulaire, après")
    expect(load).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("▼ se dégrade")).to_be_visible()
    told = "améliore le climat pour le territoire et dégrade le travail pour le titulaire"
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_text("Tableau enregistré.")).to_be_visible()
    record = json.loads(
        (course.root / "travaux" / "vivier-entreprises" / "reponses.json").read_bytes()
    )["answers"]["deplacements"]["value"]
    assert record["cells"]["climat"]["territoire"] == {"before": 0, "after": 1}
    again = visit("/maillon/ouvrir/vivier-entreprises", wait=".maillon-kind-displacement")
    expect(again.get_by_text(told)).to_be_visible()
    expect(again.get_by_role("combobox", name="Travail, titulaire, après")).to_have_value("-1")
    assert_french(page)
    watch.assert_clean()


def test_a_card_and_a_lever_change_ranks_and_signs(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, "qui-entraine-qui")
    figures = page.locator(".maillon-kind-figure img")
    expect(figures.nth(0)).to_have_attribute("alt", re.compile("monte du 7e au 3e rang"))
    cards = page.get_by_role("group", name=re.compile("^Force de « charge du service"))
    cards.get_by_role("radio", name="Suivi d’exécution : 0").check()
    expect(page.get_by_text("suivi d’exécution : 0 au lieu de 3")).to_be_visible()
    page.get_by_label("Jeu de cartes de départ").select_option("strong")
    expect(page.get_by_text("Aucun circuit.", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^Trésorerie")).first.check()
    expect(page.get_by_text("Défi réussi")).to_be_visible()
    expect(figures.nth(1)).to_have_attribute("alt", re.compile("trésorerie des entreprises"))
    assert_french(page)
    watch.assert_clean()


def test_the_own_map_of_the_wall_is_found_again(visit: Visit, watch: Watch, course: Course) -> None:
    page = opened(visit, course, "mur-des-boucles")
    page.get_by_label("Titre de la carte").fill("Le nettoyage")
    page.get_by_label("Titre de la carte").press("Tab")
    page.wait_for_timeout(1500)
    again = visit("/maillon/ouvrir/mur-des-boucles", wait=".maillon-graph")
    expect(again.get_by_label("Titre de la carte")).to_have_value("Le nettoyage")
    watch.assert_clean()


@pytest.mark.parametrize("workshop", BETS)
def test_nothing_is_wider_than_a_telephone(
    visit: Visit, watch: Watch, course: Course, workshop: str
) -> None:
    page = opened(visit, course, workshop, width=390)
    move(page, workshop)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    table = page.locator("table.maillon-shift")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
    watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("workshop", BETS)
def test_axe_finds_no_violation(visit: Visit, course: Course, workshop: str, width: int) -> None:
    page = opened(visit, course, workshop, width=width)
    move(page, workshop)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [
        (fault["id"], fault["help"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found.response["violations"]
    ]
    assert faults == []


@pytest.mark.parametrize("workshop", BETS)
def test_a_case_where_a_surprise_fails_is_looked_for_by_keyboard_and_announced(
    visit: Visit, watch: Watch, course: Course, workshop: str
) -> None:
    page = opened(visit, course, workshop)
    move(page, workshop)
    expect(page.get_by_text("Dans combien de cas voisins cela tient-il")).to_be_visible()
    claims = page.get_by_label("La phrase à éprouver")
    claims.select_option(index=1)
    search = page.get_by_role("button", name="Chercher un cas où cela ne tient pas")
    search.focus()
    page.keyboard.press("Enter")
    found = page.get_by_role("status").filter(has_text="Un cas où cela ne tient pas")
    expect(found).to_contain_text("Le modèle y dit")
    expect(search).to_be_focused()
    assert_french(page)
    watch.assert_clean()
