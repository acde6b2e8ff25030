"""Formulas as MathML, which browsers draw by themselves: no script, no request to another host."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: The name to give to `html_math_renderer`.
RENDERER = "maillon_mathml"


def _formula(translator: Any, node: nodes.Element, *, as_block: bool) -> None:
    try:
        markup = latex2mathml.tex2mathml(node.astext(), as_block=as_block)
    except (latex2mathml.MathError, SyntaxError) as error:
        logger.warning(
            "Formule illisible\u00a0: %s. Écrivez-la plus simplement.",
            error,
            location=node,
            type="maillon",
            subtype="formule",
        )
        markup = f"<code>{translator.encode(node.astext())}</code>"
    translator.body.append(f'<div class="maillon-formule">{markup}</div>' if as_block else markup)
    raise nodes.SkipNode


def visit_math(translator: Any, node: nodes.Element) -> None:
    """Write an inline formula."""
    _formula(translator, node, as_block=False)


def visit_displaymath(translator: Any, node: nodes.Element) -> None:
    """Write a formula on a line of its own."""
    _formula(translator, node, as_block=True)
