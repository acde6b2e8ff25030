"""The book's roles for law, dated and sourced: `{loi}`, `{depuis}` and `{article}`.

They print a value, its first day, and an article.

A role whose value cannot be quoted (unknown rule, nothing in force that day, several scopes,
unverified rule) makes a warning that names page and line; the build then fails.
"""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from maillon import law
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, listing, long_date
from maillon.law.articles import article_text
from maillon.law.entries import Entry, Value
from maillon.law.official import address
from maillon.law.references import Reference, article_of, first_day, read_reference
from maillon.site.law_nodes import LegalText

logger = logging.getLogger(__name__)


def bubble(entry: Entry, values: tuple[Value, ...], label: str = "") -> tuple[str, ...]:
    """Return what hover and focus show: rule, whom it binds, dates, articles, source, last check.

    `values` are those the text stands for: one for a value, all those in force for an article.
    """
    dates = dict.fromkeys(value.dates for value in values)
    lines = [entry.label + (f" ({label})" if label else "")]
    if len(dates) == 1:
        lines.append(f"En vigueur{NBSP}: {next(iter(dates))}.")
    bound = {value.applies_to for value in values}
    lines.append(f"Oblige{NBSP}: {bound.pop() if len(bound) == 1 else entry.applies_to}.")
    articles = listing([article_text(article) for article in entry.articles])
    if articles:
        lines.append(f"{'Articles' if len(entry.articles) > 1 else 'Article'}{NBSP}: {articles}.")
    if entry.sources:
        lines.append(f"Source{NBSP}: {entry.sources[0].title.rstrip('.')}.")
    checked = f"Dernière vérification{NBSP}: {long_date(entry.last_checked)}."
    if entry.confidence != "high":
        checked += " À vérifier avant de citer cette règle."
    return (*lines, checked)


def legal_text(
    env: Any,
    text: str,
    entry: Entry,
    values: tuple[Value, ...],
    *,
    part: str = "",
    page: str = "",
) -> LegalText:
    """Return the node that prints `text` for a rule; it leads to `page`, or to the annex."""
    return LegalText(
        "",
        text,
        anchor=entry.id,
        bubble=bubble(entry, values, part),
        number=env.new_serialno("bulle-loi") + 1,
        to_check=entry.confidence != "high",
        page=page,
    )


def note_law(env: Any) -> None:
    """Make the page that is being read depend on the files of the law."""
    for path in sorted(Path(env.config.maillon_law_data or law.DATA).glob("*.yaml")):
        env.note_dependency(str(path))


class LegalRole(SphinxRole):
    """What the roles share: reading, warnings with page and line, the node."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the node, or warn and return the text as it was typed."""
        note_law(self.env)
        try:
            node = self.node(read_reference(self.text))
        except MaillonError as error:
            where = (self.env.docname, self.lineno)
            logger.warning(str(error), location=where, type="maillon", subtype=self.name)
            return [nodes.literal(self.text, self.text)], []
        self.set_source_info(node)
        return [node], []

    def node(self, asked: Reference) -> LegalText:
        """Return what the role prints. Raises MaillonError when it must not be printed."""
        raise NotImplementedError


class ValueRole(LegalRole):
    """`{loi}`: the value of a rule with its unit, on the day of its last check or on another."""

    def node(self, asked: Reference) -> LegalText:
        """Return the value."""
        cited = law.cite(asked.rule, asked.on, asked.part)
        part = cited.value.name if len(cited.entry.scopes) > 1 else ""
        return legal_text(self.env, cited.text, cited.entry, (cited.value,), part=part)


class StartRole(LegalRole):
    """`{depuis}`: the first day of a value, as « depuis le … » takes it."""

    def node(self, asked: Reference) -> LegalText:
        """Return the day. Raises MaillonError when nobody knows when the value began."""
        start, cited = first_day(asked)
        return legal_text(self.env, long_date(start), cited.entry, (cited.value,))


class ArticleRole(LegalRole):
    """`{article}`: the first article of a rule, or the one whose rank is given."""

    def node(self, asked: Reference) -> LegalText:
        """Return the article."""
        article, entry = article_of(asked)
        on = asked.on or entry.last_checked
        values = tuple(value for value in entry.values if value.holds(on))
        page = address(article) or ""
        return legal_text(self.env, article_text(article), entry, values, page=page)


ROLES: dict[str, LegalRole] = {
    "loi": ValueRole(),
    "depuis": StartRole(),
    "article": ArticleRole(),
}
