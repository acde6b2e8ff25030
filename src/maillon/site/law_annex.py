"""The annex « Barème daté »: `{bareme}` lists the rules, `{veille}` what nobody could verify."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from datetime import date
from html import escape
from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from maillon import law
from maillon.base.wording import NBSP, NNBSP, capitalised, count, long_date
from maillon.law.articles import article_text
from maillon.law.changes import changes
from maillon.law.entries import CONFIDENCE, Entry, Source, Value, Watch
from maillon.law.official import address
from maillon.law.registry import Registry
from maillon.site.law_nodes import LegalMarker
from maillon.site.law_roles import note_law
from maillon.site.markup import Markup, filters, fold, heading, list_field, markup, search_field
from maillon.site.tables import bullets, cell, chip, fact, joined, link, open_section, table

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
        fields = (
            search_field()
            + list_field("theme", "Thème", "Tous les thèmes", registry.themes)
            + list_field("confiance", "Confiance", "Toutes", CONFIDENCE)
            + '<p class="maillon-filtres__case"><input type="checkbox" id="filtre-change" '
            'name="change" /> <label for="filtre-change">A changé depuis 2024</label></p>\n'
        )
        total = f"{len(registry.entries)} règles"
        found: list[nodes.Node] = [
            LegalMarker(),
            filters("data-maillon-filtres", "Filtrer les règles", fields, total),
        ]
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


def entry_node(entry: Entry, *, changed: bool) -> Markup:
    """Return a rule with its values, those that held at its last check being marked in words."""
    facts = [fact("Oblige", entry.applies_to)]
    if entry.articles:
        name = "Articles" if len(entry.articles) > 1 else "Article"
        facts.append(fact(name, *joined(map(article_node, entry.articles), f"{NNBSP}; ")))
    if entry.note:
        facts.append(fact("Note", entry.note))
    state = (
        f'<p class="maillon-regle__etat"><span class="maillon-puce '
        f'maillon-puce--{entry.confidence}">{CONFIDENCE[entry.confidence]}</span> '
        f'<span class="maillon-regle__id">Nom court{NBSP}: <code>{entry.id}</code></span></p>\n'
    )
    return markup(
        f'<section class="maillon-regle" id="{entry.id}" data-theme="{entry.theme}" '
        f'data-confiance="{entry.confidence}"{" data-change" if changed else ""} '
        f'data-mots="{escape(" ".join(entry.keywords))}">\n',
        "</section>\n",
        heading(
            entry.label,
            entry.id,
            look="maillon-regle__titre",
            link="Lien vers cette règle",
            after=state,
        ),
        nodes.paragraph("", entry.statement),
        *([_values(entry)] if entry.values else []),
        bullets(facts, "maillon-regle__faits"),
        _sources(entry),
    )


def article_node(article: str) -> nodes.Node:
    """Return the name of an article, as a link where its official page is known."""
    page, said = address(article), article_text(article)
    return link(said, page) if page else nodes.Text(said)


def _sources(entry: Entry) -> Markup:
    """Return the sources, folded under a line that counts them and dates the last check."""
    counted = capitalised(count(len(entry.sources), "source"))
    content = [bullets(nodes.paragraph("", "", *_source(source)) for source in entry.sources)]
    if entry.to_read:
        content.append(nodes.paragraph("", f"Textes officiels à relire{NBSP}:"))
        content.append(bullets(nodes.paragraph("", "", link(url, url)) for url in entry.to_read))
    line = f"{counted}, vérifié le {long_date(entry.last_checked)}"
    return fold(escape(line), "maillon-regle__sources", *content)


def watch_node(point: Watch, registry: Registry) -> nodes.container:
    """Return a point to watch: what is known, what remains to be done, the rules it may change."""
    facts = [fact("Ce que l’on sait", point.state), fact("À faire", point.action)]
    if point.effective_from:
        facts.append(fact("Effet possible", f"à partir du {long_date(point.effective_from)}"))
    rules = [registry.entries[rule] for rule in point.entries if rule in registry.entries]
    if rules:
        links = (nodes.reference("", rule.label, refid=rule.id, internal=True) for rule in rules)
        name = "Règles concernées" if len(rules) > 1 else "Règle concernée"
        facts.append(fact(name, *joined(links, ", ")))
    facts.append(fact("Dernière vérification", long_date(point.last_checked)))
    return nodes.container(
        "",
        nodes.paragraph("", "", nodes.strong("", point.subject)),
        bullets(facts, "maillon-regle__faits"),
        classes=["maillon-veille"],
        ids=[point.id],
    )


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
