import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.numbers import NUMBER, parsed
from maillon.base.text import fold
from maillon.clauses.negation import negated
from maillon.clauses.patterns import compiled
from maillon.clauses.quantities import quantities
from maillon.clauses.text import FoldedText, Span


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_quotes_are_words_of_the_text(text):
    folded = FoldedText(text)
    for start in range(0, len(folded.folded), 7):
        assert folded.quote(Span(start, min(start + 5, len(folded.folded)))) in text


@given(st.text(alphabet="Aa .;!?\nÉé’", max_size=60))
def test_sentences_follow_one_another(text):
    folded = FoldedText(text)
    ends = [bound for span in folded.sentences for bound in (span.start, span.end)]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(folded.folded) for end in ends)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un mot. Un autre.", 2),
        ("Voir l’art. 9 et l’annexe 2.", 1),
        ("Il paie 1.5 % du prix.", 1),
        ("« Fini. » Puis la suite.", 2),
        ("Un titre\nUne phrase.", 2),
        ("L. 2111-1 et R. 2111-3 du code.", 1),
    ],
)
def test_sentences(text, count):
    assert len(FoldedText(text).sentences) == count


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quinze", 15),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("soixante-dix-sept", 77),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-neuf", 99),
        ("deux cent cinquante", 250),
        ("trois mille", 3000),
        ("un million", 1_000_000),
        ("1 250,50", 1250.5),
        ("12.500", 12500),
        ("1.5", 1.5),
        ("la moitié", 0.5),
        ("deux tiers", 2 / 3),
        ("une douzaine", 12),
    ],
)
def test_numbers_in_words_and_in_figures(words, value):
    import re

    folded = fold(words)
    found = re.search(NUMBER, folded)
    assert found
    assert found.group() == folded
    assert parsed(found.group()) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dans les trente-six mois", (1080, "duration")),
        ("en quatre heures", (4 / 24, "duration")),
        ("trois années", (1095, "duration")),
        ("40 000 € HT", (40000, "money")),
        ("1,5 million d’euros", (1_500_000, "money")),
        ("12 k€", (12000, "money")),
        ("un tiers des heures", (1 / 3, "share")),
        ("trente pour cent", (0.3, "share")),
        ("deux fois par mois", (2, "times")),
        ("au triple du montant", (3, "times")),
        ("vingt points", (20, "points")),
        ("25 kg", (25, "measure")),
        ("douze chaises", (12, "count")),
        ("un effort de 7.", (7, "bare")),
        ("l’article 9", (9, "name")),
        ("la norme ISO 14001", (14001, "name")),
        ("le 5 octobre", (5, "name")),
    ],
)
def test_quantities(text, expected):
    found = quantities(fold(text))
    assert [(q.value, q.dimension) for q in found] == [(pytest.approx(expected[0]), expected[1])]


def test_articles_are_no_numbers():
    assert quantities(fold("Le titulaire remet un rapport et une note.")) == ()


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("Aucune pénalité n’est appliquée.", "penalite", True),
        ("Il n’est pas prévu de pénalité.", "penalite", True),
        ("La pénalité n’est pas due.", "penalite", True),
        ("Sans pénalité ni retenue.", "retenue", True),
        ("Nul label n’est demandé.", "label", True),
        ("L’adresse du candidat est sans incidence sur la note.", "adresse", True),
        ("La pénalité est exclue.", "penalite", True),
        ("Une pénalité est due.", "penalite", False),
        ("Le titulaire qui ne livre pas encourt une pénalité.", "penalite", False),
        ("Si le relevé n’est pas remis, une pénalité est due.", "penalite", False),
        ("Sans délai, une pénalité est due.", "penalite", False),
        ("Il livre exclusivement des produits bio.", "produits", False),
    ],
)
def test_negations_and_their_scope(text, word, denied):
    folded = FoldedText(text)
    start = folded.folded.index(word)
    assert negated(folded, Span(start, start + len(word))) is denied


def test_patterns_do_not_cross_sentences():
    find = compiled(["critère … prix", "politique ~ entreprise", "bon de_livraison|pesée"]).search
    assert find(fold("le critère est le prix"))
    assert not find(fold("le critère. Le prix"))
    assert find(fold("la politique de l’entreprise"))
    assert not find(fold("la politique menée par une entreprise".replace("menée par une", "qui")))
    assert find(fold("bon de livraison"))
    assert not find(fold("de livraison"))
