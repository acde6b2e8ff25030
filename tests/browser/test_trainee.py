"""A trainee goes from the book to a workshop, then answers and hands in an exercise."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from browsing import TOKEN, Course, Visit, Watch, assert_french
from playwright.sync_api import Page, expect

WORKSHOP = "/maillon/ouvrir/mur-des-boucles"


def place_bet(page: Page) -> None:
    page.get_by_role("radio", name="Deux").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Je parie").press("Enter")


def test_from_the_book_to_the_workshop(visit: Visit, watch: Watch, course: Course) -> None:
    course.forget("mur-des-boucles")
    page = visit("/cours/", wait="h1")
    page.goto(page.url.split("/cours/")[0] + "/cours/book/relier/boucles-et-retards.html")
    page.get_by_role("link", name=re.compile("Ouvrir l’atelier")).first.click()
    expect(page.get_by_role("heading", name="Le mur des boucles")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Pariez d’abord").first).to_be_visible()
    expect(page.get_by_text("Dans JupyterLab")).not_to_be_visible()
    place_bet(page)
    result = page.get_by_text("La carte compte")
    expect(result).to_have_text(
        "La carte compte 12 boucles : 8 R, qui amplifient, et 4 B, qui freinent."
    )
    page.get_by_label("vers", exact=True).select_option("-sourcage")
    expect(result).to_have_text(
        "La carte compte 16 boucles : 8 R, qui amplifient, et 8 B, qui freinent."
    )
    expect(page.get_by_text("Votre pari : « Deux ».")).to_be_visible()
    assert_french(page)
    watch.assert_clean()


def test_slider_by_keyboard_changes_sentence_and_picture(
    visit: Visit, watch: Watch, course: Course
) -> None:
    course.forget("premiers-gestes")
    page = visit("/maillon/ouvrir/premiers-gestes", wait=".maillon-control")
    page.get_by_role("radio", name="baisse un peu").check()
    page.get_by_role("button", name="Je parie").click()
    slider = page.get_by_role("slider", name="Prix d’un repas (fictif)").first
    sentence = page.get_by_text("Les repas de l’année coûtent").first
    picture = page.locator(".maillon-kind-figure img").first
    before = sentence.inner_text(), picture.get_attribute("src")
    slider.press("ArrowRight")
    expect(sentence).not_to_have_text(before[0])
    expect(picture).not_to_have_attribute("src", before[1] or "")
    assert slider.get_attribute("aria-valuetext") == "8,10\u00a0€"
    watch.assert_clean()


def test_the_copy_holds_what_was_answered(
    handed_in: Path, visit: Visit, watch: Watch, course: Course
) -> None:
    [copy] = handed_in.iterdir()
    assert copy.name == "jeanne-dupont-he_e1-boucles.zip"
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["copie.json", "e1-boucles.ipynb", "reponses.json"]
    # Back on the page: every answer is still there.
    page = visit("/maillon/ouvrir/e1-boucles", wait=".maillon-buttons")
    assert page.get_by_label("Votre prénom et votre nom").input_value() == "Jeanne Dupont-Hé"
    assert page.get_by_label("Flèche à couper").input_value() == "frais-qualite"
    expect(page.get_by_text("il est recopié ici")).not_to_be_visible()
    assert (
        page.get_by_role("group", name="Le signe de huit flèches")
        .get_by_role("radio", checked=True)
        .count()
        == 8
    )
    assert_french(page)
    watch.assert_clean()


def test_an_unreadable_number_is_named_and_kept(visit: Visit, watch: Watch, course: Course) -> None:
    page = visit("/maillon/ouvrir/e0-repetition", wait=".maillon-buttons")
    field = page.get_by_label("Combien coûte l’année ?")
    field.fill("quarante")
    field.blur()
    expect(page.get_by_text("est en lettres : écrivez 40 en chiffres")).to_be_visible()
    field.fill("2 464 000 €")
    field.blur()
    expect(page.get_by_text("Réponse enregistrée (compris")).to_be_visible()
    first = page.get_by_role("listitem").filter(has_text="Ouvrir l’exercice")
    for _ in range(3):
        first.get_by_role("button", name="Monter").press("Enter")
    expect(page.locator(".maillon-order li").first).to_contain_text("Ouvrir l’exercice")
    page.get_by_role("button", name="Vérifier ma fiche", exact=True).click()
    expect(page.get_by_text("pas encore de réponse").first).to_be_visible()
    assert_french(page)
    watch.assert_clean()


def test_no_control_is_lost_on_a_telephone(visit: Visit, watch: Watch) -> None:
    page = visit("/maillon/ouvrir/e1-boucles", width=390, wait=".maillon-buttons")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_role("button", name="Télécharger ma copie").is_visible()
    watch.assert_clean()


def test_an_answer_given_to_a_stopped_course_is_not_said_to_be_saved(
    visit: Visit, course: Course
) -> None:
    page = visit("/maillon/ouvrir/e0-repetition", wait=".maillon-buttons")
    field = page.get_by_label("Qu’attendez-vous de cette formation ?")
    field.fill("Une première réponse.")
    expect(page.get_by_text("Réponse enregistrée.").last).to_be_visible()
    for kernel in page.request.get(f"{course.url}/api/kernels").json():
        page.request.delete(
            f"{course.url}/api/kernels/{kernel['id']}", headers={"Authorization": f"token {TOKEN}"}
        )
    field.fill("Une réponse donnée trop tard.")
    expect(page.get_by_text("ce changement n’est pas enregistré")).to_be_visible(timeout=15_000)
