"""« Trois formules, trois gagnants »: what the page says is what the models say."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pages import Page, answer, plain, press

from maillon.topics.award import hautebrune
from maillon.topics.award.model.price_scores import FORMULAS
from maillon.topics.award.spreadsheet.book import FILE
from maillon.topics.award.workshop.bench import MONETISED, hopeless_among
from maillon.topics.award.workshop.offer_table import ANSWER, read_row
from maillon.topics.award.workshop.three_formulas import KEPT_ASIDE, challenge_rules, outcome
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

ID = "trois-formules"
FORMULA, WEIGHT, HOPELESS = "Formule du prix", "Poids du prix", "Une offre de plus"


def run(workshop: Workshop) -> None:
    """Run every cell of the notebook."""
    for step in ("explore", "surprise", "challenge", "sheet", "displaced"):
        getattr(workshop, step)()


@pytest.fixture
def bench(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« same ») placed."""
    workshop = opened(ID)
    workshop.bet()
    run(workshop)
    answer(page.find("radio"), "same")
    page.press("Je parie")
    return page


def said(page: Page, words: str) -> str:
    """Return the box of sentences that holds `words`."""
    found = [
        plain("\n".join(control.lines))
        for control in page.controls
        if control.kind == "sentence" and words in plain("\n".join(control.lines))
    ]
    assert found, words
    return found[0]


def results(page: Page) -> list[str]:
    return [plain(text) for text, _tone in page.find("entries").results if text]


def test_everything_but_the_recall_waits_for_the_bet(
    opened: Callable[[str], Workshop], page: Page
) -> None:
    run(opened(ID))
    assert [control.kind for control in page.controls] == ["sentence"] * 5


def test_three_formulas_give_three_winners_on_the_page(bench: Page) -> None:
    for name, words in (
        ("classique", "C arrive en tête, avec 8,30 points, devant B (8,26)."),
        ("min-max", "A arrive en tête, avec 8,00 points, devant B (7,09)."),
        ("echelle", "B arrive en tête, avec 8,20 points, devant A (8,00)."),
    ):
        answer(bench.find("select", FORMULA), name)
        assert words in said(bench, "arrive en tête")
    assert results(bench)[1] == "8,80 ; 8,20 ; 1re"
    assert "B reste en tête tant que le prix pèse de 41 % à 57,1 %." in said(bench, "reste en tête")
    assert "annoncé à 50 %, pèse en fait 52 %" in said(bench, "pèse en fait")
    assert INCIDENT not in bench.text


def test_the_hopeless_offer_changes_the_first_place_of_min_max_alone(bench: Page) -> None:
    answer(bench.find("radio", HOPELESS), "avec")
    assert "ne change pas le premier rang" in said(bench, "sans espoir, ne change")
    answer(bench.find("select", FORMULA), "min-max")
    told = said(bench, "arrive en tête")
    assert "C arrive en tête, avec 8,43 points, devant B (8,40)." in told
    assert "Sans D, A arrivait en tête" in told
    assert len(results(bench)) == 3  # the hopeless offer has no row of its own


@pytest.mark.parametrize("name", [*(one.id for one in FORMULAS), MONETISED])
def test_every_view_draws_under_every_formula(bench: Page, name: str) -> None:
    answer(bench.find("select", FORMULA), name)
    for view in ("totaux", "curseur", "courbe", "valeur", "effectif"):
        answer(bench.find("select", "regardez"), view)
        figure = bench.find("figure")
        assert figure.picture["alt"]
        assert not figure.hidden
    assert INCIDENT not in bench.text


def test_only_the_settings_of_the_chosen_formula_show(bench: Page) -> None:
    shown = {"echelle": {"Échelle n"}, "absolue": {"Prix de référence publié",
             "Prix plancher publié"}, MONETISED: {"Valeur d’un point de qualité"}}  # fmt: skip
    own = set().union(*shown.values())
    for name in ("classique", *shown):
        answer(bench.find("select", FORMULA), name)
        seen = {c.label for c in bench.controls if c.label in own and not c.hidden}
        assert seen == shown.get(name, set())


def test_quality_in_euros_ranks_and_says_what_must_be_published(bench: Page) -> None:
    answer(bench.find("select", FORMULA), MONETISED)
    told = said(bench, "La qualité s’exprime en euros")
    assert "À 10 000 € le point, B a le prix corrigé le plus bas : 36 000 €." in told
    assert results(bench)[1] == "prix corrigé 36 000 €, 1re"
    answer(bench.find("text", "Valeur d’un point"), "25 k€")
    assert "À 25 000 € le point, B a" not in said(bench, "le prix corrigé le plus bas")
    answer(bench.find("text", "Valeur d’un point"), "beaucoup")
    assert "« beaucoup » n’est pas un nombre" in plain(bench.text)


