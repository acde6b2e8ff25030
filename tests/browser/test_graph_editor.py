"""A map of causes drawn in a real page: by keyboard alone, by mouse, by finger, and as a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Course, Visit, Watch, assert_french
from pages import plain
from playwright.sync_api import Locator, Page, expect

#: As in test_accessibility.py.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOLDER = "essai-carte"
ADDRESS = f"/voila/render/travaux/{FOLDER}/{FOLDER}.ipynb"
NAMES = ("exigences", "effort de réponse", "nombre d’offres", "concurrence")
START = """
from IPython.display import display
from maillon.maps.record import write_map
from maillon.maps.supplier_relation import SUPPLIER_RELATION
from maillon.maps.editor import graph_editor
display(graph_editor({record}, label="Votre carte"{more}))
"""


@pytest.fixture
def page_of(visit: Visit, course: Course) -> Iterator[Any]:
    """Open a page that holds one editor, made of `record` (Python code)."""

    def opened(record: str = "None", more: str = "", **options: Any) -> Page:
        folder = course.root / "travaux" / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        notebook = nbformat.v4.new_notebook(
            metadata={
                "title": "Essai",
                "kernelspec": {"name": "python3", "display_name": "Python", "language": "python"},
            },
            cells=[
                nbformat.v4.new_markdown_cell("# Ma carte"),
                nbformat.v4.new_code_cell(START.format(record=record, more=more)),
            ],
        )
        nbformat.write(notebook, folder / f"{FOLDER}.ipynb")
        return visit(ADDRESS, wait=".maillon-graph", **options)

    yield opened
    course.forget(FOLDER)


def status(page: Page) -> Locator:
    return page.locator(".maillon-graph-status")


def loops(page: Page) -> Locator:
    return page.locator(".maillon-graph-loop")


def variable(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Variable «.{re.escape(name)}.»"))


def add(page: Page, name: str) -> None:
    """Add a variable from the drawing, and name it."""
    page.keyboard.press("n")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(variable(page, name)).to_be_focused()


def walk_to(page: Page, name: str) -> None:
    """Go to a variable by the keys that walk through everything."""
    for _ in range(20):
        if variable(page, name).evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("PageDown")
    raise AssertionError(f"the keyboard does not reach {name}")


def link(page: Page, cause: str, effect: str) -> None:
    walk_to(page, cause)
    page.keyboard.press("l")
    walk_to(page, effect)
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("ajoutée, signe plus")


def draw_ring(page: Page) -> None:
    """Draw four variables in a loop; no mouse from the first key to the last."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Ajouter une variable"):
            break
    page.keyboard.press("Enter")
    page.keyboard.type(NAMES[0])
    page.keyboard.press("Enter")
    for name in NAMES[1:]:
        add(page, name)
    for cause, effect in zip(NAMES, NAMES[1:] + NAMES[:1], strict=True):
        link(page, cause, effect)


def test_a_loop_drawn_by_keyboard_alone_turns_from_r_to_b(page_of: Any, watch: Watch) -> None:
    page = page_of()
    draw_ring(page)
    expect(loops(page)).to_have_count(1)
    expect(loops(page)).to_have_attribute("data-kind", "R")
    expect(loops(page)).to_contain_text("amplifie le mouvement (R)")
    page.keyboard.press("-")  # the last arrow still has the focus
    expect(status(page)).to_contain_text("signe moins")
    expect(loops(page)).to_have_attribute("data-kind", "B")
    expect(loops(page)).to_contain_text("freine le mouvement (B)")
    page.keyboard.press("d")
    expect(loops(page)).to_contain_text("à terme")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "signe moins, sens contraire, avec retard, dans 1 boucle" in plain(focused)
    # Undone and done again, still from the keyboard.
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(loops(page)).to_have_attribute("data-kind", "R")
    page.keyboard.press("Control+y")
    expect(loops(page)).to_have_attribute("data-kind", "B")
    page.keyboard.press("Delete")
    expect(loops(page)).to_have_count(0)
    assert_french(page)
    watch.assert_clean()


