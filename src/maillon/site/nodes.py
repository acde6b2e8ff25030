"""The book's own document nodes, and how they are written in HTML."""

# mypy: disable-error-code="import-untyped, misc"
# (docutils ships no types)
from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes

#: Pictures drawn wider than this (CSS pixels) scroll on narrow screens instead of shrinking.
WIDE_PICTURE = 480.0


@dataclass(frozen=True)
class Button:
    """A link shown as a button: `address` is relative to the root of the server."""

    text: str
    address: str
    primary: bool = False


class Block(nodes.General, nodes.Element):
    """A titled block: objectives, sources, or the card of a workshop or an exercise."""

    def __init__(
        self, *args: Any, kind: str = "", title: str = "", kicker: str = "", **attributes: Any
    ) -> None:
        super().__init__(*args, kind=kind, title=title, kicker=kicker, **attributes)


class ModelFigure(nodes.General, nodes.Element):
    """A model's picture, with its data table; a `Caption` is the only child."""


class Caption(nodes.General, nodes.TextElement):
    """The caption of a model figure: a node of its own, so that the search finds its words."""


def visit_block(translator: Any, node: Block) -> None:
    """Open the block: a kicker (for a card) and a heading."""
    kicker = node["kicker"]
    said = f'<span class="maillon-bloc__genre">{escape(kicker)}</span> ' if kicker else ""
    translator.body.append(
        f'<div class="maillon-bloc maillon-{node["kind"]}">\n'
        f'<h2 class="maillon-bloc__titre">{said}{escape(node["title"])}</h2>\n'
    )


def depart_block(translator: Any, node: Block) -> None:
    """Write the buttons, if any, and close the block."""
    buttons = node.get("buttons", [])
    if buttons:
        up = server_root(translator)
        translator.body.append('<p class="maillon-boutons">')
        for button in buttons:
            look = "maillon-bouton--plein" if button.primary else "maillon-bouton--trait"
            translator.body.append(
                f'<a class="maillon-bouton {look}" href="{escape(up + button.address)}">'
                f"{escape(button.text)}"
                f'<span class="maillon-invisible">\u00a0: {escape(node["title"])}</span></a> '
            )
        translator.body.append("</p>\n")
    translator.body.append("</div>\n")


def server_root(translator: Any) -> str:
    """Return the way from the page that is being written to the root of the server.

    The book's root is one folder below it (`/cours/`), at any depth and behind any prefix, so the
    address is relative to the page.
    """
    up = "../" * translator.builder.current_docname.count("/")
    return f"{up}{translator.config.maillon_server_root}"


def visit_model_figure(translator: Any, node: ModelFigure) -> None:
    """Write the picture as a file of the site, and the figure that shows it."""
    picture = node["picture"]
    file_name = f"figure-{node['name']}.svg"
    folder = Path(translator.builder.outdir) / translator.builder.imagedir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file_name).write_text(picture.svg, encoding="utf-8", newline="\n")
    address = escape(f"{translator.builder.imgpath}/{file_name}")
    width, height = svg_size(picture.svg)
    size = f' width="{width:.0f}" height="{height:.0f}"' if width and height else ""
    wide = " maillon-figure__dessin--large" if width > WIDE_PICTURE else ""
    translator.body.append(
        f'<figure class="maillon-figure" id="figure-{escape(node["name"])}">\n'
        f'<div class="maillon-figure__dessin{wide}" tabindex="0" role="group" '
        f'aria-label="Figure">'
        f'<img src="{address}" alt="{escape(picture.alt)}"{size} loading="lazy" /></div>\n'
    )
    node["address"] = address


def depart_model_figure(translator: Any, node: ModelFigure) -> None:
    """Write the link to the picture alone and the table of its data, and close the figure."""
    picture = node["picture"]
    translator.body.append(
        f'<p class="maillon-figure__liens"><a href="{node["address"]}">'
        "Voir la figure en grand</a></p>\n"
        f"{data_table(picture)}</figure>\n"
    )


def visit_caption(translator: Any, node: Caption) -> None:
    """Open the caption of a model figure."""
    translator.body.append("<figcaption>")


def depart_caption(translator: Any, node: Caption) -> None:
    """Close the caption."""
    translator.body.append("</figcaption>\n")


def data_table(picture: Any) -> str:
    """Return « Voir les données »: the rows of a picture as an HTML table, folded.

    The first cell of each row is its header.
    """
    head = "\n".join(f'<th scope="col">{escape(c)}</th>' for c in picture.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"\n<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in picture.rows
    )
    return (
        '<details class="maillon-donnees"><summary>Voir les données</summary>\n'
        '<div class="pst-scrollable-table-container">'
        '<table class="table maillon-donnees__table">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div></details>\n"
    )


def svg_size(svg: str) -> tuple[float, float]:
    """Return the width and height of an SVG in CSS pixels, or (0, 0) when it does not say.

    matplotlib counts in points (72 to the inch), browsers in pixels (96 to the inch).

    >>> svg_size('<svg width="432pt" height="288pt" viewBox="0 0 432 288" xmlns="…">')
    (576.0, 384.0)
    """
    match = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', svg)
    if not match:
        return (0.0, 0.0)
    scale = 4 / 3 if re.search(r'<svg[^>]*\swidth="[\d.]+pt"', svg) else 1.0
    return (float(match[1]) * scale, float(match[2]) * scale)


def skip(translator: Any, node: nodes.Element) -> None:
    """Leave the node out of builders that are not HTML."""
    raise nodes.SkipNode
