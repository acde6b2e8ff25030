"""« Bibliothèque de clauses » in the built book: every clause, its variants, its filters."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from law_pages import ANNEX, ROOT
from pages import plain
from playwright.sync_api import sync_playwright

from maillon.clauses import library

PAGE = "book/ecrire/bibliotheque-de-clauses"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site(mini_course, build_course) -> Path:
    """The small course with the real page of the library and the annex of the law."""
    course = mini_course()
    toc = yaml.safe_load((course / "_toc.yml").read_text(encoding="utf-8"))
    toc["parts"].append({"caption": "Écrire", "chapters": [{"file": PAGE}, {"file": ANNEX}]})
    (course / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    for name in (PAGE, ANNEX):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / f"{PAGE}.md", course / f"{PAGE}.md")
    (course / f"{ANNEX}.md").write_text("# Barème\n\n```{bareme}\n```\n", encoding="utf-8")
    result = build_course(course)
    assert result.ok, "\n".join(map(str, result.problems))
    return result.html


@pytest.fixture(scope="module")
def page(site) -> BeautifulSoup:
    return BeautifulSoup((site / f"{PAGE}.html").read_text(encoding="utf-8"), "html.parser")


def said(node) -> str:
    return plain(" ".join(node.get_text().split()))


def test_each_family_has_its_section_and_each_clause_its_place_in_it(page):
    for family in library.FAMILIES:
        section = page.find(id=f"clauses-{family}")
        found = [one["id"] for one in section.select(".maillon-clause")]
        assert found == [one.id for one in library.clauses() if one.family == family]
    assert len(page.select(".maillon-clause")) == len(library.clauses())


def test_a_clause_tells_its_variants_why_proof_question_and_status(page):
    clause = library.clause("nettoyage-insertion")
    told = said(page.find(id=clause.id))
    for text in (clause.why, clause.sourcing, clause.displaces, clause.status):
        assert " ".join(plain(text).split()) in told
    for variant in clause.variants:
        filled = library.parts(variant)
        for text in (filled.text, filled.proof, filled.sanction):
            assert " ".join(plain(text).split()) in told
    assert "Heures d’insertion par an : 300 heures." in told


def test_the_penalty_of_an_execution_clause_of_the_cctp_is_sent_to_the_ccap(page):
    note = "La pénalité se place d’ordinaire dans le CCAP."
    clause = library.clause("nettoyage-de-jour")
    assert said(page.find(id=clause.id)).count(note) == len(clause.variants)
    assert note not in said(page.find(id="nettoyage-insertion"))


def test_what_is_to_be_chosen_is_marked_in_the_text_to_copy(page):
    text = page.find(id="nettoyage-insertion").select_one(".maillon-clause__texte")
    assert [said(one) for one in text.select(".maillon-clause__champ")] == ["300 heures"]


def test_without_a_script_the_form_is_hidden_and_every_clause_is_there(page):
    form = page.select_one("form[data-maillon-clauses]")
    assert form.has_attr("hidden")
    assert form["role"] == "search"
    for clause in page.select(".maillon-clause"):
        assert not clause.has_attr("hidden")
        assert clause.select_one("details > summary")
    for control in form.select("input, select"):
        assert form.find("label", attrs={"for": control["id"]})


def test_the_values_of_the_form_are_those_of_the_clauses(page):
    form = page.select_one("form[data-maillon-clauses]")
    for name in ("famille", "visee", "place"):
        offered = {one["value"] for one in form.select(f"select[name={name}] option")} - {""}
        held = {one[f"data-{name}"] for one in page.select(".maillon-clause")}
        assert offered == held


def test_the_law_behind_a_clause_leads_to_the_annex(page, site):
    annex = BeautifulSoup((site / f"{ANNEX}.html").read_text(encoding="utf-8"), "html.parser")
    for clause in library.clauses():
        links = page.find(id=clause.id).select("a.maillon-loi__valeur")
        assert [one["href"].partition("#")[2] for one in links] == list(clause.refs)
        assert all(annex.find(id=rule) for rule in clause.refs)
    assert page.select_one(".maillon-etat-droit")


def test_the_script_and_the_styles_are_loaded_by_that_page_alone(site):
    for name, expected in ((PAGE, True), (ANNEX, False)):
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        assert ("maillon-clauses.js" in html) is expected
        assert ("maillon-clauses.css" in html) is expected


def test_the_directive_takes_no_name_and_says_where_it_was_given_one(mini_course, build_course):
    course = mini_course()
    broken = course / "book" / "demarrer" / "un-chapitre.md"
    broken.write_text("# Un chapitre\n\n```{bibliotheque} trop\n```\n", encoding="utf-8")
    result = build_course(course)
    assert not result.ok
    assert any(one.page == "book/demarrer/un-chapitre.md" for one in result.problems)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def screen(browser, site):
    """Return a function that opens the page in a window of some width, at some anchor."""

    def opened(width: int = 1280, anchor: str = ""):
        shown = browser.new_page(viewport={"width": width, "height": 900}, locale="fr-FR")
        shown.goto((site / f"{PAGE}.html").as_uri() + anchor, wait_until="load")
        return shown

    return opened


def test_filters_leave_what_is_asked_say_how_many_and_can_be_cleared(screen):
    shown = screen()
    count = shown.locator(".maillon-filtres__compte")
    total = len(library.clauses())
    shown.select_option("#filtre-famille", "voirie")
    shown.select_option("#filtre-place", "critere")
    assert count.inner_text() == f"1 clause sur {total}"
    assert shown.locator(".maillon-clause:visible").count() == 1
    assert not shown.locator("#clauses-mobilier").is_visible()
    shown.fill("#filtre-mots", "zzz")
    assert count.inner_text() == f"Aucune clause sur {total}"
    shown.click("button[type=reset]")
    shown.wait_for_function(
        "total => document.querySelectorAll('.maillon-clause:not([hidden])').length === total",
        arg=total,
    )
    shown.fill("#filtre-mots", "ENROBES tiedes")
    assert shown.locator("#voirie-enrobes").is_visible()
    shown.close()


def test_an_address_that_names_a_clause_opens_it(screen):
    shown = screen(anchor="#travaux-bruit")
    assert shown.locator("#travaux-bruit details[open]").count() == 1
    assert shown.locator(".maillon-clause details[open]").count() == 1
    shown.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_is_accessible_once_clauses_are_open(screen, width):
    shown = screen(width)
    shown.evaluate(
        "[...document.querySelectorAll('.maillon-clause__pli')].slice(0, 8)"
        ".forEach(pli => { pli.open = true; })"
    )
    found = Axe().run(shown, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()