def test_a_floor_above_the_reference_is_refused_in_a_sentence(bench: Page) -> None:
    answer(bench.find("select", FORMULA), "absolue")
    answer(bench.find("text", "Prix plancher"), "200 000")
    assert "Le prix de référence doit dépasser le prix plancher." in bench.text
    assert bench.find("figure").hidden
    answer(bench.find("text", "Prix plancher"), "90 000")
    assert not bench.find("figure").hidden


def test_closer_marks_of_quality_weigh_less(bench: Page) -> None:
    answer(bench.find("range", "Étalement"), 20)
    assert "annoncé à 50 %, pèse en fait 80 %" in said(bench, "pèse en fait")
    answer(bench.find("range", "Étalement"), 100)
    assert "pèse en fait 45 %" in said(bench, "pèse en fait")


def test_own_offers_are_kept_and_a_bad_row_is_left_out(
    bench: Page, opened: Callable[[str], Workshop]
) -> None:
    own = {
        "1": {"nom": "Dupont", "prix": "90 000", "qualite": "7"},
        "2": {"nom": "Haie", "prix": "cher", "qualite": "8"},
        "3": {"prix": "95 k€", "qualite": "8,5"},
        "4": {"nom": "Seule", "prix": "80 000"},
    }
    answer(bench.find("entries"), own)
    assert "Offre 3 arrive en tête" in said(bench, "arrive en tête")
    told = results(bench)
    assert "« cher » n’est pas un nombre" in told[1]
    assert told[3] == "Il manque la note de qualité."
    assert "Offres que vous avez saisies." in bench.find("figure").picture["caption"]
    bench.shown.clear()
    workshop = opened(ID)
    run(workshop)
    assert workshop.store.get(ANSWER) == own
    assert bench.find("entries").value == own
    bench.press("Reprendre les offres de Hautebrune")
    assert "C arrive en tête" in said(bench, "arrive en tête")


def test_an_emptied_table_waits_without_a_fault(bench: Page) -> None:
    answer(bench.find("entries"), {"1": {"nom": "A", "prix": "9", "qualite": "5"}})
    assert "Remplissez au moins deux offres" in bench.text
    assert "Il faut au moins deux offres." in bench.text
    assert INCIDENT not in bench.text
    answer(bench.find("entries"), {"1": {"nom": "A"}})
    assert INCIDENT not in bench.text


def hand(page: Page, *paths: Path) -> Any:
    """Hand files as the page does."""
    picker = page.find("files")
    picker._handle_custom_msg({"begin": len(paths)}, [])
    for rank, path in enumerate(paths):
        picker._handle_custom_msg({"file": path.name, "rank": rank}, [path.read_bytes()])
    picker._handle_custom_msg({"end": True}, [])
    return picker


def test_a_file_fills_the_table_and_a_bad_one_changes_nothing(bench: Page, tmp_path: Path) -> None:
    good, bad = tmp_path / "offres.csv", tmp_path / "autre.csv"
    good.write_text("Offre;Prix;Qualité\nDupont;90 000;7\nHaie;95000,5;8\n", encoding="utf-8")
    bad.write_text("Offre;Prix;Qualité\nDupont;beaucoup;7\n", encoding="utf-8")
    told = plain(hand(bench, good).message)
    assert told.startswith("2 offres lues. Notes lues sur 10 : le titre « Qualité »")
    table = bench.find("entries").value
    assert plain(table["2"]["prix"]) == "95 000,5"
    assert "Ligne 2, « Dupont », le prix" in plain(hand(bench, bad).message)
    assert bench.find("entries").value == table
    assert "un seul tableau" in hand(bench, good, bad).message


@pytest.mark.parametrize(
    ("texts", "told", "tone"),
    [
        ({}, "", "plain"),
        ({"prix": "5 €", "qualite": "11"}, "La note de qualité va de 0 à 10.", "bad"),
        ({"prix": "0", "qualite": "5"}, "Offre 1 : le prix doit être supérieur à zéro.", "bad"),
        ({"prix": "5 kg", "qualite": "5"}, "« 5 kg » n’a pas la bonne unité.", "bad"),
        ({"nom": "A"}, "Il manque le prix et la note de qualité.", "plain"),
    ],
)
def test_a_row_that_is_no_offer_says_why(texts: dict[str, str], told: str, tone: str) -> None:
    row = read_row(texts, "Offre 1")
    assert (row.item, row.tone) == (None, tone)
    assert plain(row.words).startswith(told)


