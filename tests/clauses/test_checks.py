"""Each check: a sentence that must give a signal, and its near miss that must not."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon import law
from maillon.clauses import CHECKS, DOCUMENTS, PLACES, Clause, Verdict, review
from maillon.clauses.findings import Finding

EXECUTION = ("CCAP", "condition_execution")
CRITERION = ("RC", "critere")
SPECIFICATION = ("CCTP", "specification")
CANDIDATE = ("RC", "candidature")

#: check, document and place, a text with the defect, the same text without it.
PAIRS = [
    (
        "linked_to_object",
        CRITERION,
        "Critère 2 (10 points) : politique RSE du candidat, d’après le mémoire technique.",
        "Critère 2 (10 points) : heures de formation des agents affectés au marché, mémoire joint.",
    ),
    (
        "linked_to_object",
        EXECUTION,
        "Le titulaire convertit l’ensemble de sa flotte avant 2028.",
        "Le titulaire affecte au marché trois véhicules électriques avant 2028.",
    ),
    (
        "precise",
        EXECUTION,
        "Le titulaire intervient rapidement à chaque appel.",
        "Le titulaire intervient rapidement, c’est-à-dire en deux heures, à chaque appel.",
    ),
    (
        "precise",
        EXECUTION,
        "Chaque année, le titulaire consacre 7 % à l’insertion.",
        "Chaque année, le titulaire consacre 7 % des heures de travail à l’insertion.",
    ),
    (
        "precise",
        CANDIDATE,
        "Le candidat présente des références suffisantes.",
        "Le candidat présente trois références de moins de cinq ans.",
    ),
    (
        "precise",
        CRITERION,
        "Critère 2 : délai de livraison en jours, selon le planning joint.",
        "Critère 2 (10 points) : délai de livraison en jours, selon le planning joint.",
    ),
    (
        "proportionate",
        EXECUTION,
        "Pendant le marché, 100 % des denrées sont issues de l’agriculture biologique.",
        "Pendant le marché, 100 % des bennes ont un bordereau de suivi.",
    ),
    (
        "proportionate",
        CANDIDATE,
        "Le candidat est certifié ISO 14001.",
        "Le candidat est certifié ISO 14001 ou équivalent.",
    ),
    (
        "proportionate",
        EXECUTION,
        "Pour ce marché de 10 000 €, l’entreprise réserve 900 heures d’insertion.",
        "Pour ce marché de 900 000 €, l’entreprise réserve 900 heures d’insertion.",
    ),
    (
        "verifiable",
        EXECUTION,
        "Le titulaire fournira toute pièce utile sur les heures faites.",
        "Le titulaire fournira les feuilles d’émargement des heures faites.",
    ),
    (
        "verifiable",
        SPECIFICATION,
        "Le plateau contient 30 % de bois recyclé.",
        "Le plateau contient 30 % de bois recyclé, fiche technique jointe.",
    ),
    (
        "non_discriminatory",
        SPECIFICATION,
        "Les produits sont frais et locaux.",
        "Les produits sont entreposés dans les locaux de la cuisine.",
    ),
    (
        "non_discriminatory",
        SPECIFICATION,
        "Le fauteuil est du type Aeron.",
        "Le fauteuil est du type Aeron ou équivalent.",
    ),
    (
        "non_discriminatory",
        CRITERION,
        "Critère 3 (5 points) : siège du candidat dans le département.",
        "Critère 3 (5 points) : sièges de bureau reconditionnés, en nombre.",
    ),
    (
        "sanctioned",
        EXECUTION,
        "Le titulaire livre chaque lundi. Aucune pénalité n’est appliquée.",
        "Le titulaire livre chaque lundi. Une livraison tardive vaut une réfaction de 5 %.",
    ),
    (
        "sanctioned",
        EXECUTION,
        "Les factures sont payées en trente jours après réception.",
        "Les factures sont payées en trente jours après réception, sous intérêts moratoires.",
    ),
    (
        "followed_up",
        EXECUTION,
        "Le titulaire remet un bon à chaque livraison.",
        "Le titulaire remet un bon à chaque livraison, que la magasinière contrôle.",
    ),
    (
        "well_placed",
        EXECUTION,
        "Les offres reçoivent dix points si le délai est de cinq jours.",
        "Le délai est de cinq jours.",
    ),
    (
        "well_placed",
        CRITERION,
        "Critère 3 (10 points) : le titulaire réalisera 300 heures d’insertion.",
        "Critère 3 (10 points) : nombre d’heures d’insertion proposé au-delà de 300.",
    ),
]


@pytest.mark.parametrize(("check", "where", "faulty", "sound"), PAIRS)
def test_a_defect_and_its_near_miss(check, where, faulty, sound):
    assert review(Clause(faulty, *where)).verdict(check) is Verdict.FLAG
    assert review(Clause(sound, *where)).verdict(check) is not Verdict.FLAG


@pytest.mark.parametrize(("check", "where", "faulty", "sound"), PAIRS)
def test_typography_changes_no_verdict(check, where, faulty, sound):
    for text in (faulty, sound):
        expected = _verdicts(Clause(text, *where))
        assert _verdicts(Clause(text.replace("’", "'"), *where)) == expected
        assert _verdicts(Clause(text.replace(" ", "\N{NO-BREAK SPACE}"), *where)) == expected
        assert _verdicts(Clause(f"  {text}\n", *where)) == expected
        assert _verdicts(Clause(_without_accents(text), *where)) == expected


@pytest.mark.parametrize(("check", "where", "faulty", "sound"), PAIRS)
def test_reviewing_twice_changes_nothing(check, where, faulty, sound):
    assert review(Clause(faulty, *where)) == review(Clause(faulty, *where))


def _without_accents(text):
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _verdicts(clause):
    found = review(clause)
    return {check: found.verdict(check) for check in CHECKS}


@pytest.mark.parametrize(
    ("days", "text", "over"),
    [
        (30, "La commune paie à {} jours de la réception, sous intérêts moratoires.", False),
        (31, "La commune paie à {} jours de la réception, sous intérêts moratoires.", True),
        (50, "L’hôpital public paie à {} jours de la réception, sous intérêts moratoires.", False),
        (51, "L’hôpital public paie à {} jours de la réception, sous intérêts moratoires.", True),
    ],
)
def test_payment_delay_is_that_of_the_registry(days, text, over):
    found = review(Clause(text.format(days)))
    assert ("proportionate" in found.findings) is over
    if over:
        assert found.findings["proportionate"].refs == ("delai_paiement",)


def test_turnover_follows_the_day_of_the_notice():
    text = (
        "Avis envoyé le {}. Le chiffre d’affaires annuel exigé est de 180 000 € pour un marché "
        "estimé à 100 000 €, selon les bilans."
    )
    early = review(Clause(text.format("3 mars 2025"), *CANDIDATE))
    late = review(Clause(text.format("3 mars 2026"), *CANDIDATE))
    assert early.verdict("proportionate") is Verdict.OK
    assert late.verdict("proportionate") is Verdict.FLAG


def test_price_alone_follows_the_registry():
    clause = Clause("Critère unique : le prix (100 %), selon le bordereau des prix.", *CRITERION)
    last = review(clause, on=date(2026, 8, 20))
    first = review(clause, on=date(2026, 8, 21))
    assert last.verdict("well_placed") is Verdict.OK
    assert first.verdict("well_placed") is Verdict.FLAG


def test_money_clauses_have_no_follow_up():
    found = review(Clause("Les prix sont fermes pendant un mois.", "AE"))
    for check in ("verifiable", "sanctioned", "followed_up"):
        assert found.verdict(check) is Verdict.NA


def test_paying_subcontractors_is_a_duty():
    found = review(Clause("Le titulaire paie ses sous-traitants sous vingt jours."))
    assert found.verdict("sanctioned") is Verdict.FLAG


@pytest.mark.parametrize("place", sorted(set(PLACES) - {"condition_execution"}))
def test_only_execution_is_sanctioned_and_followed(place):
    found = review(Clause("Le titulaire livre chaque lundi.", "RC", place))
    assert found.verdict("sanctioned") is found.verdict("followed_up") is Verdict.NA


def test_findings_quote_ask_and_never_judge():
    for _, where, faulty, _sound in PAIRS:
        clause = Clause(faulty, *where)
        for finding in review(clause).findings.values():
            assert finding.missing or finding.words in clause.full_text
            assert finding.question.endswith("?")
            said = f"{finding.why} {finding.question}".lower()
            assert "illéga" not in said
            assert "conforme" not in said


def test_findings_cite_confirmed_rules_only():
    cited = {
        rule
        for _, where, faulty, _sound in PAIRS
        for finding in review(Clause(faulty, *where)).findings.values()
        for rule in finding.refs
    }
    assert cited
    assert {law.entry(rule).confidence for rule in cited} == {"high"}


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(sorted(DOCUMENTS)),
    st.sampled_from(sorted(PLACES)),
)
def test_no_text_breaks_the_checks(text, document, place):
    found = review(Clause(text, document, place))
    assert list(found.outcomes) == list(CHECKS)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(" ".join(pair[2] for pair in PAIRS).split()), max_size=40))
def test_no_order_of_words_breaks_the_checks(words):
    for finding in review(Clause(" ".join(words))).findings.values():
        assert isinstance(finding, Finding)


@pytest.mark.parametrize("text", ["", "  ", "…"])
@pytest.mark.parametrize("place", PLACES)
def test_an_empty_clause_gives_no_signal(text, place):
    assert review(Clause(text, "CCAP", place)).findings == {}
