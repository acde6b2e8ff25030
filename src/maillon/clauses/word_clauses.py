"""A clause as a Word page: the text to paste, its proof, its sanction, what to check before."""

from __future__ import annotations

from collections.abc import Mapping

from maillon import law
from maillon.base.word_page import WordPage
from maillon.base.wording import NBSP, capitalised, listing
from maillon.clauses.library import (
    AMBITIONS,
    STEPS,
    Field,
    StandardClause,
    Variant,
    note,
    parts,
    printed,
)
from maillon.clauses.library.filling import NOTE_HEAD
from maillon.clauses.record import DOCUMENTS, PLACES
from maillon.law import placeholders
from maillon.law.official import linked

REMINDER = (
    "À faire relire par votre service juridique avant publication. "
    "Cette clause vient d’un cours : elle n’est pas un conseil juridique."
)
CHOICES_HEAD = ("Ce qui est à choisir", "Valeur écrite", "Pour choisir")


def word_clause(
    clause: StandardClause, variant: Variant, values: Mapping[str, str] | None = None
) -> bytes:
    """Return a filled variant as a Word file, to be pasted in the document of its clause.

    Raises:
        MaillonError: as :func:`maillon.clauses.library.filled`.
    """
    filled = parts(variant, values)
    page = WordPage(clause.title)
    page.boxed(f"[{NOTE_HEAD}", note(clause).removeprefix(f"[{NOTE_HEAD}"))
    page.paragraph(REMINDER)
    where = f"{capitalised(PLACES[clause.place])}, à placer dans le document {clause.document}"
    page.paragraph(
        f"{where} ({DOCUMENTS[clause.document]}). "
        f"Variante {variant.ambition}{NBSP}: {AMBITIONS[variant.ambition]}."
    )
    for heading, text, apart in (
        (f"Texte à coller dans le {clause.document}", filled.text, ""),
        ("Preuve", filled.proof, ""),
        ("En cas d’écart", filled.sanction, variant.sanction_note),
        ("Prime", filled.incentive, ""),
    ):
        if text:
            page.heading(heading)
            page.paragraph(text)
            if apart:
                page.paragraph(apart)
    if variant.fields:
        said = printed(variant, values)
        page.heading("Les valeurs du texte")
        page.table(CHOICES_HEAD, [_choice(each, said[each.id]) for each in variant.fields])
    page.heading("Avant de publier")
    people = [f"Données personnelles{NBSP}: {clause.people_note}"] if clause.people_note else []
    page.bullets(
        [
            f"Pourquoi cette clause{NBSP}: {placeholders.fill(clause.why)}",
            f"À demander aux entreprises{NBSP}: {clause.sourcing}",
            f"Ce que cela peut déplacer{NBSP}: {clause.displaces}",
            *people,
            f"Étape du cycle d’achat{NBSP}: {STEPS[clause.step]}.",
        ]
    )
    if clause.refs:
        page.heading("Droit à relire")
        page.bullets([_rule(rule) for rule in clause.refs])
    return page.content()


def _choice(field: Field, value: str) -> tuple[str, str, str]:
    return field.label, value, placeholders.fill(field.hint)


def _rule(rule: str) -> str:
    """Name a rule of the registry, its articles, and whether it is still to be verified."""
    entry = law.entry(rule)
    articles = listing([linked(article) for article in entry.articles])
    told = f"{entry.label}{NBSP}: {articles}." if articles else f"{entry.label}."
    return told if entry.confidence == "high" else f"{told} À vérifier."
