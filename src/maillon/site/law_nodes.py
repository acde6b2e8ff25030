"""How a value of law is written in a page: the value, its link, and what hover or focus shows."""

# mypy: disable-error-code="import-untyped, misc"
# (docutils ships no types)
from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.util import logging

from maillon.law.entries import CONFIDENCE

logger = logging.getLogger(__name__)

#: Page that lists every rule; each rule's id is an anchor in it.
ANNEX = "book/annexes/bareme-date"
TO_CHECK = CONFIDENCE["medium"]
#: Characters of a text that stays on one line (« 5 404 000 € HT »).
SHORT = 20


class LegalText(nodes.Inline, nodes.TextElement):
    """A value or an article of law; its text child is what is printed.

    `anchor` is the rule's id, `bubble` the sentences that hover and focus show, `number` tells
    apart the bubbles of one page, `to_check` asks for « à vérifier » after the text, `page` is the
    official page that an article leads to (the annex, when there is none).
    """


class LegalMarker(nodes.Invisible, nodes.Element):
    """Nothing to see: it tells that the page speaks of law, for the banner."""


def speaks_of_law(doctree: nodes.document) -> bool:
    """Say whether a page holds a value, an article or a list of rules.

    >>> from docutils.utils import new_document
    >>> speaks_of_law(new_document("page.md"))
    False
    """
    return any(True for kind in (LegalText, LegalMarker) for _ in doctree.findall(kind))


def rules_of(doctree: nodes.document) -> set[str]:
    """List the rules that a page quotes; none for the page that lists them all."""
    return {node["anchor"] for node in doctree.findall(LegalText)}


def visit_legal_text(translator: Any, node: LegalText) -> None:
    """Open the value and its link to the annex."""
    page = translator.builder.current_docname
    if ANNEX not in translator.builder.env.found_docs:
        logger.warning(
            "Cette page cite le droit, mais la page %s manque.",
            ANNEX,
            location=node,
            type="maillon",
            subtype="loi",
        )
    annex = "" if page == ANNEX else translator.builder.get_relative_uri(page, ANNEX)
    address = node.get("page") or f"{annex}#{node['anchor']}"
    short = " maillon-loi__valeur--court" if len(node.astext()) <= SHORT else ""
    translator.body.append(
        f'<span class="maillon-loi"><a class="maillon-loi__valeur{short}" '
        f'href="{escape(address)}" '
        f'aria-describedby="{_bubble_id(node)}">'
    )


def depart_legal_text(translator: Any, node: LegalText) -> None:
    """Close the link; add « à vérifier » where it is due, and the bubble."""
    check = ""
    if node["to_check"]:
        check = f' <span class="maillon-loi__averifier">{TO_CHECK}</span>'
    title, *sentences = node["bubble"]
    lines = "".join(
        f' <span class="maillon-loi__ligne">{escape(line)}</span>' for line in sentences
    )
    translator.body.append(
        f'</a>{check}<span role="tooltip" id="{_bubble_id(node)}" class="maillon-loi__bulle">'
        f'<span class="maillon-loi__regle">{escape(title)}</span>{lines}</span></span>'
    )


class LegalFilters(nodes.General, nodes.Element):
    """The form that filters the rules of the annex; `themes` maps ids to labels, `total` counts."""


class LegalEntry(nodes.General, nodes.Element):
    """A rule in the annex: its values, articles and sources are its children.

    `anchor` is its id, `theme`, `confidence` and `changed` what the filters look at, `words` what
    the search finds without being shown.
    """


class LegalEntryTitle(nodes.General, nodes.TextElement):
    """The heading of a rule, one level under that of its theme."""


class LegalSources(nodes.General, nodes.Element):
    """Where a rule was read, folded under its `summary`."""


