"""What each reader of words says of one sentence, and of its contrary."""

from datetime import date
from pathlib import Path

import pytest

from maillon.clauses import Clause
from maillon.clauses.blocks import row
from maillon.clauses.checks.followed_up import acts
from maillon.clauses.checks.non_discriminatory import chosen
from maillon.clauses.checks.precise import bare, set_later, undefined
from maillon.clauses.checks.proportionate import uncontrolled
from maillon.clauses.checks.sanctioned import past
from maillon.clauses.duty import allowed, copied, owes
from maillon.clauses.evaluation import corpus_files, never_learnt
from maillon.clauses.library import Field, Signature, clause, family_words, words_of
from maillon.clauses.library.filling import _unit, _value, comes_after, moment
from maillon.clauses.names import imposed_name, institution
from maillon.clauses.negation import negated
from maillon.clauses.origins import place
from maillon.clauses.outline import brothers, same_count
from maillon.clauses.payments import payment_delays
from maillon.clauses.reading import Reading
from maillon.clauses.registry_values import sme_scopes
from maillon.clauses.scale import itself
from maillon.clauses.text import FoldedText, Span, without_note

EXCUSED = "hors force majeure, il livre en deux jours ou paie 100 €."
YEARLY = "Il réserve 300 heures par an. Après mise en demeure, "


def steered(reading):
    return any(acts(reading, verb) for verb in reading.spans("follow_up.steering"))


def span(reading, word):
    start = reading.folded.index(word)
    return Span(start, start + len(word))


def contract(reading):
    return itself(reading, span(reading, "contrat"))


def office(reading):
    return institution(reading, span(reading, "office"))


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (steered, "La gardienne vérifie le bon.", True),
        (steered, "Le titulaire vérifie le bon.", False),
        (owes, "Le titulaire livre le lundi.", True),
        (owes, "Les déchets sont triés en cinq flux.", True),
        (owes, "Le marché est conclu pour un an.", False),
        (owes, "Le titulaire peut sous-traiter.", False),
        (chosen, "La moitié des postes revient à des femmes.", True),
        (chosen, "Il forme ses agentes.", False),
        (office, "Le relevé va à l’Office.", True),
        (office, "La suite Office est livrée.", False),
        (place, "Le granit du Sidobre est poli.", True),
        (place, "Le réseau local est câblé.", False),
        (payment_delays, "Le bureau contrôle, puis règle la facture sous 40 jours.", True),
        (payment_delays, "Le bureau contrôle la facture sous 40 jours, puis la règle.", False),
        (past, f"{YEARLY}chaque heure manquante coûte 40 €.", True),
        (past, f"{YEARLY}un relevé non remis coûte 40 €.", False),
        (uncontrolled, "Tout retard, quelle qu’en soit la cause, coûte 100 € de pénalité.", True),
        (uncontrolled, "En cas de crise, il livre en deux jours. Tout retard coûte 100 €.", True),
        (uncontrolled, f"En cas de crise, {EXCUSED}", False),
        (contract, "Pendant la durée du contrat, il agit.", True),
        (contract, "Il remet le contrat de chacun.", False),
        (set_later, "Le comité fixe les seuils après notification. Un seuil manqué coûte 50 €.",
         True),
        (set_later, "Le comité fixe les seuils après notification. Un plan en retard coûte 50 €.",
         False),
        (undefined, "Chaque pièce critique absente coûte 80 €.", True),
        (undefined, "Chaque pièce critique (annexe 2) absente coûte 80 €.", False),
    ],
)  # fmt: skip
def test_a_duty_of_execution(read, text, expected):
    assert bool(read(Reading(Clause(text)))) is expected


@pytest.mark.parametrize(
    ("read", "clause", "expected"),
    [
        (bare, Clause("Prix : 60 % ; écologie : 40 %.", "RC", "critere"), True),
        (bare, Clause("Prix : 60 % ; écologie, en km : 40 %.", "RC", "critere"), False),
        (imposed_name, Clause("Un papier Écolabel européen.", "CCTP", "specification"), True),
        (imposed_name, Clause("Un papier Écolabel ou équivalent.", "CCTP", "specification"), False),
    ],
)
def test_a_text_of_another_place(read, clause, expected):
    assert bool(read(Reading(clause))) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Aucune pénalité n’est due.", "penalite", True),
        ("L’adresse du candidat n’entre pas dans la note.", "adresse", True),
        ("Le titulaire qui ne remet pas le relevé encourt une pénalité.", "penalite", False),
    ],
)
def test_what_a_sentence_denies(text, word, expected):
    folded = FoldedText(text)
    assert negated(folded, span(folded, word)) is expected


def test_a_sentence_that_allows_or_copies():
    reading = Reading(Clause("Il peut en céder une partie. Il livre rapidement."))
    assert allowed(reading, "une partie")
    assert not allowed(reading, "rapidement")
    assert copied("Le titulaire doit faire accepter chaque sous-traitant et agréer son paiement.")
    assert not copied("Le titulaire déclare chaque mois ses sous-traitants en insertion.")


def test_the_buyer_of_a_small_firm():
    assert sme_scopes(Reading(Clause("L’État verse à une PME une avance."))) == ("pme-etat",)
    assert sme_scopes(Reading(Clause("L’hôpital verse une avance."))) == ()


def test_parts_of_an_article_and_of_a_sentence():
    assert brothers("7.1 Planning", "7.4 Insertion")
    assert not brothers("7.1 Planning", "Article 8 – Tri")
    assert same_count("Il réserve 400 heures par an.", "Il remet le relevé des heures.")
    assert not same_count("Il réserve 400 heures par an.", "Il remet chaque mois le planning.")
    text = FoldedText("Il livre chaque lundi, bon signé à l’appui.")
    assert text.quote(text.part(Span(24, 27))) == "bon signé à l’appui."
    note = "[Note à supprimer avant usage — Risque : un retard.] "
    assert without_note(f"{note}Le titulaire livre.") == "Le titulaire livre."
    assert row(["Tri", "", "5 flux"]).text == "Tri\u202f; 5 flux"


def test_files_of_clauses():
    assert never_learnt(Path("clauses/blind/a.yaml"))
    assert not never_learnt(Path("clauses/sets/a.yaml"))
    assert corpus_files(Path("corpus.yaml")) == [Path("corpus.yaml")]


def test_values_that_fill_a_blank():
    assert _value(Field("part", "Part", "30", "%"), "12,5 %") == 12.5
    units = (("jours ouvrés", 1), ("mois", 1), ("heures", 2))
    assert [_unit(*one) for one in units] == ["jour ouvré", "mois", "heures"]
    read = [moment(text) for text in ("8 h 30", "20h", "1er avril", "le matin")]
    assert read == [("heure", 510), ("heure", 1200), ("jour", 401), None]
    pairs = (("18 h", "8 h"), ("18 h", "20 h"), ("le soir", "20 h"))
    assert [comes_after(*pair) for pair in pairs] == [True, False, True]


def test_words_and_signatures_of_a_clause():
    assert words_of(clause("espaces-verts-eau"))[:3] == ("eau", "arrosage", "sécheresse")
    assert family_words("mobilier") == ("Mobilier", "meubles", "ameublement", "fournitures")
    signature = Signature("Anne Roy", "avocate", date(2027, 3, 1), current=False)
    assert signature.told == "Anne Roy (avocate) le 1er\xa0mars 2027, modifiée depuis"
