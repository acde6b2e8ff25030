"""The annex « Barème daté »: `{bareme}` lists the rules, `{veille}` what nobody could verify."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from maillon import law
from maillon.base.wording import NBSP, NNBSP, capitalised, count, long_date
from maillon.law.articles import article_text
from maillon.law.changes import changes
from maillon.law.entries import Entry, Source, Value, Watch
from maillon.law.official import address
from maillon.law.registry import Registry
from maillon.site.law_nodes import (
    LegalEntry,
    LegalEntryTitle,
    LegalFilters,
    LegalMarker,
    LegalSources,
)
from maillon.site.law_roles import note_law
from maillon.site.tables import cell, chip, link, open_section, table

#: The filter « a changé depuis 2024 » looks at changes after that day.
CHANGED_AFTER = date(2023, 12, 31)
WATCH_TITLE = f"Points non vérifiés{NBSP}: à ne pas citer"
COLUMNS = ("Ce qui est fixé", "Valeur", "Période")
KINDS = {
    "officiel": "officiel",
    "reproduction_officielle": "reproduction d’un texte officiel",
    "specialise": "site spécialisé",
    "presse": "presse",
    "secondaire_code": "données ou code publics",
}


def state_of(value: Value, on: date) -> str:
    """Say in words whether a value holds on a day.

    >>> state_of(Value("seuil", 1, "EUR", date(2026, 4, 1), None), date(2026, 3, 31))
    'à venir'
    """
    if value.holds(on):
        return "en vigueur"
    if on < value.first_day:
        return "à venir"
    if value.valid_to is None or on <= value.valid_to:
        return "à revérifier"
    return "passé"


class Scale(SphinxDirective):
    """`{bareme}`: the filters, then every rule of the registry under the heading of its theme."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return the form and one section a theme."""
        note_law(self.env)
        registry = law.registry()
        changed = {
            change.entry.id for change in changes(registry, CHANGED_AFTER, registry.last_check)
        }
        filters = LegalFilters(themes=dict(registry.themes), total=len(registry.entries))
        found: list[nodes.Node] = [LegalMarker(), filters]
        for theme, label in registry.themes.items():
            entries = [entry for entry in registry.entries.values() if entry.theme == theme]
            section = open_section(self, f"theme-{theme}", label)
            section += [entry_node(entry, changed=entry.id in changed) for entry in entries]
            found.append(section)
        return found


class WatchList(SphinxDirective):
    """`{veille}`: the points that nobody could verify, under a heading of their own."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Return the section."""
        note_law(self.env)
        registry = law.registry()
        section = open_section(self, "points-non-verifies", WATCH_TITLE)
        section += LegalMarker()
        section += nodes.paragraph(
            "",
            "Nous n’avons pas pu vérifier ces points dans un texte. "
            "Ne les citez ni dans un marché, ni dans une note.",
        )
        section += [watch_node(point, registry) for point in registry.watch.values()]
        return [section]


def entry_node(entry: Entry, *, changed: bool) -> LegalEntry:
    """Return a rule with its values, those that held at its last check being marked in words."""
    node: LegalEntry = LegalEntry(
        anchor=entry.id,
        theme=entry.theme,
        confidence=entry.confidence,
        changed=changed,
        words=" ".join(entry.keywords),
    )
    node += LegalEntryTitle("", entry.label)
    node += nodes.paragraph("", entry.statement)
    if entry.values:
        node += _values(entry)
    facts = nodes.bullet_list(classes=["maillon-regle__faits"])
    facts += _fact("Oblige", entry.applies_to)
    if entry.articles:
        plural = "s" if len(entry.articles) > 1 else ""
        item = _fact(f"Article{plural}")
        for rank, article in enumerate(entry.articles):
            if rank:
                item[0] += nodes.Text(f"{NNBSP}; ")
            item[0] += article_node(article)
        facts += item
    if entry.note:
        facts += _fact("Note", entry.note)
    node += facts
    node += _sources(entry)
    return node


