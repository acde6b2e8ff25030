"""« L’atelier de clauses »: live checks, the form and its Word page, the twelve requirements."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest
from pages import Page, answer, plain, press

from maillon.clauses import CHECKS, Clause, Review, library, review
from maillon.clauses.findings import Finding, Verdict
from maillon.clauses.requirements import places, requirements
from maillon.law import placeholders
from maillon.topics.clause_studio.pictures import clause_radar_picture
from maillon.topics.clause_studio.workshop.asked import QUERY
from maillon.topics.clause_studio.workshop.clause_studio import MOST_SIGNALS, ClauseStudio, starts
from maillon.topics.clause_studio.workshop.form import ANSWER, SENTENCE_FIRST, ClauseForm
from maillon.topics.clause_studio.workshop.library import ANSWER as LIBRARY
from maillon.topics.clause_studio.workshop.pages import form_page, rewritten_page
from maillon.topics.clause_studio.workshop.sentences import told

WORD_OF_FORM = "Page Word de cette clause"
SOUND = (
    "Le titulaire reprend les emballages dans les deux jours qui suivent chaque livraison et remet "
    "un bon d’enlèvement. La responsable du magasin tient le tableau mensuel des reprises. Après "
    "mise en demeure, chaque jour de retard vaut 50 €."
)

HURRIED = starts()["pressee"][1]


@pytest.fixture
def studio(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClauseStudio:
    monkeypatch.chdir(tmp_path)
    workshop = ClauseStudio(tmp_path)
    workshop.bet()
    answer(page.find("radio", workshop.texts.bet.prompt), "5")
    page.press("Je parie")
    return workshop


def test_the_hurried_clause_gives_the_five_signals_of_the_bet(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    assert "5 signaux sur huit contrôles" in plain(page.text)
    assert len(review(HURRIED).findings) == 5


def test_rewriting_is_read_at_once_kept_and_found_again(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.explore()
    answer(page.find("textarea", "Votre clause"), SOUND)
    assert "Aucun signal sur huit contrôles" in plain(page.text)
    page.shown.clear()
    again = ClauseStudio(tmp_path)
    again.explore()
    assert page.find("textarea", "Votre clause").value == SOUND


def test_document_and_place_of_a_rewritten_clause_are_found_again(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.explore()
    answer(page.find("select", "Texte de départ"), "rse")
    answer(page.find("textarea", "Votre clause"), SOUND)
    answer(page.find("select", "Document"), "AE")
    answer(page.find("select", "Place"), "specification")
    page.shown.clear()
    ClauseStudio(tmp_path).explore()
    kept = {name: page.find("select", name).value for name in ("Texte", "Document", "Place")}
    assert kept == {"Texte": "rse", "Document": "AE", "Place": "specification"}


def test_settings_of_another_hand_do_not_stop_the_workshop(
    studio: ClauseStudio, page: Page
) -> None:
    studio.store.save("texte-reglages", {"start": "x", "document": 3, "place": []})
    studio.explore()
    assert page.find("select", "Document").value == HURRIED.document


def _words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(line.text for line in document.paragraphs), *cells]))


def _taken(page: Page, label: str) -> bytes:
    """Press the export of that name, and return the file that it sends."""
    (control,) = {c for c in page.controls if [o[1] for o in c.options] == [label]}
    sent = []
    control.send = lambda content, buffers=None: sent.append((content, buffers))
    press(control, "word")
    ((content, buffers),) = sent
    assert content["download"]["filename"].endswith(".docx")
    return buffers[0]


def test_the_rewritten_clause_is_taken_away_with_what_it_was(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    exports = [c for c in page.controls if c.kind == "buttons" and "avant" in c.options[0][1]]
    assert exports[-1].hidden  # nothing was rewritten yet
    straight = SOUND.replace("’", "'") + " Il le fait, si possible, chaque lundi."
    answer(page.find("textarea", "Votre clause"), straight)
    assert not exports[-1].hidden
    words = _words(_taken(page, "Page Word, avant et après"))
    assert HURRIED.full_text in words
    assert plain(straight.replace("'", "’")) in words
    assert "Condition d’exécution, à placer dans le document CCTP" in words
    assert "Questions qui restent" in words
    assert "« si possible »" in words
    assert "service juridique" in words
    assert words.count("une question") >= 5


def test_the_export_stands_with_the_challenge_too(studio: ClauseStudio, page: Page) -> None:
    studio.challenge()
    answer(page.find("textarea", "Votre clause"), SOUND)
    assert "Défi réussi" in page.text
    assert "Relecture par les huit contrôles" in _words(_taken(page, "Page Word, avant et après"))


def test_a_clause_written_from_a_blank_page_has_no_before() -> None:
    words = _words(rewritten_page(None, Clause(SOUND, "CCAP")))
    assert "Avant" not in words.split("\n")
    assert "Questions qui restent" not in words
    assert "n’est pas un feu vert" in words


def test_a_word_page_is_dated_of_today() -> None:
    about = docx.Document(io.BytesIO(form_page(Clause(SOUND, "CCAP")))).core_properties
    now = datetime.now(UTC)
    for day in (about.created, about.modified):
        assert abs(day.replace(tzinfo=UTC) - now) < timedelta(hours=1)
    assert about.author == about.last_modified_by == ""


def test_the_decision_quotes_the_clause_without_a_double_stop(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    answer(page.find("textarea", "Votre clause"), "Le titulaire livre.")
    assert studio._decision() == "inscrire la clause «\u00a0Le titulaire livre\u00a0»"
    answer(page.find("textarea", "Votre clause"), f"{'mot ' * 11}équivalent. La suite.")
    assert studio._decision().endswith("équivalent…\u00a0»")


def test_no_sentence_is_a_verdict(studio: ClauseStudio, page: Page) -> None:
    studio.explore()
    for start in starts():
        answer(page.find("select", "Texte de départ"), start)
        low = page.text.lower()
        assert "illégal" not in low
        assert "conforme" not in low


def test_the_challenge_wants_a_duty_long_enough_with_few_signals(
    studio: ClauseStudio, page: Page
) -> None:
    studio.explore()
    studio.challenge()
    text = page.find("textarea", "Votre clause")
    answer(text, "Le titulaire livre.")
    assert "Défi réussi" not in page.text
    answer(text, SOUND)
    assert "Défi réussi" in page.text
    assert len(review(Clause(SOUND, "CCTP")).findings) <= MOST_SIGNALS
    answer(page.find("select", "Place"), "critere")
    assert "changez la place" in page.text


def test_the_surprise_compares_the_bet(studio: ClauseStudio, page: Page) -> None:
    studio.explore()
    studio.surprise()
    answer(page.find("textarea", "Votre clause"), SOUND)
    assert "C’est ce que disent les contrôles." in page.text
    assert "disent le même besoin : aucun signal" in plain(page.text)


def test_the_form_writes_a_clause_and_a_word_page(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.form()
    assert page.find("buttons", "").hidden is not None
    answer(page.find("text", "Qui agit"), "le titulaire")
    answer(page.find("text", "Que fait-il"), "reprend")
    answer(page.find("text", "Combien"), "100")
    answer(page.find("text", "De quoi"), "palettes")
    answer(page.find("text", "Quand"), "chaque mois")
    assert "Le titulaire reprend 100 palettes chaque mois." in plain(page.text)
    kept = json.loads((tmp_path / "reponses.json").read_bytes())["answers"][ANSWER]["value"]
    assert kept["unit"] == "palettes"
    sent = []
    for control in page.controls:
        if control.kind == "buttons" and any(o[0] == "word" for o in control.options):
            control.send = lambda content, buffers=None: sent.append((content, buffers))
            press(control, "word")
    ((content, buffers),) = sent
    assert content["download"]["filename"].endswith(".docx")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(buffers[0])).paragraphs)
    assert "Le titulaire reprend 100 palettes chaque mois." in plain(words)
    assert "service juridique" in words


@pytest.mark.parametrize("typed", ["asdfgh", "Le titulaire", "livre : ?", "a - b !"])
def test_under_three_words_nothing_is_asked_nor_taken_away(
    studio: ClauseStudio, page: Page, typed: str
) -> None:
    studio.explore()
    (export,) = [c for c in page.controls if c.kind == "buttons" and "avant" in c.options[0][1]]
    sent = []
    export.send = lambda content, buffers=None: sent.append(content)
    answer(page.find("textarea", "Votre clause"), typed)
    assert SENTENCE_FIRST in page.text
    assert "signa" not in page.text
    assert page.find("figure").hidden
    assert export.hidden
    press(export, "word")
    assert not sent
    answer(page.find("textarea", "Votre clause"), "Le titulaire livre.")
    assert SENTENCE_FIRST not in page.text
    assert not export.hidden
    assert not page.find("figure").hidden


def test_under_three_words_the_challenge_asks_for_a_sentence(
    studio: ClauseStudio, page: Page
) -> None:
    studio.challenge()
    answer(page.find("textarea", "Votre clause"), "asdfgh")
    assert SENTENCE_FIRST in page.text
    assert "signa" not in page.text


def test_two_short_fields_are_no_sentence(studio: ClauseStudio, page: Page) -> None:
    studio.form()
    (export,) = [c for c in page.controls if c.options and c.options[0][1] == WORD_OF_FORM]
    sent = []
    export.send = lambda content, buffers=None: sent.append(content)
    answer(page.find("text", "Qui agit"), "asdf")
    answer(page.find("text", "Que fait-il"), "ghjk")
    assert SENTENCE_FIRST in page.text
    assert export.hidden
    press(export, "word")
    assert not sent
    answer(page.find("text", "Que fait-il"), "reprend les palettes")
    assert SENTENCE_FIRST not in page.text
    assert not export.hidden


def test_a_reason_and_a_question_that_signals_share_are_said_once() -> None:
    first, second = ("si possible", "rapidement")
    signals = {
        check: Finding(words, "Chacun le lira à sa façon.", "Quel chiffre ?")
        for check, words in (("precise", first), ("verifiable", second))
    }
    outcomes = dict.fromkeys(CHECKS, Verdict.OK) | signals
    lines = told(Review(outcomes))
    assert len(lines) == 3
    assert all(words in line for words, line in zip((first, second), lines[1:], strict=True))
    assert "\n".join(lines).count("Chacun le lira à sa façon.") == 1
    assert "\n".join(lines).count("Quel chiffre ?") == 1
    assert lines[2].endswith(f"{second}\u00a0».")


def test_the_article_behind_a_signal_is_a_link(studio: ClauseStudio, page: Page) -> None:
    signal = Finding("locaux", "Une raison.", "Une question ?", ("preference_locale",))
    found = Review(dict.fromkeys(CHECKS, Verdict.OK) | {"non_discriminatory": signal})
    assert "Préférence locale interdite ([CCP, art. L3](https://www.legifrance.gouv.fr/" in plain(
        told(found)[1]
    )
    studio.explore()
    answer(page.find("textarea", "Votre clause"), "Le titulaire choisit des entreprises locales.")
    assert "](https://www.legifrance.gouv.fr/" in page.text


def test_a_form_kept_with_foreign_values_still_opens(studio: ClauseStudio) -> None:
    studio.store.save(ANSWER, {"document": "XX", "place": 3, "actor": "Le titulaire", "proof": []})
    form = ClauseForm(studio.store)
    assert form.clause is None
    assert form.box


def test_the_word_page_holds_the_questions_that_remain() -> None:
    clause = HURRIED
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(form_page(clause))).paragraphs)
    lines = [re.sub(r"\[(.+?)\]\(https:\S+?\)", r"\1", line) for line in told(review(clause))]
    assert all(line in words for line in lines)
    assert words.split("\n")[1].startswith("Condition d’exécution, à placer dans le document CCTP")


def test_each_requirement_is_told_with_its_reason(studio: ClauseStudio, page: Page) -> None:
    studio.sort()
    table = page.find("classify")
    wrong = {item.id: "critere" for item in requirements()}
    answer(table, wrong)
    for item in requirements():
        assert (item.why in page.text) == (item.place != "critere")
    answer(table, {item.id: item.place for item in requirements()})
    assert "12 exigences placées, comme dans le cours." in plain(page.text)
    assert "Tout y est." in page.text


def test_twelve_placed_are_never_said_to_be_three(studio: ClauseStudio, page: Page) -> None:
    studio.sort()
    table = page.find("classify")
    right = [item.id for item in requirements() if item.place == "critere"]
    answer(table, {item.id: "critere" for item in requirements()})
    told_now = f"12 exigences placées, dont {len(right)} comme dans le cours."
    assert told_now in plain(page.text)
    answer(table, {right[0]: "critere"})
    assert "1 exigence placée sur 12, comme dans le cours." in plain(page.text)


def test_a_clause_of_the_library_is_filled_checked_kept_and_taken_away(
    studio: ClauseStudio, page: Page, tmp_path: Path
) -> None:
    studio.fill()
    answer(page.find("select", "Clause"), "nettoyage-de-jour")
    answer(page.find("radio", "Ambition"), "exemplaire")
    answer(page.find("text", "Part des heures"), "75 %")
    assert "au moins 75 % des heures" in plain(page.text)
    answer(page.find("text", "Part des heures"), "beaucoup")
    assert "n’est pas un nombre" in page.text
    export = page.find("buttons")
    assert export.disabled
    answer(page.find("text", "Part des heures"), "75")
    sent = []
    export.send = lambda content, buffers=None: sent.append((content, buffers))
    press(export, "word")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(sent[0][1][0])).paragraphs)
    assert "au moins 75 % des heures" in plain(words)
    page.shown.clear()
    again = ClauseStudio(tmp_path)
    again.fill()
    assert page.find("select", "Clause").value == "nettoyage-de-jour"
    assert page.find("text", "Part des heures").value == "75"


def test_a_link_opens_its_clause_before_any_bet_and_loses_nothing(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = ClauseStudio(tmp_path)
    first.store.save(
        LIBRARY,
        {"clause": "voirie-engins", "ambition": "prudente", "values": {"points": "35"}},
    )
    monkeypatch.setenv(QUERY, "clause=travaux-bruit&ambition=exemplaire")
    ClauseStudio(tmp_path).fill()
    assert page.find("select", "Clause").value == "travaux-bruit"
    assert page.find("select", "Famille d’achats").value == "travaux"
    assert "travaux-dechets" in dict(page.find("select", "Clause").options)
    assert page.find("radio", "Ambition").value == "exemplaire"
    assert "Pariez d’abord" not in page.text
    page.shown.clear()
    monkeypatch.setenv(QUERY, "clause=voirie-engins&ambition=prudente")
    ClauseStudio(tmp_path).fill()
    values = [control.value for control in page.controls if control.kind == "text"]
    assert "35" in values  # what was filled for that very clause is still there


def test_a_link_to_what_was_withdrawn_says_so_and_shows_what_remains(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(QUERY, "clause=espaces-verts-a-la-lune&ambition=prudente")
    studio = ClauseStudio(tmp_path)
    studio.fill()
    assert "La clause « espaces-verts-a-la-lune » n’est pas dans la bibliothèque." in plain(
        page.text
    )
    assert "Elle a été retirée, ou son nom est inexact." in page.text
    assert page.find("select", "Famille d’achats").value == "espaces-verts"
    shown = library.clause(page.find("select", "Clause").value)
    assert shown.family == "espaces-verts"


def test_only_the_variants_of_a_clause_are_offered(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = library.clause("travaux-bruit")
    short = replace(kept, variants=kept.variants[:1])
    others = [one for one in library.clauses() if one.id != kept.id]
    clauses = {one.id: one for one in [short, *others]}
    monkeypatch.setattr(library, "clauses", lambda: tuple(clauses.values()))
    monkeypatch.setattr(library, "clause", clauses.__getitem__)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(QUERY, "clause=travaux-bruit&ambition=exemplaire")
    ClauseStudio(tmp_path).fill()
    ambition = page.find("radio", "Ambition")
    assert [key for key, _label in ambition.options] == ["prudente"]
    assert ambition.value == "prudente"
    assert "La variante « exemplaire » de cette clause a été retirée." in plain(page.text)
    full = next(one for one in others if len(one.variants) == len(library.AMBITIONS))
    answer(page.find("select", "Famille d’achats"), "toutes")
    answer(page.find("select", "Clause"), full.id)
    assert [key for key, _label in ambition.options] == list(library.AMBITIONS)
    answer(ambition, "exemplaire")
    answer(page.find("select", "Clause"), "travaux-bruit")
    assert ambition.value == "prudente"


def test_precautions_are_read_before_the_text(studio: ClauseStudio, page: Page) -> None:
    studio.fill()
    answer(page.find("select", "Clause"), "nettoyage-de-jour")
    clause = library.clause("nettoyage-de-jour")
    told_now = plain(page.text)
    text = library.parts(clause.variants[0]).text
    for line in (clause.only_if, f"Risque : {clause.risk}", clause.reviewed):
        assert told_now.index(plain(placeholders.fill(line))) < told_now.index(plain(text))


@pytest.mark.parametrize("query", ["clause=inconnue", "clause=", "ambition=x", "%%%"])
def test_a_link_that_names_nothing_known_opens_the_list(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(QUERY, query)
    studio = ClauseStudio(tmp_path)
    studio.store.save("pari", "5")
    studio = ClauseStudio(tmp_path)
    studio.fill()
    assert page.find("select", "Clause").value == library.clauses()[0].id


@pytest.mark.parametrize(
    "kept", [3, {"clause": [], "ambition": {}}, {"clause": "inconnue", "values": 3}]
)
def test_a_foreign_record_of_the_library_still_opens(
    studio: ClauseStudio, page: Page, kept: object
) -> None:
    studio.store.save(LIBRARY, kept)
    studio.fill()
    assert page.find("select", "Clause").value == library.clauses()[0].id


def test_a_family_shortens_the_list_of_clauses(studio: ClauseStudio, page: Page) -> None:
    studio.fill()
    family, clause = page.find("select", "Famille d’achats"), page.find("select", "Clause")
    assert len(clause.options) == len(library.clauses())
    for name, label in library.FAMILIES.items():
        answer(family, name)
        known = [one.id for one in library.clauses() if one.family == name]
        assert [key for key, _label in clause.options] == known
        assert clause.value in known
        assert library.clause(clause.value).title in [title for _key, title in clause.options]
        assert any(f"{label} ({len(known)})" == told for _key, told in family.options)
    answer(clause, "references-ouvertes")
    answer(family, "toutes")
    assert clause.value == "references-ouvertes"  # the chosen clause stays
    assert page.find("text", "Nombre").value


def test_what_names_people_is_said_before_the_word_page(studio: ClauseStudio, page: Page) -> None:
    studio.fill()
    answer(page.find("select", "Clause"), "nettoyage-insertion")
    assert "Données personnelles" in page.text
    answer(page.find("select", "Clause"), "travaux-bruit")
    assert "Données personnelles" not in page.text


def test_what_only_the_buyer_can_write_is_awaited_before_the_word_page(
    studio: ClauseStudio, page: Page
) -> None:
    studio.fill()
    answer(page.find("select", "Clause"), "revision-de-prix")
    button = page.find("buttons")
    assert button.disabled
    assert "est encore entre crochets" in page.text
    answer(page.find("text", "Indice I"), "l’indice FSD2 publié par Le Moniteur")
    assert not button.disabled


def test_the_twelve_requirements_use_every_place() -> None:
    assert len({item.id for item in requirements()}) == 12
    assert {item.place for item in requirements()} == set(places())


def test_the_radar_has_a_row_a_check_and_tells_both_versions() -> None:
    before = review(HURRIED)
    picture = clause_radar_picture(review(Clause(SOUND, "CCTP")), before=before)
    assert len(picture.rows) == len(CHECKS)
    assert [row[1] for row in picture.rows].count("signal") == 5
    assert [row[2] for row in picture.rows].count("signal") == 0
    assert picture.alt == "Aucun signal sur huit contrôles."
