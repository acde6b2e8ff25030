"""The page « Bibliothèque de clauses »: `{bibliotheque}` prints every clause, with filters."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from maillon import law
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, capitalised
from maillon.clauses import library
from maillon.clauses.library import StandardClause, Variant
from maillon.clauses.library.filling import PLACE
from maillon.clauses.record import DOCUMENTS, PLACES
from maillon.law import placeholders
from maillon.site.clause_markup import (
    WORKSHOP,
    actions,
    clause_fold,
    clause_section,
    library_filters,
)
from maillon.site.course_files import workshops
from maillon.site.directives import CourseDirective
from maillon.site.law_nodes import LegalText
from maillon.site.law_roles import legal_text, note_law
from maillon.site.markup import Markup
from maillon.site.tables import bullets, chip, fact, joined, open_section

SCRIPT = "maillon-clauses.js"
STYLES = "maillon-clauses.css"
#: The four texts of a variant, and what heads each of them.
TEXTS = (
    ("text", "Texte"),
    ("proof", "Preuve"),
    ("sanction", "En cas d’écart"),
    ("incentive", "Prime"),
)


class ClauseLibrary(CourseDirective):
    """`{bibliotheque}`: the form, then one section a family."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the page, or warn and return nothing when a clause cannot be read."""
        note_law(self.env)
        for path in sorted([library.SEARCH, library.REVIEWS, *library.DATA.glob("*.yaml")]):
            self.env.note_dependency(str(path))
        if WORKSHOP not in workshops(Path(str(self.env.srcdir))):
            self.warn(f"L’atelier «{NBSP}{WORKSHOP}{NBSP}» n’existe pas.")
            return []
        try:
            clauses = library.clauses()
            sections = [
                self._family(family, label, [one for one in clauses if one.family == family])
                for family, label in library.FAMILIES.items()
            ]
        except MaillonError as error:
            self.warn(str(error))
            return []
        return [library_filters(len(clauses)), *sections]

    def _family(self, family: str, label: str, clauses: list[StandardClause]) -> nodes.section:
        section = open_section(self, f"clauses-{family}", label)
        section += [self._entry(clause) for clause in clauses]
        return section

    def _entry(self, clause: StandardClause) -> Markup:
        folded = [_variant(clause, variant) for variant in clause.variants]
        folded.append(_fact("À demander aux entreprises avant", clause.sourcing))
        folded.append(_fact("Ce que cela peut déplacer", clause.displaces))
        if clause.people_note:
            folded.append(_fact("Données personnelles", clause.people_note))
        if clause.refs:
            folded.append(fact("Droit", *joined(map(self._rule, clause.refs), ", ")))
        folded.append(
            _fact("Étape du cycle d’achat", f"{capitalised(library.STEPS[clause.step])}.")
        )
        folded.append(nodes.paragraph("", f"{clause.reviewed}."))
        why = nodes.paragraph(
            "", placeholders.fill(clause.why), classes=["maillon-clause__pourquoi"]
        )
        precautions = nodes.container(
            "",
            nodes.paragraph("", placeholders.fill(clause.only_if)),
            _fact("Risque", clause.risk),
            classes=["maillon-clause__precautions"],
        )
        return clause_section(
            clause, _state(clause), why, precautions, clause_fold(clause, *folded)
        )

    def _rule(self, rule: str) -> LegalText:
        """Return a rule behind a clause, with its bubble and its link to the annex."""
        entry = law.entry(rule)
        values = tuple(value for value in entry.values if value.holds(entry.last_checked))
        return legal_text(self.env, entry.label, entry, values)


def _state(clause: StandardClause) -> nodes.paragraph:
    """Return what the clause is, in small frames: what it serves, its nature, its document."""
    return nodes.paragraph(
        "",
        "",
        chip(capitalised(library.CONSIDERATIONS[clause.consideration]), "vigueur"),
        nodes.Text(" "),
        chip(capitalised(PLACES[clause.place]), "autre"),
        nodes.Text(" "),
        nodes.abbreviation("", clause.document, explanation=DOCUMENTS[clause.document]),
        classes=["maillon-clause__etat"],
    )


def _variant(clause: StandardClause, variant: Variant) -> nodes.container:
    """Return a variant: its texts, values marked, what to choose, what it gives."""
    told = nodes.container(classes=["maillon-clause__variante"])
    head = nodes.strong("", f"Variante {variant.ambition}")
    aim = nodes.Text(f"{NBSP}: {library.AMBITIONS[variant.ambition]}.")
    told += nodes.paragraph("", "", head, aim, classes=["maillon-clause__ambition"])
    values = library.printed(variant)
    for name, label in TEXTS:
        template = getattr(variant, name)
        if template:
            told += nodes.paragraph("", label, classes=["maillon-clause__rubrique"])
            told += _marked(placeholders.fill(template), values, framed=name == "text")
            if name == "sanction" and variant.sanction_note:
                told += nodes.paragraph("", variant.sanction_note)
    if variant.fields:
        told += nodes.paragraph("", "À choisir", classes=["maillon-clause__rubrique"])
        choices = (nodes.paragraph("", _choice(each, values[each.id])) for each in variant.fields)
        told += bullets(choices, "maillon-clause__champs")
    told += actions(clause, variant)
    return told


def _marked(template: str, values: dict[str, str], *, framed: bool) -> nodes.paragraph:
    """Return a text to copy, whose blanks hold the proposed values, each marked."""
    look = ["maillon-clause__texte"] if framed else []
    said = nodes.paragraph("", "", classes=["maillon-clause__copie", *look])
    for rank, piece in enumerate(PLACE.split(template)):
        if rank % 2:
            said += nodes.inline("", values[piece], classes=["maillon-clause__champ"])
        elif piece:
            said += nodes.Text(piece)
    return said


def _choice(field: library.Field, value: str) -> str:
    hint = f" {placeholders.fill(field.hint)}" if field.hint else ""
    return f"{field.label}{NBSP}: {value}.{hint}"


def _fact(name: str, text: str) -> nodes.paragraph:
    return fact(name, placeholders.fill(text))


def add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script and the styles of the library on the page that holds it alone."""
    marked = doctree.findall(Markup) if doctree is not None else ()
    if any("data-maillon-clauses" in node["before"] for node in marked):
        app.add_css_file(STYLES)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive, and what its page loads."""
    app.add_directive("bibliotheque", ClauseLibrary)
    app.connect("html-page-context", add_assets)
