"""How pictures name offers: in full beside a bar, by one letter where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from maillon.base.wording import NBSP
from maillon.topics.award.model.award import Offer

#: Letters that stand on a strip without crowding it.
SHORT = 2
LONGEST = 20


def keys(offers: Sequence[Offer]) -> tuple[str, ...]:
    """Return a short key for each offer: its own name if all names are short, else a letter.

    >>> keys([Offer("A", 1, 1), Offer("B", 1, 1)]), keys([Offer("Dupont", 1, 1)])
    (('A', 'B'), ('A',))
    """
    names = [offer.name for offer in offers]
    if all(len(name) <= SHORT for name in names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(ascii_uppercase[: len(names)])


def titled(offers: Sequence[Offer]) -> tuple[str, ...]:
    r"""Return the name of each offer, with its key when that is not its name, short enough to draw.

    >>> titled([Offer("Dupont", 1, 1), Offer("B", 1, 1)])
    ('A\xa0: Dupont', 'B\xa0: B')
    """
    found = keys(offers)
    if found == tuple(offer.name for offer in offers):
        return found
    return tuple(
        f"{key}{NBSP}: {shortened(offer.name)}" for key, offer in zip(found, offers, strict=True)
    )


def shortened(name: str) -> str:
    """Cut a name that would not fit.

    >>> shortened("Jardins et paysages du pays de Hautebrune")
    'Jardins et paysages…'
    """
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
