"""The built pages of a small course: spine, cards, figure, French, nothing from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from maillon.site.checks import page_faults, site_faults
from maillon.site.cycle import STEPS


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def chapter(mini_site) -> BeautifulSoup:
    return page(mini_site, "book/demarrer/un-chapitre.html")


def test_the_site_passes_its_own_checks(mini_site):
    assert list(site_faults(mini_site)) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<html lang="en">', "La langue"),
        ("<h1>Un</h1><h1>Deux</h1>", "2 titres"),
        ('<img src="a.png">', "sans texte de remplacement"),
        ('<img src="a.png" alt=" ">', "sans texte de remplacement"),
        ('<script src="https://example.org/x.js"></script>', "autre site"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "autre site"),
        ('<p style="background:url(https://example.org/x.png)">', "autre site"),
        ('<style>@import "https://example.org/x.css";</style>', "autre site"),
        ('<button aria-label="Toggle primary sidebar">', "Toggle primary sidebar"),
        ('<a title="Link to this heading">#</a>', "Link to this heading"),
        ('<nav aria-label="Main">', "«\u00a0Main\u00a0»"),
        ("<p>Back to   top</p>", "Back to top"),
        ('<script>const THEBE_JS_URL = "x"</script>', "Thebe"),
        ("<p>Rien.</p>", "cycle d’achat"),
    ],
)
def test_a_faulty_page_is_seen(markup, fault):
    assert any(fault in sentence for sentence in page_faults(markup))


def test_a_link_to_another_site_and_french_words_are_no_fault():
    sound = (
        '<html lang="fr"><nav class="maillon-cycle"></nav><h1>Main tendue</h1>'
        '<a href="https://example.org">Une page</a><p>Une main, un menu.</p>'
        "<script>var a = 'Back to top';</script></html>"
    )
    assert page_faults(sound) == []


def test_a_solution_in_the_site_is_seen(tmp_path):
    (tmp_path / "a.txt").write_text("### BEGIN SOLUTION\n", encoding="utf-8")
    assert [name for name, _ in site_faults(tmp_path)] == ["a.txt"]


def test_the_spine_names_the_steps_of_the_page_without_colour_alone(chapter):
    steps = chapter.select("nav.maillon-cycle ol > li")
    assert [s.label for s in STEPS] == [
        next(text for text in step.stripped_strings) for step in steps
    ]
    said = [("étape abordée dans cette page" in step.get_text()) for step in steps]
    marked = [step.select_one(".maillon-cycle__marque") is not None for step in steps]
    assert said == marked == [False, False, False, False, True, True]


def test_the_spine_leads_to_the_sections_that_exist(mini_site, chapter):
    links = [step.find("a") for step in chapter.select("nav.maillon-cycle li")]
    hrefs = [link and link["href"] for link in links]
    assert hrefs[2:] == [None] * 4, "steps without a section are plain text"
    for href in hrefs[:2]:
        file, _, anchor = href.partition("#")
        assert page(mini_site, f"book/demarrer/{file}").find(id=anchor) is not None


def test_reading_time_is_given_or_counted(mini_site, chapter):
    assert chapter.select_one(".maillon-lecture").get_text() == "Lecture\u00a0: 9\u00a0minutes"
    counted = page(mini_site, "book/demarrer/la-relation-tout-au-long.html")
    assert counted.select_one(".maillon-lecture").get_text() == "Lecture\u00a0: 1\u00a0minute"


def test_cards_show_titles_and_lead_to_the_server_from_any_depth(chapter):
    card = chapter.select_one(".maillon-atelier")
    assert card.h2.get_text(" ", strip=True) == "Atelier Premier essai"
    first, second = card.select(".maillon-boutons a")
    # The page is three folders below the root of the server: cours/book/demarrer/.
    assert first["href"] == "../../../maillon/ouvrir/essai"
    assert second["href"] == "../../../maillon/ouvrir/essai?dans=lab"
    assert first.get_text().startswith("Ouvrir l’atelier")
    assert second.get_text().startswith("Ouvrir la version technique")
    exercise = chapter.select_one(".maillon-exercice")
    assert exercise.h2.get_text(" ", strip=True) == "Exercice Un exercice d’essai"


def test_the_figure_is_a_file_with_text_and_data(mini_site, chapter):
    figure = chapter.select_one("figure.maillon-figure")
    image = figure.img
    drawing = (mini_site / "book" / "demarrer" / image["src"]).resolve()
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    assert image["alt"].startswith("Une droite qui monte")
    assert figure.figcaption.get_text() == "Une droite d’exemple."
    assert figure.details.summary.get_text() == "Voir les données"
    rows = [[c.get_text() for c in row(["th", "td"])] for row in figure.table("tr")]
    assert rows == [["Délai", "Offres"], ["10 jours", "6"], ["30 jours", "4"]]
    assert [th["scope"] for th in figure.table("th")] == ["col", "col", "row", "row"]


def test_formulas_need_no_script(chapter):
    assert chapter.find("mfrac") is not None


def test_home_page_has_its_banner_and_the_door_leads_to_it(mini_site):
    home = page(mini_site, "book/index.html")
    banner = home.select_one(".maillon-accueil")
    assert banner.h1 is not None
    assert banner.a is not None
    assert "Commencer" in banner.select_one(".maillon-bouton").get_text()
    door = page(mini_site, "index.html")
    assert (mini_site / door.a["href"]).is_file()


def test_every_file_that_a_page_asks_for_is_there(mini_site):
    for path in mini_site.rglob("*.html"):
        soup = page(mini_site, str(path.relative_to(mini_site)))
        asked = [t["src"] for t in soup(["script", "img"]) if t.get("src")]
        asked += [t["href"] for t in soup("link") if t["href"] != "#"]  # "#": the page itself
        for address in asked:
            assert (path.parent / address.split("?")[0]).is_file(), (path.name, address)


def test_no_source_and_no_notebook_is_published(mini_site):
    kinds = {path.suffix for path in mini_site.rglob("*") if path.is_file()}
    assert not kinds & {".md", ".ipynb", ".py", ".toml", ".map"}
