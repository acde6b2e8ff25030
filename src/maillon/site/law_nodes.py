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


def visit_nothing(translator: Any, node: nodes.Element) -> None:
    """Write nothing of the node's own; its children, if any, are written."""


def _bubble_id(node: LegalText) -> str:
    return f"bulle-loi-{node['number']}"
