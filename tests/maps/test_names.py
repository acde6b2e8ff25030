"""Names of variables: verbs, quantities, judgements and sentences get a hint; nouns do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.maps.marking.names import course_variable, is_infinitive, name_hint
from maillon.maps.supplier_relation import SUPPLIER_RELATION
from maillon.topics.influence.model.purchase_system import LABELS
from maillon.topics.loops.model.archetypes import ARCHETYPES
from maillon.topics.loops.model.canteen import CANTEEN

NOUNS = [
    *(variable.label for variable in (*SUPPLIER_RELATION.variables, *CANTEEN.variables)),
    *LABELS,
    *(variable.label for one in ARCHETYPES for variable in one.causal_map.variables),
    *("loyer", "Loyers", "chantier", "pouvoir d’achat", "savoir-faire", "mer", "métier", "foyer"),
    *("titulaire", "offre", "nombre d’offres", "chiffre d’affaires", "CO2", "avenir", "loisirs"),
    *("pertes", "prix", "heures d’insertion", "temps de préparation", "plus-value", "pluie"),
    *("part de PME candidates", "bonus", "plafond", "passage à l’acte", "sansonnets", "besoin"),
    *("usager", "danger", "devoir de vigilance", "papier recyclé", "réussite", "faisabilité"),
]

HINTS = {
    "c’est une action.": """payer vite|Payer à l’heure|réduire les délais|former|vérifier
        |être débordé|s’adapter|ne pas payer|mieux suivre|se former|négocier|choisir|mettre
        |Obtenir une offre|RELANCER|re\u0301duire|co-construire un marché""",
    "ce nom donne déjà un sens.": """plus de confiance|moins d’offres|pas de réponse
        |Trop de pièces|peu d’offres|moins d'offres|hausse des prix|baisse du budget
        |plus de la moitié|sans suivi""",
    "ce nom juge déjà.": "bon suivi|Mauvaise ambiance|meilleurs prix|mauvais dossier",
    "c’est une phrase.": """les entreprises ne répondent plus|on manque de temps|le prix est élevé
        |c’est trop cher|Il y a des litiges|comment payer mieux|Prix trop haut !
        |la part des entreprises du territoire dans nos achats de fournitures""",
    "ce nom ne dit rien encore.": "Variable 1|variable 12|???|12|x|Nouvelle variable",
}


@pytest.mark.parametrize("label", NOUNS)
def test_a_noun_that_can_rise_and_fall_gets_no_hint(label: str) -> None:
    assert name_hint(label) == ""


@pytest.mark.parametrize(
    ("label", "start"),
    [(label.strip(), start) for start, labels in HINTS.items() for label in labels.split("|")],
)
def test_another_name_gets_the_hint_of_its_sort(label: str, start: str) -> None:
    assert name_hint(label).startswith(start)


def test_a_quantity_is_told_the_noun_to_keep() -> None:
    assert "«\u00a0suivi d exécution\u00a0»" not in name_hint("suivi d’exécution")
    assert "«\u00a0confiance\u00a0»" in name_hint("Plus de confiance")


@given(st.text(max_size=80))
def test_no_name_makes_it_fail(label: str) -> None:
    hint = name_hint(label)
    assert hint == "" or hint.endswith(".")
    assert course_variable(label) is None or hint == "" or label.strip()


@pytest.mark.parametrize("verb", ["payer", "simplifier", "recevoir", "Finir", "vendre", "résilier"])
def test_infinitives(verb: str) -> None:
    assert is_infinitive(verb)


@pytest.mark.parametrize(
    ("label", "variable"),
    [
        ("nombre d’offres", "offres"),
        ("Nombre d'offres", "offres"),
        ("le délai de paiement", "delai"),
        ("Trésorerie", "tresorerie"),
        ("tresorerie des entreprises", "tresorerie"),
        ("l’urgence", "urgence"),
        ("délai", None),
        ("", None),
    ],
)
def test_the_variables_of_the_course_are_recognised(label: str, variable: str | None) -> None:
    assert course_variable(label) == variable


def test_each_variable_of_the_course_is_recognised_by_its_own_name() -> None:
    for variable in SUPPLIER_RELATION.variables:
        assert course_variable(variable.label) == variable.id
        assert course_variable(variable.named) == variable.id
