"""From a clause of the book to its Word page: the link, the workshop, the download."""

from __future__ import annotations

import io

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Course, Visit, Watch, assert_french

from maillon.clauses import library

PAGE = "/cours/book/ecrire/bibliotheque-de-clauses.html"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_clause_is_filled_and_taken_away_without_a_bet(
    visit: Visit, course: Course, watch: Watch, width: int
) -> None:
    course.forget("atelier-de-clauses")
    page = visit(PAGE, width=width, wait="html[data-maillon-atelier=oui]")
    page.locator("#travaux-bruit summary").first.click()
    variant = page.locator("#travaux-bruit .maillon-clause__variante").last
    variant.get_by_role("link", name="Remplir et prendre la page Word").click()
    family = page.get_by_label("Famille d’achats")
    family.wait_for()
    clause = page.get_by_label("Clause", exact=True)
    assert (family.input_value(), clause.input_value()) == ("travaux", "travaux-bruit")
    last = library.clause("travaux-bruit").variants[-1].ambition
    assert page.get_by_role("radio", name=last.capitalize()).is_checked()
    heading = page.get_by_role("heading", name="Depuis la bibliothèque")
    page.wait_for_function("scrollY > 500")
    assert heading.evaluate("title => document.activeElement === title")
    assert heading.evaluate("title => title.getBoundingClientRect().top") < 200
    family.select_option("voirie")
    roads = [one.id for one in library.clauses() if one.family == "voirie"]
    page.wait_for_function(
        "([list, count]) => list.options.length === count",
        arg=[clause.element_handle(), len(roads)],
    )
    assert clause.input_value() == roads[0]
    clause.select_option("voirie-deblais")
    blank = page.get_by_label("Taux de réutilisation")
    blank.fill("66")
    page.get_by_text("66\u00a0% du volume des déblais").first.wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Page Word de cette clause").click()
    content = downloading.value.path().read_bytes()
    words = "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)
    assert "66\u00a0% du volume des déblais" in words
    assert library.note(library.clause("voirie-deblais")) in words
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_french(page)
    watch.assert_clean()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_a_step_that_an_address_names_is_reached_and_left_to_the_person(
    visit: Visit, course: Course
) -> None:
    page = visit("/maillon/ouvrir/atelier-de-clauses?clause=voirie-engins", wait=".maillon-bench")
    assert page.evaluate("scrollY") == 0  # no step in this address: the page starts at its top
