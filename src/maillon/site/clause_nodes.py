"""How the clause library is written in HTML: its filters, each clause folded, what it gives."""

# mypy: disable-error-code="import-untyped, misc"
# (docutils ships no types)
from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from docutils import nodes

from maillon.base.wording import NBSP, capitalised, count
from maillon.clauses.library import CONSIDERATIONS, FAMILIES, family_words, instead, usual
from maillon.clauses.record import PLACES
from maillon.site.nodes import server_root

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


class ClauseFilters(nodes.General, nodes.Element):
    """The form that filters the clauses; `total` counts them."""


class ClauseEntry(nodes.General, nodes.Element):
    """A clause: `anchor` is its id; filters read `family`, `consideration`, `place`, `words`."""


class ClauseTitle(nodes.General, nodes.TextElement):
    """The heading of a clause, one level under that of its family."""


class ClauseActions(nodes.General, nodes.Element):
    """What a variant gives: `copied` names what is copied, after `note`; `reviewed` who read it.

    `clause` and `ambition` are what the workshop fills.
    """


class ClauseFold(nodes.General, nodes.Element):
    """What a clause says, folded under a line that names it (`title`)."""


def visit_filters(translator: Any, node: ClauseFilters) -> None:
    """Write the form, hidden until the script takes it over."""
    lists = "".join(
        f'<p class="maillon-filtres__champ"><label for="filtre-{name}">{label}</label>'
        f'<select id="filtre-{name}" name="{name}"><option value="">{every}</option>'
        + "".join(
            f'<option value="{escape(value)}">{escape(capitalised(said))}</option>'
            for value, said in values.items()
        )
        + "</select></p>\n"
        for name, label, every, values in CHOICES
    )
    tries = [{"mots": one.words, "essais": one.tries} for one in instead()]
    families = {family: family_words(family) for family in FAMILIES}
    found = json.dumps(
        {"familles": families, "au-lieu": tries, "sinon": usual()}, ensure_ascii=False
    )
    translator.body.append(
        '<form class="maillon-filtres d-print-none" data-maillon-clauses autocomplete="off" '
        f'data-essais="{escape(found)}" data-serveur="{escape(server_root(translator))}" '
        'role="search" aria-label="Filtrer les clauses" hidden>\n'
        '<p class="maillon-filtres__champ maillon-filtres__champ--mots">'
        '<label for="filtre-mots">Mots cherchés</label>'
        '<input type="search" id="filtre-mots" name="mots" spellcheck="false" '
        'aria-describedby="filtre-aide" />'
        '<span class="maillon-filtres__aide" id="filtre-aide">Un début de mot suffit, sans accent '
        "au besoin.</span></p>\n"
        f'{lists}<p class="maillon-filtres__fin">'
        f'<span class="maillon-filtres__compte" role="status">{count(node["total"], "clause")}'
        '</span> <button type="reset" class="maillon-bouton maillon-bouton--trait">'
        "Effacer les filtres</button></p>\n"
        '<p class="maillon-filtres__essais" hidden><span>Essayez'
        f"{NBSP}:</span></p>\n</form>\n"
    )


def visit_entry(translator: Any, node: ClauseEntry) -> None:
    """Open a clause."""
    translator.body.append(
        f'<section class="maillon-clause" id="{escape(node["anchor"])}" '
        f'data-famille="{escape(node["family"])}" data-visee="{escape(node["consideration"])}" '
        f'data-place="{escape(node["place"])}" data-mots="{escape(node["words"])}">\n'
    )


def depart_entry(translator: Any, node: ClauseEntry) -> None:
    """Close a clause."""
    translator.body.append("</section>\n")


def visit_title(translator: Any, node: ClauseTitle) -> None:
    """Open the heading of a clause."""
    translator.body.append(f'<h{_level(translator)} class="maillon-clause__titre">')


def depart_title(translator: Any, node: ClauseTitle) -> None:
    """Close the heading, with its link."""
    translator.body.append(
        f'<a class="headerlink" href="#{escape(node.parent["anchor"])}" '
        f'title="Lien vers cette clause">#</a></h{_level(translator)}>\n'
    )


def visit_actions(translator: Any, node: ClauseActions) -> None:
    """Write the button that copies, the link that fills, and what stands there without a server."""
    query = f"clause={node['clause']}&ambition={node['ambition']}"
    address = f"{server_root(translator)}maillon/ouvrir/{WORKSHOP}?{query}#{STEP}"
    which = (
        f'<span class="maillon-invisible">{NBSP}: {escape(node["title"])}, '
        f"variante {escape(node['ambition'])}</span>"
    )
    translator.body.append(
        '<div class="maillon-clause__actions d-print-none">\n'
        '<button type="button" class="maillon-bouton maillon-bouton--trait" data-copier '
        f'data-note="{escape(node["note"])}" hidden>'
        f"Copier {escape(node['copied'])}{which}</button>\n"
        f'<span class="maillon-clause__relue">{escape(node["reviewed"])}</span>\n'
        f'<a class="maillon-bouton maillon-bouton--plein" data-atelier href="{escape(address)}">'
        f"Remplir et prendre la page Word{which}</a>\n"
        f'<a class="maillon-clause__hors-ligne" href="#{HELP}" hidden>Prendre la page Word{NBSP}: '
        "ouvrez d’abord le cours sur votre ordinateur</a>\n"
        '<span class="maillon-clause__dit" role="status"></span>\n</div>\n'
    )
    raise nodes.SkipNode


def visit_fold(translator: Any, node: ClauseFold) -> None:
    """Open the fold; its line names the clause to whoever cannot see the heading above."""
    translator.body.append(
        '<details class="maillon-clause__pli"><summary>Lire la clause et ses variantes'
        f'<span class="maillon-invisible">{NBSP}: {escape(node["title"])}</span></summary>\n'
    )


def depart_fold(translator: Any, node: ClauseFold) -> None:
    """Close the fold."""
    translator.body.append("</details>\n")


def leave(translator: Any, node: nodes.Element) -> None:
    """Write nothing of the node's own."""


def _level(translator: Any) -> int:
    return min(int(translator.section_level) + 1, 6)


#: Nodes whose text remains in other builders than HTML.
HTML_TEXT: dict[type[nodes.Element], tuple[Any, Any]] = {
    ClauseEntry: (visit_entry, depart_entry),
    ClauseTitle: (visit_title, depart_title),
    ClauseFold: (visit_fold, depart_fold),
}
