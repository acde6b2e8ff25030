"""« Bibliothèque de clauses » in the built book: every clause, its variants, its filters."""

from __future__ import annotations

import json
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
from maillon.law import placeholders
from maillon.site.clause_markup import STEP

PAGE = "book/ecrire/bibliotheque-de-clauses"
WORKSHOP = "atelier-de-clauses"
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
    shutil.copy(ROOT / "notebooks" / f"{WORKSHOP}.ipynb", course / "notebooks")
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


def test_a_clause_tells_its_variants_why_proof_and_question(page):
    clause = library.clause("nettoyage-insertion")
    told = said(page.find(id=clause.id))
    for text in (clause.why, clause.sourcing, clause.displaces):
        assert " ".join(plain(text).split()) in told
    for variant in clause.variants:
        filled = library.parts(variant)
        for text in (filled.text, filled.proof, filled.sanction):
            assert " ".join(plain(text).split()) in told
    assert "Heures d’insertion par an : 100 heures." in told


def test_precautions_come_before_the_variants_and_who_read_again_beside_the_copy(page):
    for clause in library.clauses():
        card = page.find(id=clause.id)
        box = card.select_one(".maillon-clause__precautions")
        assert not box.find_parent("details")
        assert "details" in [one.name for one in box.find_next_siblings()]
        for text in (clause.only_if, clause.risk):
            assert " ".join(plain(placeholders.fill(text)).split()) in said(box)
        for button in card.select("[data-copier]"):
            assert button["data-note"] == library.note(clause)
            assert said(button.find_next_sibling()) == plain(clause.reviewed)


def test_every_penalty_leads_to_the_common_clause(page):
    note = "La pénalité va au CCAP, avec la clause « Les pénalités du marché »."
    for clause in library.clauses():
        penalties = sum("pénalité" in variant.sanction for variant in clause.variants)
        assert said(page.find(id=clause.id)).count(note) == penalties


def test_what_is_to_be_chosen_is_marked_in_the_text_to_copy(page):
    text = page.find(id="nettoyage-insertion").select_one(".maillon-clause__texte")
    assert [said(one) for one in text.select(".maillon-clause__champ")] == ["100 heures"]


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
    assert count.text_content() == f"1 clause sur {total}"
    assert shown.locator(".maillon-clause:visible").count() == 1
    assert not shown.locator("#clauses-mobilier").is_visible()
    shown.fill("#filtre-mots", "arrosage")
    start = f"Aucune clause sur {total} pour « arrosage » avec ces filtres"
    assert plain(count.text_content()).startswith(start)
    shown.click("button[type=reset]")
    shown.wait_for_function(
        "total => document.querySelectorAll('.maillon-clause:not([hidden])').length === total",
        arg=total,
    )
    shown.fill("#filtre-mots", "ENROBES tiedes")
    assert shown.locator("#voirie-enrobes").is_visible()
    shown.close()


def found(shown, words: str) -> list[str]:
    """Type words, and return the ids of the clauses that remain."""
    shown.fill("#filtre-mots", words)
    return shown.eval_on_selector_all(
        ".maillon-clause:not([hidden])", "shown => shown.map(one => one.id)"
    )


@pytest.mark.parametrize(
    ("words", "among", "without"),
    [
        ("écologique", ["nettoyage-produits", "voirie-enrobes"], ["paiement-rapide"]),
        ("ECOLOGIQUES", ["nettoyage-produits", "voirie-enrobes"], ["paiement-rapide"]),
        ("plastique", ["restauration-contenants", "mobilier-emballages"], ["travaux-bruit"]),
        ("RGPD", ["informatique-effacement", "informatique-reversibilite"], ["travaux-bruit"]),
        ("vélo", ["livraisons-groupees"], ["plan-de-progres", "formation-de-l-equipe"]),
        ("l’eau", ["espaces-verts-eau"], ["nettoyage-de-jour", "mobilier-reemploi"]),
        ("déchets", ["travaux-dechets", "restauration-gaspillage"], ["paiement-rapide"]),
        ("dechet", ["travaux-dechets", "restauration-gaspillage"], ["paiement-rapide"]),
        ("local", ["restauration-circuit"], ["fortes-chaleurs", "nettoyage-de-jour"]),
        ("PME", ["avance-aux-entreprises", "paiement-rapide"], ["travaux-bruit"]),
        ("insertion", ["nettoyage-insertion", "travaux-insertion"], ["travaux-bruit"]),
        ("heures d'insertion", ["nettoyage-insertion", "travaux-insertion"], ["travaux-bruit"]),
        ("carbone", ["livraisons-groupees", "voirie-engins"], ["paiement-rapide"]),
        ("sonomètre", ["travaux-bruit"], ["voirie-engins"]),
    ],
)
def test_words_find_what_a_buyer_expects_by_their_beginnings(screen, words, among, without):
    shown = screen()
    ids = found(shown, words)
    assert set(among) <= set(ids)
    assert not set(without) & set(ids)
    assert not shown.locator(".maillon-filtres__essais").is_visible()
    shown.close()


