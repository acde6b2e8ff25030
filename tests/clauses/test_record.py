import pytest

from maillon.base.errors import MaillonError
from maillon.clauses import CHECKS, Clause, Verdict, review

FIELDS = {
    "actor": "Le titulaire",
    "action": "réserve à des personnes éloignées de l’emploi",
    "quantity": "420",
    "unit": "heures de travail",
    "deadline": "chaque année",
    "proof": "Un relevé nominatif est remis chaque mois",
    "control": "La facilitatrice contrôle le relevé",
    "sanction": "Chaque heure manquante vaut une pénalité de 40 €",
}


def test_a_full_record_gives_no_signal():
    clause = Clause.from_fields(**FIELDS)
    assert clause.text.startswith(
        "Le titulaire réserve à des personnes éloignées de l’emploi 420 heures"
    )
    assert review(clause).findings == {}


@pytest.mark.parametrize(
    ("missing", "check"),
    [
        (("sanction",), "sanctioned"),
        (("control", "proof"), "followed_up"),
        (("control", "proof"), "verifiable"),
        (("quantity", "unit", "sanction"), "precise"),
    ],
)
def test_a_missing_field_is_noticed(missing, check):
    fields = {name: text for name, text in FIELDS.items() if name not in missing}
    assert review(Clause.from_fields(**fields)).verdict(check) is Verdict.FLAG


def test_a_record_and_its_text_get_the_same_verdicts():
    record = Clause.from_fields(**FIELDS)
    free = Clause(record.text)
    for check in CHECKS:
        assert review(record).verdict(check) is review(free).verdict(check)


def test_unknown_words_are_refused_in_french():
    with pytest.raises(MaillonError, match="Champ inconnu"):
        Clause.from_fields(colour="rouge")
    with pytest.raises(MaillonError, match="BPU"):
        Clause("Texte.", "BPU")
    with pytest.raises(MaillonError, match="partout"):
        Clause("Texte.", "RC", "partout")
