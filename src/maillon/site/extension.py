"""The book's Sphinx extension: spine, reading time, directives, templates, no outside call.

It is loaded by `_config.yml`, so that `jupyter-book build .` and `maillon build` give the same
pages.
"""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from maillon import __version__
from maillon.site import (
    clause_library,
    interface,
    law_book,
    mathml,
    narrow_tables,
    stylesheets,
    territory_tables,
)
from maillon.site import nodes as site_nodes
from maillon.site.cycle import section_anchors, spine_html
from maillon.site.directives import DIRECTIVES
from maillon.site.law_roles import note_law
from maillon.site.page import dress_body
from maillon.site.page_options import PageOptions, read_page_options, reading_minutes

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"


def add_templates(app: Sphinx, config: Any) -> None:
    """Put the course's templates before the theme's."""
    config.templates_path.insert(0, str(TEMPLATES))


def add_scripts(app: Sphinx, config: Any) -> None:
    """Write the course's scripts where Sphinx copies the other static files."""
    interface.write_scripts(Path(app.outdir) / "_static")


def check_front_matter(app: Sphinx, doctree: nodes.document) -> None:
    """Report a front matter that cannot be read; the build then fails at line 1 of the page."""
    docname = app.env.docname
    options = read_page_options(app.env.metadata[docname])
    if options.law:
        note_law(app.env)
    for problem in options.problems:
        logger.warning(problem, location=(docname, 1), type="maillon", subtype="en-tete")


def step_links(app: Sphinx, pagename: str) -> dict[str, str]:
    """Return, for each step, the address of its section in the chapter on the cycle."""
    chapter = app.config.maillon_cycle_page
    if chapter not in app.env.tocs or chapter not in app.env.found_docs:
        return {}
    headings = [
        (reference["anchorname"], reference.astext())
        for reference in app.env.tocs[chapter].findall(nodes.reference)
        if reference.get("refuri") == chapter
    ]
    page = app.builder.get_relative_uri(pagename, chapter)
    return {step: page + anchor for step, anchor in section_anchors(headings).items()}


def dress_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add the spine, the reading time and (on the home page) the banner to a page."""
    interface.drop_outside_assets(context)
    options = PageOptions()
    if pagename in app.env.found_docs:
        options = read_page_options(app.env.metadata[pagename])
    context["maillon_cycle"] = spine_html(options.cycle, step_links(app, pagename))
    context["maillon_home"] = pagename == app.config.root_doc
    context["maillon_printable"] = options.printable
    context["maillon_version"] = __version__
    context["maillon_footer_links"] = [
        (page, label)
        for page, label in app.config.maillon_footer_links.items()
        if page in app.env.found_docs
    ]
    if doctree is not None:
        minutes = options.minutes or reading_minutes(len(doctree.astext().split()))
        first = context.get("next") if context["maillon_home"] else None
        notice = law_book.notice(doctree, options)
        body = narrow_tables.stackable(context["body"])
        context["body"] = dress_body(body, context["maillon_cycle"], minutes, first, notice)


def finish_site(app: Sphinx, exception: Exception | None) -> None:
    """Write the `index.html` at the root of the site, which leads to the home page, and tidy up."""
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        home = app.builder.get_target_uri(app.config.root_doc)
        page = interface.front_door(app.config.html_title, home)
        (out / "index.html").write_text(page, encoding="utf-8", newline="\n")
        interface.prune_static(out / "_static")
        stylesheets.cut_stylesheets(out)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.add_config_value("maillon_figure_registry", "maillon.plots.registry", "env", [str])
    app.add_config_value("maillon_server_root", "../", "html", [str])
    app.add_config_value(
        "maillon_cycle_page", "book/demarrer/la-relation-tout-au-long", "html", [str]
    )
    app.add_config_value("maillon_footer_links", {}, "html", [dict])
    # Jupyter Book sets it for sphinx_comments, which is not loaded here.
    app.add_config_value("comments_config", {}, "html", [dict])
    for name, directive in {**DIRECTIVES, **territory_tables.DIRECTIVES}.items():
        app.add_directive(name, directive)
    html_only: dict[str, Any] = dict.fromkeys(
        ("latex", "text", "man", "texinfo"), (site_nodes.skip, None)
    )
    app.add_node(
        site_nodes.Block, html=(site_nodes.visit_block, site_nodes.depart_block), **html_only
    )
    app.add_node(
        site_nodes.ModelFigure,
        html=(site_nodes.visit_model_figure, site_nodes.depart_model_figure),
        **html_only,
    )
    app.add_node(
        site_nodes.Caption, html=(site_nodes.visit_caption, site_nodes.depart_caption), **html_only
    )
    law_book.setup(app)
    clause_library.setup(app)
    app.add_html_math_renderer(
        mathml.RENDERER, (mathml.visit_math, None), (mathml.visit_displaymath, None)
    )
    app.connect("config-inited", add_templates, priority=900)
    app.connect("config-inited", add_scripts, priority=900)
    app.connect("doctree-read", check_front_matter)
    app.connect("html-page-context", dress_page, priority=900)
    # Sphinx copies static files in a step of its own that ends before this event.
    app.connect("build-finished", finish_site, priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