def of_family(family: str) -> list[str]:
    return [one.id for one in library.clauses() if one.family == family]


@pytest.mark.parametrize(
    ("words", "family"),
    [
        *((label, family) for family, label in library.FAMILIES.items()),
        ("nettoyage", "nettoyage"),
        ("mobilier", "mobilier"),
        ("MEUBLES", "mobilier"),
        ("voirie", "voirie"),
        ("informatique", "informatique"),
        ("travaux", "travaux"),
        ("espaces verts", "espaces-verts"),
        ("nettoyage écoles", "nettoyage"),
        ("produit ménager", "nettoyage"),
        ("cantine scolaire", "restauration"),
        ("copieur", "informatique"),
    ],
)
def test_the_name_of_a_family_finds_its_clauses_before_the_others(screen, words, family):
    shown = screen()
    ids = found(shown, words)
    every = of_family(family)
    if words == "produit ménager":
        assert "nettoyage-produits" in ids
        every = [one for one in every if one in ids]
    assert ids[: len(every)] == every
    count = plain(shown.locator(".maillon-filtres__compte").text_content())
    assert count.startswith(f"{len(ids)} clause")
    # Words taken away, the page is as it was.
    assert found(shown, "") == [one.id for one in library.clauses()]
    shown.close()


def test_the_words_of_the_families_are_those_of_the_library(page):
    form = page.select_one("form[data-maillon-clauses]")
    told = json.loads(form["data-essais"])["familles"]
    assert told == {name: list(library.family_words(name)) for name in library.FAMILIES}
    for clause in library.clauses():
        words = page.find(id=clause.id)["data-mots"].split(" · ")
        assert words == list(library.words_of(clause))


@pytest.mark.parametrize(
    ("words", "among"),
    [
        ("vélo arrosage", ["livraisons-groupees", "espaces-verts-eau"]),
        ("mobilier xyzzy", of_family("mobilier")),
        ("xyzzy sonomètre", ["travaux-bruit"]),
    ],
)
def test_when_no_clause_holds_every_word_those_that_hold_one_are_shown(screen, words, among):
    shown = screen()
    ids = found(shown, words)
    assert set(among) <= set(ids)
    alone = {one for word in words.split() for one in found(shown, word)}
    assert set(ids) == alone
    found(shown, words)
    count = plain(shown.locator(".maillon-filtres__compte").text_content())
    start = "Aucune clause ne réunit ces mots ; voici celles qui en ont un : "
    assert count == f"{start}{len(ids)} sur {len(library.clauses())}."
    assert not shown.locator(".maillon-filtres__essais").is_visible()
    if words.startswith("mobilier"):
        assert ids[: len(among)] == among
    shown.select_option("#filtre-famille", "textile")
    assert "avec ces filtres" in shown.locator(".maillon-filtres__compte").text_content()
    shown.close()


@pytest.mark.parametrize("words", ["commerce équitable", "menu végétarien", "nettoyage amiante"])
def test_a_word_known_to_be_missing_is_not_answered_by_the_other_word(screen, words):
    shown = screen()
    assert found(shown, words) == []
    names = shown.locator(".maillon-filtres__essais button").all_inner_texts()
    assert names in [list(one.tries) for one in library.instead()]
    shown.close()


def test_a_word_that_finds_nothing_gets_words_that_find(screen):
    shown = screen()
    assert found(shown, "amiante") == []
    said_now = plain(shown.locator(".maillon-filtres__compte").text_content())
    assert said_now.startswith(
        f"Aucune clause sur {len(library.clauses())} pour « amiante ». Essayez « déchets »"
    )
    shown.get_by_role("button", name="déchets", exact=True).click()
    assert shown.input_value("#filtre-mots") == "déchets"
    assert shown.locator("#travaux-dechets").is_visible()
    assert shown.evaluate("document.activeElement.id") == "filtre-mots"
    assert found(shown, "xyzzy") == []
    names = shown.locator(".maillon-filtres__essais button").all_inner_texts()
    assert names == list(library.usual())
    shown.close()


