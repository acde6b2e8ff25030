"""Workshops: the frame that all share, and the door by which a notebook opens its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillon.catalogue import topic_of

if TYPE_CHECKING:
    from maillon.workshops.frame import Workshop


def open_workshop(notebook: str) -> Workshop:
    """Return the workshop of `notebook`, ready to show its steps.

    Raises:
        MaillonError: the course has no such workshop.

    >>> open_workshop("aucun")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    maillon.base.errors.MaillonError: Aucun atelier ne s’appelle «...aucun...». ...
    """
    return workshop_class(notebook)()


def workshop_class(notebook: str) -> type[Workshop]:
    """Return what opens `notebook`; only its own models are imported.

    Raises:
        MaillonError: the course has no such workshop.
    """
    topic = topic_of(notebook)
    found: type[Workshop] = getattr(topic.module("workshop"), topic.workshop)
    return found
