"""The workshop on rules and dates, by keyboard, by typing, at a desk and on a telephone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Course, Visit, Watch, assert_french
from playwright.sync_api import Page, expect

#: As in test_accessibility.py.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORKSHOP = "/maillon/ouvrir/quelle-regle"


def opened(visit: Visit, course: Course, width: int = 1280) -> Page:
    """Open the workshop for the first time, and place the bet."""
    course.forget("quelle-regle")
    page = visit(WORKSHOP, width=width, wait=".maillon-control")
    page.get_by_role("radio", name="Elle s’allège, puis s’alourdit").check()
    page.get_by_role("button", name="Je parie").click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    return page


def test_the_date_is_typed_and_the_rule_follows(visit: Visit, watch: Watch, course: Course) -> None:
    page = opened(visit, course)
    field = page.get_by_label("Date de lancement").first
    result = page.get_by_text("relève de").first
    picture = page.locator(".maillon-kind-figure img").first
    expect(field).to_have_value("2026-03-20")
    expect(result).to_contain_text("procédure adaptée")
    field.fill("2026-04-01")
    expect(page.get_by_text("Compris : 1er avril 2026.").first).to_be_visible()
    expect(result).to_contain_text("dispense de publicité et de mise en concurrence")
    expect(picture).to_have_attribute("alt", re.compile("^Le 1er\u00a0avril 2026"))
    expect(page.get_by_text("Votre pari").first).to_contain_text("C’est ce que dit le calcul.")
    assert_french(page)
    watch.assert_clean()


def test_a_typed_amount_is_understood_or_named(visit: Visit, watch: Watch, course: Course) -> None:
    page = opened(visit, course)
    field = page.get_by_label("Montant estimé de tout le besoin").first
    field.fill("218,5 k€")
    expect(page.get_by_text("Compris : 218 500 € HT.").first).to_be_visible()
    expect(page.get_by_text("Défi réussi").first).to_be_visible()
    field.fill("beaucoup")
    expect(page.get_by_text("« beaucoup » n’est pas un nombre").first).to_be_visible()
    expect(page.get_by_text("Corrigez le montant")).to_be_visible()
    assert_french(page)
    watch.assert_clean()


def test_the_map_fits_a_telephone_without_scrolling(
    visit: Visit, watch: Watch, course: Course
) -> None:
    page = opened(visit, course, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".maillon-kind-figure .maillon-scroll").first
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(visit: Visit, course: Course, width: int) -> None:
    page = opened(visit, course, width=width)
    page.get_by_label("Comparer avec un lancement le").select_option("2025-12-31")
    page.get_by_text("plutôt que le").wait_for()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [(fault["id"], fault["help"]) for fault in found.response["violations"]] == []
