"""The catalogue: which topic a notebook and an exercise belong to, and which chapters teach it.

Topics are found by name and imported when somebody opens them: nothing here knows what is in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Topic:
    """A folder of `maillon.topics`, its notebook, the class of its workshop, what teaches it."""

    name: str
    notebook: str
    workshop: str
    chapters: tuple[str, ...]
    exercises: tuple[str, ...]

    @cached_property
    def folder(self) -> Path:
        """Where everything of the topic lies."""
        return HERE / "topics" / self.name

    def module(self, part: str) -> ModuleType:
        """Import a part of the topic: `workshop`, `figures`, `claims` or `states`.

        Raises:
            ModuleNotFoundError: the topic has no such part.
        """
        return import_module(f"maillon.topics.{self.name}.{part}")

    def has(self, part: str) -> bool:
        """Say whether the topic has a module or a package of this name."""
        return (self.folder / f"{part}.py").is_file() or (self.folder / part).is_dir()


# fmt: off
TOPICS = (
    Topic("first_steps", "premiers-gestes", "FirstSteps", ("demarrer/la-matinee-d-arras", "demarrer/la-relation-tout-au-long", "demarrer/qui-fait-quoi"), ("e0-repetition",)),  # noqa: E501
    Topic("loops", "mur-des-boucles", "LoopWall", ("relier/une-pensee-qui-fait-du-lien", "relier/boucles-et-retards"), ("e1-boucles",)),  # noqa: E501
    Topic("firm_pool", "vivier-entreprises", "PoolOfFirms", ("relier/remedes-qui-echouent",), ("e2-vivier",)),  # noqa: E501
    Topic("influence", "qui-entraine-qui", "WhoDrivesWhom", ("relier/ou-appuyer",), ("e1-ma-carte",)),  # noqa: E501
    Topic("value_chain", "chaine-depliee", "UnfoldedChain", ("remonter/du-plus-petit-fournisseur", "remonter/qui-gagne-quoi"), ("e3-chaine",)),  # noqa: E501
    Topic("footprint_and_cost", "deux-thermometres", "TwoThermometers", ("remonter/points-chauds-et-cout-global",), ()),  # noqa: E501
    Topic("disruption", "maillon-casse", "BrokenLink", ("remonter/lire-une-crise",), ("e4-maillon",)),  # noqa: E501
    Topic("contracts", "mes-marches", "OwnContracts", ("remonter/mes-marches-en-donnees",), ("e-donnees",)),  # noqa: E501
    Topic("clause_studio", "atelier-de-clauses", "ClauseStudio", ("ecrire/huit-qualites", "ecrire/specification-critere-execution", "ecrire/bibliotheque-de-clauses"), ("e5-clauses",)),  # noqa: E501
    Topic("award", "trois-formules", "ThreeFormulas", ("ecrire/noter-sans-se-tromper",), ("e6-notation",)),  # noqa: E501
    Topic("insertion", "heures-promises", "PromisedHours", ("ecrire/heures-et-label",), ("e7-insertion",)),  # noqa: E501
    Topic("procedure", "quelle-regle", "WhichRule", ("droit/quelle-regle-et-depuis-quand", "droit/ce-qui-a-change"), ("e-droit",)),  # noqa: E501
)
# fmt: on

NOTEBOOKS = tuple(topic.notebook for topic in TOPICS)
"""The workshops of the course, in its order."""


def topic_of(notebook: str) -> Topic:
    """Return the topic of a workshop's notebook or of an exercise.

    Raises:
        MaillonError: the course has no such notebook.

    >>> topic_of("trois-formules").name, topic_of("e6-notation").name
    ('award', 'award')
    """
    for topic in TOPICS:
        if notebook == topic.notebook or notebook in topic.exercises:
            return topic
    known = ", ".join(topic.notebook for topic in TOPICS)
    raise MaillonError(
        f"Aucun atelier ne s’appelle «{NBSP}{notebook}{NBSP}».", remedy=f"Ateliers{NBSP}: {known}."
    )