def test_the_keyboard_moves_renames_turns_and_gives_up(page_of: Any, watch: Watch) -> None:
    page = page_of()
    page.get_by_role("button", name="Ajouter une variable").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("prix")
    page.keyboard.press("Enter")
    add(page, "marge")
    before = variable(page, "marge").bounding_box()
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    assert variable(page, "marge").bounding_box() == before
    page.keyboard.press("m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("déplacée")
    after = variable(page, "marge").bounding_box()
    assert before
    assert after
    assert after["x"] < before["x"] - 10
    page.keyboard.press("Enter")
    page.keyboard.type("Prix")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("se nomme déjà")
    expect(variable(page, "marge")).to_be_focused()
    link(page, "prix", "marge")
    page.keyboard.press("ArrowRight")
    expect(variable(page, "marge")).to_be_focused()
    page.keyboard.press("f")
    page.keyboard.press("i")
    expect(status(page)).to_contain_text("marge → prix")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("ne se relie pas à elle-même")
    page.keyboard.press("Escape")
    expect(status(page)).to_contain_text("Renoncé")
    watch.assert_clean()


def test_the_mouse_drags_links_and_undoes(page_of: Any, watch: Watch) -> None:
    page = page_of()
    board = page.locator(".maillon-graph-board")
    for spot, name in (((150, 120), "prix"), ((560, 300), "marge")):
        board.dblclick(position={"x": spot[0], "y": spot[1]})
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    moved = variable(page, "prix")
    before = moved.bounding_box()
    assert before
    page.mouse.move(before["x"] + 10, before["y"] + 10)
    page.mouse.down()
    page.mouse.move(before["x"] + 110, before["y"] + 130, steps=6)
    page.mouse.up()
    expect(status(page)).to_contain_text("déplacée")
    after = moved.bounding_box()
    assert after
    assert after["x"] - before["x"] == pytest.approx(100, abs=3)
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(status(page)).to_contain_text("Annulé")
    back = moved.bounding_box()
    assert back
    assert back["x"] == pytest.approx(before["x"], abs=2)
    moved.click()
    handle = page.locator(".maillon-graph-handle").bounding_box()
    target = variable(page, "marge").bounding_box()
    assert handle
    assert target
    page.mouse.move(handle["x"] + 14, handle["y"] + 14)
    page.mouse.down()
    page.mouse.move(target["x"] + 15, target["y"] + 15, steps=6)
    page.mouse.up()
    expect(status(page)).to_contain_text("prix → marge")
    page.get_by_role("button", name="− sens contraire").click()
    arrow = page.get_by_role("button", name=re.compile("^Flèche « prix → marge"))
    expect(arrow).to_have_attribute("aria-label", re.compile("signe moins"))
    watch.assert_clean()


def test_a_chosen_loop_is_brought_forward(page_of: Any, watch: Watch) -> None:
    page = page_of("write_map(SUPPLIER_RELATION)")
    expect(page.locator(".maillon-graph-summary")).to_contain_text("16 boucles")
    first = loops(page).first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = loops(page).nth(1)
    expect(second).to_have_attribute("aria-pressed", "true")
    steps = page.locator(".maillon-graph-node[data-step]")
    assert steps.count() == page.locator(".maillon-graph-arrow.is-on-loop").count() > 1
    second.click()
    expect(steps).to_have_count(0)
    watch.assert_clean()


def test_a_broken_file_is_told_and_loses_nothing(
    page_of: Any, watch: Watch, tmp_path: Path
) -> None:
    page = page_of("write_map(SUPPLIER_RELATION)")
    picker = page.locator("input[type=file]")
    bad = tmp_path / "carte.json"
    bad.write_text('{"schema": 1, "variables": ', encoding="utf-8")
    picker.set_input_files(bad)
    expect(page.get_by_text("votre carte n’a pas changé")).to_be_visible()
    expect(page.locator(".maillon-graph-node")).to_have_count(19)
    record = {
        "schema": 1,
        "title": "Deux",
        "variables": [
            {"id": "a", "label": "amont", "x": 0.1, "y": 0.1},
            {"id": "b", "label": "aval", "x": 0.9, "y": 0.9},
        ],
        "arrows": [{"cause": "a", "effect": "b", "sign": -1, "delay": False}],
    }
    bad.write_text(json.dumps(record), encoding="utf-8")
    picker.set_input_files(bad)
    expect(page.locator(".maillon-graph-node")).to_have_count(2)
    expect(page.get_by_label("Titre de la carte")).to_have_value("Deux")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Enregistrer").click()
    assert saving.value.suggested_filename == "deux.json"
    assert json.loads(saving.value.path().read_text("utf-8")) == record
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(page.locator(".maillon-graph-node")).to_have_count(19)
    assert_french(page)
    watch.assert_clean()


def test_the_map_leaves_as_svg_png_and_word(page_of: Any, watch: Watch) -> None:
    page = page_of("write_map(SUPPLIER_RELATION, title='Fournisseurs')")
    starts = {"Image SVG": b"<?xml", "Image PNG": b"\x89PNG", "Page Word": b"PK"}
    got = {}
    for name, start in starts.items():
        with page.expect_download() as leaving:
            page.get_by_role("button", name=name).click()
        got[name] = leaving.value.path().read_bytes()
        assert got[name].startswith(start)
    svg = got["Image SVG"].decode()
    assert svg.count("stroke-dasharray") >= 10
    assert "<title>Fournisseurs</title>" in svg
    assert "var(--" not in svg
    assert "foreignObject" not in svg
    watch.assert_clean()


def test_the_list_edits_the_same_map(page_of: Any, watch: Watch) -> None:
    page = page_of(more=", tiers=['Acheteur', 'Titulaire']")
    page.get_by_text("La carte en liste").click()
    for name in ("prix", "marge"):
        page.get_by_label("Nom de la nouvelle variable").fill(name)
        page.keyboard.press("Enter")
        expect(variable(page, name)).to_be_visible()
        expect(page.get_by_label("Nom de la nouvelle variable")).to_be_focused()
    page.get_by_label("Rang de « marge »").select_option("Titulaire")
    expect(status(page)).to_contain_text("Titulaire")
    ends = page.get_by_label("Cause de la nouvelle"), page.get_by_label("Effet de la nouvelle")
    page.get_by_role("button", name="Ajouter la flèche").click()
    ends[0].select_option("marge")
    ends[1].select_option("prix")
    page.get_by_role("button", name="Ajouter la flèche").click()
    expect(loops(page)).to_have_attribute("data-kind", "R")
    page.get_by_label("Signe de « marge → prix »").select_option("− sens contraire")
    expect(loops(page)).to_have_attribute("data-kind", "B")
    page.get_by_role("checkbox", name=re.compile("Retard de « prix → marge")).check()
    expect(loops(page)).to_contain_text("à terme")
    page.get_by_label("Nom de la variable « marge »").fill("marge brute")
    page.keyboard.press("Enter")
    expect(loops(page)).to_contain_text("marge brute")
    page.get_by_role("button", name="Supprimer la variable « prix »").click()
    expect(loops(page)).to_have_count(0)
    expect(page.locator(".maillon-graph-node")).to_have_count(1)
    watch.assert_clean()


CHAIN = ", tiers=['Titulaires', 'Fournisseurs', 'Derrière'], review=lambda record: []"
HIDDEN_NAMES = """() => {
  const nodes = [...document.querySelectorAll('.maillon-graph-node')];
  const boxes = nodes.map((node) => node.getBoundingClientRect());
  return boxes.flatMap((one, rank) => boxes.slice(0, rank).filter((other) => one.left < other.right
    && other.left < one.right && one.top < other.bottom && other.top < one.bottom)).length;
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_firms_never_hide_each_other(page_of: Any, watch: Watch, width: int) -> None:
    page = page_of(more=CHAIN, width=width)
    for rank in range(1, 16):
        page.get_by_role("button", name="Ajouter une entreprise").click()
        if rank > 8:  # a name that asks for three lines
            page.keyboard.type(f"Coopérative de filature du Val {rank}")
        page.keyboard.press("Enter")
        expect(page.locator(".maillon-graph-node")).to_have_count(rank)
        assert page.evaluate(HIDDEN_NAMES) == 0
    # All in one band, in one column: the drawing still shows every name.
    for rank in range(1, 9):
        firm(page, f"Entreprise {rank}").click()
        page.get_by_role("group", name="Élément choisi").get_by_label("Rang").select_option("0")
        assert page.evaluate(HIDDEN_NAMES) == 0
    watch.assert_clean()


def test_firms_drawn_at_a_desk_do_not_hide_each_other_on_a_telephone(
    page_of: Any, watch: Watch
) -> None:
    record = """{"schema": 1, "title": "", "arrows": [], "variables": [
        {"id": f"v{k}", "label": f"Entreprise numéro {k}", "x": k % 5 / 4, "y": k // 5 / 3 + 0.1}
        for k in range(15)]}"""
    page = page_of(record, CHAIN, width=390)
    assert page.evaluate(HIDDEN_NAMES) == 0
    watch.assert_clean()


def firm(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^Entreprise «.{re.escape(name)}.»"))


def test_the_rank_of_a_firm_is_chosen_beside_the_drawing(page_of: Any, watch: Watch) -> None:
    page = page_of(more=CHAIN)
    page.get_by_role("button", name="Ajouter une entreprise").click()
    page.keyboard.type("Scierie")
    page.keyboard.press("Enter")
    rank = page.get_by_role("group", name="Élément choisi").get_by_label("Rang")
    expect(rank.locator("option:checked")).to_have_text("Titulaires")
    rank.select_option("Derrière")
    expect(status(page)).to_contain_text("Derrière")
    expect(firm(page, "Scierie")).to_have_attribute("aria-label", re.compile("rang «.Derrière.»"))
    watch.assert_clean()


def test_a_map_of_causes_has_no_rank(page_of: Any, watch: Watch) -> None:
    page = page_of("write_map(SUPPLIER_RELATION)")
    variable(page, "urgence").click()
    expect(page.get_by_role("group", name="Élément choisi").locator("select")).to_be_hidden()
    watch.assert_clean()


def test_an_empty_map_takes_the_key_that_it_announces(page_of: Any, watch: Watch) -> None:
    page = page_of()
    board = page.locator(".maillon-graph-board")
    page.get_by_role("button", name="Raccourcis").focus()
    page.keyboard.press("Tab")
    expect(board).to_be_focused()
    add(page, "prix")
    expect(board).to_have_attribute("tabindex", "-1")  # one stop again: the variable
    page.keyboard.press("Delete")
    expect(board).to_be_focused()
    watch.assert_clean()


DENSE = """{
    "schema": 1, "title": "", "arrows": [
        {"cause": f"v{k}", "effect": f"v{(k * 7 + s) % 60}", "sign": 1, "delay": False}
        for k in range(60) for s in (1, 2, 5) if (k * 7 + s) % 60 != k],
    "variables": [{"id": f"v{k}", "label": f"variable {k}", "x": k % 10 / 9, "y": k // 10 / 5}
                  for k in range(60)]}"""


def test_sixty_variables_move_without_redrawing_the_others(page_of: Any, watch: Watch) -> None:
    page = page_of(DENSE)
    expect(page.locator(".maillon-graph-summary")).to_contain_text("La recherche s’est arrêtée")
    expect(page.get_by_role("button", name="Réduire")).to_have_attribute("aria-disabled", "false")
    changed = page.evaluate(
        """async () => {
          const node = document.querySelector('[data-id="v34"]');
          node.setPointerCapture = () => {};
          const touched = new Set();
          const watch = new MutationObserver((all) => all.forEach(({ target }) => {
            const arrow = target.closest('.maillon-graph-arrow');
            touched.add(arrow ? arrow.dataset.key : target.dataset.id ?? '');
          }));
          watch.observe(document.querySelector('.maillon-graph-board'),
            { subtree: true, attributes: true, attributeFilter: ['d', 'style', 'transform'] });
          const box = node.getBoundingClientRect();
          const send = (type, by) => node.dispatchEvent(new PointerEvent(type, { bubbles: true,
            pointerId: 1, button: 0, clientX: box.x + 9 + by, clientY: box.y + 9 + by }));
          send('pointerdown', 0);
          for (let step = 1; step < 40; step += 1) send('pointermove', step);
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          watch.disconnect();
          send('pointerup', 40);
          return [...touched];
        }"""
    )
    keys = [key for key in changed if ">" in key]
    assert 3 <= len(keys) < 20
    assert all("v34" in key.split(">") for key in keys)
    assert [name for name in changed if name and ">" not in name] == ["v34"]
    watch.assert_clean()


def test_a_telephone_can_draw_and_scroll(page_of: Any, watch: Watch) -> None:
    page = page_of(width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for name in ("prix", "marge"):
        page.get_by_role("button", name="Ajouter une variable").click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    variable(page, "prix").click()
    page.get_by_role("button", name="Relier", exact=True).click()
    variable(page, "marge").click()
    expect(status(page)).to_contain_text("prix → marge")
    # A finger on the empty drawing scrolls the page; a finger on a variable holds it.
    touch = "node => getComputedStyle(node).touchAction"
    assert page.locator(".maillon-graph-board").evaluate(touch) == "pan-x pan-y"
    assert variable(page, "prix").evaluate(touch) == "none"
    small = page.evaluate(
        """() => [...document.querySelectorAll('.maillon-graph button, .maillon-graph-node')]
          .map((node) => node.getBoundingClientRect()).filter((box) => box.width)
          .filter((box) => box.width < 24 || box.height < 24).length"""
    )
    assert small == 0
    watch.assert_clean()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(page_of: Any, width: int, theme: str) -> None:
    page = page_of("write_map(SUPPLIER_RELATION)", ", tiers=['Acheteur', 'Titulaire']", width=width)
    page.evaluate("theme => (document.documentElement.dataset.theme = theme)", theme)
    loops(page).nth(2).click()
    page.get_by_text("La carte en liste").click()
    page.get_by_role("button", name="Raccourcis").click()
    variable(page, "urgence").focus()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [
        (fault["id"], fault["help"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found.response["violations"]
    ]
    assert faults == []
