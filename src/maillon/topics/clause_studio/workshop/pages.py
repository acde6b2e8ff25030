"""The Word pages of a clause that a person wrote: alone, or before and after it was rewritten."""

from __future__ import annotations

from maillon.base.word_page import WordPage
from maillon.base.wording import capitalised, curly
from maillon.clauses import CHECKS, DOCUMENTS, PLACES, Clause, Review, review
from maillon.clauses.told import MENTION
from maillon.topics.clause_studio.workshop.sentences import CALM, told

REMINDER = "À faire relire par votre service juridique avant tout usage."
HEAD = ("Contrôle", "Avant", "Après")
WIDTHS = (7.0, 4.5, 4.5)  # centimetres


def form_page(clause: Clause) -> bytes:
    """Return a clause as a Word file: its text to paste, then the questions that remain."""
    page = WordPage("Clause à relire")
    page.paragraph(_where(clause))
    page.heading("Texte à coller")
    page.paragraph(curly(clause.full_text))
    _questions(page, review(clause))
    return page.content()


def rewritten_page(before: Clause | None, after: Clause) -> bytes:
    """Return a rewritten clause as a Word file: before, after, what the checks say of both.

    Without a `before`, it was written from a blank page.
    """
    found = review(after)
    page = WordPage("Clause réécrite" if before else "Clause écrite à l’atelier")
    page.paragraph(_where(after))
    if before is not None:
        page.heading("Avant")
        page.paragraph(curly(before.full_text))
    page.heading("Après, texte à coller" if before else "Texte à coller")
    page.paragraph(curly(after.full_text))
    if before is not None:
        first = review(before)
        page.heading("Les huit contrôles, avant et après")
        page.table(
            HEAD,
            [
                (capitalised(label), _said(first, check), _said(found, check))
                for check, label in CHECKS.items()
            ],
            WIDTHS,
        )
    _questions(page, found)
    return page.content()


def _where(clause: Clause) -> str:
    """Say what the clause is and where it goes."""
    return (
        f"{capitalised(PLACES[clause.place_declared])}, à placer dans le document "
        f"{clause.document} ({DOCUMENTS[clause.document]})."
    )


def _said(found: Review, check: str) -> str:
    return "une question" if check in found.findings else "rien à signaler"


def _questions(page: WordPage, found: Review) -> None:
    """Write the questions that remain; without any, what that does not mean."""
    lines = told(found)
    if found.findings:
        page.heading("Questions qui restent")
        page.paragraph(lines[0])
        page.bullets(lines[1:])
    else:
        page.heading("Relecture par les huit contrôles")
        page.paragraph(lines[0])
        page.paragraph(CALM)
    page.paragraph(MENTION)
    page.paragraph(REMINDER)
