"""« D’où viennent les chiffres ? »: `{d-ou-viennent}` prints a family, or the whole territory."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from maillon import territory
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP
from maillon.site.directives import CourseDirective
from maillon.site.tables import cell, chip, link, open_section, table
from maillon.territory import Family, Magnitude, Source, Status, Table

COLUMNS = ("Grandeur", "Valeur", "Statut", "Source")
BODIES = ("Organisme inventé", "Ce qu’il est")
#: The frame of each status; its word says the same.
LOOKS: dict[Status, str] = {"sourcé": "vigueur", "hypothèse": "medium", "fictif": "autre"}


class WhereNumbersComeFrom(CourseDirective):
    """`{d-ou-viennent} FAMILY`: the origin of its numbers; without a name, a section a family."""

    optional_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the tables, or warn and return nothing when they cannot be told."""
        try:
            if self.arguments:
                return family_tables(territory.family(self.arguments[0]))
            return [self._place(), *map(self._family, territory.families())]
        except MaillonError as error:
            self.warn(str(error))
            return []

    def _place(self) -> nodes.section:
        place = territory.place()
        told = open_section(self, "chiffres-territoire", place.label)
        told += nodes.paragraph("", place.summary)
        told += magnitudes_table(place.magnitudes.values(), place.label)
        rows = [
            nodes.row("", cell(nodes.Text(body.label)), cell(nodes.Text(body.role)))
            for body in place.bodies.values()
        ]
        told += table(BODIES, rows, caption="Les organismes du territoire")
        return told

    def _family(self, family: Family) -> nodes.section:
        told = open_section(self, f"chiffres-{family.id}", family.label)
        told += nodes.paragraph("", family.summary)
        told += family_tables(family)
        return told


def family_tables(family: Family) -> list[nodes.Node]:
    """Return the magnitudes of a family as one table, then each of its own tables."""
    told: list[nodes.Node] = [magnitudes_table(family.magnitudes.values(), family.label)]
    for one in family.tables.values():
        told += [_data_table(one), _origin(one)]
    return told


def magnitudes_table(magnitudes: Iterable[Magnitude], of: str) -> nodes.table:
    """Return magnitudes with value, status, year, source and note; `of` ends the caption."""
    rows = [
        nodes.row(
            "",
            _named(magnitude),
            cell(nodes.Text(magnitude.text)),
            cell(*_status(magnitude)),
            cell(_source(magnitude.source)),
        )
        for magnitude in magnitudes
    ]
    caption = f"D’où viennent les chiffres{NBSP}: {of}"
    return table(COLUMNS, rows, caption=caption, look="maillon-chiffres")


def _named(magnitude: Magnitude) -> nodes.entry:
    """Return the label, with the note under it: a column of notes would leave no width."""
    entry = cell(nodes.Text(magnitude.label))
    if magnitude.note:
        entry += nodes.paragraph("", magnitude.note, classes=["maillon-chiffres__note"])
    return entry


def _data_table(one: Table) -> nodes.table:
    rows = [
        nodes.row(
            "",
            cell(nodes.Text(row.label)),
            *[cell(nodes.Text(column.text(row[column.id]))) for column in one.columns],
        )
        for row in one.rows.values()
    ]
    headings = ("Élément", *[column.heading for column in one.columns])
    return table(headings, rows, caption=one.label, look="maillon-chiffres")


def _origin(one: Table) -> nodes.paragraph:
    """Return the line under a table: status, year, source and note."""
    told = nodes.paragraph("", "", *_status(one), classes=["maillon-chiffres__origine"])
    if one.source:
        told += [nodes.Text(" "), _source(one.source)]
    if one.note:
        told += nodes.Text(f" {one.note}")
    return told


def _status(one: Magnitude | Table) -> list[nodes.Node]:
    mark: list[nodes.Node] = [chip(one.status, LOOKS[one.status])]
    return [*mark, nodes.Text(f" {one.year}")] if one.year else mark


def _source(source: Source | None) -> nodes.Node:
    """Return the title of the source as a link; an empty cell says « aucune »."""
    return link(source.title, source.url) if source else nodes.Text("aucune")


DIRECTIVES: dict[str, type[CourseDirective]] = {"d-ou-viennent": WhereNumbersComeFrom}
