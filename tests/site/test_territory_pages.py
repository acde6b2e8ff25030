"""« D’où viennent les chiffres ? » in the built book: each number, its origin, clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from maillon import territory

PAGE = "book/demarrer/un-chapitre"


def write_page(course: Path, text: str) -> None:
    (course / f"{PAGE}.md").write_text(f"# Un chapitre\n\n{text}", encoding="utf-8")


@pytest.fixture(scope="module")
def page(mini_course, build_course) -> BeautifulSoup:
    course = mini_course()
    write_page(
        course,
        "## Une famille\n\n```{d-ou-viennent} vetements-de-travail\n```\n\n"
        "```{d-ou-viennent}\n```\n",
    )
    result = build_course(course)
    assert result.ok, "\n".join(map(str, result.problems))
    html = (result.html / f"{PAGE}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def captioned(page: BeautifulSoup | Tag, start: str) -> Tag:
    found = [
        table
        for table in page.select("table")
        if table.caption and table.caption.get_text().strip().startswith(start)
    ]
    assert found, start
    return found[0]


def texts(row: Tag) -> list[str]:
    return [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]


def test_each_magnitude_is_told_with_value_status_year_source_and_note(page):
    rows = captioned(page.find(id="une-famille"), "D’où viennent les chiffres").select("tbody tr")
    family = territory.family("vetements-de-travail")
    assert len(rows) == len(family.magnitudes)
    invented, told = rows[0], rows[-1]
    assert texts(invented)[1:] == ["900 tenues", "fictif", "aucune"]
    named, value, status, _ = texts(told)
    assert (value, status) == ("29 €", "sourcé 2022")
    assert named.startswith("Prix en magasin d’un T-shirt")
    assert "Clean Clothes Campaign" in named
    assert told.find("a")["href"].startswith("https://echodumardi.com/")


def test_rows_and_columns_have_their_headers(page):
    for table in page.select("table.maillon-chiffres"):
        assert table.caption.get_text(strip=True)
        assert all(cell.name == "th" for cell in table.select("thead tr > *"))
        for row in table.select("tbody tr"):
            assert [cell.name for cell in row.find_all(["th", "td"])][:2] == ["th", "td"]


def test_each_link_of_the_tables_has_a_text_and_leads_out_of_the_book(page):
    links = page.select("table.maillon-chiffres tbody a, .maillon-chiffres__origine a")
    assert links
    for link in links:
        assert link.get_text(strip=True)
        assert link["href"].startswith("http")


def test_a_table_of_the_family_is_followed_by_its_origin(page):
    table = captioned(page, "Le prix d’un T-shirt")
    assert [texts(row) for row in table.select("tr")][:2] == [
        ["Élément", "Part (% du prix)"],
        ["Matières", "12 %"],
    ]
    origin = table.find_next(class_="maillon-chiffres__origine")
    assert origin.get_text().startswith("sourcé 2022")
    assert "L’article arrondit" in origin.get_text()


def test_without_a_name_every_family_and_the_territory_have_their_section(page):
    for family in territory.families():
        section = page.find(id=f"chiffres-{family.id}")
        assert section is not None, family.id
        assert section.find(["h2", "h3"]).get_text().startswith(family.label)
        captioned(section, "D’où viennent les chiffres")
    place = page.find(id="chiffres-territoire")
    bodies = [row.th.get_text() for row in captioned(place, "Les organismes").select("tbody tr")]
    assert bodies == [body.label for body in territory.place().bodies.values()]


def test_an_unknown_family_names_line_and_nearest_name(mini_course, build_course):
    course = mini_course()
    write_page(course, "```{d-ou-viennent} mobiliers\n```\n")
    result = build_course(course)
    assert not result.ok
    (problem,) = [one for one in result.problems if one.page == f"{PAGE}.md"]
    assert problem.line == 3
    assert "famille d’achats" in problem.text
    assert "mobilier" in problem.text.split("Vouliez-vous dire")[1]