def article_node(article: str) -> nodes.Node:
    """Return the name of an article, as a link where its official page is known."""
    page, said = address(article), article_text(article)
    return link(said, page) if page else nodes.Text(said)


def _sources(entry: Entry) -> LegalSources:
    """Return the sources, folded under a line that counts them and dates the last check."""
    checked = f"vérifié le {long_date(entry.last_checked)}"
    folded: LegalSources = LegalSources(
        summary=f"{capitalised(count(len(entry.sources), 'source'))}, {checked}"
    )
    folded += nodes.bullet_list("", *[_item(*_source(source)) for source in entry.sources])
    if entry.to_read:
        folded += nodes.paragraph("", "Textes officiels à relire :")
        folded += nodes.bullet_list("", *[_item(link(url, url)) for url in entry.to_read])
    return folded


def watch_node(point: Watch, registry: Registry) -> nodes.container:
    """Return a point to watch: what is known, what remains to be done, the rules it may change."""
    node: nodes.container = nodes.container(classes=["maillon-veille"], ids=[point.id])
    node += nodes.paragraph("", "", nodes.strong("", point.subject))
    facts = nodes.bullet_list(classes=["maillon-regle__faits"])
    facts += _fact("Ce que l’on sait", point.state)
    facts += _fact("À faire", point.action)
    if point.effective_from:
        facts += _fact("Effet possible", f"à partir du {long_date(point.effective_from)}")
    rules = [registry.entries[rule] for rule in point.entries if rule in registry.entries]
    if rules:
        item = _fact("Règles concernées" if len(rules) > 1 else "Règle concernée")
        for rank, rule in enumerate(rules):
            if rank:
                item[0] += nodes.Text(", ")
            item[0] += nodes.reference("", rule.label, refid=rule.id, internal=True)
        facts += item
    facts += _fact("Dernière vérification", long_date(point.last_checked))
    node += facts
    return node


def _values(entry: Entry) -> nodes.table:
    rows = [_row(entry, value) for value in entry.values]
    return table(COLUMNS, rows, look="maillon-valeurs")


def value_name(entry: Entry, value: Value) -> str:
    """Return what a value fixes, and whom it binds when neither its name nor its rule says so."""
    name, bound = capitalised(value.name), value.applies_to
    said = bound == entry.applies_to or bound.casefold() in name.casefold()
    return name if said else f"{name} ({bound})"


def _row(entry: Entry, value: Value) -> nodes.row:
    state = "non vérifié" if entry.confidence == "low" else state_of(value, entry.last_checked)
    now = state == "en vigueur"
    figure = nodes.strong("", value.text) if now else nodes.Text(value.text)
    mark = chip(state, _class(state))
    return nodes.row(
        "",
        cell(nodes.Text(value_name(entry, value))),
        cell(figure),
        cell(mark, nodes.Text(f" {value.dates}")),
        classes=["maillon-valeurs__vigueur"] if now else [],
    )


def _class(state: str) -> str:
    return {"en vigueur": "vigueur", "à revérifier": "medium", "non vérifié": "low"}.get(
        state, "autre"
    )


def _item(*content: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", *content))


def _fact(name: str, text: str = "") -> nodes.list_item:
    return _item(nodes.strong("", f"{name}{NBSP}:"), nodes.Text(f" {text}" if text else " "))


def _source(source: Source) -> list[nodes.Node]:
    """Return the source's title, a link where its address is known, and what kind it is."""
    said = [KINDS.get(source.kind, source.kind)]
    if not source.consulted:
        said.append("cité, non ouvert")
    if source.url is None:
        said.append("adresse non connue")
        title: nodes.Node = nodes.Text(source.title)
    else:
        title = link(source.title, source.url)
    return [title, nodes.Text(f" ({f'{NNBSP}; '.join(said)})")]


DIRECTIVES: dict[str, type[SphinxDirective]] = {"bareme": Scale, "veille": WatchList}
