"""The typographic rules: what they fix, what they leave alone, and that fixing is final."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.authoring.masks import INERT, TAG, WORD, masked
from maillon.authoring.typography import faults, fixed, rules


def seen(text: str) -> str:
    """Make the unusual spaces visible."""
    return text.replace("\u00a0", "~").replace("\u202f", "|")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Il reste : trois", "Il reste~: trois"),
        ("Il reste: trois", "Il reste~: trois"),
        ("Il reste\u202f: trois", "Il reste~: trois"),
        ("Il reste  : trois", "Il reste~: trois"),
        ("Oui ; non ? Si !", "Oui|; non|? Si|!"),
        ("Oui; non? Si!", "Oui|; non|? Si|!"),
        ("Quoi ?! Vraiment !!!", "Quoi|?! Vraiment|!!!"),
        ("Dites « oui ».", "Dites «~oui~»."),
        ("Dites «oui».", "Dites «~oui~»."),
        ("« Quoi ? » dit-elle", "«~Quoi|?~» dit-elle"),
        ('Dites "oui" ou "non merci".', "Dites «~oui~» ou «~non merci~»."),
        ("L'achat d'aujourd'hui", "L’achat d’aujourd’hui"),
        ("l'« Atelier » d'*essai*", "l’«~Atelier~» d’*essai*"),
        ("Et puis...", "Et puis…"),
        ("45 % et 12% de 1 500 €", "45~% et 12~% de 1|500~€"),
        ("12 345 678,5 k€", "12|345|678,5~k€"),
        ("main-d'oeuvre, coeur, Oeuvre", "main-d’œuvre, cœur, Œuvre"),
        ("un mot  puis deux", "un mot puis deux"),
        ("le prix - toujours lui - monte", "le prix – toujours lui – monte"),
        ("**Note :** voir `code` ; fin", "**Note~:** voir `code`|; fin"),
        ("<b>Note :</b> oui", "<b>Note~:</b> oui"),
        ("[le lien](a.md) : suite", "[le lien](a.md)~: suite"),
        (
            ":::{admonition} Pourquoi ?\nTexte : oui\n:::",
            ":::{admonition} Pourquoi|?\nTexte~: oui\n:::",
        ),
        ("---\ntitle: C'est dit\n---\n", "---\ntitle: C’est dit\n---\n"),
        ("| a : b |\n|:--|\n| c ; d |", "| a~: b |\n|:--|\n| c|; d |"),
        (":alt: Un titre : oui", ":alt: Un titre~: oui"),
    ],
)
def test_fixes(typed: str, expected: str) -> None:
    assert seen(fixed(typed)) == expected
    assert faults(typed)


@pytest.mark.parametrize(
    "text",
    [
        "Rendez-vous à 14:05 ou à 9:30.",
        "Voir <https://exemple.fr/a?b=c&d;e> et https://exemple.fr/l'a:b!",
        'Écrire `a : b ; c ? d ! "e" l\'f ...` tel quel.',
        "Écrire ``a ` : b`` tel quel.",
        "[texte](dossier/l'a : b.md) et ![image](c;d.png)",
        "```python\nx = {'a' : 1} ; y = \"b\" ...\n```",
        ":::{figure-modele} carte : x\n:class: a ; b\n:::",
        "```{math}\na : b ; c\n```",
        "---\ncycle: [besoin, bilan]\nminutes: 9\n---\n",
        "| a | b |\n|:---|---:|\n| large      | 1  |",
        "(etiquette)=\n",
        "<span title=\"l'un : l'autre\" data-x='y ; z'>mot</span>",
        "<!-- l'auteur : à revoir ! -->",
        "Une entité&nbsp;: &#60; puis",
        "*italique*, **gras**, _souligné_ et ***les deux***.",
        "- un\n- deux\n\n1. trois\n2. quatre",
        "Un saut de ligne  \nen Markdown.",
        "SIRET 123 456 789 00012, le 03 20 12 34 56.",
        "Le ratio 3:1, le fichier C:\\cours, R − B.",
        "{doc}`titre : x <a>` et {name: x ; y}",
        "Entre guillemets : «\u00a0?\u00a0»".replace(" :", "\u00a0:"),
    ],
)
def test_leaves_alone(text: str) -> None:
    assert faults(text) == []
    assert fixed(text) == text


def test_a_fault_is_placed_and_told_in_french() -> None:
    (fault,) = faults("Bonjour.\nVoici : un")
    assert (fault.line, fault.column) == (2, 6)
    assert fault.what == "espace avant deux-points (« Voici : un »)"
    assert fault.fix == "mettez une espace insécable (U+00A0)"


def test_every_rule_is_good_french_itself() -> None:
    for rule in rules():
        assert rule.what
        assert rule.fix


PIECES = st.sampled_from(
    [*" \u00a0\u202f:;?!«»\"'’…%€.,-–()[]{}`*_<>|#=&/\n\té", "oe", "oeu", "...", " - ", "12", "345"]
    + ["mot", "L'", "```", ":::", ":::{note} ", "---\n", "https://a.b", "<b>", "</b>", "](", "::"]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


@given(TEXTS)
def test_fixing_is_final(text: str) -> None:
    once = fixed(text)
    assert fixed(once) == once
    assert faults(once) == []
    assert (faults(text) == []) == (once == text)


@given(TEXTS)
def test_fixing_changes_no_word(text: str) -> None:
    def bare(value: str) -> str:
        value = value.replace("...", "…").replace("oe", "œ").replace("OE", "Œ").replace("Oe", "Œ")
        return "".join(c for c in value if c.isalnum())

    assert bare(fixed(text)) == bare(text)


@given(TEXTS)
def test_a_mask_keeps_every_position(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    for before, after in zip(text, hidden, strict=True):
        assert after == before or (after in (WORD, INERT, TAG) and before != "\n")


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_prose_after_a_directive_in_backticks_is_read(fence: str) -> None:
    page = (
        f":::{{dropdown}} Titre\n{fence}{{figure-modele}} carte\n{fence}\n:::\n\nIl reste : trois"
    )
    assert seen(fixed(page)).endswith("Il reste~: trois")
    code = f"{fence}\nx : y\n{fence}\n\nIl reste : trois"
    assert seen(fixed(code)) == f"{fence}\nx : y\n{fence}\n\nIl reste~: trois"
