"""The workshops on the chain and on clauses: by keyboard, on a telephone, with one's own files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Course, Visit, Watch, assert_french
from playwright.sync_api import Page, expect

from maillon.opendata import sample
from maillon.workshops.texts import load_texts

#: As in test_accessibility.py.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORKSHOPS = (
    *("chaine-depliee", "deux-thermometres", "maillon-casse", "mes-marches"),
    *("atelier-de-clauses", "trois-formules", "heures-promises"),
)
#: Where the first slider is not what opens the surprise: a list, and the option to pick.
LISTS = {"atelier-de-clauses": ("Texte de départ", "rse")}


def opened(visit: Visit, course: Course, workshop: str, width: int = 1280) -> Page:
    """Open a workshop for the first time, and place the bet."""
    course.forget(workshop)
    page = visit(f"/maillon/ouvrir/{workshop}", width=width, wait=".maillon-control")
    page.get_by_role("radio", name=load_texts(workshop).bet.options[0][1], exact=True).check()
    page.get_by_role("button", name="Je parie").click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    return page


def move(page: Page, workshop: str) -> None:
    """Handle the model, so that every step is open."""
    if workshop == "mes-marches":
        page.get_by_role("radio", name=re.compile("^La concentration, par famille")).check()
    elif workshop in LISTS:
        label, option = LISTS[workshop]
        page.get_by_label(label, exact=True).select_option(option)
    else:
        page.get_by_role("slider").first.press("ArrowRight")
    expect(page.get_by_text("Votre pari").first).to_be_visible()


def drawn(page: Page) -> list[str]:
    """Return every picture of the page, as it is drawn."""
    images = page.locator(".maillon-kind-figure img").all()
    return [str(image.get_attribute("src")) for image in images]


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_the_first_setting_moves_by_keyboard_and_the_surprise_opens(
    visit: Visit, watch: Watch, course: Course, workshop: str
) -> None:
    page = opened(visit, course, workshop)
    before = drawn(page)
    move(page, workshop)
    if workshop != "maillon-casse":  # nothing is struck yet: a stock alone shows nothing
        page.wait_for_timeout(500)
        assert drawn(page)[: len(before)] != before
    assert_french(page)
    watch.assert_clean()


@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_nothing_is_wider_than_a_telephone(
    visit: Visit, watch: Watch, course: Course, workshop: str
) -> None:
    page = opened(visit, course, workshop, width=390)
    move(page, workshop)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_axe_finds_no_violation(visit: Visit, course: Course, workshop: str, width: int) -> None:
    page = opened(visit, course, workshop, width=width)
    move(page, workshop)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [
        (fault["id"], fault["help"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found.response["violations"]
    ]
    assert faults == []


def test_files_of_ones_own_are_read_and_a_bad_one_changes_nothing(
    visit: Visit, watch: Watch, course: Course, tmp_path: Path
) -> None:
    contracts = json.loads(sample.NATIVE.read_bytes())
    contracts["marches"]["marche"] = contracts["marches"]["marche"][:10]
    contracts["marches"].pop("contrat-concession", None)
    good, cut = tmp_path / "juin.json", tmp_path / "coupé.json"
    good.write_text(json.dumps(contracts, ensure_ascii=False), encoding="utf-8")
    cut.write_bytes(good.read_bytes()[:2000])
    page = opened(visit, course, "mes-marches")
    page.get_by_role("radio", name="Les miens, depuis des fichiers").check()
    picker = page.get_by_label(re.compile("^Vos fichiers de données essentielles"))
    picker.set_input_files(good)
    expect(page.get_by_text("Fichiers lus.")).to_be_visible()
    expect(page.get_by_text(re.compile("^(?:9|10)\u00a0marchés de"))).to_be_visible()
    picker.set_input_files(cut)
    expect(page.get_by_text(re.compile("coupé.json.*(?:incomplet|coupé|s’arrête)"))).to_be_visible()
    expect(page.get_by_text(re.compile("^(?:9|10)\u00a0marchés de"))).to_be_visible()
    assert_french(page)
    watch.assert_clean()


def test_a_siret_without_network_is_told_in_french(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, "mes-marches")
    page.get_by_role("radio", name=re.compile("^Les miens, depuis un SIRET")).check()
    field = page.get_by_label("SIRET de votre organisme")
    field.fill("123")
    page.get_by_role("button", name="Chercher mes marchés").click()
    expect(page.get_by_text("Un SIRET compte 14 chiffres.")).to_be_visible()
    assert_french(page)
    watch.assert_clean()


def test_six_links_of_ones_own_are_computed_and_kept(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, "maillon-casse")
    move(page, "maillon-casse")
    values = ("Blanchisserie", "2", "50", "4", "10")
    names = ("Maillon", "Stock (jours)", "Part du secours (%)", "Délai du secours (jours)",
             "Rétablissement (jours)")  # fmt: skip
    for name, value in zip(names, values, strict=True):
        page.get_by_label(f"Maillon 1, {name}", exact=True).fill(value)
        page.keyboard.press("Tab")
    # Days 2 and 3 are lost, then half of days 4 to 9.
    told = page.get_by_text(re.compile("5\u00a0jours")).last
    expect(told).to_be_visible()
    page.wait_for_timeout(1000)
    again = visit("/maillon/ouvrir/maillon-casse", wait=".maillon-kind-entries")
    expect(again.get_by_label("Maillon 1, Maillon", exact=True)).to_have_value("Blanchisserie")
    watch.assert_clean()