@pytest.mark.parametrize(
    ("option", "verdict"),
    [("same", "Le modèle dit autre chose."), ("dearest", "C’est ce que dit le modèle.")],
)
def test_the_surprise_sets_the_bet_against_the_model(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str
) -> None:
    opened(ID).store.save("pari", option)
    run(opened(ID))
    answer(page.find("range", WEIGHT), 40)
    told = said(page, "Votre pari")
    for words in (
        verdict,
        "les totaux deviennent A 8,00, B 8,40 et C 8,43",
        "avec 1,50 point.",
        "pèse en fait 45 % avec la classique, 76 % avec la min–max et 52 % avec l’échelle",
        "ne le change que dans 7,7 % de 20 000 tirages, et dans 0,3 % avec la classique",
        "Trois formules, trois gagnants : c’est possible, et rare. Cela ne tient que dans 0,5 %",
    ):
        assert words in told


def test_the_outcome_is_an_option_of_the_bet(opened: Callable[[str], Workshop]) -> None:
    assert outcome() in dict(opened(ID).texts.bet.options)


def goal(page: Page, name: str, weight: float, multiple: float = 2) -> str:
    answer(page.find("select", FORMULA), name)
    answer(page.find("range", "Échelle n"), multiple)
    answer(page.find("range", WEIGHT), weight)
    found = [
        "\n".join(control.lines)
        for control in page.controls
        if control.kind == "sentence"
        and ("Oui" in "".join(control.lines) or "à notes" in "".join(control.lines))
    ]
    return plain(found[-1])


def test_the_challenge_leads_away_from_min_max(bench: Page) -> None:
    for weight in range(30, 71, 5):
        assert "Défi réussi" not in goal(bench, "min-max", weight)
        assert "Défi réussi" not in goal(bench, "classique", weight)
    assert "Défi réussi" in goal(bench, "echelle", 50)
    assert "Pas encore : poids du prix : 20 %" in goal(bench, "echelle", 20)
    assert "n’a pas de poids" in goal(bench, MONETISED, 50)


def test_the_challenge_says_its_rules(bench: Page) -> None:
    assert plain(" ".join(challenge_rules())) == plain(
        bench.find("prompt", "Les règles du défi").statement
    )


def test_the_sheet_is_made_of_the_offers_on_the_page(
    bench: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[Any, Any]] = []
    rows = [c for c in bench.controls if c.kind == "buttons"]
    actions = next(row for row in rows if row.options[0][0] == "excel")
    monkeypatch.setattr(
        type(actions), "send", lambda _self, content, buffers=None: sent.append((content, buffers))
    )
    answer(bench.find("radio", HOPELESS), "avec")
    press(actions, "excel")
    (content, [page]), *_others = [one for one in sent if "download" in one[0]]
    assert content["download"]["filename"] == FILE
    names = [cell.value for cell in load_workbook(io.BytesIO(page)).worksheets[0]["A"]]
    assert {"A", "B", "C", "D"} <= set(names)
    answer(bench.find("select", FORMULA), MONETISED)
    press(actions, "excel")
    (_content, [page]) = sent[-1]
    assert load_workbook(io.BytesIO(page)).worksheets[0]["B4"].value == "Qualité monétisée"
    assert actions.tone == "good"


BROKEN = {
    "1": {"nom": "A", "prix": "cent mille", "qualite": "6"},
    "2": {"nom": "B", "prix": "112 000", "qualite": "7,7"},
    "3": {"nom": "C", "prix": "135 000", "qualite": "9,2"},
}


@pytest.mark.parametrize("name", ["classique", "min-max", MONETISED])
@pytest.mark.parametrize(
    ("changed", "who"),
    [
        ({}, "1 offre non comptée : A."),
        ({"prix": "0"}, "1 offre non comptée : A."),
        ({"prix": "100 000", "qualite": "12"}, "1 offre non comptée : A."),
        ({"qualite": ""}, "1 offre non comptée : A."),
        ({"nom": "", "qualite": "?"}, "1 offre non comptée : Offre 1."),
    ],
)
def test_no_winner_is_told_before_the_offers_that_do_not_count(
    bench: Page, name: str, changed: dict[str, str], who: str
) -> None:
    answer(bench.find("select", FORMULA), name)
    answer(bench.find("entries"), {**BROKEN, "1": {**BROKEN["1"], **changed}})
    panel = next(c for c in bench.controls if "maillon-headed" in c._dom_classes)
    first, *others = [plain(line) for line in panel.lines]
    assert first == f"{who} Le classement se fait sans elle."
    assert panel.tone == "bad"
    assert not any("arrive en tête" in line and "Parmi" not in line for line in others)
    assert who in plain(bench.find("figure").picture["caption"])
    answer(bench.find("entries"), {row: BROKEN[row] for row in "23"})
    assert "non comptée" not in bench.text