def test_every_suggestion_finds_and_none_stands_for_a_word_that_finds(screen):
    shown = screen()
    for one in library.instead():
        assert [word for word in one.words if found(shown, word)] == []
    tries = {word for one in library.instead() for word in one.tries} | set(library.usual())
    assert [word for word in sorted(tries) if not found(shown, word)] == []
    shown.close()


COPIES = """
window.copies = [];
Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { window.copies.push(text); } },
});
"""


def bare_of(text: str) -> str:
    """Return a text without the brackets of what is to be chosen."""
    return plain(" ".join(text.replace("[", "").replace("]", "").split()))


@pytest.mark.parametrize(
    ("clause", "ambition"),
    [("nettoyage-contrats-complets", -1), ("nettoyage-produits", 0), ("revision-de-prix", 0)],
)
def test_a_variant_is_copied_whole_with_its_values_in_brackets_and_says_so(
    browser, site, clause, ambition
):
    shown = browser.new_page(locale="fr-FR")
    shown.add_init_script(COPIES)
    shown.goto((site / f"{PAGE}.html").as_uri() + f"#{clause}")
    variant = library.clause(clause).variants[ambition]
    boxes = shown.locator(f"#{clause} .maillon-clause__variante")
    box = boxes.last if ambition else boxes.first
    button = box.get_by_role("button", name="Copier le texte")
    assert ("la suite" in button.inner_text()) == bool(variant.sanction)
    button.click()
    box.get_by_text("Copié. Supprimez la note de tête").wait_for()
    assert box.locator("[role=status]").count() == 1
    (text,) = shown.evaluate("window.copies")
    note, *rest = text.split("\n")
    assert note == library.note(library.clause(clause))
    lines = [plain(line) for line in rest]
    parts = library.parts(variant)
    told = (parts.text, parts.proof, parts.sanction)
    written, bare = ([bare_of(one) for one in texts] for texts in (told, lines))
    assert bare[0] == written[0]
    assert bare[1] == f"Preuve : {written[1]}"
    assert (f"En cas d’écart : {written[2]}" in bare) == bool(variant.sanction)
    for value in library.printed(variant).values():
        assert f"[{plain(value).strip('[]')}]" in plain(text)
    assert "[[" not in text
    shown.close()


def test_each_variant_leads_to_the_workshop_with_its_clause(page):
    for clause in library.clauses():
        links = page.find(id=clause.id).select("a[data-atelier]")
        assert [link["href"] for link in links] == [
            f"../../../maillon/ouvrir/{WORKSHOP}?clause={clause.id}&ambition={each.ambition}"
            "#Depuis-la-bibliothèque"
            for each in clause.variants
        ]
        names = [said(link) for link in links]
        assert len(set(names)) == len(names)  # heard one by one, they differ


def test_the_step_of_the_workshop_that_links_name_exists():
    notebook = json.loads((ROOT / "notebooks" / f"{WORKSHOP}.ipynb").read_text(encoding="utf-8"))
    titles = [line for cell in notebook["cells"] for line in cell["source"] if line[0] == "#"]
    assert any(line.strip("# \n").replace(" ", "-") == STEP for line in titles)


def test_without_a_server_the_link_gives_way_to_what_to_do(screen):
    shown = screen(anchor="#travaux-bruit")
    shown.wait_for_selector("html[data-maillon-atelier=non]")
    variant = shown.locator("#travaux-bruit .maillon-clause__variante").first
    assert not variant.get_by_text("Remplir et prendre la page Word").is_visible()
    variant.get_by_text("ouvrez d’abord le cours sur votre ordinateur").click()
    assert shown.evaluate("location.hash") == "#prendre-une-clause"
    assert shown.locator("#prendre-une-clause").is_visible()
    shown.close()


def test_clauses_that_name_people_say_what_to_settle(page):
    for clause in library.clauses():
        card = page.find(id=clause.id)
        assert ("Données personnelles" in said(card)) == clause.names_people
    assert library.clause("nettoyage-insertion").names_people


def test_an_address_that_names_a_clause_opens_it(screen):
    shown = screen(anchor="#travaux-bruit")
    assert shown.locator("#travaux-bruit details[open]").count() == 1
    assert shown.locator(".maillon-clause details[open]").count() == 1
    shown.close()


def test_an_address_of_a_clause_that_was_withdrawn_says_so(screen):
    shown = screen(anchor="#travaux-au-clair-de-lune")
    told = plain(shown.locator(".maillon-filtres__compte").text_content())
    assert told.startswith("La clause « travaux-au-clair-de-lune » n’est pas ici : elle a été ret")
    assert f"les {len(library.clauses())} clauses qui restent" in told
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
