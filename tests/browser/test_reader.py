"""A reader opens the book, at a desk and on a telephone."""

from __future__ import annotations

from http.client import HTTPConnection

import pytest
from browsing import TOKEN, Course, Visit, Watch, assert_french

CHAPTER = "/cours/book/relier/boucles-et-retards.html"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/", CHAPTER])
def test_page_is_french_whole_and_local(visit: Visit, watch: Watch, path: str, width: int) -> None:
    page = visit(path, width=width, wait="h1")
    assert page.url.startswith(page.url.split("/cours/")[0] + "/cours/")
    assert_french(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    watch.assert_clean()


def test_figure_says_what_it_shows_and_gives_its_data(visit: Visit, watch: Watch) -> None:
    page = visit(CHAPTER, wait="figure")
    figure = page.locator("figure", has=page.locator("img")).first
    assert "boucle" in (figure.locator("img").get_attribute("alt") or "")
    table = figure.locator("table")
    assert not table.is_visible()
    figure.get_by_text("Voir les données").click()
    assert table.is_visible()
    watch.assert_clean()


@pytest.mark.parametrize(("width", "shown"), [(1280, (500, 600)), (390, (280, 358))])
def test_a_picture_drawn_for_a_telephone_grows_on_a_desk(
    visit: Visit, width: int, shown: tuple[int, int]
) -> None:
    page = visit("/cours/book/remonter/qui-gagne-quoi.html", width=width, wait="figure")
    box = page.locator("#figure-prix-deplie img").bounding_box()
    assert box is not None
    assert shown[0] <= box["width"] <= shown[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("folder", ["solutions/e1-boucles", "travaux/../solutions/e1-boucles"])
def test_a_solution_is_no_page(course: Course, folder: str) -> None:
    """Neither by its address nor by a detour, which browsers hide but other programs send."""
    host, port = course.url.removeprefix("http://").split(":")
    asked = HTTPConnection(host, int(port), timeout=30)
    asked.request("GET", f"/voila/render/{folder}/e1-boucles.ipynb?token={TOKEN}")
    answer = asked.getresponse()
    assert answer.status == 404
    assert "Cette page n’existe pas" in answer.read().decode()
    assert list((course.root / "solutions").glob("*/reponses*")) == []


def test_page_without_the_key_explains_itself_in_french(visit: Visit) -> None:
    page = visit("/maillon/ouvrir/aucun-atelier")
    assert "Aucun atelier ni exercice ne s’appelle" in page.locator("main").inner_text()
    assert_french(page)
