"""The glossary: whoever meets an abbreviation or a word of the trade finds it defined there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from maillon.authoring import masks, texts

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "book" / "annexes" / "glossaire.md"
FOLDERS = ("book", "notebooks", "solutions", "src/maillon/topics", "src/maillon/workshops")
#: Two capitals and more; « EV-1 » is the number of a contract.
ACRONYM = re.compile(r"\b[A-Z]{2}[A-Z0-9]*\b(?!-\d)")
#: Three words and more in capitals are a title, not abbreviations: « FIN DE LA NOTE ».
TITLE = re.compile(r"\b[A-ZÀ-Ý]{2,}(?:[ \xa0][A-ZÀ-Ý]{2,}){2,}\b")
#: What rules, clauses and workshops show beside the pages: their words of the trade too.
SHOWN = ("src/maillon/clauses/library/data", "src/maillon/law/data", "src/maillon/topics")
SOURCES = re.compile(r"(?s):::+\{sources\}.*?\n:::")
#: Words of the trade: the one who uses one of them defines it.
TERMS = (
    "accord-cadre|accords-cadres",
    "acompte",
    "acte d’engagement",
    "allotissement",
    "autorité centrale|autorités centrales|autorités publiques centrales",
    "avance",
    "avenant",
    "bon de commande|bons de commande",
    "bordereau",
    "candidature",
    "caution",
    "centrale d’achat",
    "clause de réexamen",
    "concession",
    "condition d’exécution|conditions d’exécution",
    "coût horaire",
    "critère d’attribution|critères d’attribution",
    "dépenses réelles de fonctionnement|dépenses de fonctionnement",
    "dispense",
    "dossier de consultation",
    "entité adjudicatrice",
    "exercice clos",
    "force majeure",
    "garantie à première demande",
    "groupement",
    "imprévision",
    "intérêts moratoires",
    "journal d’annonces légales",
    "maître d’ouvrage",
    "marché réservé",
    "marché subséquent|marchés subséquents",
    "marge brute|marges brutes",
    "mise en demeure",
    "mission locale|missions locales",
    "mois zéro",
    "notification",
    "offre anormalement basse",
    "offre irrégulière|offres irrégulières",
    "paiement direct",
    "part de main-d’œuvre|part mo",
    "pénalité de retard|pénalités de retard",
    "personnes éloignées de l’emploi|personne éloignée de l’emploi",
    "plan de progrès",
    "poids critique",
    "poids effectif",
    "pondération",
    "pouvoir adjudicateur",
    "précompte",
    "procédure adaptée",
    "procédure formalisée",
    "qualité monétisée",
    "reconduction",
    "référé",
    "réception",
    "règlement de la consultation",
    "résiliation",
    "retenue de garantie",
    "seuil européen|seuils européens",
    "sous-critère",
    "sous-traitant",
    "spécification",
    "structure d’insertion|structures d’insertion",
    "taux d’insertion",
    "terme fixe|part fixe",
    "titulaire",
    "tranche ferme|tranche optionnelle|tranches optionnelles",
    "variante",
)
#: Abbreviations that no entry defines, and why.
LEFT_OUT = {
    "ADEME": "organisme, nommé avec sa source",
    "APES": "organisme, présenté dans « Qui fait quoi »",
    "ARBE": "organisme, nommé avec sa source",
    "CCI": "organisme, présenté dans « Qui fait quoi »",
    "CD2E": "organisme, présenté dans « Qui fait quoi »",
    "CUA": "organisme, présenté dans « La matinée d’Arras »",
    "HDFID": "organisme, présenté dans « Qui fait quoi »",
    "MQ": "code des données, cité pour demander ce qu’il cache",
    "ORCP": "organisme, présenté dans « Qui fait quoi »",
    "RAPSODE": "organisme, présenté dans « Qui fait quoi »",
    "RGAA": "référentiel, présenté dans « Accessibilité »",
    "TVA": "mot de tous les jours",
    "UGAP": "organisme, présenté dans « Qui fait quoi »",
}


def entries() -> dict[str, str]:
    """Return the definitions of the glossary by term."""
    body = GLOSSARY.read_text("utf-8").split(":::{glossary}\n")[1].rsplit("\n:::", 1)[0]
    blocks = (block.split("\n", 1) for block in re.split(r"\n{2,}", body.strip()))
    return dict(blocks)


def spoken(
    folders: tuple[str, ...] = FOLDERS, kinds: tuple[str, ...] = ("markdown", "toml")
) -> Iterator[tuple[str, str]]:
    """Yield each text that a page, a workshop or an exercise shows, sources left out."""
    for path in texts.find(ROOT):
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(folders):
            continue
        for unit in texts.read(path, Path(place)):
            if unit.kind in kinds:
                said = " ".join(passage.value for passage in unit.passages())
                yield place, masks.masked(SOURCES.sub("", said))


def undefined(said: str, terms: list[str]) -> set[str]:
    """Return the abbreviations and words of the trade of a text that no term of `terms` holds."""
    held = {word for term in terms for word in ACRONYM.findall(term)} | LEFT_OUT.keys()
    found = {word for word in ACRONYM.findall(TITLE.sub("", said)) if word not in held}
    for words in TERMS:
        pattern = re.compile(rf"(?i)\b(?:{words})(?:s|x)?\b")
        if pattern.search(said) and not any(pattern.search(term) for term in terms):
            found.add(words.split("|")[0])
    return found


def test_what_pages_and_workshops_say_is_defined() -> None:
    terms = list(entries())
    report = {place: words for place, said in spoken() if (words := undefined(said, terms))}
    told = [f"{place} : {', '.join(sorted(words))}" for place, words in report.items()]
    assert not told, "\n".join(["définissez dans le glossaire, ou dites autrement :", *told])


def test_words_of_the_trade_in_rules_clauses_and_controls_are_defined() -> None:
    terms = list(entries())
    told = [
        f"{place} : {word}"
        for place, said in spoken(SHOWN, ("yaml", "python"))
        for word in sorted(undefined(said, terms))
        if not ACRONYM.fullmatch(word)
    ]
    assert not told, "\n".join(["définissez dans le glossaire, ou dites autrement :", *told])


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("Le DCE et le CCAP.", {"DCE"}),
        ("Une mise en demeure, puis un avenant.", {"avenant"}),
        ("Deux variantes ; le PRIX.", {"PRIX"}),
        ("FIN DE LA NOTE ; le CCAP.", set()),
        ("Le DCE, le RC, le CCAP.", {"DCE", "RC"}),
        ("Rien de savant.", set()),
    ],
)
def test_an_undefined_word_is_seen(said: str, missing: set[str]) -> None:
    assert undefined(said, ["CCAP", "Mise en demeure", "Variante"]) == missing


def test_each_exception_is_still_needed() -> None:
    used = {word for _place, said in spoken() for word in ACRONYM.findall(said)}
    defined = {word for term in entries() for word in ACRONYM.findall(term)}
    assert LEFT_OUT.keys() - used == set()
    assert LEFT_OUT.keys() & defined == set()


@pytest.mark.parametrize(("term", "definition"), entries().items())
def test_a_definition_is_short(term: str, definition: str) -> None:
    sentences = re.findall(r"[.!?](?:\s|$)", definition)
    assert 1 <= len(sentences) <= 2, term
    assert len(definition.split()) <= 45, term