def visit_filters(translator: Any, node: LegalFilters) -> None:
    """Write the form, hidden until the script takes it over."""
    themes = "".join(
        f'<option value="{escape(theme)}">{escape(label)}</option>'
        for theme, label in node["themes"].items()
    )
    levels = "".join(
        f'<option value="{level}">{label}</option>' for level, label in CONFIDENCE.items()
    )
    translator.body.append(
        '<form class="maillon-filtres d-print-none" data-maillon-filtres autocomplete="off" '
        'role="search" aria-label="Filtrer les règles" hidden>\n'
        '<p class="maillon-filtres__champ maillon-filtres__champ--mots">'
        '<label for="filtre-mots">Mots cherchés</label>'
        '<input type="search" id="filtre-mots" name="mots" spellcheck="false" /></p>\n'
        '<p class="maillon-filtres__champ"><label for="filtre-theme">Thème</label>'
        '<select id="filtre-theme" name="theme"><option value="">Tous les thèmes</option>'
        f"{themes}</select></p>\n"
        '<p class="maillon-filtres__champ"><label for="filtre-confiance">Confiance</label>'
        '<select id="filtre-confiance" name="confiance"><option value="">Toutes</option>'
        f"{levels}</select></p>\n"
        '<p class="maillon-filtres__case"><input type="checkbox" id="filtre-change" '
        'name="change" /> <label for="filtre-change">A changé depuis 2024</label></p>\n'
        '<p class="maillon-filtres__fin"><span class="maillon-filtres__compte" role="status">'
        f'{node["total"]} règles</span> <button type="reset" class="maillon-bouton '
        'maillon-bouton--trait">Effacer les filtres</button></p>\n</form>\n'
    )


def depart_filters(translator: Any, node: LegalFilters) -> None:
    """Write nothing: the form is closed already."""


def visit_entry(translator: Any, node: LegalEntry) -> None:
    """Open a rule."""
    changed = " data-change" if node["changed"] else ""
    translator.body.append(
        f'<section class="maillon-regle" id="{escape(node["anchor"])}" '
        f'data-theme="{escape(node["theme"])}" data-confiance="{node["confidence"]}"{changed} '
        f'data-mots="{escape(node["words"])}">\n'
    )


def depart_entry(translator: Any, node: LegalEntry) -> None:
    """Close a rule."""
    translator.body.append("</section>\n")


def visit_sources(translator: Any, node: LegalSources) -> None:
    """Open the fold."""
    translator.body.append(
        f'<details class="maillon-regle__sources"><summary>{escape(node["summary"])}</summary>\n'
    )


def depart_sources(translator: Any, node: LegalSources) -> None:
    """Close the fold."""
    translator.body.append("</details>\n")


def visit_entry_title(translator: Any, node: LegalEntryTitle) -> None:
    """Open the heading of a rule."""
    level = min(translator.section_level + 1, 6)
    translator.body.append(f'<h{level} class="maillon-regle__titre">')


def depart_entry_title(translator: Any, node: LegalEntryTitle) -> None:
    """Close the heading, with its link, and say in words how sure the rule is."""
    level = min(translator.section_level + 1, 6)
    entry = node.parent
    translator.body.append(
        f'<a class="headerlink" href="#{escape(entry["anchor"])}" '
        f'title="Lien vers cette règle">#</a></h{level}>\n'
        f'<p class="maillon-regle__etat"><span class="maillon-puce '
        f'maillon-puce--{entry["confidence"]}">{CONFIDENCE[entry["confidence"]]}</span> '
        f'<span class="maillon-regle__id">Nom court\u00a0: '
        f"<code>{escape(entry['anchor'])}</code></span></p>\n"
    )


def visit_nothing(translator: Any, node: nodes.Element) -> None:
    """Write nothing of the node's own; its children, if any, are written."""


def _bubble_id(node: LegalText) -> str:
    return f"bulle-loi-{node['number']}"


Visitors = dict[type[nodes.Element], tuple[Any, Any]]
#: Nodes whose text remains in other builders than HTML.
HTML_TEXT: Visitors = {
    LegalText: (visit_legal_text, depart_legal_text),
    LegalEntryTitle: (visit_entry_title, depart_entry_title),
    LegalEntry: (visit_entry, depart_entry),
    LegalSources: (visit_sources, depart_sources),
    LegalMarker: (visit_nothing, visit_nothing),
}
#: Nodes that are of use in HTML only.
HTML_BLOCKS: Visitors = {LegalFilters: (visit_filters, depart_filters)}
