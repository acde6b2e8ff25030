"""HTML around document nodes: one node for the blocks that docutils does not have."""

# mypy: disable-error-code="import-untyped, misc"
# (docutils ships no types)
from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from maillon.site.nodes import server_root

#: What stands in the HTML for the way to the server's root, and for the level of a heading: both
#: are known when the page is written.
SERVER, LEVEL = "@@serveur@@", "@@niveau@@"


class Markup(nodes.General, nodes.Element):
    """HTML written `before` and `after` its children; other builders write the children alone."""


def markup(before: str, after: str = "", *children: nodes.Node) -> Markup:
    """Return children between two pieces of HTML."""
    return Markup("", *children, before=before, after=after)


def heading(title: str, anchor: str, *, look: str, link: str, after: str = "") -> Markup:
    """Return the heading of what `anchor` names, one level under that of its section.

    `link` says where its « # » leads.
    """
    return markup(
        f'<h{LEVEL} class="{look}">',
        f'<a class="headerlink" href="#{escape(anchor)}" title="{link}">#</a></h{LEVEL}>\n{after}',
        nodes.Text(title),
    )


def fold(summary: str, look: str, *children: nodes.Node) -> Markup:
    """Return children folded under a line, `summary` (HTML)."""
    before = f'<details class="{look}"><summary>{summary}</summary>\n'
    return markup(before, "</details>\n", *children)


def filters(data: str, label: str, fields: str, total: str, after: str = "") -> Markup:
    """Return a form that filters a page, hidden until its script takes it over.

    `data` tells the script what it needs, `fields` and `after` are HTML, `total` counts what is
    listed.
    """
    return markup(
        f'<form class="maillon-filtres d-print-none" {data} autocomplete="off" role="search" '
        f'aria-label="{label}" hidden>\n{fields}'
        f'<p class="maillon-filtres__fin"><span class="maillon-filtres__compte" role="status">'
        f'{total}</span> <button type="reset" class="maillon-bouton maillon-bouton--trait">'
        f"Effacer les filtres</button></p>\n{after}</form>\n"
    )


def search_field(help_text: str = "") -> str:
    """Return the field of the words to search, with its help if any."""
    described = ' aria-describedby="filtre-aide"' if help_text else ""
    shown = (
        f'<span class="maillon-filtres__aide" id="filtre-aide">{help_text}</span>'
        if help_text
        else ""
    )
    return (
        '<p class="maillon-filtres__champ maillon-filtres__champ--mots">'
        '<label for="filtre-mots">Mots cherchés</label>'
        f'<input type="search" id="filtre-mots" name="mots" spellcheck="false"{described} />'
        f"{shown}</p>\n"
    )


def list_field(name: str, title: str, every: str, values: Mapping[str, str]) -> str:
    """Return a list to choose from; `every` is its first line, which chooses nothing."""
    options = "".join(
        f'<option value="{escape(value)}">{escape(label)}</option>'
        for value, label in values.items()
    )
    return (
        f'<p class="maillon-filtres__champ"><label for="filtre-{name}">{title}</label>'
        f'<select id="filtre-{name}" name="{name}"><option value="">{every}</option>'
        f"{options}</select></p>\n"
    )


def setup(app: Sphinx) -> None:
    """Register the node: HTML has what stands around the children, other builders have not."""
    bare: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    app.add_node(Markup, html=(_before, _after), **bare)


def _before(translator: Any, node: Markup) -> None:
    translator.body.append(_written(translator, node["before"]))


def _after(translator: Any, node: Markup) -> None:
    translator.body.append(_written(translator, node["after"]))


def _nothing(translator: Any, node: nodes.Element) -> None:
    """Write nothing of the node's own."""


def _written(translator: Any, html: str) -> str:
    level = min(int(translator.section_level) + 1, 6)
    return html.replace(SERVER, escape(server_root(translator))).replace(LEVEL, str(level))
