"""One's own offers and lots, on the page: a file, rows added by keyboard, settings kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Course, Visit, Watch, assert_french
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from maillon.workshops.texts import load_texts

OFFERS = "Entreprise;Prix HT;Note technique /60\nDupont;90 000;48\nHaie;95 000;54\n"


def opened(visit: Visit, course: Course, workshop: str, width: int = 1280) -> Page:
    """Open a workshop for the first time, and place the bet."""
    course.forget(workshop)
    page = visit(f"/maillon/ouvrir/{workshop}", width=width, wait=".maillon-control")
    page.get_by_role("radio", name=load_texts(workshop).bet.options[0][1], exact=True).check()
    page.get_by_role("button", name="Je parie").click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    return page


def test_marks_on_sixty_are_brought_to_ten_and_said(
    visit: Visit, watch: Watch, course: Course, tmp_path: Path
) -> None:
    path = tmp_path / "offres.csv"
    path.write_text(OFFERS, encoding="utf-8")
    page = opened(visit, course, "trois-formules")
    expect(page.get_by_text("Choisir un fichier", exact=True)).to_be_visible()
    picker = page.get_by_label(re.compile("^Ou votre propre tableau"))
    assert not picker.evaluate("field => field.multiple")
    picker.focus()  # by keyboard, the button shows where the focus is
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    outline = "field => getComputedStyle(field.nextElementSibling).outlineStyle"
    assert picker.evaluate(outline) == "solid"
    picker.set_input_files(path)
    expect(page.get_by_text("2\u00a0offres lues. Notes sur 60 ramenées à 10.")).to_be_visible()
    expect(page.get_by_label("Offre 1, Qualité (sur 10)", exact=True)).to_have_value("8")
    page.get_by_role("button", name="Reprendre les offres de Hautebrune").click()
    expect(page.get_by_text("offres lues")).to_have_count(0)
    assert_french(page)
    watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_offer_in_error_is_named_everywhere_and_settings_come_back(
    visit: Visit, watch: Watch, course: Course, tmp_path: Path, width: int
) -> None:
    page = opened(visit, course, "trois-formules", width)
    page.get_by_label("Offre 1, Prix (€)", exact=True).fill("cent mille")
    page.keyboard.press("Tab")
    page.get_by_label("Formule du prix").first.select_option("min-max")
    panel = page.locator(".maillon-headed .maillon-sentence").first
    expect(panel.locator("p").first).to_have_text(
        "1\u00a0offre non comptée\u00a0: A. Le classement se fait sans elle."
    )
    button = page.get_by_role("button", name="Télécharger la feuille (Excel)")
    with page.expect_download() as download:
        button.click()
    sheet = load_workbook(_saved(download.value, tmp_path))
    assert [cell.value for cell in sheet.worksheets[0][24]][:2] == ["A", "cent mille"]
    expect(
        page.get_by_text("est dans vos téléchargements. 1\u00a0offre non comptée")
    ).to_be_visible()
    page.wait_for_timeout(1000)
    again = visit("/maillon/ouvrir/trois-formules", width=width, wait=".maillon-headed")
    expect(again.get_by_label("Formule du prix").first).to_have_value("min-max")
    expect(again.locator(".maillon-headed .maillon-sentence p").first).to_contain_text(
        "non comptée"
    )
    watch.assert_clean()


def _saved(download: object, folder: Path) -> Path:
    path = folder / "analyse.xlsx"
    download.save_as(path)  # type: ignore[attr-defined]
    return path


@pytest.mark.parametrize("width", [1280, 390])
def test_two_lots_show_and_a_third_comes_by_keyboard(
    visit: Visit, watch: Watch, course: Course, width: int
) -> None:
    page = opened(visit, course, "heures-promises", width)
    page.get_by_role("slider").nth(2).fill("90")
    page.get_by_role("slider").nth(1).fill("10")
    expect(page.get_by_text("il faut vérifier 14\u00a0% des heures").first).to_be_visible()
    lots = page.locator(".maillon-kind-entries tbody tr:visible")
    expect(lots).to_have_count(2)
    page.get_by_role("button", name="Ajouter un lot").focus()
    page.keyboard.press("Enter")
    expect(lots).to_have_count(3)
    expect(page.get_by_label("Lot 3, Lot", exact=True)).to_be_focused()
    page.keyboard.type("Façade")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1500)
    again = visit("/maillon/ouvrir/heures-promises", width=width, wait=".maillon-kind-entries")
    expect(again.get_by_label("Lot 3, Lot", exact=True)).to_have_value("Façade")
    expect(again.get_by_role("slider").nth(2)).to_have_value("90")
    for _ in range(3):
        again.get_by_role("button", name="Ajouter un lot").click()
    expect(again.locator(".maillon-kind-entries tbody tr:visible")).to_have_count(6)
    expect(again.get_by_role("button", name="Ajouter un lot")).to_have_count(0)
    watch.assert_clean()
