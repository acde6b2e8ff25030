"""The rules that ask for a writer."""

from __future__ import annotations

import pytest

from maillon.authoring.prose import LONGEST_SENTENCE, foreign_words, remarks, sentences


def rules(text: str) -> list[tuple[int, str]]:
    return [(remark.line, remark.rule) for remark in remarks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Une phrase.\nUne autre.",
        "Voir l’art. L. 2112-2 du code, p. ex. le 3.",
        "Le prix vaut 12.5 ou 12,5.",
        "- **Combien.** Un titre en tête ne compte pas.",
        "| Une case. Deux phrases. | Une autre. |",
        "## Quoi ? Comment ?",
        "« Une citation finie. »",
        "Une liste :\n- un ;\n- deux.",
        "Le code `a. B. C` et <https://a.fr/B.C> ne comptent pas, page d’accueil.",
        "Maillon\n  Lien d’une chaîne.\n\nPari\n: Une prédiction.",
        "Un texte et son adresse, Cerdd, 2022, <https://www.cerdd.org>.",
        "On dit « deadline » ailleurs, et `feedback` dans le code.",
        ":::{sources}\n- [1] « Titre. Sous-titre », Revue, 2020, <https://a.fr/x>. Consulté.\n:::",
        "```\nUn feedback. Une deadline.\n```",
    ],
)
def test_accepts(text: str) -> None:
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une phrase. Une autre.", [(1, "ligne")]),
        ("Une question\u202f? Une réponse.", [(1, "ligne")]),
        ("Une phrase coupée\nen deux lignes.", [(1, "ligne")]),
        ("- Un point. Encore un.", [(1, "ligne")]),
        ("- Un point coupé\n  en deux lignes.", [(1, "ligne")]),
        ("Donnez un feedback.", [(1, "mot")]),
        ("Le Process est long.", [(1, "mot")]),
        ("<https://www.cerdd.org>", [(1, "adresse")]),
        (":::{sources}\n- https://www.cerdd.org\n:::", [(2, "adresse")]),
        ("Lire [https://a.fr](https://a.fr) pour en savoir plus.", [(1, "adresse")]),
        ("Mot " * (LONGEST_SENTENCE + 1), [(1, "longueur")]),
    ],
)
def test_remarks(text: str, expected: list[tuple[int, str]]) -> None:
    assert [rule for rule in rules(text) if rule in expected] == expected
    assert {rule for _, rule in rules(text)} == {rule for _, rule in expected}


def test_a_sentence_of_the_longest_size_is_accepted() -> None:
    assert remarks(f"{'mot ' * (LONGEST_SENTENCE - 1)}fin.") == []
    assert rules(f"{'l’achat ' * LONGEST_SENTENCE}fin.") == [(1, "longueur")]


def test_the_french_of_a_foreign_word_is_told() -> None:
    (remark,) = remarks("Avant la deadline.")
    assert remark.text == "« deadline » : écrivez « échéance »"


def test_no_replacement_is_itself_refused() -> None:
    for french in foreign_words().values():
        assert remarks(f"Dites {french}.") == []


def test_cuts_sentences() -> None:
    assert sentences("Un. « Deux. » Trois ! M. Dupont.") == [
        "Un.",
        "« Deux. »",
        "Trois !",
        "M. Dupont.",
    ]
