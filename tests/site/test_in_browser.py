"""The built pages in Chromium: accessibility rules, narrow screens, scripts, search, requests."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOME, CHAPTER, SEARCH = (
    "/book/index.html",
    "/book/demarrer/un-chapitre.html",
    "/search.html?q=figure",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def address(mini_site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(mini_site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, address: str, path: str, *, width: int = 1280, theme="light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, locale="fr-FR"
    )
    page = context.new_page()
    page.troubles = []
    page.on("console", lambda m: m.type in {"error", "warning"} and page.troubles.append(m.text))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("request", lambda r: r.url.startswith(address) or page.troubles.append(r.url))
    page.on("response", lambda r: r.status < 400 or page.troubles.append(f"{r.status} {r.url}"))
    page.goto(address + path, wait_until="networkidle")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", [HOME, CHAPTER, SEARCH])
def test_page_is_accessible_fits_and_stays_at_home(browser, address, path, width, theme):
    page = opened(browser, address, path, width=width, theme=theme)
    assert page.troubles == []  # before axe, which asks for style sheets at addresses of its own
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.context.close()


def test_a_wide_table_is_stacked_on_a_telephone_and_no_column_is_hidden(browser, address):
    page = opened(browser, address, CHAPTER, width=390)
    wide = page.locator("table.maillon-fiches")
    box = wide.locator("xpath=..")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    second = wide.locator("tbody tr").first.locator("td").nth(2)
    label = second.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Article qui la permet" in label
    sides = [wide.locator("tbody td").nth(rank).bounding_box()["x"] for rank in (0, 1, 2)]
    assert len(set(sides)) == 1
    page.set_viewport_size({"width": 1280, "height": 900})
    sides = [wide.locator("tbody td").nth(rank).bounding_box()["x"] for rank in (0, 1, 2)]
    assert sides == sorted(set(sides))
    assert wide.evaluate("box => getComputedStyle(box).display") == "table"
    page.context.close()


def test_fonts_are_those_of_the_course(browser, address):
    page = opened(browser, address, CHAPTER)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check(\"16px 'Atkinson Hyperlegible Next'\")")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert {name.strip('"') for name in loaded} >= {
        "Atkinson Hyperlegible Next",
        "Bricolage Grotesque",
    }
    page.context.close()


def test_controls_are_large_enough_to_touch(browser, address):
    page = opened(browser, address, CHAPTER, width=390)
    small = page.evaluate(
        """[...document.querySelectorAll(`header button, header a, main button, summary,
             .maillon-cycle a, .maillon-bouton, .maillon-suite a, footer a`)]
           .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
           .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
           .map(([text]) => text)"""
    )
    assert small == []
    page.context.close()


def test_the_table_of_contents_opens_and_closes_by_keyboard(browser, address):
    page = opened(browser, address, CHAPTER, width=390)
    button = page.get_by_role("button", name="Sommaire")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Sommaire du cours")
    dialog.get_by_role("link", name="La relation tout au long").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    button.click()
    dialog.get_by_role("button", name="Fermer").click()
    dialog.wait_for(state="hidden")
    assert page.troubles == []
    page.context.close()


def test_search_finds_and_the_theme_is_kept(browser, address):
    page = opened(browser, address, HOME)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("figure")
    page.keyboard.press("Enter")
    page.locator("#search-results a").first.wait_for()
    assert "Un chapitre" in page.locator("#search-results").inner_text()
    page.get_by_role("button", name="Thème").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(address + CHAPTER)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.troubles == []
    page.context.close()


def test_paper_gets_the_title_the_answers_and_no_tools(browser, address):
    page = opened(browser, address, CHAPTER, theme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("h1").is_visible()
    assert page.get_by_text("La réponse.").is_visible()
    assert not page.locator(".maillon-entete").is_visible()
    assert not page.locator(".maillon-boutons").first.is_visible()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    page.context.close()