def test_offers_left_out_are_named_where_the_sheet_is_taken(
    bench: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(bench.find("entries"), {**BROKEN, "5": {"nom": "Haie"}})
    warned = [c for c in bench.controls if c.kind == "sentence" and KEPT_ASIDE in c.lines]
    assert [plain(c.lines[0]) for c in warned] == ["2 offres non comptées : A et Haie."]
    sent: list[Any] = []
    rows = [c for c in bench.controls if c.kind == "buttons"]
    actions = next(row for row in rows if row.options[0][0] == "excel")
    monkeypatch.setattr(
        type(actions), "send", lambda _self, content, buffers=None: sent.append((content, buffers))
    )
    press(actions, "excel")
    assert plain(actions.message).endswith("2 offres non comptées : A et Haie.")
    assert actions.tone == "bad"
    (_content, [page]) = next(one for one in sent if "download" in one[0])
    sheet = load_workbook(io.BytesIO(page)).worksheets[0]
    rows_left = [
        [cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=24, max_row=25)
    ]
    assert rows_left == [["A", "cent mille", 6], ["Haie", None, None]]
    press(next(row for row in rows if row.options[0][0] == "back"), "back")
    assert warned[0].lines == []


def test_what_was_read_of_a_file_goes_when_hautebrune_comes_back(
    bench: Page, tmp_path: Path
) -> None:
    good = tmp_path / "offres.csv"
    good.write_text("Offre;Prix;Note /15\nDupont;90 000;9\nHaie;95000,5;12\n", encoding="utf-8")
    picker = hand(bench, good)
    assert plain(picker.message) == "2 offres lues. Notes sur 15 ramenées à 10."
    assert bench.find("entries").value["1"]["qualite"] == "6"
    bench.press("Reprendre les offres de Hautebrune")
    assert picker.message == ""
    assert not picker.several


def test_the_settings_are_there_at_the_next_opening(
    bench: Page, opened: Callable[[str], Workshop]
) -> None:
    answer(bench.find("select", FORMULA), "echelle")
    answer(bench.find("range", WEIGHT), 35)
    answer(bench.find("range", "Échelle n"), 3)
    answer(bench.find("radio", HOPELESS), "avec")
    answer(bench.find("text", "Prix plancher"), "90 000")
    told = said(bench, "arrive en tête")
    bench.shown.clear()
    run(opened(ID))
    assert bench.find("select", FORMULA).value == "echelle"
    assert bench.find("text", "Prix plancher").value == "90 000"
    assert not bench.find("range", "Échelle n").hidden
    assert said(bench, "arrive en tête") == told
    bench.press("Réinitialiser les réglages")
    bench.shown.clear()
    run(opened(ID))
    assert bench.find("select", FORMULA).value == "classique"
    assert bench.find("range", WEIGHT).value == 50


def test_an_amount_that_no_longer_shows_stops_nothing(bench: Page) -> None:
    answer(bench.find("select", FORMULA), "absolue")
    answer(bench.find("text", "Prix plancher"), "beaucoup")
    assert bench.find("figure").hidden
    answer(bench.find("select", FORMULA), "classique")
    assert "C arrive en tête" in said(bench, "arrive en tête")


def test_the_table_of_displacements_names_the_decision(bench: Page) -> None:
    assert [c for c in bench.controls if c.kind == "displacement"] == []
    answer(bench.find("select", FORMULA), "echelle")
    assert (
        "Décision : noter le prix par la formule « Linéaire à échelle », avec un poids de 50 %."
        in plain(bench.text)
    )


def test_the_hopeless_offer_of_other_bids_is_dear_and_weak() -> None:
    long = [
        type(bid)(f"Entreprise {bid.name}", bid.price, bid.quality) for bid in hautebrune.offers()
    ]
    found = hopeless_among(long)
    assert (found.name, found.price, found.quality) == ("Offre sans espoir", 250_000, 3)
