"""Law in the book: its roles and directives, the registry they read, the banner of legal pages."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from maillon import law
from maillon.base.wording import NBSP
from maillon.site import law_nodes, markup
from maillon.site.law_annex import DIRECTIVES
from maillon.site.law_roles import ROLES
from maillon.site.page_options import PageOptions

logger = logging.getLogger(__name__)

PRINT_BUTTON = (
    '<p class="maillon-imprimer maillon-imprimer--feuille d-print-none pst-js-only">'
    '<button type="button" class="maillon-bouton maillon-bouton--trait" '
    'onclick="window.print()">Imprimer cette page</button></p>'
)


def notice(doctree: nodes.document, options: PageOptions) -> str:
    """Return what stands under the reading time: the legal banner, the button that prints."""
    said = ""
    if options.law or law_nodes.speaks_of_law(doctree):
        state = law.registry().state_told(law_nodes.rules_of(doctree))
        said = (
            f'\n<p class="maillon-etat-droit"><strong>{state}</strong> Outil de formation, pas un '
            f"conseil juridique{NBSP}: faites valider vos clauses par votre service juridique ou "
            "votre réseau.</p>"
        )
    return said + (PRINT_BUTTON if options.printable else "")


def open_registry(app: Sphinx) -> None:
    """Use the registry of the setting `maillon_law_data`, when it names a folder, to the end."""
    folder = app.config.maillon_law_data
    if folder:
        opened = ExitStack()
        opened.enter_context(law.using(Path(folder)))
        app.connect("build-finished", lambda *_: opened.close(), priority=999)


def check_places(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse values of law in titles: the contents and the search would repeat their bubbles."""
    for title in doctree.findall(nodes.title):
        for node in title.findall(law_nodes.LegalText):
            logger.warning(
                "Une valeur de droit ne se met pas dans un titre\u00a0: placez "
                "«\u00a0%s\u00a0» dans le texte.",
                node["anchor"],
                location=node,
                type="maillon",
                subtype="loi",
            )


def setup(app: Sphinx) -> None:
    """Register all that the book says of law, and the blocks that it is written in."""
    markup.setup(app)
    app.add_config_value("maillon_law_data", "", "env", [str])
    for name, role in ROLES.items():
        app.add_role(name, role)
    for directive, kind in DIRECTIVES.items():
        app.add_directive(directive, kind)
    alone = (law_nodes.visit_nothing, law_nodes.visit_nothing)
    others: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), alone)
    written = (law_nodes.visit_legal_text, law_nodes.depart_legal_text)
    app.add_node(law_nodes.LegalText, html=written, **others)
    app.add_node(law_nodes.LegalMarker, html=alone, **others)
    app.connect("builder-inited", open_registry)
    app.connect("doctree-read", check_places)
