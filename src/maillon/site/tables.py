"""Tables, cells and sections as document nodes, for the directives that print data."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from maillon.base.wording import NBSP


def table(
    columns: Sequence[str], rows: Iterable[nodes.row], *, caption: str = "", look: str = ""
) -> nodes.table:
    """Return a table whose first column heads its rows; `look` is its CSS class."""
    group = nodes.tgroup("", cols=len(columns))
    group += [nodes.colspec(colwidth=1, stub=int(rank == 0)) for rank in range(len(columns))]
    head = nodes.row("", *[cell(nodes.Text(column)) for column in columns])
    group += [nodes.thead("", head), nodes.tbody("", *rows)]
    title = [nodes.title("", caption)] if caption else []
    return nodes.table("", *title, group, classes=[look] if look else [])


def cell(*content: nodes.Node) -> nodes.entry:
    """Return a cell of one paragraph."""
    return nodes.entry("", nodes.paragraph("", "", *content))


def chip(text: str, look: str) -> nodes.inline:
    """Return a word in a small frame; `look` ends its CSS class (vigueur, medium, low, autre)."""
    return nodes.inline("", text, classes=["maillon-puce", f"maillon-puce--{look}"])


def link(text: str, url: str) -> nodes.reference:
    """Return a link out of the book."""
    return nodes.reference("", text, refuri=url, internal=False)


def fact(name: str, *content: nodes.Node | str) -> nodes.paragraph:
    """Return « name : … », its name in bold."""
    label = nodes.strong("", f"{name}{NBSP}:")
    rest = [nodes.Text(part) if isinstance(part, str) else part for part in content]
    return nodes.paragraph("", "", label, nodes.Text(" "), *rest)


def joined(items: Iterable[nodes.Node], separator: str) -> list[nodes.Node]:
    """Return nodes with a text between two of them."""
    found = [part for item in items for part in (nodes.Text(separator), item)]
    return found[1:]


def bullets(items: Iterable[nodes.Node], look: str = "") -> nodes.bullet_list:
    """Return a list of paragraphs."""
    listed = [nodes.list_item("", item) for item in items]
    return nodes.bullet_list("", *listed, classes=[look] if look else [])


def open_section(directive: SphinxDirective, anchor: str, title: str) -> nodes.section:
    """Return an empty section that the contents of the page list."""
    made: nodes.section = nodes.section("", nodes.title("", title), ids=[anchor], names=[anchor])
    directive.set_source_info(made)
    directive.state.document.note_explicit_target(made)
    return made
