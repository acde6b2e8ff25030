"""What forms and figures look like and say of themselves, in a real page."""

from __future__ import annotations

import re

import pytest
from browsing import Visit, Watch
from pages import plain
from playwright.sync_api import Page, expect

#: Everything around a node that would cut a ring drawn around it.
CUT = """node => {
  const ring = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const out = Math.max(0, parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth));
  for (let box = node.parentElement; box; box = box.parentElement) {
    if (getComputedStyle(box).overflowX === 'visible') continue;
    const edge = box.getBoundingClientRect();
    if (ring.left - out < edge.left - 0.5 || ring.right + out > edge.right + 0.5) return true;
  }
  return false;
}"""
COLOUR = "node => getComputedStyle(node).color"


@pytest.fixture
def bench(visit: Visit) -> Page:
    """The workshop on a broken link, once the bet is placed."""
    page = visit("/maillon/ouvrir/maillon-casse", wait=".maillon-control")
    bet = page.get_by_role("button", name="Je parie")
    if bet.is_enabled():
        page.get_by_role("radio").first.check()
        bet.click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    return page


def test_the_lists_of_one_question_stand_in_a_group_of_its_name(visit: Visit, watch: Watch) -> None:
    page = visit("/maillon/ouvrir/e4-maillon", wait=".maillon-buttons")
    group = page.get_by_role("group", name="Deux mesures pour passer l’hiver")
    expect(group.get_by_role("combobox")).to_have_count(4)
    expect(group).to_have_accessible_description(re.compile("^Choisissez deux mesures"))
    watch.assert_clean()


def test_the_statement_comes_before_the_field_in_ink_and_the_hint_after_in_grey(
    visit: Visit, watch: Watch
) -> None:
    page = visit("/maillon/ouvrir/e4-maillon", wait=".maillon-buttons")
    field = page.get_by_label("La boulangerie ferme")
    root = page.locator(".maillon-kind-text").filter(has=field)
    asked, hint = root.locator(".maillon-statement"), root.locator(".maillon-hint")
    places = [part.bounding_box() for part in (asked, field, hint)]
    tops = [place["y"] for place in places if place]
    assert len(tops) == 3
    assert tops == sorted(tops)
    assert asked.evaluate(COLOUR) == root.evaluate(COLOUR) != hint.evaluate(COLOUR)
    expect(field).to_have_accessible_description(re.compile("La boulangerie s’arrête.*Par exemple"))
    watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_table_of_the_notebook_scrolls_in_its_own_named_box(
    visit: Visit, watch: Watch, width: int
) -> None:
    page = visit("/maillon/ouvrir/e4-maillon", width=width, wait=".maillon-buttons")
    box = page.get_by_role("group", name=re.compile("^Tableau.: Maillon, Dépense, Stock"))
    expect(box.get_by_role("table")).to_have_count(1)
    expect(box).to_have_attribute("tabindex", "0")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")  # this one is narrow enough
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    watch.assert_clean()


def test_a_figure_and_its_data_are_named_by_its_caption(bench: Page, watch: Watch) -> None:
    caption = bench.locator("figcaption").first.inner_text()
    figure = bench.locator("figure").first
    expect(figure.get_by_role("group", name=caption, exact=True)).to_have_count(1)
    figure.get_by_text("Voir les données").click()
    data = figure.get_by_role("group", name=f"Données\u00a0: {caption}", exact=True)
    expect(data.get_by_role("table")).to_have_count(1)


def test_the_ring_around_a_choice_is_whole_in_a_bench(bench: Page) -> None:
    choice = bench.locator(".maillon-bench .maillon-choice").first
    choice.locator("input").focus()
    assert choice.evaluate("node => parseFloat(getComputedStyle(node).outlineWidth)") >= 2
    assert not choice.evaluate(CUT)


def test_a_slider_agrees_its_unit_with_its_value(bench: Page) -> None:
    slider = bench.get_by_role("slider", name="Stock ajouté à ce maillon").first
    told = []
    for value in ("0", "1", "2"):
        slider.fill(value)
        told.append(plain(slider.get_attribute("aria-valuetext") or ""))
    assert told == ["0 jour", "1 jour", "2 jours"]
