"""The pictures that pages of the book and exercises ask for by name, each drawn by its topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from maillon import law
from maillon.base.wording import NBSP, NNBSP
from maillon.catalogue import TOPICS, Topic
from maillon.plots.picture import Picture

Figures = Mapping[str, Callable[[], Picture]]


@cache
def figures(topic: Topic) -> Figures:
    """Return the figures of a topic: `FIGURES` of its module `figures`."""
    found: Figures = topic.module("figures").FIGURES if topic.has("figures") else {}
    return found


def names() -> tuple[str, ...]:
    """Return the names that `picture` knows, sorted.

    >>> [name for name in names() if name.startswith("boucle-")]
    ['boucle-sourcing', 'boucle-tresorerie']
    """
    return tuple(sorted(name for topic in TOPICS for name in figures(topic)))


def follows_law(name: str) -> bool:
    """Say whether a figure changes with the registry of law."""
    return any(
        name in getattr(topic.module("figures"), "FOLLOWS_LAW", ())
        for topic in TOPICS
        if topic.has("figures")
    )


def picture(name: str, *, notebook: str = "") -> Picture:
    """Return the picture of this name, looked for first in the topic of `notebook`.

    Raises:
        ValueError: there is none; the message, in French, lists the known names.

    >>> picture("carte-relation").columns[0]
    'De'
    """
    first = [one for one in TOPICS if notebook == one.notebook or notebook in one.exercises]
    for topic in (*first, *TOPICS):
        if name in figures(topic):
            # A loaded registry of law is never freed: its identity tells one law from another.
            return _drawn(topic, name, id(law.registry()))
    raise ValueError(
        f"Aucune figure ne s’appelle «{NBSP}{name}{NBSP}»{NNBSP}; "
        f"choisissez parmi{NBSP}: {', '.join(names())}."
    )


@lru_cache(maxsize=128)
def _drawn(topic: Topic, name: str, of_law: int) -> Picture:
    return figures(topic)[name]()
