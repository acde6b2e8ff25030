"""The HTML of the clause library: its filters, each clause folded, what a variant gives."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from docutils import nodes

from maillon.base.wording import NBSP, capitalised, count, listing
from maillon.clauses import library
from maillon.clauses.library import CONSIDERATIONS, FAMILIES, StandardClause, Variant
from maillon.clauses.record import PLACES
from maillon.site.markup import (
    SERVER,
    Markup,
    filters,
    fold,
    heading,
    list_field,
    markup,
    search_field,
)

#: The workshop that fills a clause, and its step (the heading of its notebook).
WORKSHOP = "atelier-de-clauses"
STEP = "Depuis-la-bibliothèque"
#: Where the page says how to get the Word page when no server answers.
HELP = "prendre-une-clause"

#: The lists of the form: name, label, first choice, values.
CHOICES: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("famille", "Famille d’achats", "Toutes les familles", FAMILIES),
    ("visee", "Visée", "Toutes les visées", CONSIDERATIONS),
    ("place", "Nature de la clause", "Toutes les natures", PLACES),
)


def library_filters(total: int) -> Markup:
    """Return the form that filters `total` clauses."""
    lists = "".join(
        list_field(name, title, every, {value: capitalised(said) for value, said in values.items()})
        for name, title, every, values in CHOICES
    )
    found = {
        "familles": {family: library.family_words(family) for family in FAMILIES},
        "au-lieu": [{"mots": one.words, "essais": one.tries} for one in library.instead()],
        "sinon": library.usual(),
    }
    data = (
        f'data-maillon-clauses data-essais="{escape(json.dumps(found, ensure_ascii=False))}" '
        f'data-serveur="{SERVER}"'
    )
    fields = search_field("Un début de mot suffit, sans accent au besoin.") + lists
    tries = f'<p class="maillon-filtres__essais" hidden><span>Essayez{NBSP}:</span></p>\n'
    return filters(data, "Filtrer les clauses", fields, count(total, "clause"), tries)


def clause_section(clause: StandardClause, *content: nodes.Node) -> Markup:
    """Return a clause under its heading; the filters read what it serves, and its words."""
    words = " · ".join(library.words_of(clause))
    return markup(
        f'<section class="maillon-clause" id="{escape(clause.id)}" '
        f'data-famille="{escape(clause.family)}" data-visee="{escape(clause.consideration)}" '
        f'data-place="{escape(clause.place)}" data-mots="{escape(words)}">\n',
        "</section>\n",
        heading(
            clause.title, clause.id, look="maillon-clause__titre", link="Lien vers cette clause"
        ),
        *content,
    )


def clause_fold(clause: StandardClause, *content: nodes.Node) -> Markup:
    """Return what a clause says, folded; the line names it to who cannot see its heading."""
    named = f'<span class="maillon-invisible">{NBSP}: {escape(clause.title)}</span>'
    return fold(f"Lire la clause et ses variantes{named}", "maillon-clause__pli", *content)


def actions(clause: StandardClause, variant: Variant) -> Markup:
    """Return the button that copies a variant, the link that fills it, and what is left offline."""
    # The consequence is copied where there is one.
    suite = ["la suite"] if variant.sanction or variant.incentive else []
    copied = listing(["le texte", "la preuve", *suite])
    query = escape(f"clause={clause.id}&ambition={variant.ambition}")
    which = (
        f'<span class="maillon-invisible">{NBSP}: {escape(clause.title)}, '
        f"variante {escape(variant.ambition)}</span>"
    )
    return markup(
        '<div class="maillon-clause__actions d-print-none">\n'
        '<button type="button" class="maillon-bouton maillon-bouton--trait" data-copier '
        f'data-note="{escape(library.note(clause))}" hidden>Copier {copied}{which}</button>\n'
        f'<span class="maillon-clause__relue">{escape(clause.reviewed)}</span>\n'
        f'<a class="maillon-bouton maillon-bouton--plein" data-atelier '
        f'href="{SERVER}maillon/ouvrir/{WORKSHOP}?{query}#{STEP}">'
        f"Remplir et prendre la page Word{which}</a>\n"
        f'<a class="maillon-clause__hors-ligne" href="#{HELP}" hidden>Prendre la page Word{NBSP}: '
        "ouvrez d’abord le cours sur votre ordinateur</a>\n"
        '<span class="maillon-clause__dit" role="status"></span>\n</div>\n'
    )
