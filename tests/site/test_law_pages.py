"""Law in the built book: what a citation shows, what stops the build, what a change reaches."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from law_copies import change_value, copied_registry
from law_pages import ANNEX, PAGES, copied_course, html_pages, lay_law, small_law, use_law

from maillon import law
from maillon.base.errors import MaillonError
from maillon.law.articles import article_text
from maillon.law.references import read_reference
from maillon.plots.registry import picture
from maillon.site import build as build_module
from maillon.site.build import build
from maillon.site.checks import site_faults
from maillon.site.law_annex import state_of, value_name


@pytest.fixture(scope="module")
def site(mini_course, build_course, tmp_path_factory) -> Path:
    data = small_law(tmp_path_factory.mktemp("droit") / "data")
    result = build_course(lay_law(mini_course(), data))
    assert result.ok, "\n".join(map(str, result.problems))
    return result.html


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def bubble(soup: BeautifulSoup, value: Tag) -> str:
    return soup.find(id=value["aria-describedby"]).get_text(" ", strip=True)


@pytest.fixture(scope="module")
def quoting(site) -> BeautifulSoup:
    return page(site, "book/droit/citations")


def test_values_lead_to_the_annex_and_articles_to_their_official_page(site, quoting):
    values = quoting.select(".maillon-loi__valeur")
    assert [value.get_text().replace("\u00a0", " ") for value in values] == [
        "200 € HT",
        "100 € HT",
        "40 %",
        "CCP, art. L2152-7",
        "7 jours",
        "CCP, art. R1",
        "1er janvier 2026",
        "200 € HT",
    ]
    annex = page(site, ANNEX)
    articles = [value for value in values if value.get_text().startswith("CCP")]
    for value in articles:
        number = value.get_text().split("art.\u00a0")[1]
        assert value["href"].startswith("https://www.legifrance.gouv.fr/search/code?")
        assert value["href"].endswith(f"&query={number}")
    for value in values:
        if value in articles:
            continue
        address, _, anchor = value["href"].partition("#")
        assert address == "../annexes/bareme-date.html"
        assert annex.find(id=anchor) is not None


def test_bubbles_tell_rule_dates_articles_source_and_check(quoting):
    now, before, scope, article, medium, *_ = quoting.select(".maillon-loi__valeur")
    said = bubble(quoting, now)
    assert said.startswith("Règle d’essai")
    assert "En vigueur\u00a0: depuis le 1er\u00a0janvier 2026." in said
    assert "Article\u00a0: CCP, art.\u00a0R1." in said
    assert "Oblige\u00a0: tous les acheteurs." in said
    assert "Source\u00a0: Une source." in said
    assert "Dernière vérification\u00a0: 24\u00a0novembre 2026." in said
    assert "du 1er\u00a0janvier 2024 au 31\u00a0décembre 2025" in bubble(quoting, before)
    assert "Règle regle_portees (part haute)" in bubble(quoting, scope)
    assert "Articles\u00a0: CCP, art.\u00a0R1 et CCP, art.\u00a0L2152-7." in bubble(
        quoting, article
    )
    assert "À vérifier avant de citer cette règle." in bubble(quoting, medium)


def test_bubble_ids_are_unique_and_outside_the_link(quoting):
    ids = [tip["id"] for tip in quoting.select("[role=tooltip]")]
    assert len(ids) == len(set(ids)) == 8
    assert quoting.select("a [role=tooltip]") == []


def test_only_what_is_not_confirmed_is_said_to_be_checked(quoting):
    marked = [
        law for law in quoting.select(".maillon-loi") if law.select(".maillon-loi__averifier")
    ]
    assert [law.a["href"].partition("#")[2] for law in marked] == ["regle_moyenne"]
    assert marked[0].select_one(".maillon-loi__averifier").get_text() == "à vérifier"


def test_bubbles_are_no_part_of_the_text_that_is_searched(site):
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    citations = index["docnames"].index("book/droit/citations")
    annex = index["docnames"].index(ANNEX)

    def pages_of(word: str) -> set[int]:
        found = index["terms"].get(word, [])
        return {found} if isinstance(found, int) else set(found)

    assert annex in pages_of("essai"), "the label of a rule is found in the annex"
    assert citations not in pages_of("essai"), "and not where a bubble repeats it"
    assert citations in pages_of("200"), "the value itself is found where it is cited"


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("book/droit/citations", True),
        ("book/droit/sans-valeur", True),
        (ANNEX, True),
        ("book/demarrer/un-chapitre", False),
    ],
)
def test_pages_of_law_tell_the_state_of_law_under_the_reading_time(site, name, legal):
    banner = page(site, name).select_one(".maillon-lecture + .maillon-etat-droit")
    assert (banner is not None) is legal
    if banner is not None:
        said = banner.get_text()
        assert said.startswith("État du droit au 24\u00a0novembre 2026.")
        assert "pas un conseil juridique" in said


def test_a_rule_read_again_alone_does_not_date_the_page(mini_course, build_course, tmp_path):
    def read_again(files):
        files["rules"]["entries"][0]["last_checked"] = "2026-12-20"

    result = build_course(lay_law(mini_course(), small_law(tmp_path / "data", read_again)))
    assert result.ok, "\n".join(map(str, result.problems))

    def state(name):
        return page(result.html, name).select_one(".maillon-etat-droit strong").get_text()

    assert state("book/droit/citations") == (
        "État du droit au 24\u00a0novembre 2026 (dernière relecture\u00a0: 20\u00a0décembre 2026)."
    )
    assert state("book/droit/autre") == "État du droit au 24\u00a0novembre 2026."


def test_hostile_texts_of_the_registry_stay_text(mini_course, build_course, tmp_path):
    def hostile(files):
        rule = files["rules"]["entries"][0]
        rule["label"] = "<script>alert(1)</script>"
        rule["statement"] = '"><img src=x onerror=alert(2)>'
        files["sources"]["sources"][0]["title"] = "<b>titre</b>"

    course = lay_law(mini_course(), small_law(tmp_path / "data", hostile))
    site = build_course(course).html
    for name in (ANNEX, "book/droit/citations"):
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        for tag in ("<script>alert(1)", "<img src=x", "<b>titre"):
            assert tag not in html


def test_a_sheet_has_its_class_and_one_button_that_prints(site):
    sheet = page(site, "book/droit/feuille")
    assert sheet.body["class"] == ["maillon-imprimable"]
    buttons = sheet.find_all("button", onclick="window.print()")
    assert [button.get_text(strip=True) for button in buttons] == ["Imprimer cette page"]
    assert buttons[0].find_parent(class_="pst-js-only") is not None
    other = page(site, "book/droit/citations")
    assert "maillon-imprimable" not in other.body.get("class", [])


def test_the_annex_tells_everything_of_a_rule(site):
    annex = page(site, ANNEX)
    rule = annex.find(id="regle_portees")
    assert rule.find_parent("section")["id"] == "theme-essais"
    assert rule.h3.get_text(strip=True).startswith("Règle regle_portees")
    assert rule.select_one(".maillon-puce--high").get_text() == "confirmé"
    rows = [[cell.get_text(" ", strip=True) for cell in row(["th", "td"])] for row in rule("tr")]
    assert rows[1:] == [
        ["Part basse", "7\u00a0%", "en vigueur depuis le 1er\u00a0janvier 2020"],
        ["Part haute", "40\u00a0%", "en vigueur depuis le 1er\u00a0janvier 2020"],
    ]
    assert rule.select_one(".maillon-regle__id").get_text() == "Nom court\u00a0: regle_portees"
    folded = rule.select_one("details.maillon-regle__sources")
    assert folded.summary.get_text().startswith("2\u00a0sources, vérifié le 24\u00a0novembre 2026")
    sources = folded.get_text(" ", strip=True)
    assert "Une source (officiel\u202f; adresse non connue)" in sources
    assert "(officiel\u202f; cité, non ouvert)" in sources
    assert folded.select_one("a.external")["href"] == "https://example.org/a"
    old = annex.find(id="regle_essai").select("tr")
    assert "passé" in old[1].get_text()
    assert "en vigueur" in old[2].get_text()
    unsure = annex.find(id="regle_basse")
    assert unsure.select_one(".maillon-puce").get_text() == "à ne pas citer"
    assert {row.select_one(".maillon-puce").get_text() for row in unsure.select("tbody tr")} == {
        "non vérifié"
    }


def test_whom_a_value_binds_is_said_once():
    entry = law.entry("avance_taux")
    ordinary, other = entry.values[0], entry.values[-1]
    for value in (ordinary, replace(other, applies_to="tous les acheteurs de l’État")):
        bound, named = value.applies_to, replace(value, name=f"taux, {value.applies_to}")
        told = bound != entry.applies_to
        assert value_name(entry, value).endswith(f" ({bound})") is told
        assert value_name(entry, named).count(bound) == 1


def test_the_annex_tells_what_the_filters_need_and_hides_them_without_a_script(site):
    annex = page(site, ANNEX)
    form = annex.select_one("form[data-maillon-filtres]")
    assert form.has_attr("hidden")
    assert form.select_one("[role=status]").get_text() == "5 règles"
    for control in form.select("input, select"):
        assert form.find("label", attrs={"for": control["id"]}) is not None
    changed = [
        rule["id"] for rule in annex.select(".maillon-regle") if rule.has_attr("data-change")
    ]
    assert changed == ["regle_essai"]
    assert annex.find(id="regle_essai")["data-mots"] == "essai"


def test_points_to_watch_stand_apart_and_lead_to_their_rules(site):
    annex = page(site, ANNEX)
    section = annex.find(id="points-non-verifies")
    assert section.h2.get_text().startswith("Points non vérifiés\u00a0: à ne pas citer")
    point = annex.find(id="nv_essai")
    assert "à partir du 1er\u00a0janvier 2027" in point.get_text()
    assert point.select_one('a[href="#regle_essai"]').get_text() == "Règle d’essai"
    assert "maillon-regle" not in point["class"], "filters do not count it as a rule"


def test_the_pages_of_law_pass_the_checks_of_the_site(site):
    assert list(site_faults(site)) == []


MISTAKES = {
    "{loi}`regle_esai`": "Vouliez-vous dire",
    "{loi}`regle_essai@2023-12-31`": "Aucune valeur de",
    "{loi}`regle_portees`": "basse (part basse, pour tous les acheteurs)",
    "{loi}`regle_portees/moyenne`": "n’a pas de portée",
    "{loi}`regle_basse`": "ne peut pas être citée",
    "{loi}`nv_essai`": "point à vérifier",
    "{loi}`Règle essai`": "ne se lit pas comme une règle de droit",
    "{loi}`regle_essai@2026-02-30`": "n’est pas un jour du calendrier",
    "{depuis}`regle_portees/haute@2019-01-01`": "Aucune valeur de",
    "{depuis}`delai_essai`": "On ne sait pas depuis quand",
    "{article}`regle_esai`": "Vouliez-vous dire",
    "{article}`regle_essai/2`": "1 = CCP R1",
    "{article}`regle_basse`": "ne se cite pas comme du droit",
}


def test_each_citation_that_cannot_be_made_names_its_page_and_line(
    mini_course, build_course, tmp_path
):
    text = "# Des fautes\n\n" + "".join(f"Voici {role}.\n\n" for role in MISTAKES)
    pages = {ANNEX: PAGES[ANNEX], "book/droit/fautes": text + "## Un titre {loi}`regle_essai`\n"}
    course = lay_law(mini_course(), small_law(tmp_path / "data"), pages)
    result = build_course(course)
    assert not result.ok
    found = {p.line: p.text for p in result.problems if p.page == "book/droit/fautes.md"}
    for rank, (role, said) in enumerate(MISTAKES.items()):
        assert said in found.get(3 + 2 * rank, ""), (role, found)
    assert "ne se met pas dans un titre" in found[3 + 2 * len(MISTAKES)]


def test_a_book_that_quotes_law_needs_the_page_that_lists_it(mini_course, build_course, tmp_path):
    pages = {"book/droit/autre": PAGES["book/droit/autre"]}
    result = build_course(lay_law(mini_course(), small_law(tmp_path / "data"), pages))
    assert any(f"la page {ANNEX} manque" in problem.text for problem in result.problems)


def test_a_front_matter_that_is_neither_true_nor_false_is_refused(
    mini_course, build_course, tmp_path
):
    text = "---\ndroit: oui\nimprimable: 1\n---\n\n# Une page\n\nRien.\n"
    pages = {ANNEX: PAGES[ANNEX], "book/droit/page": text}
    result = build_course(lay_law(mini_course(), small_law(tmp_path / "data"), pages))
    said = " ".join(p.text for p in result.problems if p.page == "book/droit/page.md")
    assert "«\u00a0droit\u00a0» doit valoir true ou false" in said
    assert "«\u00a0imprimable\u00a0» doit valoir true ou false" in said


@pytest.mark.parametrize("text", ["", "a/b/c", "a@", "a b"])
def test_a_request_that_cannot_be_read_says_the_accepted_forms(text):
    with pytest.raises(MaillonError, match="Formes admises"):
        read_reference(text)


def test_articles_are_written_as_sentences_quote_them():
    assert article_text("CCP R2123-1 2°") == "CCP, art.\u00a0R2123-1 2°"
    assert article_text("Code du travail L3121-41") == "Code du travail, art.\u00a0L3121-41"
    assert article_text("CE n° 229666") == "CE n°\u00a0229666"


def test_a_value_whose_check_has_run_out_is_not_said_to_be_in_force():
    rate = law.entry("interets_moratoires_taux").values[-1]
    assert state_of(rate, rate.last_day) == "en vigueur"
    assert state_of(rate, law.registry().state_of_law.replace(year=2030)) != "en vigueur"


# What a change of the law reaches -----------------------------------------------------------


def test_one_changed_value_changes_the_pages_that_cite_it_and_no_other(
    mini_course, build_course, tmp_path
):
    course = lay_law(mini_course(), small_law(tmp_path / "avant"))
    before = html_pages(build_course(course).html)
    use_law(
        course,
        small_law(
            tmp_path / "apres",
            lambda files: files["rules"]["entries"][1]["values"][0].update(value=8),
        ),
    )
    result = build_course(course)
    assert result.built
    after = html_pages(result.html)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"{ANNEX}.html", "book/droit/autre.html"}


def test_one_changed_value_of_the_real_law_changes_the_pages_that_cite_it_and_no_other(tmp_path):
    """The annex holds every value; the time line shows no value but in the table of its data."""
    course = copied_course(tmp_path / "cours")
    result = build(root=course)
    assert result.ok, "\n".join(map(str, result.problems))
    before = html_pages(result.html)
    rule, old = "dispense_fs", law.value("dispense_fs", on=law.registry().state_of_law)
    printed = law.cite(rule, law.registry().state_of_law).text
    data = copied_registry(tmp_path / "droit")
    change_value(data, rule, f"value: {old}", f"value: {old + 1000}")
    result = build(root=use_law(course, data))
    assert result.ok, "\n".join(map(str, result.problems))
    after = html_pages(result.html)
    assert before.keys() == after.keys()
    citing = {name for name, html in before.items() if cites(html, rule, printed)}
    assert len(citing) > 1, "no page cites the value: the test proves nothing"
    drawn = {name for name, html in before.items() if 'id="figure-frise-du-droit"' in html}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == citing | drawn | {f"{ANNEX}.html"}
    for name in citing:
        assert not cites(after[name], rule, printed)


def cites(html: str, rule: str, printed: str) -> bool:
    soup = BeautifulSoup(html, "html.parser")
    values = soup.select(f'.maillon-loi__valeur[href$="#{rule}"]')
    return any(value.get_text() == printed for value in values)


def test_pages_of_law_depend_on_its_files(mini_course, tmp_path, monkeypatch):
    course = lay_law(mini_course(), small_law(tmp_path / "data"))
    monkeypatch.setenv("PYTHONPATH", str(course), prepend=os.pathsep)
    work = tmp_path / "travail"
    problems = build_module._run_jupyter_book(course, work, tmp_path / "journal")
    assert problems == []
    environment = next(work.rglob("environment.pickle"))
    with environment.open("rb") as stream:
        depends = pickle.load(stream).dependencies
    for name in ("book/droit/citations", "book/droit/sans-valeur", ANNEX):
        assert {"rules.yaml", "sources.yaml", "watch.yaml"} <= {
            Path(path).name for path in depends[name]
        }
    others = depends.get("book/demarrer/un-chapitre", set())
    assert not any(path.endswith("rules.yaml") for path in others)
    shutil.rmtree(work)


def test_the_time_line_follows_the_registry_in_use(tmp_path):
    shipped = picture("frise-du-droit")
    assert picture("frise-du-droit") is shipped
    data = copied_registry(tmp_path / "droit")
    change_value(data, "dispense_fs", "value: 60000", "value: 61000")
    with law.using(data):
        changed = picture("frise-du-droit")
        assert changed.rows != shipped.rows
        assert picture("carte-relation") is picture("carte-relation")
    assert picture("frise-du-droit") is shipped
