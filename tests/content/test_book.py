"""The real book: it builds, its chapters keep their shape, and no answer is in it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from maillon.site.build import build
from maillon.site.checks import site_faults

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [TOC["root"], *(c["file"] for part in TOC["parts"] for c in part["chapters"])]
#: One page to print, a list of sources, a library of clauses: not chapters.
SHEETS = {
    "book/droit/aide-memoire",
    "book/ecrire/bibliotheque-de-clauses",
    "book/remonter/d-ou-viennent-les-chiffres",
}
PARTS = {"demarrer", "relier", "remonter", "ecrire", "droit"}
CHAPTERS = [page for page in PAGES if page.split("/")[1] in PARTS and page not in SHEETS]
LONGEST = 1200  # words a chapter; sources, data tables and the bubbles of law left out
#: Fourteen points, or eight stories, each read alone by whoever needs it: these are lists.
LONGER = {"book/droit/ce-qui-a-change": 2000, "book/relier/remedes-qui-echouent": 1600}


@pytest.fixture(scope="module")
def site() -> Path:
    result = build(root=ROOT)
    assert result.ok, "\n".join(map(str, result.problems))
    return result.html


def article(site: Path, page: str) -> BeautifulSoup:
    soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    return soup.select_one("article.bd-article")


def test_every_page_of_the_toc_and_only_those_are_built(site):
    built = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    assert built == {*PAGES, "index", "search"}


def test_every_source_page_is_in_the_toc():
    written = {
        path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "book").rglob("*.md")
    }
    assert written == set(PAGES)


def test_pages_are_sound_and_hold_no_trace_of_a_solution(site):
    assert list(site_faults(site)) == []


@pytest.mark.parametrize("page", PAGES)
def test_front_matter_names_steps_and_reading_time(page):
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---")[1])
    assert isinstance(front["cycle"], list)
    assert 1 <= front["minutes"] <= 12


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapter_is_short(site, page):
    soup = article(site, page)
    for left_out in soup.select(
        ".maillon-sources, .maillon-donnees, .maillon-boutons, .headerlink, .maillon-loi__bulle"
    ):
        left_out.decompose()
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", soup.get_text(" "))
    assert len(words) <= LONGER.get(page, LONGEST)


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapter_opens_with_aims_and_ends_with_a_workshop_and_sources(site, page):
    soup = article(site, page)
    blocks = [b["class"][1] for b in soup.select(".maillon-bloc")]
    assert blocks[0] == "maillon-objectifs"
    assert blocks[-1] == "maillon-sources"
    assert "maillon-atelier" in blocks
    first = soup.h1.find_next(class_=["maillon-bloc", "admonition"]) or soup
    assert "maillon-objectifs" in first["class"]


@pytest.mark.parametrize("page", PAGES)
def test_a_table_of_three_columns_is_stacked_on_a_telephone(site, page):
    """None scrolls a column out of sight, but for tables with a look of their own."""
    for table in article(site, page).select("table"):
        looks = set(table["class"])
        wide = len(table.select("thead th")) > 2
        assert not wide or looks & {"maillon-fiches", "maillon-valeurs", "maillon-donnees__table"}


def solution_lines() -> set[str]:
    """The lines that stand between the solution marks of the source notebooks."""
    lines: set[str] = set()
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            inside = False
            for line in "".join(cell["source"]).splitlines():
                if "### END" in line:
                    inside = False
                elif "### BEGIN" in line:
                    inside = True
                elif inside and len(line.strip()) > 25:
                    lines.add(line.strip())
    return lines


def test_no_line_of_a_solution_is_in_the_site(site):
    published = "\n".join(
        html.unescape(path.read_text(encoding="utf-8", errors="replace"))
        for path in site.rglob("*")
        if path.suffix in {".html", ".js", ".txt", ".svg"} and "_static" not in path.parts
    )
    assert [line for line in sorted(solution_lines()) if line in published] == []


def test_nothing_of_the_course_folders_is_published(site):
    names = {part for path in site.rglob("*") for part in path.relative_to(site).parts}
    assert not names & {"solutions", "exercises", "grading", "travaux", "notebooks", "_sources"}
