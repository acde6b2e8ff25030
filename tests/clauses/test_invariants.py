"""The way a clause is typed must not change what is said of it; no clause may take long."""

import re
import time

import pytest
from clause_sets import SETS, read_set

from maillon.clauses import Clause, review
from maillon.clauses.names import imposed_name
from maillon.clauses.origins import place
from maillon.clauses.reading import Reading

ITEMS = [item for path in SETS for item in read_set(path)][::7]
NBSP, NARROW, JOINER = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{ZERO WIDTH JOINER}"

TYPED = {
    "curly": lambda text: text.replace("'", "’"),
    "straight": lambda text: text.replace("’", "'"),
    "no-break": lambda text: re.sub(r" (?=[;:!?%€])", NBSP, text),
    "all-no-break": lambda text: text.replace(" ", NBSP),
    "narrow": lambda text: text.replace(" ", NARROW),
    "double": lambda text: text.replace(" ", "  "),
    "joiners": lambda text: text.replace(" ", f" {JOINER}"),
    "edges": lambda text: f"  {text} ",
}


def changed(typed) -> list[str]:
    """List the clauses of which something else is said once they are typed another way."""
    found = []
    for item in ITEMS:
        clause = item.clause
        other = Clause(typed(clause.text), clause.document, clause.place_declared)
        labels = {check for check, label in item.labels.items() if label == "flag"}
        if set(review(other).findings) != labels:  # what is said of it: `test_evaluation.py`
            found.append(item.id)
    return found


@pytest.mark.parametrize("name", TYPED)
def test_the_way_of_typing_changes_hardly_anything(name):
    assert len(changed(TYPED[name])) <= len(ITEMS) * 0.015


def test_lines_cut_by_a_copy_from_a_pdf_change_little():
    cut = lambda text: re.sub(r"(.{55,65}?) ", r"\1" + "\n", text)  # noqa: E731
    assert len(changed(cut)) <= len(ITEMS) * 0.04


@pytest.mark.parametrize(
    ("words", "brand"),
    [
        (f"Les gants suivent la norme EN{NBSP}388.", False),
        ("LE MATÉRIEL EST LIVRÉ EN 2026.", None),
        ("LE COÛT TOTAL DES PILOTES EST AFFICHÉ.", None),
    ],
)
def test_names_stand_a_fixed_space_and_capitals(words, brand):
    name = imposed_name(Reading(Clause(words, "CCTP", "specification")))
    assert (name.brand if name else None) is brand


def test_a_place_stands_a_fixed_space():
    assert place(Reading(Clause(f"Les chaises sont fabriquées en{NBSP}Vendée.", "CCTP")))


@pytest.mark.parametrize(
    "text",
    [
        (
            "Le titulaire remplace chaque appareil en panne sous 24 heures, sans facturer "
            "déplacement, "
            "diagnostic, manutention, emballage, transport, évacuation, recyclage du matériel "
            "repris ; "
            "tout retard donne lieu à une pénalité de 50 € par jour."
        ),
        "500 000 " * 400,
        "quatre-vingt-" * 400,
        "produits locaux " * 500,
        "que vérifie " * 300,
        "9" * 20_000,
    ],
    ids=lambda text: text[:16],
)
def test_no_text_takes_for_ever(text):
    """An expression that tries every split takes minutes; the bound is far from any slow day."""
    start = time.process_time()
    review(Clause(text))
    assert time.process_time() - start < 20
