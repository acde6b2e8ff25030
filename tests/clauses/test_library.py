"""The clause library: each clause can be filled, passes the checks, and types no law."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
import yaml
from pages import plain

from maillon import law
from maillon.authoring import prose, typography
from maillon.base.errors import MaillonError
from maillon.base.text import fold as text_fold
from maillon.base.wording import number
from maillon.base.yaml_files import RegistryError
from maillon.clauses import library, review
from maillon.clauses.documents import read_contents
from maillon.clauses.library.filling import NO_ADVICE, PLACE
from maillon.clauses.word_clauses import REMINDER, word_clause
from maillon.law import placeholders
from maillon.site.cycle import STEP_IDS

CLAUSES = library.clauses()
BY_CLAUSE = pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
#: What people read of a field, and of a clause besides its variants.
TOLD = ("title", "why", "only_if", "risk", "sourcing", "displaces")
PENALTY = "La pénalité va au CCAP, avec la clause « Les pénalités du marché »."


def test_every_family_consideration_and_place_has_a_clause():
    assert len({clause.id for clause in CLAUSES}) == len(CLAUSES)
    assert {clause.family for clause in CLAUSES} == set(library.FAMILIES)
    assert {clause.consideration for clause in CLAUSES} == set(library.CONSIDERATIONS)
    assert {clause.place for clause in CLAUSES} == {
        "specification",
        "critere",
        "candidature",
        "condition_execution",
    }
    assert set(library.STEPS) == STEP_IDS


@BY_CLAUSE
def test_every_variant_passes_its_own_checker(clause):
    signals = {
        variant.ambition: review(library.as_record(clause, variant)).findings
        for variant in clause.variants
    }
    assert signals == {ambition: {} for ambition in signals}


@BY_CLAUSE
def test_every_blank_is_printed_and_variants_go_further(clause):
    texts = [library.filled(variant) for variant in clause.variants]
    for variant, text in zip(clause.variants, texts, strict=True):
        assert not set(text) & set("{}")
        assert [v for v in library.printed(variant).values() if v not in text] == []
    kept = [variant.ambition for variant in clause.variants]
    assert kept == [ambition for ambition in library.AMBITIONS if ambition in kept]
    assert kept[0] == "prudente"
    assert len(set(texts)) == len(texts)
    assert len(texts[0]) <= len(texts[-1])


@BY_CLAUSE
def test_why_is_two_or_three_sentences_and_sourcing_asks(clause):
    assert 2 <= len(prose.sentences(placeholders.fill(clause.why))) <= 3
    assert clause.sourcing.rstrip().endswith("?")


@BY_CLAUSE
def test_law_is_cited_by_a_rule_that_may_be(clause):
    for rule in clause.refs:
        assert law.entry(rule).confidence != "low"


@BY_CLAUSE
def test_sentences_are_short_and_set_the_french_way(clause):
    for template in _templates(clause):
        assert [str(fault) for fault in typography.faults(template)] == []
        rules = {"longueur", "mot"}
        assert [r.text for r in prose.remarks(template) if r.rule in rules] == []
    for variant in clause.variants:
        said = [r.text for r in prose.remarks(library.filled(variant)) if r.rule == "longueur"]
        assert said == []


def _templates(clause: library.StandardClause) -> list[str]:
    """Everything that people read of a clause, blanks not filled."""
    told = [getattr(clause, name) for name in TOLD]
    for variant in clause.variants:
        told += [variant.text, variant.proof, variant.sanction, variant.incentive]
        told += [part for each in variant.fields for part in (each.label, each.hint)]
    return [text for text in dict.fromkeys(told) if text]


def test_a_sentence_is_not_shared_by_two_clauses():
    """A clause is written for its purchase: none repeats the duty of another."""
    seen: dict[str, str] = {}
    for clause in CLAUSES:
        for variant in clause.variants:
            first = prose.sentences(variant.text)[-1]
            assert seen.setdefault(first, clause.id) == clause.id


# Filling ------------------------------------------------------------------------------------------

DAY = library.clause("nettoyage-de-jour")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("45", "45 %"), ("45 %", "45 %"), ("12,5", "12,5 %"), ("quarante", "40 %"), ("100", "100 %")],
)
def test_numbers_are_read_the_french_way(typed, shown):
    text = plain(library.filled(DAY.variant("prudente"), {"part": typed}))
    assert f"au moins {shown} des heures" in text


def test_a_unit_agrees_with_its_number_and_thousands_are_apart():
    clause = library.clause("travaux-insertion")
    text = plain(library.filled(clause.variant("prudente"), {"heures": "1 250", "delai": "1 jour"}))
    assert "fait réaliser 1 250 heures de travail" in text
    assert "dans un délai de 1 jour," in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("la moitié", "50"), ("deux tiers", "66,7"), ("0,5", "0,5"), ("40", "40")],
)
def test_a_share_in_words_is_a_share_of_a_hundred(typed, printed):
    text = library.filled(library.clause("nettoyage-de-jour").variant("prudente"), {"part": typed})
    assert f"au moins {printed}\N{NO-BREAK SPACE}% des heures" in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"part": ""}, "journée » est vide"),
        ({"part": "beaucoup"}, "journée » n’est pas un nombre : « beaucoup »"),
        ({"part": "12 jours"}, "journée » est dans une autre unité"),
        ({"part": "0"}, "journée » vaut zéro"),
        ({"part": "0,00001"}, "journée » vaut zéro"),
        ({"part": "-4"}, "n’est pas un nombre"),
        ({"part": "140"}, "journée » dépasse cent pour cent"),
        ({"debut": "{fin}"}, "journée » contient une accolade"),
        ({"debut": "8 h " * 100}, "journée » est trop long"),
        ({"debut": "20 h"}, "(18 h) ne vient pas après « Début de la journée » (20 h)"),
        ({"debut": "8h30", "fin": "8 h 15"}, "ne vient pas après"),
        ({"inconnu": "3"}, "n’a pas de champ"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_french(values, said):
    with pytest.raises(MaillonError) as told:
        library.filled(DAY.variant("prudente"), values)
    sentence = plain(str(told.value))
    assert said in sentence
    assert "Écrivez" in sentence or "Ses champs" in sentence
    assert " : est" not in sentence  # a verb keeps its subject


@pytest.mark.parametrize(
    ("clause", "values"),
    [
        ("nettoyage-de-jour", {"debut": "9 h 30", "fin": "17:45"}),
        ("nettoyage-de-jour", {"debut": "le matin", "fin": "8 h"}),
        ("travaux-bruit", {"debut": "8 heures", "fin": "18 heures"}),
        ("espaces-verts-fauche-tardive", {"debut": "15 mars", "fin": "1er septembre"}),
    ],
)
def test_hours_and_days_in_order_are_left_as_they_are(clause, values):
    text = plain(library.filled(library.clause(clause).variant("prudente"), values))
    assert all(value in text for value in values.values())


def test_a_straight_apostrophe_is_printed_as_the_others():
    clause = library.clause("revision-de-prix")
    variant = next(v for v in clause.variants if any(not f.is_number for f in v.fields))
    blank = next(field for field in variant.fields if not field.is_number)
    text = library.filled(variant, {blank.id: "l'indice d'un an"})
    assert "l’indice d’un an" in text


def test_what_only_the_buyer_can_write_stays_in_brackets_until_it_is_written():
    variant = library.clause("revision-de-prix").variant("prudente")
    assert "I est [indice du coût principal à nommer]," in library.filled(variant)
    (blank,) = (each for each in variant.fields if each.default.startswith("["))
    with pytest.raises(MaillonError, match="est encore entre crochets"):
        library.filled(variant, {blank.id: blank.default})
    assert "I est l’indice FSD2," in library.filled(variant, {blank.id: "l’indice FSD2"})


def test_the_texts_stay_apart_for_a_form():
    parts = library.parts(DAY.variant("exemplaire"), {"penalite": "95 euros"})
    assert "entraîne une pénalité de 95 €." in plain(parts.sanction)
    assert parts.whole.startswith(parts.text)
    assert parts.incentive == ""


def test_an_unknown_clause_or_ambition_says_what_exists():
    with pytest.raises(library.UnknownClause, match=r"nettoyage-de-nuit.*retirée"):
        library.clause("nettoyage-de-nuit")
    known = ", ".join(variant.ambition for variant in DAY.variants)
    with pytest.raises(MaillonError, match=f"héroïque.*n’existe pas.*{known}"):
        DAY.variant("héroïque")
    shorter = replace(DAY, variants=DAY.variants[:1])
    with pytest.raises(MaillonError, match=r"exemplaire.*a été retirée.*: prudente"):
        shorter.variant("exemplaire")


# Precautions, and who read again ------------------------------------------------------------------


@BY_CLAUSE
def test_a_clause_says_when_it_may_be_used_and_what_it_risks(clause):
    """The note that goes with a copy holds both, and the checker reads none of it."""
    note = library.note(clause)
    assert clause.only_if.startswith("À n’utiliser que si ")
    for text in (clause.only_if, clause.risk):
        assert placeholders.fill(text) in note
    assert note.startswith("[NOTE À SUPPRIMER AVANT USAGE — À n’utiliser que si ")
    assert NO_ADVICE in note
    assert note.endswith("FIN DE LA NOTE]")
    assert not set(note[1:-1]) & set("[]")
    record = library.as_record(clause, clause.variants[0])
    pasted = replace(record, text=f"{note}\n{record.text}")
    assert review(pasted).findings == {}


def test_a_note_left_in_a_document_is_no_clause(tmp_path):
    note = library.note(DAY)
    text = library.filled(DAY.variants[0])
    path = tmp_path / "ccap.md"
    path.write_text(f"# Article 1\n\n{note}\n\n{text}\n", encoding="utf-8")
    assert [one.clause.text for one in read_contents(path).passages] == [text]


@pytest.fixture
def signed(tmp_path):
    """Return a function that writes entries as `reviews.yaml`, and reads the library with them."""

    def written(*rows):
        path = tmp_path / "reviews.yaml"
        path.write_text(yaml.safe_dump({"reviews": list(rows)}, allow_unicode=True), "utf-8")
        return {one.id: one for one in library.signed(CLAUSES, path)}[DAY.id]

    return written


READ = {"clause": DAY.id, "by": "Anne Roy", "as": "avocate", "day": "2027-03-01"}


def test_who_read_a_clause_again_is_told_until_its_text_changes(signed):
    bare = replace(DAY, signatures=())
    assert plain(bare.reviewed) == "Relue par : personne encore"
    same = signed(READ | {"text": library.text_print(DAY)})
    assert plain(same.reviewed) == "Relue par : Anne Roy (avocate) le 1er mars 2027"
    assert same.reviewed in library.note(same)
    changed = signed(READ | {"text": "aaaaaaaa"})
    assert plain(changed.reviewed).endswith("le 1er mars 2027, modifiée depuis")


@pytest.mark.parametrize("name", ["only_if", "risk", "document"])
def test_what_was_read_again_is_the_whole_clause(name):
    assert library.text_print(replace(DAY, **{name: "RC"})) != library.text_print(DAY)
    first = replace(DAY.variants[0], sanction="Rien.")
    assert library.text_print(replace(DAY, variants=(first,))) != library.text_print(DAY)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (READ, f"text : {library.text_print(DAY)}"),
        (READ | {"text": "court"}, "retirez la ligne et le message la donne"),
        (READ | {"day": "2027-02-30", "text": "aaaaaaaa"}, "n’est pas un jour"),
        (READ | {"clause": "inconnue"}, "cette clause n’existe pas"),
        ({"clause": DAY.id}, "il manque by, as, day"),
    ],
)
def test_a_slip_in_the_reviews_says_what_to_write(signed, row, said):
    with pytest.raises(RegistryError) as told:
        signed(row)
    assert said in plain(str(told.value))
    assert "reviews.yaml" in str(told.value)


# Loading ------------------------------------------------------------------------------------------


@pytest.fixture
def family(tmp_path):
    """Return a function that writes the cleaning family with a change, and reads the folder."""

    def changed(change):
        content = yaml.safe_load((library.DATA / "nettoyage.yaml").read_text(encoding="utf-8"))
        change(content, content["clauses"][0])
        path = tmp_path / "nettoyage.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return library.read_library(tmp_path)

    return changed


def test_a_family_that_is_left_as_it_is_is_read_again(family):
    read = family(lambda content, first: None)
    known = [clause for clause in CLAUSES if clause.family == "nettoyage"]
    assert list(read) == [replace(clause, signatures=()) for clause in known]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c, f: f.pop("sanction"), "il manque sanction ou incentive"),
        (lambda c, f: f.pop("why"), "il manque why"),
        (lambda c, f: f["variants"].pop("prudente"), "il manque prudente"),
        (lambda c, f: f.pop("only_if"), "il manque only_if"),
        (lambda c, f: f.pop("risk"), "il manque risk"),
        (lambda c, f: f.update(only_if="Pour un grand marché."), "« À n’utiliser que si »"),
        (lambda c, f: f.update(risk="Un risque [à voir]."), "contient un crochet"),
        (lambda c, f: f["refs"].append("regle_inventee"), "regle_inventee n’existe pas"),
        (lambda c, f: f["fields"].pop("part"), "le champ part n’existe pas"),
        (lambda c, f: f["fields"].update(rien={"label": "R", "default": 1}), "ne sert à aucun"),
        (
            lambda c, f: f["variants"]["prudente"].update(values={"amplitude": 3}),
            "n’est pas employé",
        ),
        (lambda c, f: f.pop("keywords"), "il manque keywords"),
        (lambda c, f: f.update(keywords=[]), "une liste de mots"),
        (lambda c, f: f["fields"]["fin"].update(after="amplitude"), "n’est pas employé avec lui"),
        (lambda c, f: f.update(place="ailleurs"), "specification, critere"),
        (lambda c, f: c.update(family="voirie"), "n’est pas le nom du fichier"),
        (lambda c, f: c["clauses"].append(dict(f)), "est écrit deux fois"),
    ],
)
def test_a_slip_in_a_file_names_the_file_and_the_key(family, change, said):
    with pytest.raises(RegistryError, match=re.escape(said)) as told:
        family(change)
    assert "nettoyage.yaml" in str(told.value)


def test_hints_and_reasons_cite_the_law_through_the_registry():
    texts = [text for clause in CLAUSES for text in _templates(clause)]
    cited = [text for text in texts if "{loi:" in text]
    assert cited
    for text in cited:
        assert "{loi" not in placeholders.fill(text)
        assert not PLACE.search(text)


# Searching ----------------------------------------------------------------------------------------


@BY_CLAUSE
def test_keywords_are_many_each_once_and_no_sentence(clause):
    assert len(clause.keywords) >= 4
    assert len(set(clause.keywords)) == len(clause.keywords)
    assert not any(word.endswith(".") or len(word.split()) > 5 for word in clause.keywords)


def test_words_to_try_are_words_that_some_clause_holds():
    held = {word for clause in CLAUSES for word in library.words_of(clause)}
    tried = {word for one in library.instead() for word in one.tries} | set(library.usual())
    assert len(library.usual()) >= 4
    spelled = {text_fold(word) for word in held} | {text_fold(c.title) for c in CLAUSES}
    assert [word for word in sorted(tried) if not _held(word, spelled)] == []


def _held(word: str, spelled: set[str]) -> bool:
    return any(f" {text_fold(word)}" in f" {text}" for text in spelled)


# Money --------------------------------------------------------------------------------------------


ADVANCE = library.clause("avance-aux-entreprises")
#: The buyer to whom no default can be fit without being far too high for a small town.
RAISED = {"plancher-pme-etat"}


def _advance_rates() -> dict[str, float]:
    """Return the rates of the registry by scope, on the day it was last read."""
    entry = law.entry("avance_taux")
    return {
        value.scope or "": float(value.value)
        for value in entry.values
        if value.holds(entry.last_checked)
    }


@pytest.mark.parametrize("variant", ADVANCE.variants)
def test_no_advance_falls_below_the_floor_of_any_buyer(variant):
    """The defaults hold but for the State, for whom the text raises them to the floor."""
    rates = _advance_rates()
    floors = {scope: rate for scope, rate in rates.items() if scope.startswith("plancher-pme")}
    assert set(floors) > RAISED
    proposed = {each.id: float(each.default) for each in variant.fields if each.unit == "%"}
    assert rates["plancher"] <= proposed["taux"] <= proposed["pme"] <= rates["plafond"]
    assert {scope for scope, rate in floors.items() if rate > proposed["pme"]} <= RAISED
    said = "Si l’article R2191-7 de ce code impose à l’acheteur un minimum plus élevé, ce minimum"
    assert said in plain(library.parts(variant).text)


def test_the_first_step_of_an_advance_suits_a_small_town():
    """The floor of everybody, and for an SME no more than the floor of a large body."""
    rates = _advance_rates()
    proposed = {each.id: each.default for each in ADVANCE.variant("prudente").fields}
    assert float(proposed["taux"]) == rates["plancher"]
    assert float(proposed["pme"]) == rates["plancher-pme-collectivite"]


def test_every_floor_of_an_advance_is_told_before_its_text():
    for scope in _advance_rates():
        if scope.startswith("plancher"):
            assert f"{{loi:avance_taux/{scope}}}" in ADVANCE.only_if


@pytest.mark.parametrize("variant", ADVANCE.variants)
def test_the_recovery_of_an_advance_leaves_the_firm_paid(variant):
    """At a steady pace it takes a share of each payment under the cap, at the highest floor too."""
    share = {each.id: float(each.default) for each in variant.fields if each.unit == "%"}
    floor = max(rate for scope, rate in _advance_rates().items() if scope.startswith("plancher"))
    rate = max(share["taux"], share["pme"], floor)
    assert rate / (100 - share["debut"]) * 100 <= share["reste"]


def test_a_guarantee_of_the_advance_is_a_choice():
    """The blank holds either wording, and both make a clause without signal."""
    for variant in ADVANCE.variants:
        assert "sans garantie à fournir" in library.filled(variant)
        asked = "de la réception d’une garantie à première demande du même montant"
        assert f"«\N{NO-BREAK SPACE}{asked}\N{NO-BREAK SPACE}»" in variant.field("depart").hint
        assert review(library.as_record(ADVANCE, variant, {"depart": asked})).findings == {}


def test_the_chapter_tells_the_clause_of_its_page_and_no_other():
    """Its before and after quote the precondition of the clause, and compute what it gives."""
    page = Path(__file__).parents[2] / "book" / "ecrire" / "bibliotheque-de-clauses.md"
    chapter = plain(page.read_text(encoding="utf-8"))
    assert chapter.count("> Une avance de") == 1
    first, *_ = prose.sentences(placeholders.fill(ADVANCE.only_if))
    assert f"> {plain(first)}" in chapter
    rate = float(ADVANCE.variant("prudente").field("pme").default)
    given = number(480_000 / 4 * rate / 100)
    assert f"une PME reçoit {plain(given)} € au lieu de 57 600 €" in chapter


@pytest.mark.parametrize("name", ["nettoyage-insertion", "travaux-insertion"])
def test_the_hours_of_insertion_are_those_of_the_sum_in_the_hint(name):
    """Amount × share of labour × rate ÷ hourly cost; the ambitious variant doubles the rate."""
    clause = library.clause(name)
    prudent = clause.variant("prudente").field("heures")
    found = re.search(r"([\d ]+) € HT.* × (\d+) % de main", plain(prudent.hint))
    assert found
    amount, labour = (float(part.replace(" ", "")) for part in found.groups())
    entry = law.entry("insertion_heures")
    used = {value.scope: value.value for value in entry.values}
    rate, cost = float(used["taux-bas"]), float(used["cout-horaire"])
    hours = amount * labour / 100 * rate / 100 / cost
    assert float(prudent.default) == pytest.approx(hours)
    ambitious = clause.variant("ambitieuse").field("heures")
    assert float(ambitious.default) == pytest.approx(2 * hours)
    assert 2 * rate <= float(used["taux-haut"])


@BY_CLAUSE
def test_every_penalty_has_a_cap(clause):
    """A blank that the buyer sets, or the price of what the penalty is about."""
    caps = r"(?:dépasse(?:nt)? pas|sans dépasser|dans la limite de) (\{\w+\}|le prix d)"
    for variant in clause.variants:
        found = re.findall(caps, plain(variant.sanction))
        blanks = [one.strip("{}") for one in found if one.startswith("{")]
        labels = [variant.field(one).label for one in blanks]
        capped = any("lafond" in label for label in labels) or "le prix d" in found
        assert capped or "pénalité" not in variant.sanction


def test_a_cap_is_no_share_of_an_invoice_that_may_be_nothing():
    """Devices may be taken back free of charge: the cap of their penalties is an amount."""
    clause = library.clause("informatique-effacement")
    for variant in clause.variants:
        assert variant.field("plafond").unit == "€"
        assert "appareil perdu" in variant.sanction


def test_the_law_for_meat_and_fish_is_told_to_the_bodies_of_the_state():
    only_if = library.clause("restauration-produits-de-qualite").only_if
    assert "{loi:egalim_viande_poisson/etat}" in only_if
    assert "ses établissements publics" in only_if


@pytest.mark.parametrize("variant", library.clause("revision-de-prix").variants)
def test_the_shares_of_a_price_formula_make_a_whole(variant):
    """What the formula gives when no index moved is the price itself."""
    text = library.parts(variant).text
    formula = re.search(r"P = P0 × \((.+?)\)\. P0", text)
    assert formula
    written = formula[1].replace("×", "*").replace("−", "-")
    shares = {"F": 0.2, "A": 0.4, "I": 110.0, "I0": 110.0, "J": 95.0, "J0": 95.0}
    assert eval(written, {"__builtins__": {}}, shares) == pytest.approx(1)
    for word in ("mois zéro", "dernière valeur publiée", "arrondi", "arrêté"):
        assert word in text


# Personal data ------------------------------------------------------------------------------------


@BY_CLAUSE
def test_a_clause_that_names_people_says_it_and_cites_the_rule(clause):
    words = plain(" ".join(_templates(clause)))
    naming = re.search(r"nominatif|émargement|CV de|contrats d’alternance|registre des abs", words)
    assert clause.names_people or not naming
    assert (library.PEOPLE_RULE in clause.refs) == clause.names_people
    text = plain(_page(clause.id, clause.variants[0].ambition))
    assert ("Données personnelles : " in text) == clause.names_people
    assert ("Données personnelles : " in plain(library.note(clause))) == clause.names_people
    if clause.names_people:
        assert "à vérifier" in clause.people_note


# Word ---------------------------------------------------------------------------------------------


@cache
def _page(identifier: str, ambition: str) -> str:
    """Return the text of the Word page of a variant, made once."""
    clause = library.clause(identifier)
    return _word_text(word_clause(clause, clause.variant(ambition)))


def _word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_word_page_holds_the_text_the_proof_the_sanction_and_the_reminder():
    clause = library.clause("restauration-gaspillage")
    variant, values = clause.variant("exemplaire"), {"cible": "60"}
    text = _word_text(word_clause(clause, variant, values))
    parts = library.parts(variant, values)
    told = (parts.text, parts.proof, parts.sanction, parts.incentive, clause.displaces)
    for part in (*told, REMINDER, "60\u00a0grammes"):
        assert part in text
    assert "{" not in text


def test_the_word_page_opens_with_the_note_in_a_frame():
    document = docx.Document(io.BytesIO(word_clause(DAY, DAY.variants[0])))
    title, note, *_ = document.paragraphs
    assert title.text == DAY.title
    assert note.text == library.note(DAY)
    assert note.runs[0].bold
    assert note.runs[0].text == "[NOTE À SUPPRIMER AVANT USAGE"
    assert "w:pBdr" in note._p.xml
    assert "w:shd" in note._p.xml


@BY_CLAUSE
def test_every_penalty_leads_to_the_common_clause(clause):
    """Under the sanction in Word, and in the note that goes with every copy."""
    assert library.clause("regime-des-penalites").title in PENALTY
    kept = [variant for variant in clause.variants if "pénalité" in variant.sanction]
    assert (PENALTY in plain(library.note(clause))) == bool(kept)
    for variant in clause.variants:
        lines = plain(_page(clause.id, variant.ambition)).split("\n")
        assert (PENALTY in lines) == (variant in kept)
        if PENALTY in lines:
            assert lines[lines.index(PENALTY) - 2] == "En cas d’écart"


def test_a_wrong_value_makes_no_word_page():
    with pytest.raises(MaillonError, match="n’est pas un nombre"):
        word_clause(DAY, DAY.variant("prudente"), {"part": "tout"})


@pytest.mark.timeout(180)
def test_libreoffice_opens_the_word_page(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice n’est pas installé : la page Word n’est pas ouverte ici.")
    path = tmp_path / "clause.docx"
    path.write_bytes(word_clause(DAY, DAY.variant("exemplaire")))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=150)
    assert (tmp_path / "clause.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("clause", "blank", "typed", "said"),
    [
        ("avance-aux-entreprises", "taux", "2 %", "reste sous le minimum du code"),
        ("avance-aux-entreprises", "pme", "4,9", "reste sous le minimum du code"),
        ("paiement-rapide", "delai", "61 jours", "dépasse le maximum du code"),
    ],
)
def test_a_number_outside_the_law_is_refused_with_its_article(
    clause: str, blank: str, typed: str, said: str
) -> None:
    variant = library.clause(clause).variant("prudente")
    with pytest.raises(MaillonError, match=said) as refused:
        library.filled(variant, {blank: typed})
    assert "CCP, art. R219" in plain(str(refused.value))
    library.filled(variant, {blank: {"pme": "5", "taux": "5", "delai": "60"}[blank]})
