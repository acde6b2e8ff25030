"""The book's directives: `objectifs`, `sources`, `figure-modele`, `atelier` and `exercice`."""

# mypy: disable-error-code="import-untyped"
# (docutils ships no types)
from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from maillon.site.course_files import exercises, title_of, workshops
from maillon.site.law_nodes import LegalMarker
from maillon.site.law_roles import note_law
from maillon.site.nodes import Block, Button, Caption, ModelFigure

logger = logging.getLogger(__name__)

#: What a card may launch, by kind: the notebooks by id.
LAUNCHED = {"atelier": workshops, "exercice": exercises}


class CourseDirective(SphinxDirective):
    """What the directives share: a body in Markdown, and warnings that name page and line."""

    has_content = True

    def warn(self, message: str) -> None:
        """Log `message` (French) at this directive's page and line; the build then fails."""
        logger.warning(message, location=self.get_location(), type="maillon", subtype=self.name)

    def filled(self, block: Block) -> Block:
        """Parse the directive's body into `block`."""
        self.set_source_info(block)
        self.state.nested_parse(self.content, self.content_offset, block)
        return block


class ListBlock(CourseDirective):
    """A titled block whose body is a list."""

    title: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the block, and warn when its body is no list."""
        block = self.filled(Block(kind=self.name, title=self.title))
        if not any(isinstance(c, (nodes.bullet_list, nodes.enumerated_list)) for c in block):
            self.warn(f"Le bloc «\u00a0{self.name}\u00a0» attend une liste, une ligne par élément.")
        return [block]


class Objectives(ListBlock):
    """`{objectifs}`: what the reader will be able to do."""

    title = "Ce que vous saurez faire"


class Sources(ListBlock):
    """`{sources}`: where the facts of the page come from."""

    title = "Sources"


class LaunchCard(CourseDirective):
    """A card with two buttons that open a workshop or an exercise; the body is one sentence."""

    required_arguments = 1
    kind: ClassVar[str]
    kicker: ClassVar[str]
    open_text: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the card, or warn and return nothing when there is nothing to open."""
        identifier = self.arguments[0]
        known = LAUNCHED[self.kind](Path(str(self.env.srcdir)))
        if identifier not in known:
            self.warn(
                f"{self.kicker} introuvable\u00a0: «\u00a0{identifier}\u00a0». "
                f"Identifiants connus\u00a0: {', '.join(known) or 'aucun pour l’instant'}."
            )
            return []
        self.env.note_dependency(str(known[identifier]))
        if not self.content:
            self.warn(f"La carte «\u00a0{identifier}\u00a0» attend une phrase de présentation.")
        block = Block(
            kind=self.kind,
            kicker=self.kicker,
            title=title_of(known[identifier]) or identifier,
            buttons=[
                Button(self.open_text, f"maillon/ouvrir/{identifier}", primary=True),
                Button("Ouvrir la version technique", f"maillon/ouvrir/{identifier}?dans=lab"),
            ],
        )
        return [self.filled(block)]


class Workshop(LaunchCard):
    """`{atelier} WORKSHOP-ID`."""

    kind, kicker, open_text = "atelier", "Atelier", "Ouvrir l’atelier"


class Exercise(LaunchCard):
    """`{exercice} EXERCISE-ID`."""

    kind, kicker, open_text = "exercice", "Exercice", "Ouvrir l’exercice"


class ModelFigureDirective(CourseDirective):
    """`{figure-modele} NAME`: a registered picture, with its caption and its data as a table."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the figure, or warn and return nothing when it cannot be drawn."""
        name = self.arguments[0]
        try:
            registry = importlib.import_module(self.config.maillon_figure_registry)
            known = known_pictures(registry)
            if known is not None and name not in known:
                self.warn(_unknown_picture(name, known))
                return []
            picture = registry.picture(name)
        except Exception as error:  # whatever a model raises, the author needs page and line
            self.warn(f"La figure «\u00a0{name}\u00a0» n’a pas pu être dessinée\u00a0: {error!r}.")
            return []
        figure = ModelFigure(name=name, picture=picture)
        figure += Caption("", picture.caption)
        self.set_source_info(figure)
        if not registry.follows_law(name):
            return [figure]
        note_law(self.env)
        return [figure, LegalMarker()]


def known_pictures(registry: Any) -> list[str] | None:
    """List the names that a picture registry knows, or None when it does not say."""
    for attribute in ("names", "NAMES", "PICTURES"):
        value = getattr(registry, attribute, None)
        if value is not None:
            return sorted(value() if callable(value) else value)
    return None


def _unknown_picture(name: str, known: list[str]) -> str:
    names = ", ".join(known)
    return f"Figure inconnue\u00a0: «\u00a0{name}\u00a0». Figures connues\u00a0: {names}."


DIRECTIVES: dict[str, type[CourseDirective]] = {
    "objectifs": Objectives,
    "sources": Sources,
    "atelier": Workshop,
    "exercice": Exercise,
    "figure-modele": ModelFigureDirective,
}
